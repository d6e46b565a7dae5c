import { isTurnedDown } from './choosing.ts';
import type { Flow, Source } from './flow.ts';
import { inEither, lexicons } from './lexicon.ts';
import { citationsOf, mentionsOf, type Row } from './mentions.ts';
import { normalForm } from './normal.ts';
import { textsAt } from './scope.ts';
import type { Surroundings } from './steps.ts';

/** Whether a text speaks of a certain record of its speaker: by number, as the latest, as "this one". */
export const spokenOf = (raw: string, flow: Flow, around: Surroundings): boolean => {
  const text = normalForm(raw);
  return flow.slots.some(
    (slot) =>
      'source' in slot &&
      (citationsOf(text, slot.source).length > 0 ||
        (slot.name in around.focus && inEither(text, ({ choosing }) => choosing.pointing)) ||
        ((slot.kind === 'record' || slot.kind === 'every') &&
          inEither(text, ({ choosing }) => choosing.owned))),
  );
};

/** What the newest text, unless it only asks, calls a kind of record by that there is none of. */
export function lackingKind(
  texts: readonly string[],
  rows: readonly Row[],
  { kinds = [], words }: Source,
  { vocabulary }: Surroundings,
): string | undefined {
  const text = texts.at(-1) ?? '';
  if (inEither(text, ({ moods }) => moods.question)) return undefined;
  for (const kind of kinds) {
    const [place] = vocabulary.places(kind, text).filter(({ start }) => !isTurnedDown(text, start));
    if (place !== undefined && !rows.some((row) => textsAt(row, words).includes(kind)))
      return text.slice(place.start, place.end);
  }
  return undefined;
}

/** Whether the record spoken of last is meant once more; "the grill's order" (烤架那单) and one cited are not. */
export function isSpokenOfAgain(
  texts: readonly string[],
  rows: readonly Row[],
  source: Source,
  { vocabulary }: Surroundings,
): boolean {
  if (texts.some((text) => citationsOf(text, source).length > 0)) return false;
  return texts.some((text) =>
    Object.values(lexicons).some(({ choosing }) => {
      const place = text.search(choosing.same);
      return place >= 0 && !mentionsOf(text, rows, source, vocabulary).some(({ end }) => end === place);
    }),
  );
}
