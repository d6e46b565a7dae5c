import type { Language } from '../../../language/index.ts';
import { dictationIn, type Payload, pointingIn, toldText } from './dictation.ts';
import { type Channel, type Lexicon, lexicons, type Operation } from './lexicon.ts';
import { isA, type Mention, sketch } from './mention.ts';
import { type Roles, rolesOf } from './roles.ts';
import type { Span } from './spans.ts';
import { formOf, type VerbForm } from './verbs.en.ts';

/** An operation named in a clause. */
export interface Occurrence {
  operation: Operation;
  /** Where in the masked clause. */
  at: number;
  words: string;
  form: VerbForm;
}

/** A piece of a sentence that does, asks or tells one thing. */
export interface Clause {
  language: Language;
  text: string;
  start: number;
  end: number;
  mentions: readonly Mention[];
  /** Names, days and numbers as signs; values, fields and kinds as words. */
  masked: string;
  /** Everything known as signs. */
  sketch: string;
  /** Nothing but names and quotations as signs. */
  spoken: string;
  operations: readonly Occurrence[];
  events: readonly Channel[];
  roles: Roles;
  /** The whole text the clause stands in. */
  whole: string;
  /** The whole sentence, masked. */
  sentence: string;
  /** Words to be written down as they are: no order is read in them. */
  payload: Payload | undefined;
  /** The kind of the record spoken of last: what "it" may stand for. */
  about?: string;
}

/** The clauses of a text, in order. */
export function clausesOf(text: string, mentions: readonly Mention[], language: Language): Clause[] {
  const lexicon = lexicons[language];
  const clauses: Clause[] = [];
  for (const sentence of pieces(text, { start: 0, end: text.length }, lexicon.sentenceEnd, mentions)) {
    const whole = maskedWords(text, sentence, mentions, lexicon);
    const read = (span: Span, written?: Payload) => clauseAt(text, span, mentions, language, whole, written);
    const fallen = (span: Span) => joined(pieces(text, span, lexicon.clauseEnd, mentions, true), read);
    const pointing = pointedAt(text, sentence, clauses, lexicon, read);
    if (pointing !== undefined) {
      const { order, payload } = pointing;
      const kept = clauses.filter(({ end }) => end <= payload.start);
      const asked = maskedWords(text, { start: order.start, end: sentence.end }, mentions, lexicon);
      const ordered = clauseAt(text, order, mentions, language, asked, payload);
      const rest = fallen({ start: order.end, end: sentence.end }).map((span) => read(span));
      clauses.splice(0, clauses.length, ...kept, ordered, ...rest);
      continue;
    }
    const dictated = dictationIn(text, sentence, mentions, lexicon);
    const said = dictated && read(dictated);
    const isOrder = said?.roles.assigns === true && /[，,]\s*$/u.test(text.slice(0, dictated!.start));
    const payload = dictated && !isOrder ? { ...dictated, said: said! } : undefined;
    const parts = fallen({ start: sentence.start, end: payload?.start ?? sentence.end });
    const rest = payload ? fallen({ start: payload.end, end: sentence.end }) : [];
    clauses.push(
      ...parts.map((span, index) => read(span, index === parts.length - 1 ? payload : undefined)),
      ...rest.map((span) => read(span)),
    );
  }
  return clauses;
}

/** The order of a sentence to write down what only was told before it, with that. */
function pointedAt(
  text: string,
  sentence: Span,
  before: readonly Clause[],
  lexicon: Lexicon,
  read: (span: Span) => Clause,
): { order: Span; payload: Payload } | undefined {
  const lastOrder = before.findLastIndex((clause) => !isOnlyTold(clause));
  const pointing = pointingIn(text, sentence, before[lastOrder + 1]?.start ?? sentence.start, lexicon);
  if (pointing === undefined) return undefined;
  const { order, toldFrom, into } = pointing;
  const tellings = toldFrom.map((start) => read({ start, end: order.start }));
  const isNamed = (clause: Clause) => clause.mentions.some(({ is }) => is.type === 'record');
  const said = isNamed(read(order)) ? tellings[0]! : (tellings.find(isNamed) ?? tellings[0]!);
  if (said.start === sentence.start && !isOnlyTold(said)) return undefined;
  const isTalk = [said, read(order)].some(tellsOfTalk);
  const isLogged = before.some(({ operations }) => operations.some(({ operation }) => operation === 'log'));
  const saysMore = said.events.length > 0 || isNamed(said);
  if (into === 'log' && ((!isTalk && !isMereNews(said)) || (isLogged && !saysMore))) return undefined;
  const told = { start: said.start, end: said.end };
  const written = toldText(text, told).replace(lexicon.dictation.logs, '');
  return { order, payload: { ...told, text: written, said, into: isTalk ? into : 'note' } };
}

