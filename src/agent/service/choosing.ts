import { type Feature, type FeatureTable, featuresIn, featureTable } from './features.ts';
import type { Source } from './flow.ts';
import { inEither, lexicons } from './lexicon.ts';
import { citationsOf, citedRow, endingWith, type Mention, mentionsOf, type Row } from './mentions.ts';
import { holds, isRecord, valueAt } from './scope.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a choice came to: one, several that fit as well, or none that was spoken of. */
export type Chosen = { is: 'one'; row: Row } | { is: 'several'; rows: readonly Row[] } | { is: 'none' };

const one = (row: Row): Chosen => ({ is: 'one', row });

/** Those of the rows for which conditions hold, or all where they hold for none. */
export const preferred = (rows: readonly Row[], { prefer = [] }: Source): readonly Row[] => {
  const better = rows.filter((row) => holds(prefer, row));
  return better.length > 0 ? better : rows;
};

/** Rows for which conditions hold before the others. */
export const preferredFirst = (rows: readonly Row[], { prefer = [] }: Source): Row[] => [
  ...rows.filter((row) => holds(prefer, row)),
  ...rows.filter((row) => !holds(prefer, row)),
];

/** The rows one may choose from. */
export const eligible = (rows: readonly Row[], { only = [] }: Source): Row[] =>
  rows.filter((row) => holds(only, row));

/**
 * The record that texts speak of; the newest text that speaks of any counts, and where it leaves several,
 * those before it among these.
 *
 * @param texts  normal forms, oldest first
 */
export function chooseRow(
  texts: readonly string[],
  all: readonly Row[],
  source: Source,
  vocabulary: Vocabulary,
): Chosen {
  let rows: readonly Row[] = eligible(all, source);
  let unclear: readonly Row[] | undefined;
  for (const text of texts.toReversed()) {
    const [citation] = citationsOf(text, source);
    if (citation !== undefined) return one(citedRow(citation, all, source));
    const digits = Object.values(lexicons)
      .map(({ choosing }) => choosing.ending.exec(text)?.[1])
      .find((found) => found !== undefined);
    const ending = digits === undefined ? [] : endingWith(rows, source, digits);
    if (ending.length === 1) return one(ending[0]!);
    const best = bestNamed(text, rows, source, vocabulary);
    if (best.length === 1) return one(best[0]!);
    const better = preferred(best, source);
    if (better.length === 1) return one(better[0]!);
    if (best.length > 1 && inEither(text, ({ choosing }) => choosing.latest)) return one(better[0]!);
    if (best.length > 1 && best.length < rows.length) {
      unclear ??= better;
      rows = best;
      continue;
    }
    if (inEither(text, ({ choosing }) => choosing.cheapest)) {
      const [least] = byAmount(rows, source);
      if (least !== undefined) return one(least);
    }
    const [latest] = preferred(rows, source);
    if (latest !== undefined && inEither(text, ({ choosing }) => choosing.latest)) return one(latest);
  }
  return unclear === undefined ? { is: 'none' } : { is: 'several', rows: unclear };
}

/** The records most of what a text names belongs to; none where it names nothing of them. */
function bestNamed(text: string, rows: readonly Row[], source: Source, vocabulary: Vocabulary): Row[] {
  const scores = new Map<Row, number>();
  const counted = new Set<string>();
  const add = (row: Row, place: string, weight: number) => {
    if (!rows.includes(row) || counted.has(place)) return;
    scores.set(row, (scores.get(row) ?? 0) + weight);
  };
  for (const { start, end, rows: named, weight } of mentionsOf(text, rows, source, vocabulary)) {
    if (isTurnedDown(text, start)) continue;
    const words = text.slice(start, end);
    for (const row of named) add(row, words, weight);
    counted.add(words);
  }
  if (source.features !== undefined)
    for (const { start, name, value } of featuresIn(text, featureTable(rows, source.features), vocabulary)) {
      if (isTurnedDown(text, start)) continue;
      for (const row of rows)
        if (String(valueAt(row, `${source.features}.${name}`)) === value) add(row, `${start}`, 0.9);
    }
  const best = Math.max(...scores.values(), 0);
  return best === 0 ? [] : [...scores].filter(([, score]) => score === best).map(([row]) => row);
}

