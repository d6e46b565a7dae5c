import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { escapePattern } from '../../../language/index.ts';
import type { Clause } from './clause.ts';
import { filterText } from './filters.ts';
import { isA, type Mention, type MentionOf } from './mention.ts';
import type { Plan, PlannedCall, Surroundings } from './planned.ts';
import { say } from './sayings.ts';
import type { Spoken } from './state.ts';
import { referenceIn, targetOf } from './target.ts';

/** The kinds of record a parameter may name; a parameter that is none of these names no record. */
const named: Readonly<Record<string, readonly string[]>> = {
  customer: ['contact', 'company'],
  contact: ['contact'],
  company: ['company'],
  deal: ['deal'],
  product: ['product'],
  record: ['contact', 'company', 'deal', 'product'],
};

/**
 * A call of a tool, its arguments filled from the words by the shape of its input.
 *
 * @param given  what already stands for a parameter, by its name
 */
export function filledCall(
  tool: Tool,
  clauses: readonly Clause[],
  around: Surroundings,
  given: Readonly<Record<string, unknown>> = {},
): Plan {
  const { shape } = tool.input;
  const words = say(around.language);
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const callArguments: Record<string, unknown> = {};
  const put = (name: string, value: unknown) => {
    const takes = name in shape && value !== undefined && !(name in callArguments);
    if (takes && shape[name]!.safeParse(value).success) callArguments[name] = value;
  };
  for (const [name, value] of Object.entries(given)) put(name, asArgument(value));
  const points = clauses.some((clause) => referenceIn(clause) !== undefined);
  const about: Spoken[] = [];
  for (const [name, kinds] of Object.entries(named)) {
    if (!(name in shape)) continue;
    const record = mentions.find(
      (mention): mention is MentionOf<'record'> => isA('record')(mention) && kinds.includes(mention.is.kind),
    );
    const isNeeded = !shape[name]!.safeParse(undefined).success;
    const focus = around.state.focus.find((one) => kinds.includes(one.kind));
    if (record !== undefined) put(name, idOf(record));
    else if (points || isNeeded) put(name, focus?.id);
    const [candidate] = record?.is.candidates ?? [];
    if (record?.is.candidates.length === 1 && candidate !== undefined)
      about.push({ kind: candidate.kind, id: candidate.id, name: candidate.name });
    if (isNeeded && !(name in callArguments)) return { calls: [], says: [words.who()] };
  }
  put('owner', mentions.find(isA('member'))?.is.members[0]?.name);
  const text = clauses
    .map((clause) => clause.text)
    .join(' ')
    .trim();
  for (const name of ['query', 'question']) put(name, text);
  fillTimes(mentions, around.workspace.today, put);
  const [clause] = clauses;
  const target = clause && targetOf(clause, around.workspace, new Set());
  if (target !== undefined) put('kind', target.kind);
  if (target !== undefined && target.constraints.length > 0) put('filter', filterText(target.constraints));
  put('limit', Number(mentions.find(isA('number'))?.is.value));
  const values = mentions.flatMap((mention) => (isA('value')(mention) ? mention.is.of : []));
  put('category', values.find(({ field }) => /interest|product|category/i.test(field))?.value);
  choices(tool, text.toLowerCase(), put);
  if (!tool.input.safeParse(callArguments).success) return { calls: [], says: [words.unclear()] };
  const call: PlannedCall = {
    tool: tool.name,
    arguments: callArguments,
    purpose: { type: 'other', ...spanOf(mentions, around.workspace.today) },
  };
  return { calls: [call], says: [], ...(about.length > 0 && { focus: about }) };
}

const asArgument = (value: unknown): unknown => {
  if (value === null || typeof value !== 'object') return value;
  const { is, text } = value as Mention;
  if (is.type === 'record') return idOf({ is, text });
  return is.type === 'member' ? is.members[0]?.name : text;
};

const idOf = ({ is, text }: Pick<MentionOf<'record'>, 'is' | 'text'>): string =>
  is.candidates.length === 1 ? is.candidates[0]!.id : text;

/** Days as days; a time to come as a unit and how many of it there are up to its end. */
function fillTimes(
  mentions: readonly Mention[],
  today: string,
  put: (name: string, value: unknown) => void,
): void {
  const date = mentions.find(isA('date'))?.is.span;
  const length = mentions.find((mention) => isA('duration')(mention) || isA('date')(mention));
  const span = length?.is.type === 'duration' || length?.is.type === 'date' ? length.is.span : undefined;
  if (span !== undefined && span.to > today) {
    const unit = span.length?.unit ?? (length!.is.type === 'date' ? unitOf(span.text) : undefined);
    put('unit', unit);
    if (span.length !== undefined && span.length.count > 1) put('periods', span.length.count);
    else if (unit !== undefined) put('periods', periodsUntil(today, span.to, unit));
  }
  if (date !== undefined) for (const name of ['date', 'since', 'from']) put(name, date.from);
}

/** A period to come that is asked for by itself: "next month". */
function spanOf(mentions: readonly Mention[], today: string): { span?: { from: string; to: string } } {
  const date = mentions.find(isA('date'))?.is.span;
  const isSingle = date !== undefined && date.from > today && (date.length?.count ?? 1) === 1;
  return isSingle ? { span: { from: date.from, to: date.to } } : {};
}

const unitOf = (text: string): string | undefined =>
  Object.entries({
    day: /day|天|日/i,
    week: /week|周|星期/i,
    month: /month|月/i,
    quarter: /quarter|季/i,
  }).find(([, pattern]) => pattern.test(text))?.[0];

/** How many periods there are from the running one to the one that holds a day. */
function periodsUntil(today: string, day: string, unit: string): number {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
  const days = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  if (unit === 'month') return months(day) - months(today) + 1;
  if (unit === 'quarter') return Math.floor(months(day) / 3) - Math.floor(months(today) / 3) + 1;
  return unit === 'week' ? Math.ceil(days / 7) + 1 : days + 1;
}

/** Enumerations are chosen by their values where those are said. */
function choices(tool: Tool, text: string, put: (name: string, value: unknown) => void): void {
  for (const [name, schema] of Object.entries(tool.input.shape)) {
    const inner = schema as unknown as {
      def: { type: string; innerType?: { options?: readonly unknown[] } };
      options?: readonly unknown[];
    };
    const options = inner.options ?? inner.def.innerType?.options ?? [];
    const said = options.find(
      (option) => typeof option === 'string' && new RegExp(`\\b${escapePattern(option)}`, 'i').test(text),
    );
    if (said !== undefined) put(name, said);
  }
}