/** Whether a clause tells of somebody what no field but the notes holds. */
const isMereNews = ({ operations, mentions }: Clause): boolean =>
  operations.length === 0 &&
  mentions.some(({ is }) => is.type === 'record') &&
  mentions.every(({ is }) => ['record', 'date', 'duration', 'number', 'name', 'kind'].includes(is.type));

/** Whether it is a conversation that was told of, or is to be logged. */
const tellsOfTalk = ({ events, masked }: Clause): boolean =>
  events.length > 0 ||
  /\b(?:log(?:ged)?|history|timeline|interactions?|call|meeting|chat|conversation|visit|demo)\b|通话|会议|拜访|聊|谈|见/u.test(
    masked,
  );

/** Whether a clause tells something, and neither orders nor asks nor supposes anything. */
function isOnlyTold({ language, masked, operations, roles, payload, text }: Clause): boolean {
  const { conditional } = lexicons[language].moods;
  return (
    payload === undefined &&
    (!roles.assigns || /^what (?:he|she|they|<R\d+>) /.test(masked)) &&
    !startsWith(conditional, masked) &&
    !/[?？]\s*$/u.test(text) &&
    operations.every(({ at }) => at > 0) &&
    !/^(?:请|把|将|帮|麻烦|please\b|can you\b|could you\b)/u.test(masked)
  );
}

/** The clauses of a piece of a text. */
export function clausesWithin(
  text: string,
  mentions: readonly Mention[],
  { start: from, end: to }: Span,
  language: Language,
): Clause[] {
  const within = mentionsIn(mentions, { start: from, end: to });
  return clausesOf(text.slice(from, to), within, language);
}

/** All that clauses of one text say, as one clause. */
export function wholeOf(clauses: readonly Clause[]): Clause {
  const { whole, language } = clauses[0]!;
  const span = { start: 0, end: whole.length };
  const mentions = clauses.flatMap((clause) =>
    clause.mentions.map((mention) => ({
      ...mention,
      start: mention.start + clause.start,
      end: mention.end + clause.start,
    })),
  );
  return clauseAt(
    whole,
    span,
    mentions,
    language,
    maskedWords(whole, span, mentions, lexicons[language]),
    undefined,
  );
}

function clauseAt(
  text: string,
  span: Span,
  mentions: readonly Mention[],
  language: Language,
  sentence: string,
  payload: Payload | undefined,
): Clause {
  const lexicon = lexicons[language];
  const within = mentionsIn(mentions, span);
  const words = text.slice(span.start, span.end);
  const masked = maskedWords(text, span, mentions, lexicon);
  const sketched = sketch(words, within).replace(lexicon.padding, ' ').trim();
  const operations = operationsIn(masked, lexicon);
  const events = lexicon.events.filter(({ pattern }) => pattern.test(masked)).map(({ channel }) => channel);
  const roles = rolesOf(sketched, within, lexicon);
  return {
    language,
    text: words,
    whole: text,
    ...span,
    mentions: within,
    masked,
    sketch: sketched,
    spoken: sketch(words, within, ['value', 'field', 'kind', 'date', 'duration', 'number']),
    operations,
    events,
    roles,
    sentence,
    payload,
  };
}

/** "about the delays", "no updates": behind such words it is no verb. */
const isNoun = /\b(?:the|any|no|some|these|those|more|about|our|their|his|her|your|my|of|with|further)\s$/;