/** Whether what begins here is named as not wanted: "rather than a red one". */
export const isTurnedDown = (text: string, start: number): boolean =>
  inEither(text.slice(0, start), ({ choosing }) => choosing.instead);

/** Rows by their amount, the least first; a number in a text such as "USD 12.00" counts. */
export const byAmount = (rows: readonly Row[], { amount }: Source): Row[] =>
  amount === undefined
    ? []
    : rows
        .map((row) => ({
          row,
          value: Number(
            /\d[\d,]*(?:\.\d+)?/.exec(String(valueAt(row, amount)))?.[0].replaceAll(',', '') ?? 'none',
          ),
        }))
        .filter(({ value }) => !Number.isNaN(value))
        .sort((less, more) => less.value - more.value)
        .map(({ row }) => row);

/** A record that is meant, with the features spoken of with it. */
export interface Picked {
  row: Row;
  wishes: Wishes;
}

/** What a record is to become. */
export interface Wishes {
  /** The value each feature shall have. */
  hard: ReadonlyMap<string, string>;
  /** Said before a change of mind: good to have. */
  soft: ReadonlyMap<string, string>;
  /** Features that do not matter. */
  free: ReadonlySet<string>;
}

/** What a text picks among records; `unclear` are names that several of them have. */
export interface Pick {
  picked: Picked[];
  unclear: (readonly Row[])[];
}

/**
 * The records a text names, and what it says they shall become.
 *
 * @param tableOf  the features what a record may become can have; of the record itself where nothing is to become
 */
export function pickRows(
  text: string,
  all: readonly Row[],
  source: Source,
  vocabulary: Vocabulary,
  tableOf: (row: Row) => FeatureTable,
): Pick {
  const rows = eligible(all, source);
  const mentions = mentionsOf(text, rows, source, vocabulary);
  const denied = mentions.filter(
    ({ start, end }) =>
      inEither(text.slice(0, start), ({ choosing }) => choosing.not) ||
      inEither(text.slice(end), ({ choosing }) => choosing.notBehind),
  );
  const left = mentions.filter(
    (mention) =>
      !denied.includes(mention) &&
      !denied.some(({ start, rows: other }) => start > mention.start && sameRows(mention.rows, other)),
  );
  const without = denied.flatMap((mention) => mention.rows);
  const wantsAll = inEither(text, ({ choosing }) => choosing.all);
  if (wantsAll && (left.length === 0 || without.length > 0)) {
    const kept = rows.filter((row) => !without.includes(row));
    return { picked: kept.map((row) => ({ row, wishes: wishesOf(row, [], [], text, source) })), unclear: [] };
  }
  if (left.length === 0)
    return { picked: pickByFeatures(text, rows, source, vocabulary, tableOf), unclear: [] };
  const groups = Map.groupBy(left, (mention) => mention.rows.map((row) => rows.indexOf(row)).join(' '));
  const pick: Pick = { picked: [], unclear: [] };
  for (const group of groups.values()) {
    const having = group[0]!.rows;
    const features = featuresIn(text, merge(having.map(tableOf)), vocabulary).filter((feature) =>
      group.includes(nearest(feature, left, text)!),
    );
    if (having.length === 1) {
      const [row] = having;
      pick.picked.push({ row: row!, wishes: wishesOf(row!, features, left, text, source) });
      continue;
    }
    const taken = new Set<Row>();
    for (const mention of group) {
      const own = features.filter((feature) => nearest(feature, left, text) === mention);
      const free = having.filter((row) => !taken.has(row));
      const said = own.filter((feature) => !isWished(feature, left, text));
      const fits = bestFitting(free, said, source);
      const isOne =
        fits.length === 1 || (fits.length > 1 && fits.every((row) => alike(row, fits[0]!, source)));
      if (isOne) {
        const row = fits[0]!;
        taken.add(row);
        pick.picked.push({ row, wishes: wishesOf(row, own, left, text, source) });
      } else if (wantsAll) {
        for (const row of fits) {
          taken.add(row);
          pick.picked.push({ row, wishes: wishesOf(row, own, left, text, source) });
        }
      } else if (taken.size === 0) pick.unclear.push(fits.length > 0 ? fits : having);
    }
    if (taken.size > 0) pick.unclear = pick.unclear.filter((rowsOf) => !rowsOf.some((row) => taken.has(row)));
  }
  return pick;
}

