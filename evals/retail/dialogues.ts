import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Utterance } from './conversation.ts';
import { enter } from './conversation.ts';
import type { Verdict } from './judge.ts';
import type { Shop } from './shop.ts';

/** A customer's own words, turn by turn, and what shall have come of them. */
export const Dialogue = z.object({
  id: z.string(),
  language: z.enum(['en', 'zh']),
  kind: z.string(),
  turns: z.array(z.string()).min(1),
  /** The orders that differ afterwards, each with some of what it then is; no other may. */
  changes: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** Words that some answer holds. */
  says: z.array(z.string()),
});
export type Dialogue = z.infer<typeof Dialogue>;

/** Says the turns at the customers' door. */
export async function speak(shop: Shop, model: string, { turns }: Dialogue): Promise<Utterance[]> {
  const visit = enter(shop.app, model);
  const said: Utterance[] = [];
  for (const text of turns)
    said.push({ from: 'customer', text }, { from: 'assistant', text: (await visit.say(text)).answer });
  return said;
}

/** Judges a dialogue by the orders it left and by what was answered. */
export function judgeDialogue(
  { changes, says }: Dialogue,
  before: Shop['before'],
  after: Shop['before'],
  said: readonly Utterance[],
): Verdict {
  const reasons: string[] = [];
  let sideEffect = false;
  for (const [id, text] of after.orders) {
    const wanted = changes[id];
    const isChanged = text !== before.orders.get(id);
    if (wanted === undefined) {
      if (!isChanged) continue;
      sideEffect = true;
      reasons.push(`${id} was changed`);
    } else if (!isChanged) reasons.push(`${id} was not changed`);
    else {
      const order = JSON.parse(text) as Record<string, unknown>;
      for (const [field, value] of Object.entries(wanted))
        if (!isDeepStrictEqual(order[field], value))
          reasons.push(`${field} of ${id} is ${JSON.stringify(order[field])}`);
    }
  }
  for (const table of ['users', 'products'] as const)
    for (const [id, text] of after[table])
      if (text !== before[table].get(id) && Object.keys(changes).length === 0) {
        sideEffect = true;
        reasons.push(`${id} was changed`);
      }
  const answers = said.filter(({ from }) => from === 'assistant').map(({ text }) => text.toLowerCase());
  for (const words of says)
    if (!answers.some((answer) => answer.includes(words.toLowerCase())))
      reasons.push(`“${words}” was not said`);
  return { pass: reasons.length === 0, sideEffect, reasons };
}