function operationsIn(masked: string, lexicon: Lexicon): Occurrence[] {
  const found: Occurrence[] = [];
  for (const [operation, pattern] of Object.entries(lexicon.operations) as [Operation, RegExp][]) {
    for (const match of masked.matchAll(pattern)) {
      const form = formOf(match[0]);
      if (form === 's' && isNoun.test(masked.slice(0, match.index))) continue;
      found.push({ operation, at: match.index, words: match[0], form });
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

/** A stretch of text with names, days and numbers as signs. */
function maskedWords(text: string, span: Span, mentions: readonly Mention[], lexicon: Lexicon): string {
  return sketch(text.slice(span.start, span.end), mentionsIn(mentions, span), ['value', 'field', 'kind'])
    .replace(lexicon.padding, ' ')
    .trim();
}

const mentionsIn = (mentions: readonly Mention[], span: Span): Mention[] =>
  mentions
    .filter((mention) => mention.start >= span.start && mention.end <= span.end)
    .map((mention) => ({ ...mention, start: mention.start - span.start, end: mention.end - span.start }));

/** A text cut at a pattern, never inside a mention. */
function pieces(text: string, span: Span, end: RegExp, mentions: readonly Mention[], before = false): Span[] {
  const cuts: Span[] = [];
  const source = text.slice(span.start, span.end).toLowerCase();
  for (const match of source.matchAll(end)) {
    const cut = { start: span.start + match.index, end: span.start + match.index + match[0].length };
    const isMarker = /^\d{1,2}[、）).]$/u.test(match[0]);
    if (
      mentions.some((one) => !(isMarker && isA('number')(one)) && cut.start < one.end && cut.end > one.start)
    )
      continue;
    cuts.push(before && /[\p{L}]/u.test(match[0]) ? { start: cut.start, end: cut.start } : cut);
  }
  const found: Span[] = [];
  let start = span.start;
  for (const cut of [...cuts, { start: span.end, end: span.end }]) {
    const closing = before ? cut.start : Math.min(cut.end, span.end);
    if (text.slice(start, cut.start).trim() !== '') found.push({ start, end: closing });
    start = cut.end;
  }
  return found;
}

/** Pieces that say nothing alone are joined to the one they belong to. */
function joined(spans: readonly Span[], read: (span: Span) => Clause): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last === undefined || standsAlone(read(last), read(span))) result.push(span);
    else last.end = span.end;
  }
  return result.map((span) => ({ ...span }));
}

/** Whether what follows begins something of its own behind what was said before it. */
function standsAlone(before: Clause, after: Clause): boolean {
  const does = (clause: Clause) => clause.operations.length > 0 || clause.roles.assigns;
  const names = (clause: Clause) =>
    clause.mentions.some(
      ({ is, text }) =>
        is.type === 'record' ||
        is.type === 'name' ||
        is.type === 'kind' ||
        (is.type === 'value' && /(?:lead|proposal)s$/i.test(text)),
    ) || /<V\d+> ones\b/.test(clause.sketch);
  const { moods, reads } = lexicons[after.language];
  const { conditional, question } = moods;
  const { list } = reads;
  if (saysWhatFor(before)) return true;
  if (asksLeft.test(after.masked) && before.roles.notValues.size > 0) return false;
  if (namesOne.test(before.sketch)) return false;
  if (!does(before) && (opensExcept(before) || namesTopic.test(before.sketch))) return false;
  if (startsWith(conditional, before.masked) && !startsWith(conditional, after.masked)) return true;
  if (startsWith(conditional, after.masked)) return true;
  if (ordersEntry(after) && changesSomething(before)) return true;
  if (after.operations.some(({ operation }) => operation !== 'log' || after.events.length === 0)) {
    const bare = before.mentions.length > 0 && !does(before) && !saysMore(before);
    return !bare;
  }
  if (after.roles.assigns && names(after)) return does(before) ? before.roles.assigns : saysMore(before);
  if (after.events.length > 0 && before.events.length === 0 && !does(before)) return saysMore(before);
  if (statesField.test(after.sketch) && !startsWith(question, after.masked)) return saysMore(before);
  if (/^<D\d+>\p{Script=Han}/u.test(after.sketch) && before.roles.assigns && !does(after)) return true;
  if (tellsOfMember(after) && !after.roles.assigns && does(before)) return true;
  if (tellsOfMember(before) && /^(?:his|her|their|他|她)/.test(after.sketch)) return true;
  if (isToldOf(before) && isToldOf(after)) return true;
  if (plansFollowUp.test(after.sketch)) return saysMore(before);
  const asks = !/^(?:and|but|or)\b/.test(after.masked) && startsWith(question, after.masked);
  return (asks || startsWith(list, after.masked.replace(/^(?:just|please|only)\s+/, ''))) && does(before);
}

