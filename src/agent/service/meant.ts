import { eligible, isTurnedDown, preferredFirst } from './choosing.ts';
import { featuresIn, featureTable, withQualities } from './features.ts';
import type { Slot } from './flow.ts';
import { inEither } from './lexicon.ts';
import { citationsOf, citedRow, type Row } from './mentions.ts';
import type { Surroundings } from './steps.ts';

/** The features texts speak of; the newest word on each counts. @param texts  normal forms, oldest first */
export function featuresSaid(
  slot: Slot & { kind: 'features' },
  texts: readonly string[],
  rows: readonly Row[],
  { vocabulary, domain }: Surroundings,
): Record<string, string> | undefined {
  const table = withQualities(featureTable(rows, slot.source.features ?? ''), domain);
  const found = texts.flatMap((text) =>
    featuresIn(text, table, vocabulary).filter(({ start }) => !isTurnedDown(text, start)),
  );
  return found.length === 0 ? undefined : Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

/** As many calls as one yes may set off. */
const mostTogether = 20;

/**
 * All records one may choose from, as far as the texts leave none out and single none out by number; at most
 * 20, those that are preferred first.
 */
export function everyMeant(
  { source }: Slot & { kind: 'every' },
  texts: readonly string[],
  rows: readonly Row[],
): Row[] {
  let meant = preferredFirst(eligible(rows, source), source);
  for (const text of texts) {
    const cited = citationsOf(text, source).map((citation) => ({
      row: citedRow(citation, rows, source),
      isLeftOut: inEither(text.slice(0, citation.start), ({ choosing }) => choosing.not),
    }));
    const singled = cited.filter(({ isLeftOut }) => !isLeftOut).map(({ row }) => row);
    const leftOut = cited.filter(({ isLeftOut }) => isLeftOut).map(({ row }) => row);
    meant = singled.length > 0 ? singled : meant.filter((row) => !leftOut.includes(row));
  }
  return meant.slice(0, mostTogether);
}
