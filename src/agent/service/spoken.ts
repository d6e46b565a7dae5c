import type { Flow } from './flow.ts';
import { inEither } from './lexicon.ts';
import { citationsOf } from './mentions.ts';
import { normalForm } from './normal.ts';
import type { Surroundings } from './steps.ts';

/** Whether a text speaks of a certain record of its speaker: by number, as the latest, as "this one". */
export const spokenOf = (raw: string, flow: Flow, around: Surroundings): boolean => {
  const text = normalForm(raw);
  return flow.slots.some(
    (slot) =>
      'source' in slot &&
      (citationsOf(text, slot.source).length > 0 ||
        (slot.name in around.focus && inEither(text, ({ choosing }) => choosing.pointing)) ||
        (slot.kind === 'record' && inEither(text, ({ choosing }) => choosing.owned))),
  );
};