const sameRows = (ones: readonly Row[], others: readonly Row[]): boolean =>
  ones.length === others.length && ones.every((row) => others.includes(row));

/** Where no record is named: the one whose features are spoken of as they are not. */
function pickByFeatures(
  text: string,
  rows: readonly Row[],
  source: Source,
  vocabulary: Vocabulary,
  tableOf: (row: Row) => FeatureTable,
): Picked[] {
  if (source.features === undefined) return [];
  const found = rows
    .map((row) => {
      const features = featuresIn(text, tableOf(row), vocabulary);
      const named = new Set(features.map(({ start }) => start)).size;
      return { row, named, wishes: wishesOf(row, features, [], text, source) };
    })
    .filter(({ named }) => named > 0);
  const most = Math.max(0, ...found.map(({ named }) => named));
  const best = found.filter(({ named }) => named === most);
  return best.length === 1 ? best : [];
}

const merge = (tables: readonly FeatureTable[]): FeatureTable => {
  const all = new Map<string, Set<string>>();
  for (const table of tables)
    for (const [name, values] of table) all.set(name, new Set([...(all.get(name) ?? []), ...values]));
  return all;
};

/** The mention a feature belongs to: the one right behind it ("the white mouse"), else the last before it. */
export function nearest(feature: Feature, mentions: readonly Mention[], text: string): Mention | undefined {
  const next = mentions.find(({ start }) => start >= feature.end);
  const gap = next && text.slice(feature.end, next.start);
  if (
    gap !== undefined &&
    gap.length <= 30 &&
    /^[\s\w'"-]*的?$/.test(gap) &&
    !hasPivot(gap) &&
    !/\b(?:and|or)\b/.test(gap)
  )
    return next;
  return mentions.findLast(({ end }) => end <= feature.start) ?? next;
}

const hasPivot = (text: string): boolean =>
  Object.values(lexicons).some(({ choosing }) => text.search(choosing.pivot) >= 0);

/** Whether a feature is what something shall become: it stands behind "to", "for", 换成. */
function isWished(feature: Feature, mentions: readonly Mention[], text: string): boolean {
  const own = nearest(feature, mentions, text);
  const other = mentions.findLast(
    (mention) =>
      mention.end <= feature.start && mention.rows !== own?.rows && mention.rows[0] !== own?.rows[0],
  );
  const first = mentions.find(
    (mention) => mention.start >= (other?.end ?? 0) && mention.rows[0] === own?.rows[0],
  );
  const start = own === undefined ? 0 : Math.min(first?.start ?? feature.start, feature.start);
  return hasPivot(text.slice(start, feature.start));
}

/** Where a wish ends and another begins, so that the later takes the place of the earlier. */
const thoughtEnd = /[.;!?。；！？\n]|\bchanged? my mind\b|\bactually\b|改(?:变)?主意/;

function wishesOf(
  row: Row,
  features: readonly Feature[],
  mentions: readonly Mention[],
  text: string,
  source: Source,
): Wishes {
  const current = (name: string) => String(valueAt(row, `${source.features}.${name}`) ?? '');
  const free = new Set(
    features
      .filter(({ start }) =>
        /(?:don'?t|do not|doesn'?t|not) (?:care|mind|matter)[^.;]{0,25}$|不(?:在乎|介意|管)[^。；]{0,10}$/.test(
          text.slice(0, start),
        ),
      )
      .map(({ name }) => name),
  );
  const wished = features.filter(
    (feature) =>
      !free.has(feature.name) &&
      !isTurnedDown(text, feature.start) &&
      (isWished(feature, mentions, text) || feature.value !== current(feature.name)),
  );
  const groupOf = ({ start }: Feature) => text.slice(0, start).split(thoughtEnd).length;
  const hard = new Map<string, string>();
  const soft = new Map<string, string>();
  const groups = new Map<string, number>();
  for (const feature of wished) {
    const before = hard.get(feature.name);
    if (before !== undefined && before !== feature.value) {
      if (feature.value === current(feature.name)) continue;
      const overruled = groups.get(feature.name)!;
      if (before !== current(feature.name))
        for (const [name, group] of groups)
          if (group === overruled && name !== feature.name && group !== groupOf(feature)) {
            soft.set(name, hard.get(name)!);
            hard.delete(name);
            groups.delete(name);
          }
    }
    soft.delete(feature.name);
    hard.set(feature.name, feature.value);
    groups.set(feature.name, groupOf(feature));
  }
  return { hard, soft, free };
}

/** The rows that have most of the features and miss none another has. */
function bestFitting(rows: readonly Row[], features: readonly Feature[], { features: path }: Source): Row[] {
  if (path === undefined || features.length === 0) return [...rows];
  const score = (row: Row) =>
    features.filter(({ name, value }) => String(valueAt(row, `${path}.${name}`)) === value).length;
  const best = Math.max(...rows.map(score));
  return rows.filter((row) => score(row) === best);
}

const alike = (row: Row, other: Row, { features }: Source): boolean =>
  features !== undefined &&
  JSON.stringify(valueAt(row, features)) === JSON.stringify(valueAt(other, features));

/**
 * What a record becomes: among what there is the one with the wished features that keeps the others.
 *
 * @param current  its features now
 */
export function chooseInstead(
  { hard, soft, free }: Wishes,
  current: unknown,
  all: readonly Row[],
  source: Source & { features: string },
  text: string,
): Chosen {
  const features = (row: Row) =>
    (isRecord(valueAt(row, source.features)) ? valueAt(row, source.features) : {}) as Record<string, unknown>;
  const now: Readonly<Record<string, unknown>> = isRecord(current) ? current : {};
  const fits = (row: Row, wishes: ReadonlyMap<string, string>) =>
    [...wishes].filter(([name, value]) => String(features(row)[name]) === value).length;
  const others = eligible(all, source).filter((row) =>
    Object.entries(features(row)).some(([name, value]) => value !== now[name]),
  );
  const wished = others.filter((row) => fits(row, hard) === hard.size);
  const cheapest = inEither(text, ({ choosing }) => choosing.cheapest);
  if (hard.size + soft.size + free.size === 0 && !cheapest)
    return others.length === 1 ? one(others[0]!) : { is: 'none' };
  const most = Math.max(0, ...wished.map((row) => fits(row, soft)));
  const good = wished.filter((row) => fits(row, soft) === most);
  const kept = (row: Row) =>
    Object.entries(features(row)).filter(
      ([name, value]) => !hard.has(name) && !soft.has(name) && !free.has(name) && value === now[name],
    ).length;
  const best = Math.max(0, ...good.map(kept));
  const nearest = good.filter((row) => kept(row) === best);
  const isWhole = nearest.some((row) =>
    Object.keys(features(row)).every(
      (name) => hard.has(name) || soft.has(name) || free.has(name) || features(row)[name] === now[name],
    ),
  );
  if (nearest.length === 1 && (isWhole || good.length === 1)) return one(nearest[0]!);
  if (good.length > 0 && (cheapest || (free.size > 0 && isWhole))) {
    const [least] = byAmount(cheapest && !isWhole ? good : nearest, source);
    if (least !== undefined) return one(least);
  }
  return good.length === 0 ? { is: 'none' } : { is: 'several', rows: isWhole ? nearest : good };
}
