import type { FieldDescription, WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { constraintsOf, fieldOf, isDay } from './filters.ts';
import type { Constraint } from './frame.ts';
import { isA } from './mention.ts';
import type { Measured } from './planned.ts';

/** A question about figures: what is added up of which records, and in which groups. */
export interface Measure {
  kind: string;
  measure: Measured;
  field: FieldDescription;
  groupBy: string | undefined;
  constraints: readonly Constraint[];
}

const sales =
  /\b(?:revenues?|turnover|sales(?! (?:reps?|representatives?|people|persons?|teams?|managers?|cycles?|stages?))|(?:we|i) (?:sell|sold)|sold|(?:order|basket) (?:values?|totals?|amounts?|volume|size)|(?:we|i) (?:earn|earned|make|made))\b|订单(?:总)?(?:额|金额)|客单价|销售额|营业额|营收|销量额|业绩|(?:卖|销售)(?:了|出)?(?:多少|几何)|卖了/iu;
const pipeline =
  /\b(?:pipeline|deal (?:value|volume|size|amount)s?|value of (?:\w+ ){0,3}deals)\b|商机(?:的)?(?:总)?(?:金额|价值|额)|管道/iu;
const asks =
  /^(?:\W|please |and |so |show me |tell me |give me )*(?:what|how much|how|average|revenues?|sales|turnover|total|sum|average|show|list|give)\b|\b(?:by|per) (?:week|month|quarter|year|day|owner|rep|status|stage|channel)|多少|几|统计|汇总|按|各|每|怎么样|如何|[？?]$/iu;
const yetToCome =
  /\b(?:will|forecasts?|predict(?:s|ed|ion)?|expect(?:ed)?|going to|might|could)\b|预测|预计|将会?|会卖|能卖|可能/iu;
const kinds: readonly { pattern: RegExp; kind: string }[] = [
  { pattern: pipeline, kind: 'deal' },
  { pattern: sales, kind: 'order' },
];
const groups: readonly { pattern: RegExp; unit: string }[] = [
  { pattern: /\b(?:by|per|each|every) day\b|\bdaily\b|[按每]天|[按每]日/iu, unit: 'day' },
  { pattern: /\b(?:by|per|each|every) week\b|\bweekly\b|[按每各]周/iu, unit: 'week' },
  { pattern: /\b(?:by|per|each|every) month\b|\bmonthly\b|[按每各]个?月/iu, unit: 'month' },
  { pattern: /\b(?:by|per|each|every) quarter\b|\bquarterly\b|[按每各]个?季度/iu, unit: 'quarter' },
  { pattern: /\b(?:by|per|each|every) year\b|\byearly\b|[按每各]年/iu, unit: 'year' },
];
const measures: readonly { pattern: RegExp; measure: Measure['measure'] }[] = [
  { pattern: /\b(?:average|mean|typical)\b|平均/iu, measure: 'average' },
  { pattern: /\b(?:largest|biggest|highest|maximum)\b|最大|最高/iu, measure: 'maximum' },
  { pattern: /\b(?:smallest|lowest|minimum)\b|最小|最低/iu, measure: 'minimum' },
];
/** Where an order or deal stands that brings nothing in. */
const undone = ['cancelled', 'returned'];

/** What figure a question asks of the past or the present, or undefined where it asks for none or for the future. */
export function measureOf(clauses: readonly Clause[], workspace: WorkspaceDescription): Measure | undefined {
  const [clause] = clauses;
  if (clause === undefined || clauses.length > 1) return undefined;
  const { text } = clause;
  if (!asks.test(text.trim()) || yetToCome.test(text)) return undefined;
  if (clause.mentions.some(({ is }) => is.type === 'record' || is.type === 'name')) return undefined;
  const kind = kinds.find(({ pattern }) => pattern.test(text))?.kind;
  const described = workspace.kinds.find((one) => one.kind === kind);
  const field = described?.fields.find(({ type }) => type === 'money');
  if (kind === undefined || described === undefined || field === undefined) return undefined;
  const day =
    described.fields.find((one) => one.name === 'orderedAt') ??
    described.fields.find(({ name }) => name === 'expectedCloseOn');
  const limits = constraintsOf(clause, kind, workspace, new Set()).filter(
    (one) => !(isDay(fieldOf(workspace, kind, one.field)) && one.field === day?.name),
  );
  const span = clause.mentions.find((mention) => isA('date')(mention) || isA('duration')(mention));
  const period =
    day !== undefined && span !== undefined && (span.is.type === 'date' || span.is.type === 'duration')
      ? [{ field: day.name, comparison: 'between' as const, values: [span.is.span.from, span.is.span.to] }]
      : [];
  const unwanted = undone.filter((value) => fieldOf(workspace, kind, 'status')?.options?.includes(value));
  const hasStatus = limits.some((one) => one.field === 'status');
  const sold: Constraint[] =
    unwanted.length > 0 && !hasStatus ? [{ field: 'status', comparison: 'not in', values: unwanted }] : [];
  return {
    kind,
    measure: measures.find(({ pattern }) => pattern.test(text))?.measure ?? 'sum',
    field,
    groupBy: groupOf(clause, kind, day?.name, workspace),
    constraints: [...limits, ...period, ...sold],
  };
}

function groupOf(
  { text, mentions }: Clause,
  kind: string,
  day: string | undefined,
  workspace: WorkspaceDescription,
): string | undefined {
  const unit = groups.find(({ pattern }) => pattern.test(text))?.unit;
  if (unit !== undefined && day !== undefined) return `${day}:${unit}`;
  const named = mentions.find(
    ({ is, start }) =>
      is.type === 'field' &&
      /(?:\b(?:by|per|each|every) (?:the )?|按照?|各个?|每个?)$/iu.test(text.slice(0, start)),
  );
  const place = named?.is.type === 'field' ? named.is.of.find((one) => one.kind === kind) : undefined;
  if (place !== undefined) return place.field;
  const isByOwner =
    /\b(?:by|per|each) (?:sales ?)?(?:reps?|people|person|owner)\b|[按各每]个?(?:销售|负责人|人)/iu.test(
      text,
    );
  return isByOwner && fieldOf(workspace, kind, 'owner') !== undefined ? 'owner' : undefined;
}
