import type { WorkspaceDescription } from '../../directory.ts';
import { type Clause, wholeOf } from './clause.ts';
import { fieldOf } from './fields.ts';
import type { Change, Frame } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { kindOf } from './target.ts';

/** What became of a deal or a task, told without a verb of changing, or in words that name no value of a field. */
const taskStates: readonly { status: string; pattern: RegExp }[] = [
  { status: 'open', pattern: /\bre-?open\b|\bnot (?:yet )?done\b|重新打开|还没(?:做|办|弄)/u },
  {
    status: 'cancelled',
    pattern:
      /\bcancel(?:led|ed|s)?\b|\bno longer (?:needed|necessary|required|relevant)\b|\bnot needed\b|\bdon't need\b|\bcall(?:ed)? off\b|\bobsolete\b|取消|不(?:用)?做了|不用做|不需要了|不用了|作废|没必要/u,
  },
  {
    status: 'done',
    pattern:
      /\b(?:done|finish(?:ed)?|completed?|sorted)\b|\b(?:tick|check|cross)(?:ed)? (?:(?:it|that|this|<R\d+>) )?off\b|\btaken care of\b|勾掉|打勾|划掉|(?:做|办|弄|搞|处理)完|搞定|完成|做好了|办好了/u,
  },
];
const worth =
  /\b(?:worth|valued at|amounts? to|goes up to|(?:is|are) now (?=<N\d+>))|金额|价值|总价|报价(?=[到为是了]?<N\d+>)/u;

/** The status a task is said to have. */
export const taskStateOf = ({ masked }: Clause): string | undefined =>
  taskStates.find(({ pattern }) => pattern.test(masked))?.status;

/** Whether money is told of a record: "is now worth <N>". */
export const tellsWorth = ({ masked }: Clause): boolean => worth.test(masked);

/** Whether a clause tells what became of a certain deal or task: "we lost <deal>", “<任务>做完了”. */
export function tellsOutcome(clause: Clause, workspace: WorkspaceDescription): boolean {
  const { moods } = lexicons[clause.language];
  const kind = kindOf(clause);
  const field = stateFields[kind];
  if (field === undefined || moods.question.test(clause.sentence) || moods.howTo.test(clause.sentence))
    return false;
  const isOne = clause.mentions.filter(({ is }) => is.type === 'record' && is.kind === kind).length === 1;
  if (!isOne && !(clause.about === kind && /\b(?:it|that one)\b|^[^<]*$/u.test(clause.sketch))) return false;
  if (kind === 'task') return taskStateOf(clause) !== undefined;
  const isStated = clause.mentions.some(
    ({ is }, index) =>
      is.type === 'value' &&
      !clause.roles.notValues.has(index) &&
      is.of.some((place) => place.kind === kind && place.field === field) &&
      !new RegExp(`<V${index}>(?:的|stage\\b)`).test(clause.sketch),
  );
  const isPriced =
    tellsWorth(clause) &&
    fieldOf(workspace, kind, 'amount') !== undefined &&
    clause.mentions.some(({ is }) => is.type === 'number');
  return isStated || isPriced;
}

const stateFields: Readonly<Record<string, string>> = { deal: 'stage', task: 'status' };

/** Why a deal was lost, where that stands behind it: "the reason was the price", “预算被砍”. */
function lostReasonIn(text: string): Change | undefined {
  const reason = text
    .replace(/^[\s,，.。;；:：–—-]+|[\s.。!！]+$/gu, '')
    .replace(
      /^(?:and |so )?(?:the |their |his |her )?(?:main |only )?(?:reason(?: (?:is|was|being))?(?: that)?|because(?: of)?|due to|over)[\s:：]*|^(?:主要)?(?:原因(?:是|为)?|因为|由于|理由是?)[：:\s]*/iu,
      '',
    );
  return /[\p{L}]{2,}/u.test(reason) ? { field: 'lostReason', is: 'set', value: reason } : undefined;
}

/** "Won! <deal>", “<商机>！丢了”: a record and what became of it, each by itself, as one clause. */
export function withOutcomes(clauses: readonly Clause[]): readonly Clause[] {
  const isBare = (pattern: RegExp) => clauses.filter(({ sketch }) => pattern.test(sketch)).length === 1;
  return clauses.length === 2 &&
    isBare(/^(?:we )?<V\d+>了?[\s.,!。，！:：]*$/u) &&
    isBare(/^<R\d+>[\s.!。！]*$/u)
    ? [wholeOf(clauses)]
    : clauses;
}

/** A lost deal with the reason told behind it. */
export function withReason(frame: Frame, told: readonly Clause[], workspace: WorkspaceDescription): Frame {
  const { clause, changes, target } = frame;
  const isLost = changes.some((change) => change.is === 'set' && change.value === 'Lost');
  if (frame.act !== 'update' || !isLost || fieldOf(workspace, target.kind, 'lostReason') === undefined)
    return frame;
  const end = Math.max(
    0,
    ...clause.mentions
      .filter(({ is }) => ['record', 'value', 'member'].includes(is.type))
      .map((one) => one.end),
  );
  const last = told.findLast((one) => one.start >= clause.end && one.mentions.length === 0);
  const rest = clause.whole.slice(clause.start + end, last?.end ?? clause.end);
  const [, words] =
    /^[了掉\s]*(?:[,，;；.。:：–—-]|(?=\b(?:because|due|over)\b|因为|原因))(.+)$/u.exec(rest) ?? [];
  const reason = words === undefined ? undefined : lostReasonIn(words);
  return reason === undefined ? frame : { ...frame, changes: [...changes, reason] };
}
