import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf } from './fields.ts';
import type { Constraint } from './frame.ts';
import type { Free } from './mention.ts';

/** "worth over 10k": amounts compared with the money field of the kind. */
export function numberConstraints(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  free: Free,
): Constraint[] {
  const described = workspace.kinds.find((entry) => entry.kind === kind)?.fields ?? [];
  return free.flatMap(({ mention }): Constraint[] => {
    if (mention.is.type !== 'number') return [];
    const named = clause.mentions
      .flatMap((other) => (other.is.type === 'field' ? other.is.of : []))
      .map((place) => place.field);
    const isCompared =
      /\b(?:over|above|under|below|than|least|worth|exceeding)\s*$|(?:超过|大于|高于|低于|小于)$/u.test(
        clause.text.slice(0, mention.start).toLowerCase(),
      );
    const isMoney =
      mention.is.money || (isCompared && kind !== 'contact' && Number(mention.is.value) >= leastAmount);
    const field =
      described.find(
        (candidate) =>
          named.includes(candidate.name) && (candidate.type === 'number' || candidate.type === 'money'),
      ) ?? (isMoney ? described.find((candidate) => candidate.type === 'money') : undefined);
    if (field === undefined) return [];
    const before = clause.text.slice(Math.max(0, mention.start - 24), mention.start).toLowerCase();
    const after = clause.text.slice(mention.end, mention.end + 4);
    if (
      /\b(?:over|above|more than|greater than|exceeding|larger than|bigger than)\b|超过|大于|高于|多于|>/.test(
        before,
      ) ||
      /以上/.test(after)
    )
      return [{ field: field.name, comparison: '>', values: [mention.is.value] }];
    if (/\b(?:at least)\b|至少|不少于|不低于/.test(before))
      return [{ field: field.name, comparison: '>=', values: [mention.is.value] }];
    if (
      /\b(?:under|below|less than|fewer than|smaller than)\b|低于|小于|少于|不到|</.test(before) ||
      /以下/.test(after)
    )
      return [{ field: field.name, comparison: '<', values: [mention.is.value] }];
    return [];
  });
}

/** "phone ending in 0170", “姓欧阳的”, "out of stock": what a number or a name holds, and what there is none of. */
export function pieceConstraints(
  { text }: Clause,
  kind: string,
  workspace: WorkspaceDescription,
): Constraint[] {
  const number = numberEnd.exec(text)?.[1]?.trim();
  const surname = /姓(\p{Script=Han}{1,2})的/u.exec(text)?.[1];
  const isGone = soldOut.test(text) && fieldOf(workspace, kind, 'stock') !== undefined;
  const phone = ['phones', 'phone'].find((field) => fieldOf(workspace, kind, field) !== undefined);
  return [
    ...(number !== undefined && phone !== undefined
      ? [{ field: phone, comparison: 'contains' as const, values: [number] }]
      : []),
    ...(surname !== undefined && kind === 'contact'
      ? [{ field: 'name', comparison: 'contains' as const, values: [surname] }]
      : []),
    ...(isGone ? [{ field: 'stock', comparison: '<=' as const, values: ['0'] }] : []),
  ];
}

const numberEnd =
  /(?:\b(?:phone|number|mobile|cell)s?\b[^,.;]{0,20}\b(?:end(?:s|ing)? (?:in|with|on)|(?:last|final) (?:\w+ )?digits(?: (?:are|is))?)\s*|(?:尾号|[末后](?:\p{Script=Han}位)(?:数字?)?)(?:是|为|：)?\s*)(\d[\d -]*\d)/iu;

export const soldOut = /\bout of stock\b|\bsold out\b|缺货|无货|没货|断货|售罄|库存为(?:零|0)/iu;

/** From here on a bare number that is compared is an amount. */
const leastAmount = 1000;
