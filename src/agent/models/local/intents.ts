import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import {
  type LabelledText,
  type LinearClassifier,
  type Prediction,
  trainLinearClassifier,
} from '../../../language/index.ts';
import type { Clause } from './clause.ts';
import { filledCall } from './filling.ts';
import { filterText } from './filters.ts';
import { asksDocuments, followed } from './knowledge.ts';
import { measureOf } from './measures.ts';
import type { Mention } from './mention.ts';
import { matchPhrase, templatesOf } from './phrases.ts';
import type { Plan, Surroundings } from './planned.ts';
import { say } from './sayings.ts';
import type { QuestionMemo } from './state.ts';

/** Chooses among the tools that only read and are none of the everyday ones, by the phrases they bring. */
export interface Intents {
  /** The plan for words that are a tool's own phrase or ask for a sum, whatever else they might mean. */
  certain(
    text: string,
    mentions: readonly Mention[],
    clauses: readonly Clause[],
    around: Surroundings,
  ): Plan | undefined;
  /** The plan for the likeliest such tool, or undefined where the words are not clearly for one. */
  likely(clauses: readonly Clause[], asks: readonly QuestionMemo[], around: Surroundings): Plan | undefined;
}

const sure = 0.55;
const sureOfStrangeWords = 0.3;
const leastFamiliar = 0.3;

const trained = new Map<string, LinearClassifier>();

/** Training takes a tenth of a second or two, so it waits for words that need it; the same examples make the same classifier. */
function trainedOn(examples: readonly LabelledText[]): LinearClassifier {
  const key = JSON.stringify(examples);
  const classifier = trained.get(key) ?? trainLinearClassifier(examples);
  trained.set(key, classifier);
  return classifier;
}

/** Trains the choice on the tools' own phrases; `everyday` names the tools the grammar chooses itself. */
export function createIntents(tools: readonly Tool[], everyday: ReadonlySet<string>): Intents {
  const examples = tools.flatMap((tool) =>
    [...tool.phrases.en, ...tool.phrases.zh].map(
      (phrase): LabelledText => ({
        text: phrase.replace(/\{\w+\}/g, ' '),
        label: everyday.has(tool.name) ? '' : tool.name,
      }),
    ),
  );
  const reads = tools.filter((tool) => tool.annotations.readOnlyHint && !everyday.has(tool.name));
  const chosen = new Map(reads.map((tool) => [tool.name, tool]));
  const templates = templatesOf(reads);
  let classifier: LinearClassifier | undefined;
  const predict = (words: string): Prediction | undefined => {
    if (examples.length === 0) return undefined;
    classifier ??= trainedOn(examples);
    return classifier.predict(words);
  };
  const documents = reads.find((tool) => 'query' in tool.input.shape && 'passages' in tool.output.shape);

  /** A plan that asks the documents, with what it asks, for the question that leans on it. */
  const asking = (tool: Tool, plan: Plan, question: string, { state }: Surroundings): Plan =>
    tool === documents ? { ...plan, asked: { question: question.slice(0, 500), turn: state.turn } } : plan;

  function likeliest(clauses: readonly Clause[], asks: readonly QuestionMemo[]): Tool | undefined {
    const words = clauses.map(plainWords).join(' ');
    const prediction = predict(words);
    if (prediction === undefined || prediction.familiarity < leastFamiliar || words.trim() === '')
      return undefined;
    const isStrange = asks.every(({ target }) => target.strangers.length > 0);
    const needed = isStrange ? sureOfStrangeWords : sure;
    return prediction.probability < needed || asks.some(isPlain) ? undefined : chosen.get(prediction.label);
  }

  return {
    certain(text, mentions, clauses, around) {
      const topic = documents && followed(text, clauses, around.state);
      if (documents && topic !== undefined)
        return asking(
          documents,
          filledCall(documents, clauses, around, { query: text, previousQuestion: topic }),
          topic,
          around,
        );
      const match = matchPhrase(templates, text, mentions, clauses);
      if (match !== undefined) {
        const { query } = match.tool.input.shape;
        const isBare =
          query !== undefined && !query.safeParse(undefined).success && !('query' in match.filled);
        if (isBare) return { calls: [], says: [say(around.language).abilities(offers(tools, around))] };
        return asking(match.tool, filledCall(match.tool, clauses, around, match.filled), text, around);
      }
      return planMeasure(clauses, around);
    },
    likely(clauses, asks, around) {
      if (asks.some(isPlain)) return undefined;
      const tool = likeliest(clauses, asks);
      if (tool !== undefined && tool !== documents) return filledCall(tool, clauses, around);
      if (documents === undefined || !(tool === documents || asksDocuments(clauses, asks))) return undefined;
      const question = clauses.map(({ text }) => text).join(' ');
      return asking(documents, filledCall(documents, clauses, around), question, around);
    },
  };
}

/** A clause with nothing but what is known as something left out. */
function plainWords({ text, mentions }: Clause): string {
  let words = text;
  for (const { is, start, end } of mentions.toReversed()) {
    const stays =
      ['value', 'field', 'kind'].includes(is.type) ||
      (is.type === 'name' && /^[a-z]/.test(words.slice(start, end)));
    if (!stays) words = `${words.slice(0, start)} ${words.slice(end)}`;
  }
  return words;
}

/** One phrase of each tool, as examples of what can be asked. */
const offers = (tools: readonly Tool[], { language }: Surroundings): string[] =>
  tools.flatMap((tool) =>
    tool.phrases[language].slice(0, 1).map((phrase) => phrase.replace(/\{\w+\}/g, '…')),
  );

/** A question the records themselves answer: about a field, or with conditions. */
const isPlain = ({ what, target, fields, refers }: QuestionMemo): boolean =>
  (refers && what !== 'overview') ||
  what === 'check' ||
  (what === 'fields' && fields.length > 0) ||
  what === 'group' ||
  target.constraints.length > 0;

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