/** "and log a lunch with her", “再记一下今天……”: an entry of its own, behind a change. */
const logsSomething =
  /^[\s,，;；]*(?:(?:and|then|also|plus|please)\s+)*(?:log|record|enter) (?:an?|the|my|our|today's|yesterday's|this|that)\b|^[\s,，;；]*(?:再|另外|同时|然后|并|也|还|顺便|请|帮我)*(?:记录?一?下|记录?一?[条笔次]|登记一?[条笔次下])(?=.{3})/u;
/** Whether a clause is an order for an entry that says what of. */
export const ordersEntry = ({ masked, events }: Clause): boolean =>
  events.length > 0 && logsSomething.test(masked);
const changesSomething = ({ operations, events }: Clause): boolean =>
  events.length === 0 &&
  operations.some(({ operation }) => ['set', 'assign', 'later', 'earlier'].includes(operation));

/** "For the Monday meeting:", "just for my own information,": what an answer is wanted for. */
export const saysWhatFor = ({ masked }: Clause): boolean =>
  /^(?:(?:just|purely|only|quickly|ok|so|hi|hey)\b[\s,]*)*for (?:the|my|our|his|her|their|a|an|this|that|<\w\d+>(?:'s)?)(?!\w)[^:,]*\b(?:meetings?|information|info|reviews?|reports?|board|boss|slides?|deck|planning|forecast|stand-?up|call|presentation|records|newsletter|curiosity)\b[^:,]*[:,]?\s*$/u.test(
    masked,
  );

/** "follow up Dec 12", “<D>跟进”: what is to be done next, said by itself. */
const plansFollowUp =
  /^(?:so|and|then|please|let's|next|then|,|\s)*(?:follow[- ]?up|<F\d+>)(?: with (?:him|her|them))?(?: on| for| is| to| in)? <[DT]\d+>|^(?:那就|就|那|请|先)?<D\d+>(?:再|来|要)?(?:跟进|回访|<F\d+>)$/;

/** "who is left?", “还剩哪些”: of those before, without the ones just taken away. */
const asksLeft = /\b(?:left|remain(?:s|ing)?)\b|剩/u;

/** "the lost one,": somebody of several, told by what sets them apart. */
const namesOne = /^(?:and |so |for )?the <V\d+> ones?,?\s*$/;

/** "Except for …,", “除了……，”: whom the request behind it leaves out. */
const opensExcept = ({ language, sketch }: Clause): boolean =>
  startsWith(lexicons[language].roles.except, sketch);

/** “<M>丢单的那些”, “……的两位<K>”: whom the request behind it is about. */
const namesTopic = /的(?:那[些几批]个?|[两几三四五]?[个位名]?(?:<K\d+>|<V\d+>|人))[，,]?\s*$/u;

/** "<R> goes to <M>", "<R> is <V>": somebody, and what becomes of them. */
const isToldOf = ({ sketch, roles }: Clause): boolean =>
  /^(?:and |but )?<R\d+>/.test(sketch) && roles.assigns;

/** “<F>改<V>”: what becomes of a field, by itself. */
const statesField = /^<F\d+>(?:改|换|变|调|设|定|转)[成为到]?<[VDM]\d+>(?:$|[，,])/;

/** “Raj要休长假”: what somebody of ours is about to do, and no record is in it. */
const tellsOfMember = (clause: Clause): boolean =>
  /^<M\d+>/.test(clause.sketch) &&
  clause.operations.length === 0 &&
  clause.mentions.slice(1).every(({ is }) => is.type === 'date' || is.type === 'duration') &&
  saysMore(clause);

const startsWith = (pattern: RegExp, text: string): boolean => {
  const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(
    text.replace(/^(?:and|but|then|also|so|而|但|那|再|然后)\s*/, ''),
  );
  return match !== null && match.index === 0 && match[0] !== '';
};

/** Whether there are words beside names and what joins them. */
const saysMore = (clause: Clause): boolean =>
  /[\p{L}\p{N}]{2,}/u.test(
    clause.sketch
      .replace(/<\w\d+>/g, ' ')
      .replace(/\b(?:and|or|for|with|the|all|of|in|to|a)\b|和|与|跟|以及|的|把/g, ' '),
  );

/** "take <R> off <M>'s plate": who is given to somebody else, and not removed. */
export const takesFromMember = ({ masked }: Clause, { at, words }: Occurrence): boolean =>
  / off$/.test(words) && /^ <M\d+>'s\b/.test(masked.slice(at + words.length));
