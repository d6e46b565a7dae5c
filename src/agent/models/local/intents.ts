import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Clause } from './clause.ts';
import { withConcepts } from './concepts.ts';
import { everydayPhrases } from './everyday.ts';
import { filledCall, namedKinds } from './filling.ts';
import { filterText } from './filter-text.ts';
import { licenceOf, moodOfAll } from './guards.ts';
import { asksDocuments, followed } from './knowledge.ts';
import { lexicons } from './lexicon.ts';
import { holdsCode, markedPhrase, markedText, takesCodes } from './marks.ts';
import { measureOf } from './measures.ts';
import { isA, type Mention } from './mention.ts';
import { createPhrases, type Phrases } from './nearest.ts';
import { isNeeded } from './options.ts';
import { outsidePhrases } from './outside.ts';
import { createPhraseClassifier, type Likelihood, type PhraseClassifier } from './phrase-classifier.ts';
import { matchPhrase, templatesOf } from './phrases.ts';
import { describeCalls } from './plan.ts';
import type { Plan, Surroundings } from './planned.ts';
import { isPlain, type Reading } from './reading.ts';
import { say } from './sayings.ts';
import type { Pending, QuestionMemo } from './state.ts';
import { termsOfWords } from './terms.ts';

/** Chooses among the tools that are none of the everyday ones, by the phrases they bring. */
export interface Intents {
  /**
   * The plan for words that are likelier for one such tool than for the grammar, by more where the grammar makes
   * something of them; of an order it reads, only for a tool that writes as well.
   */
  chosen(
    text: string,
    mentions: readonly Mention[],
    clauses: readonly Clause[],
    around: Surroundings,
    reading: Reading,
  ): Plan | undefined;
  /** Whether all of these terms stand in the phrases of this tool, or one does that stands in hardly any other's. */
  isCalledBy(name: string, terms: readonly string[]): boolean;
  /** Whether words are surely for what no tool does; the more surely where the grammar reads an order. */
  isOutside(text: string, mentions: readonly Mention[], reading: Reading): boolean;
  /** The plan for a question that goes on from one to the documents, or that asks for a sum. */
  certain(
    text: string,
    mentions: readonly Mention[],
    clauses: readonly Clause[],
    around: Surroundings,
  ): Plan | undefined;
  /** The plan for the likeliest such tool, or undefined where the words are not clearly for one. */
  likely(
    text: string,
    mentions: readonly Mention[],
    clauses: readonly Clause[],
    asks: readonly QuestionMemo[],
    around: Surroundings,
  ): Plan | undefined;
  /** The call that lacked something, with what was answered; undefined where that is no answer. */
  completed(
    waiting: Extract<Pending, { type: 'argument' }>,
    text: string,
    clauses: readonly Clause[],
    around: Surroundings,
  ): Plan | undefined;
}

/** By so much, in log-odds, words are likelier for a tool than for the grammar, that the tool is chosen. */
const leads: Readonly<Record<Reading, number>> = {
  order: 3.5,
  told: 6,
  record: 6,
  question: 3.5,
  other: 1.5,
  nothing: 0.5,
};
/** A part of a text says less than the whole. */
const costOfPart = 1;
/** What words say alike weighs more than the words. */
const importance = (feature: string): number => (/^xq[a-z]+$/.test(feature) ? 3 : 1);
const everydayLabel = '';
const outsideLabel = '-';
/** Words beside a text to be written down are not the request's own. */
const longestRequest = 400;

/** How near a phrase of the tool must be: a few common words alone speak for many tools. */
const leastNearness = 0.17;
/** So far ahead a tool may have phrases that are less near, also than one of the grammar's. */
const farAhead = 5;
const leastNearnessFarAhead = 0.1;
/** So far ahead of an order the grammar reads a tool is asked that only reads. */
const farAheadOfOrder = 6;

