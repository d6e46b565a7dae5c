import { escapePattern, type Language } from '../../language/index.ts';
import type { Domain } from './flow.ts';
import { normalForm, type Span } from './normal.ts';
import { isRecord, valueAt } from './scope.ts';
import { type Vocabulary, widest } from './vocabulary.ts';

/** The features records may have, each with the values there are: `color` → `blue`, `red`. */
export type FeatureTable = ReadonlyMap<string, ReadonlySet<string>>;

/** A feature spoken of in a normal form. */
export interface Feature extends Span {
  name: string;
  /** As the records have it. */
  value: string;
}

/** What records can be told apart by. */
export function featureTable(records: readonly unknown[], path: string): FeatureTable {
  const table = new Map<string, Set<string>>();
  for (const record of records) {
    const features = valueAt(record, path);
    if (!isRecord(features)) continue;
    for (const [name, value] of Object.entries(features)) {
      const values = table.get(name) ?? new Set();
      table.set(name, values.add(String(value)));
    }
  }
  return table;
}

/** The features of a table with values they often have, in the language their names are in. */
export function withQualities(table: FeatureTable, { qualities = {}, terms }: Domain): FeatureTable {
  const called = (name: string, language: Language) => terms[name]?.[language] ?? name;
  return new Map(
    Array.from(table, ([name, values]) => {
      const language = /\p{Script=Han}/u.test(name) ? 'zh' : 'en';
      const quality = Object.keys(qualities).find((one) => called(one, language) === name.toLowerCase());
      const often = quality === undefined ? [] : qualities[quality]!.map((value) => called(value, language));
      const known = new Set([...values].map((value) => value.toLowerCase()));
      return [name, new Set([...values, ...often.filter((value) => !known.has(value))])] as const;
    }),
  );
}

/** Values that mean something only next to the name of their feature. */
const needsName = /^(?:yes|no|none|[\d.]+|[a-z])$/;
const sized = '(?:in|an?|size|the|to|for|want|是|要|换成|改成|换|改为)[\\s\'"]*';

/** The features a text speaks of, in reading order; a value two features may have counts for both. */
export function featuresIn(text: string, table: FeatureTable, vocabulary: Vocabulary): Feature[] {
  const named: Feature[] = [];
  const bare: Feature[] = [];
  for (const [name, values] of table)
    for (const value of values) {
      named.push(...named_(text, name, value, vocabulary));
      const plain = normalForm(value);
      if (!needsName.test(plain))
        for (const span of placesOfValue(plain, text, vocabulary)) bare.push({ ...span, name, value });
    }
  const sure = widest(named);
  const free = widest(bare).filter(
    (feature) => !sure.some(({ start, end }) => feature.start < end && start < feature.end),
  );
  return [...sure, ...free].sort((one, other) => one.start - other.start || one.end - other.end);
}

/** Where a value stands; of one in several words with a measure ("512gb ssd") the measure is enough. */
function placesOfValue(value: string, text: string, vocabulary: Vocabulary): Span[] {
  const whole = vocabulary.places(value, text);
  const measure = /^\d[\d.]*[a-z]+(?= )/.exec(value)?.[0];
  return whole.length > 0 || measure === undefined ? whole : vocabulary.places(measure, text);
}

/** A value beside the name of its feature: "color: red", "size M", "M size", "waterproof", "no backlight". */
function named_(text: string, name: string, value: string, vocabulary: Vocabulary): Feature[] {
  const plain = normalForm(value);
  const names = vocabulary.written(name).map(pattern).join('|');
  const values = vocabulary.written(value).map(pattern).join('|');
  const edge = '(?![\\p{Script=Latin}\\p{N}])';
  const patterns = [
    `(?<![\\p{Script=Latin}])(?:${names})['"]?\\s*(?:[:=]|is|of|为|是|to|in)?\\s*['"]?(?:${values})${edge}`,
    `(?<![\\p{Script=Latin}\\p{N}.])(?:${values})['"]?[\\s-]*(?:${names})${edge}`,
  ];
  const article = '(?:a |any |the )?';
  if (plain === 'no')
    patterns.push(`(?:not|non|no|without|不|非|没有|无)[\\s-]*${article}(?:${names})${edge}`);
  if (plain === 'none') patterns.push(`(?:no|without|没有|无|不带)[\\s-]*${article}(?:${names})${edge}`);
  if (plain === 'yes')
    patterns.push(
      `(?<!(?:not|non|no|without|不|非|没有|无)[\\s-]*${article})(?<![\\p{Script=Latin}])(?:${names})${edge}(?!['"]?\\s*(?:[:=]|is)?\\s*['"]?(?:no|yes))`,
    );
  if (/^[a-z]$|^\d+$/.test(plain) && /size|尺/.test(name))
    patterns.push(`(?<=${sized})(?:${values})(?=[\\s'"]*(?:$|[.,;!?}。，；]|one|size|码|号|instead|please))`);
  return patterns.flatMap((source) =>
    Array.from(text.matchAll(new RegExp(source, 'gu')), ({ index, 0: found }) => ({
      name,
      value,
      start: index,
      end: index + found.length,
    })),
  );
}

const pattern = (words: string): string =>
  words
    .split(/[\s-]+/)
    .map((word) => escapePattern(word))
    .join('[\\s-]*');
