import { moveDay } from '../../../language/dates/calendar.ts';
import { type DateSpan, parseNumbers } from '../../../language/index.ts';
import type { FieldDescription, WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf, isDay } from './fields.ts';
import { constraintsOf } from './filters.ts';
import type { Constraint } from './frame.ts';
import { isA } from './mention.ts';
import type { Measured } from './planned.ts';

/** A question about figures: what is added up of which records, and in which groups. */
export interface Measure {
  kind: string;
  measure: Measured;
  field: FieldDescription;
  groupBy: string | undefined;
  /** How many groups are asked for. */
  limit: number | undefined;
  constraints: readonly Constraint[];
}

const sales =
  /\b(?:revenues?|turnover|sales(?! (?:reps?|representatives?|people|persons?|teams?|managers?|cycles?|stages?))|(?:we|i) (?:sell|sold)|sold|sells? (?:the )?(?:best|most)|best[- ]?sell(?:ing|ers?)|(?:order|basket) (?:values?|totals?|amounts?|volume|size)|(?:we|i) (?:earn|earned|make|made))\b|订单(?:总)?(?:额|金额)|客单价|销售额|营业额|营收|销量额|业绩|(?:卖|销售)(?:了|出)?(?:多少|几何)|卖了|卖得(?:最|比较)?好|畅销|销量/iu;
const pipeline =
  /\b(?:pipeline|deal (?:value|volume|size|amount)s?|(?:value|amount|size|worth) of (?:\w+ ){0,4}(?:deals|opportunities)|(?:deals|opportunities) (?:\w+ )?worth)\b|(?:赢单|丢单|成交|商机|单子)(?:的)?(?:总|平均)?(?:金额|价值|额)|管道/iu;
const asks =
  /^(?:\W|please |and |so |show me |tell me |give me )*(?:what|who|which|top|best|how much|how|average|revenues?|sales|turnover|total|sum|average|show|list|give)\b|\b(?:by|per) (?:week|month|quarter|year|day|owner|rep|status|stage|channel)|多少|几|统计|汇总|按|各|每|怎么样|如何|[？?]$/iu;
const yetToCome =
  /\b(?:will|forecasts?|predict(?:s|ed|ion)?|expect(?:ed)?|going to|might|could|outlook|heading|project(?:ed|ion|ions)?)\b|预测|预计|将会?|会卖|能卖|可能|大概会?|估计/iu;
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
  if (!(asks.test(text.trim()) || ranking.test(text)) || yetToCome.test(text)) return undefined;
  if (clause.mentions.some(({ is }) => is.type === 'record' || is.type === 'name')) return undefined;
  const kind = kinds.find(({ pattern }) => pattern.test(text))?.kind;
  const described = workspace.kinds.find((one) => one.kind === kind);
  const field = described?.fields.find(({ type }) => type === 'money');
  if (kind === undefined || described === undefined || field === undefined) return undefined;
  const isClosed = clause.mentions.some(
    ({ is }) =>
      is.type === 'value' && is.of.some(({ field, value }) => field === 'stage' && /won|lost/iu.test(value)),
  );
  const day =
    described.fields.find((one) => one.name === 'orderedAt') ??
    described.fields.find(({ name }) => name === (isClosed ? 'closedOn' : 'expectedCloseOn'));
  const limits = constraintsOf(clause, kind, workspace, new Set()).filter(
    (one) =>
      !(
        isDay(fieldOf(workspace, kind, one.field)) &&
        (one.field === day?.name || (isClosed && one.field === 'expectedCloseOn'))
      ),
  );
  const spans = clause.mentions.flatMap((mention) =>
    isA('date')(mention) || isA('duration')(mention)
      ? [inThePast(mention.is.span, kind, workspace.today)]
      : [],
  );
  const from = spans.map((span) => span.from).sort()[0];
  const to = spans
    .map((span) => span.to)
    .sort()
    .at(-1);
  const period =
    day !== undefined && from !== undefined && to !== undefined
      ? [{ field: day.name, comparison: 'between' as const, values: [from, to] }]
      : [];
  const ranks = rankedBy(text);
  const unwanted = undone.filter((value) => fieldOf(workspace, kind, 'status')?.options?.includes(value));
  const open: Constraint[] =
    kind === 'deal' && /\bpipeline\b|管道/iu.test(text) && fieldOf(workspace, kind, 'closedOn') !== undefined
      ? [{ field: 'closedOn', comparison: 'empty', values: [] }]
      : [];
  const hasStatus = limits.some((one) => one.field === 'status');
  const sold: Constraint[] =
    unwanted.length > 0 && !hasStatus ? [{ field: 'status', comparison: 'not in', values: unwanted }] : [];
  return {
    kind,
    measure:
      ranks === undefined ? (measures.find(({ pattern }) => pattern.test(text))?.measure ?? 'sum') : 'sum',
    field,
    groupBy:
      ranks?.field ??
      groupOf(clause, kind, day?.name, workspace) ??
      (spans.length > 1 && day !== undefined ? `${day.name}:month` : undefined),
    limit: ranks?.limit,
    constraints: [
      ...limits.filter((one) => !open.some(({ field: of }) => of === one.field)),
      ...open,
      ...period,
      ...sold,
    ],
  };
}

/** Months and days named without a year that are still to come: what was sold was sold in those before. */
function inThePast({ from, to, text }: DateSpan, kind: string, today: string): { from: string; to: string } {
  if (kind !== 'order' || from <= today || /\d{4}|下|明年|后年|next|coming/iu.test(text)) return { from, to };
  return { from: moveDay(from, -1, 'year'), to: moveDay(to, -1, 'year') };
}

const ranked = {
  product: /\b(?:products?|items?|what sells|best[- ]?sellers?)\b|产品|商品|什么/iu,
  category: /\bcategor(?:y|ies)\b|类别|品类/iu,
  company: /\bcompanies\b|公司/iu,
  contact: /\b(?:customers?|clients?|buyers?|contacts?|accounts?)\b|客户|联系人|谁/iu,
} as const;
const ranking =
  /\b(?:top|best|best[- ]selling|biggest|largest)\b.{0,14}\b(?:customers?|clients?|buyers?|contacts?|companies|accounts?|products?|items?|categories)\b|\b(?:products?|items?|categor(?:y|ies)|what) sells? (?:the )?(?:best|most)\b|\bbest[- ]?sellers?\b|(?:最高|最多|最大|最好|畅销|热销|前[\d两一二三四五六七八九十]+).{0,8}(?:客户|公司|联系人|产品|商品|类别|品类)|(?:客户|公司|谁|产品|商品|类别|品类|什么).{0,12}(?:买得|下单|销售额|销量|消费|贡献|卖得|卖的).{0,4}(?:最高|最多|最大|最好)/iu;

/** "top 5 customers by revenue", “销售额最高的五个客户”, "best-selling products": sums by who or what, the largest first. */
function rankedBy(text: string): { field: keyof typeof ranked; limit: number } | undefined {
  const [words] = ranking.exec(text) ?? [];
  if (words === undefined) return undefined;
  const fields = Object.keys(ranked) as (keyof typeof ranked)[];
  const limit = Number(parseNumbers(words)[0]?.value);
  return {
    field: fields.find((field) => ranked[field].test(words))!,
    limit: Number.isInteger(limit) && limit > 0 && limit <= 24 ? limit : 10,
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
