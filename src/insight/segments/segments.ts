import { toMajor } from '../../crm/index.ts';
import { didYouMean, type Language, quoted, RapportError, strangeCursor } from '../../trust/index.ts';
import { median, round } from '../statistics.ts';
import type { CustomerValue, CustomerValues } from './customer-values.ts';
import { cluster, standardised } from './k-means.ts';
import { type RfmScores, rfmSegmentOf, rfmSegments, scoreRfm } from './rfm.ts';
import { nameOfCentre, rfmWords, ruleOfCentre } from './wording.ts';

export type SegmentMethod = 'rfm' | 'kmeans';

/** Customers who are alike. Money as decimal text in major units. */
export interface Segment {
  key: string;
  name: string;
  /** Who belongs to it, and of RFM what to do. */
  rule: string;
  customers: number;
  share: number;
  revenue: string;
  revenueShare: number;
  medians: { daysSincePurchase: number; orders: number; revenue: string };
  /** How many of them asked not to be contacted; absent where nobody did. */
  doNotContact?: number;
}

export interface SegmentMember {
  id: string;
  name: string;
  daysSincePurchase: number;
  orders: number;
  revenue: string;
  doNotContact?: boolean;
  scores?: RfmScores;
}

export interface MemberPage {
  items: SegmentMember[];
  nextCursor: string | null;
}

/** Every customer in exactly one segment, the segments with the most revenue first. */
export interface Segmentation {
  method: SegmentMethod;
  customers: number;
  revenue: string;
  currency: string;
  segments: Segment[];
  /** Of k-means: how well the groups are apart, from −1 to 1. */
  silhouette?: number;
  dataUpTo?: string;
  notes: string[];
  /** A page of the members of one segment, those with the most revenue first. @throws RapportError */
  members(key: string, page: { limit: number; cursor?: string | undefined }): MemberPage;
}

interface Group {
  key: string;
  name: string;
  rule: string;
  members: number[];
}

/** How to segment. */
export interface SegmentRequest {
  method: SegmentMethod;
  /** Of k-means: how many groups, 2 to 8; by default as many as have the highest silhouette. */
  groups?: number | undefined;
}

/** Puts customers into segments. */
export function segment(
  values: CustomerValues,
  { method, groups }: SegmentRequest,
  currency: string,
  language: Language,
): Segmentation {
  const { customers } = values;
  const scores = method === 'rfm' ? scoreRfm(customers) : undefined;
  const clustered = method === 'kmeans' ? clusterCustomers(customers, groups, language) : undefined;
  const found = scores ? rfmGroups(scores, language) : clustered!.groups;
  const money = (minor: number): string => toMajor(Math.round(minor), currency);
  const revenueOf = (members: readonly number[]): number =>
    members.reduce((sum, member) => sum + customers[member]!.revenueMinor, 0);
  const total = customers.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
  const ordered = found.toSorted((one, other) => revenueOf(other.members) - revenueOf(one.members));
  return {
    method,
    customers: customers.length,
    revenue: money(total),
    currency,
    segments: ordered.map(({ key, name, rule, members }) => {
      const withheld = members.filter((member) => customers[member]!.doNotContact).length;
      const medianOf = (of: (customer: CustomerValue) => number) =>
        median(members.map((member) => of(customers[member]!)));
      return {
        key,
        name,
        rule,
        customers: members.length,
        share: round(members.length / customers.length, 4),
        revenue: money(revenueOf(members)),
        revenueShare: total === 0 ? 0 : round(revenueOf(members) / total, 4),
        medians: {
          daysSincePurchase: medianOf((customer) => customer.daysSincePurchase),
          orders: medianOf((customer) => customer.orders),
          revenue: money(medianOf((customer) => customer.revenueMinor)),
        },
        ...(withheld > 0 && { doNotContact: withheld }),
      };
    }),
    ...(clustered?.silhouette !== undefined && { silhouette: round(clustered.silhouette, 3) }),
    ...(values.dataUpTo !== null && { dataUpTo: values.dataUpTo }),
    notes: notesOf(values, found, currency, language),
    members(key, { limit, cursor }) {
      const meant = ordered.find((group) => group.key === key || group.name === key);
      if (!meant)
        throw new RapportError('not_found', `There is no segment ${quoted(key)} among these customers.`, {
          hint: didYouMean(
            key,
            ordered.map((group) => group.key),
          ),
        });
      const start = cursor === undefined ? 0 : meant.members.findIndex((at) => customers[at]!.id === cursor);
      if (start < 0) throw strangeCursor();
      const next = meant.members[start + limit];
      return {
        items: meant.members.slice(start, start + limit).map((member) => {
          const { revenueMinor, ...customer } = customers[member]!;
          return { ...customer, revenue: money(revenueMinor), ...(scores && { scores: scores[member]! }) };
        }),
        nextCursor: next === undefined ? null : customers[next]!.id,
      };
    },
  };
}