/** What tells tools apart, and how near their phrases are. */
interface Learned {
  classifier: PhraseClassifier;
  near: Phrases;
  /** The tools in whose phrases a term stands. */
  called: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One request of a text: all labels, likeliest first, and how near the phrases of each are. */
interface ReadRequest {
  ranked: readonly Likelihood[];
  nearness: ReadonlyMap<string, number>;
}

const made = new WeakMap<readonly Tool[], Learned>();
const templatesBefore = new WeakMap<readonly Tool[], ReturnType<typeof templatesOf>>();

/** A word that stands in the phrases of so many tools at most is theirs. */
const fewTools = 3;

function toolsByTerm(tools: readonly Tool[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { name, phrases } of tools)
    for (const term of termsOfWords([...phrases.en, ...phrases.zh].join('\n').replace(/\{\w+\}/gu, ' '))) {
      const known = found.get(term);
      if (known) known.add(name);
      else found.set(term, new Set([name]));
    }
  return found;
}

/** Makes the choice from the tools' own phrases; `everyday` names the tools the grammar chooses itself. */
export function createIntents(tools: readonly Tool[], everyday: ReadonlySet<string>): Intents {
  const special = tools.filter((tool) => !everyday.has(tool.name));
  const byName = new Map(special.map((tool) => [tool.name, tool]));
  const templates = templatesBefore.get(tools) ?? templatesOf(special);
  templatesBefore.set(tools, templates);
  const documents = capabilitiesOf(special).documents();
  const phrases = (): Learned => {
    const known = made.get(tools);
    if (known) return known;
    const own = tools.flatMap((tool) =>
      [...tool.phrases.en, ...tool.phrases.zh].map((phrase) => ({
        label: everyday.has(tool.name) ? everydayLabel : tool.name,
        text: withConcepts(markedPhrase(phrase)),
      })),
    );
    const plain = [...everydayPhrases.en, ...everydayPhrases.zh].map((phrase) => ({
      label: everydayLabel,
      text: withConcepts(markedPhrase(phrase)),
    }));
    const outside = outsidePhrases.map((phrase) => ({
      label: outsideLabel,
      text: withConcepts(markedPhrase(phrase)),
    }));
    const all = [...own, ...plain, ...outside];
    const learned = {
      classifier: createPhraseClassifier(all, importance),
      near: createPhrases(all, importance),
      called: toolsByTerm(special),
    };
    made.set(tools, learned);
    return learned;
  };

  const readBefore = new WeakMap<readonly Mention[], { text: string; requests: ReadRequest[] }>();
  /** The requests of a text against all phrases, whole first; a turn asks several times. */
  const readings = (text: string, mentions: readonly Mention[]): ReadRequest[] => {
    const known = readBefore.get(mentions);
    if (known?.text === text) return known.requests;
    const { classifier, near } = phrases();
    const requests = requestsIn(text, mentions).map((words) => {
      const said = withConcepts(words);
      return {
        ranked: classifier.rank(said),
        nearness: new Map(near.rank(said).map((one) => [one.label, one.nearness])),
      };
    });
    readBefore.set(mentions, { text, requests });
    return requests;
  };

  /** A plan that asks the documents, with what it asks, for the question that leans on it. */
  const asking = (tool: Tool, plan: Plan, question: string, { state }: Surroundings): Plan =>
    tool === documents ? { ...plan, asked: { question: question.slice(0, 500), turn: state.turn } } : plan;

  /** The likeliest tool, if it leads the grammar by enough and what it cannot do without can be in the words. */
  function likeliest(
    text: string,
    mentions: readonly Mention[],
    around: Surroundings,
    lead: number,
    fits: (tool: Tool) => boolean = () => true,
  ): Tool | undefined {
    const found = readings(text, mentions).flatMap(({ ranked, nearness }, index) => {
      const others = Math.max(nearness.get(everydayLabel) ?? 0, nearness.get(outsideLabel) ?? 0);
      const grammar = ranked.find(({ label }) => !byName.has(label))!.odds;
      const first = ranked.find(({ label }) => {
        const tool = byName.get(label);
        return tool !== undefined && fits(tool) && couldBeFor(tool, mentions, text, around);
      });
      if (first === undefined) return [];
      const ahead = first.odds - grammar;
      const near = nearness.get(first.label) ?? 0;
      const isNear = near >= (ahead < farAhead ? Math.max(leastNearness, others) : leastNearnessFarAhead);
      if (!isNear && !holdsCode(text)) return [];
      return [{ label: first.label, lead: ahead - (index === 0 ? 0 : costOfPart) }];
    });
    const [best] = found.sort((one, other) => other.lead - one.lead);
    return best !== undefined && best.lead >= lead ? byName.get(best.label) : undefined;
  }

  /** What becomes of the tool that is meant: its call, asked about first where it must be. */
  function planFor(
    tool: Tool,
    clauses: readonly Clause[],
    text: string,
    around: Surroundings,
    given: Readonly<Record<string, unknown>> = {},
  ): Plan | undefined {
    const plan = asking(tool, filledCall(tool, clauses, around, given), text, around);
    if (tool.annotations.readOnlyHint) return isBlind(plan, clauses) ? undefined : plan;
    const isBare = plan.calls.some((call) => Object.keys(call.arguments).length === 0);
    if (isBare && tool.annotations.destructiveHint) return undefined;
    const mood = moodOfAll(clauses);
    if (mood === 'negated' || mood === 'hypothetical')
      return { calls: [], says: [say(around.language).notDone(mood, '')] };
    const licence = licenceOf(mood);
    if (licence === 'none') return undefined;
    const asksFirst = licence === 'confirm' || tool.annotations.destructiveHint;
    return plan.calls.length > 0 && asksFirst && plan.calls[0]!.arguments.dryRun !== true
      ? {
          calls: [],
          says: [say(around.language).confirm(describeCalls(plan.calls, around))],
          pending: { type: 'confirm', calls: plan.calls },
          ...(plan.focus && { focus: plan.focus }),
        }
      : plan;
  }

  return {
    chosen(text, mentions, clauses, around, reading) {
      const match = matchPhrase(templates, text, mentions, clauses);
      if (match !== undefined) {
        const { query } = match.tool.input.shape;
        const isBare =
          match.tool !== documents &&
          query !== undefined &&
          !query.safeParse(undefined).success &&
          !('query' in match.filled);
        if (isBare) return { calls: [], says: [say(around.language).abilities(offers(tools, around))] };
        return planFor(match.tool, clauses, text, around, match.filled);
      }
      const tool = likeliest(text, mentions, around, leads[reading]);
      if (tool === undefined || tool === documents) return undefined;
      const isLeft = tool.annotations.readOnlyHint
        ? reading === 'told' || tool !== likeliest(text, mentions, around, farAheadOfOrder)
        : ['negated', 'hypothetical'].includes(moodOfAll(clauses));
      if ((reading === 'order' || reading === 'told') && isLeft) return undefined;
      const plan = planFor(tool, clauses, text, around);
      if (plan !== undefined || tool.annotations.readOnlyHint) return plan;
      const shows = likeliest(text, mentions, around, leads[reading], (one) => one.annotations.readOnlyHint);
      return shows && planFor(shows, clauses, text, around);
    },
    isCalledBy(name, terms) {
      const { called } = phrases();
      const named = terms.map((term) => called.get(term)).filter((names) => names?.has(name));
      return named.some((names) => names!.size <= fewTools) || named.length === terms.length;
    },
    isOutside(text, mentions, reading) {
      const [first, second] = readings(text, mentions)[0]!.ranked;
      return first?.label === outsideLabel && first.odds - (second?.odds ?? 0) >= leads[reading];
    },
    certain(text, _mentions, clauses, around) {
      const topic = documents && followed(text, clauses, around.state);
      if (documents && topic !== undefined)
        return asking(
          documents,
          filledCall(documents, clauses, around, { query: text, previousQuestion: topic }),
          topic,
          around,
        );
      return planMeasure(clauses, around);
    },
    likely(text, mentions, clauses, asks, around) {
      if (asks.some(isPlain)) return undefined;
      const tool = likeliest(text, mentions, around, leads.nothing);
      if (tool !== undefined && tool !== documents && tool.annotations.readOnlyHint)
        return filledCall(tool, clauses, around);
      if (documents === undefined || !(tool === documents || asksDocuments(clauses, asks))) return undefined;
      const question = clauses.map((clause) => clause.text).join(' ');
      return asking(documents, filledCall(documents, clauses, around), question, around);
    },
    completed({ tool: name, text, lacks, given }, said, clauses, around) {
      const tool = byName.get(name);
      if (tool === undefined) return undefined;
      const kinds = namedKinds[lacks];
      const record = clauses
        .flatMap((clause) => clause.mentions)
        .find((mention) => isA('record')(mention) && kinds?.includes(mention.is.kind));
      if (kinds !== undefined && record === undefined) return undefined;
      const all = { ...given, [lacks]: record ?? said.trim() };
      return planFor(tool, clauses, text, around, all);
    },
  };
}

/** The words of a request, and those before and behind where it tells or quotes something. */
function requestsIn(text: string, mentions: readonly Mention[]): string[] {
  const marked = markedText(
    text.slice(0, longestRequest),
    mentions.filter(({ end }) => end <= longestRequest),
  );
  const parts = marked.split(/[:：，,。]\s*/u).filter((part) => part.trim().length > 3);
  const [first, last] = [parts[0], parts.at(-1)];
  return [...new Set([marked, ...(parts.length > 1 ? [first!, last!] : [])])];
}

/** Whether a call asks about everything while the words name somebody or something it is to be about. */
const isBlind = ({ calls }: Plan, clauses: readonly Clause[]): boolean =>
  calls.length > 0 &&
  calls.every((call) => Object.keys(call.arguments).length === 0) &&
  clauses.some((clause) => clause.mentions.some((mention) => narrows(mention, clause)));

/** A name written small in English may be but a word nobody knows. */
const narrows = ({ is, text }: Mention, { language, masked }: Clause): boolean =>
  ['record', 'member', 'email', 'phone'].includes(is.type) ||
  (is.type === 'value' && lexicons[language].references.among.test(masked)) ||
  (is.type === 'name' && (language === 'zh' ? /^[a-z]{4,}/iu.test(text) : /^\p{Lu}/u.test(text)));

/** Whether what a tool cannot do without may be in the words: a ticket, an order, a file, somebody. */
function couldBeFor(
  tool: Tool,
  mentions: readonly Mention[],
  text: string,
  { state }: Surroundings,
): boolean {
  if (!takesCodes(tool, text)) return false;
  const records = mentions.filter(isA('record'));
  const people = new Set(records.filter(({ is }) => is.kind === 'contact').map((record) => record.text));
  const isForOne = Object.entries(namedKinds).some(
    ([name, kinds]) => name in tool.input.shape && kinds.includes('contact'),
  );
  if (people.size > 1 && isForOne) return false;
  const kindsIn = new Set(records.map(({ is }) => is.kind));
  return Object.keys(tool.input.shape).every((name) => {
    if (!isNeeded(tool, name)) return true;
    const kinds = namedKinds[name];
    if (kinds === undefined) return name in holders ? holders[name]!.test(text) : true;
    return (
      kinds.some((kind) => kindsIn.has(kind) || state.focus.some((one) => one.kind === kind)) ||
      (kinds.includes('contact') && mentions.some(({ is }) => is.type === 'name')) ||
      (holders[name]?.test(text) ?? false)
    );
  });
}

/** What names a thing that no record is found for, so that it is missed rather than another tool taken. */
const holders: Readonly<Record<string, RegExp>> = {
  ticket: /\b(?:tickets?|cases?)\b|工单/iu,
  order: /\b(?:orders?)\b|订单/iu,
  conversation: /\b(?:conversations?|chats?|(?:cnv|hnd)_\w+)\b|对话|会话/iu,
  handOff: /\b(?:hand-?offs?|hof_|hnd_)|转人工/iu,
  document: /\b(?:documents?|knowledge base)\b|文档|知识库/iu,
};

/** One phrase of each tool, as examples of what can be asked. */
const offers = (tools: readonly Tool[], { language }: Surroundings): string[] =>
  tools.flatMap((tool) =>
    tool.phrases[language].slice(0, 1).map((phrase) => phrase.replace(/\{\w+\}/g, '…')),
  );

function planMeasure(clauses: readonly Clause[], around: Surroundings): Plan | undefined {
  const asked = measureOf(clauses, around.workspace);
  const tool = asked && around.capabilities.summarize(asked.kind);
  if (asked === undefined || tool === undefined) return undefined;
  const { kind, measure, field, groupBy, limit, constraints } = asked;
  const filter = filterText(constraints);
  return {
    calls: [
      {
        tool: tool.name,
        arguments: {
          kind,
          measure,
          field: field.name,
          ...(groupBy !== undefined && { groupBy }),
          ...(filter !== '' && { filter }),
        },
        purpose: {
          type: 'sum',
          kind,
          measure,
          field: field.name,
          groupBy,
          limit,
          described: say(around.language).conditions(constraints, kind, around.workspace),
        },
      },
    ],
    says: [],
  };
}