function rfmGroups(scores: readonly RfmScores[], language: Language): Group[] {
  const members = Map.groupBy(
    scores.map((_, index) => index),
    (index) => rfmSegmentOf(scores[index]!),
  );
  return rfmSegments.flatMap((key) => {
    const inside = members.get(key);
    return inside ? [{ key, ...rfmWords[key][language], members: inside }] : [];
  });
}

function clusterCustomers(
  customers: readonly CustomerValue[],
  groups: number | undefined,
  language: Language,
): { groups: Group[]; silhouette?: number } {
  const rows = standardised(
    customers.map(({ daysSincePurchase, orders, revenueMinor }) => [
      Math.log1p(daysSincePurchase),
      Math.log1p(orders),
      Math.log1p(Math.max(0, revenueMinor)),
    ]),
  );
  const all = customers.map((_, index) => index);
  const found = cluster(rows, groups === undefined ? undefined : [groups]);
  if (!found) {
    const alike = { en: 'nothing tells them apart', zh: '彼此没有差别' }[language];
    return {
      groups:
        all.length === 0
          ? []
          : [{ key: 'cluster_1', name: nameOfCentre([], language), rule: alike, members: all }],
    };
  }
  const members = Map.groupBy(all, (index) => found.assigned[index]!);
  const names = new Map<string, number>();
  return {
    silhouette: found.silhouette,
    groups: [...members.entries()]
      .map(([centre, inside]) => ({ centre: found.centres[centre]!, inside }))
      .toSorted((one, other) => other.centre[2]! - one.centre[2]!)
      .map(({ centre, inside }, index) => {
        const name = nameOfCentre(centre, language);
        const alike = (names.get(name) ?? 0) + 1;
        names.set(name, alike);
        return {
          key: `cluster_${index + 1}`,
          name: alike === 1 ? name : `${name} ${alike}`,
          rule: ruleOfCentre(centre, language),
          members: inside,
        };
      }),
  };
}

function notesOf(
  { customers, undatedOrders, otherCurrencyOrders }: CustomerValues,
  groups: readonly Group[],
  currency: string,
  language: Language,
): string[] {
  const chinese = language === 'zh';
  const notes: string[] = [];
  if (customers.length === 0)
    notes.push(chinese ? '还没有客户买过东西。' : 'No customer has bought anything yet.');
  else if (groups.length === 1)
    notes.push(
      chinese
        ? '这些客户彼此没有明显差别，只有一个分群。'
        : 'Nothing tells these customers apart: they are one segment.',
    );
  if (undatedOrders > 0)
    notes.push(
      chinese
        ? `${undatedOrders} 个订单没有日期，未计入。`
        : `${undatedOrders} orders without a date are left out.`,
    );
  if (otherCurrencyOrders > 0)
    notes.push(
      chinese
        ? `${otherCurrencyOrders} 个非 ${currency} 订单只计次数，不计金额。`
        : `${otherCurrencyOrders} orders not in ${currency} count as orders, without their money.`,
    );
  return notes;
}
