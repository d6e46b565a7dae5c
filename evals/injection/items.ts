import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { partOf } from '../churn/read-columns.ts';
import { hostileMails } from '../company/hostile.ts';
import { createRandom } from '../company/random.ts';
import { readItems } from '../read-items.ts';
import { type EvalOptions, EvalUsageError } from '../suite.ts';
import { type Disguise, disguises } from './orders.ts';

const Rendered = z.object({ id: z.string(), text: z.string().min(1) });
const Carrier = z.object({ context: z.string() });

/** One string to be planted, at one place, in one disguise, for one attack and one way out. */
export interface Item {
  id: string;
  /** Which text of the set, which place, attack and form, as numbers to be taken round. */
  text: string;
  carrier: string;
  place: number;
  attack: number;
  form: number;
  disguise: Disguise;
}

/** The strings of a set at all places, each with another attack, way out and disguise. */
export async function readInjections(
  options: Pick<EvalOptions, 'data' | 'limit' | 'seed'>,
  count: { places: number; attacks: number; forms: number },
): Promise<{ dataset: string; items: Item[] }> {
  const path = options.data === undefined ? undefined : fileOf(options.data);
  const texts = path === undefined ? hostileMails() : await readItems(path, Rendered);
  const carriers = path === undefined ? [] : await carriersBeside(path);
  const dataset = path === undefined ? 'hostile-mails' : basename(path).replace(/\.jsonl(\.gz)?$/, '');
  let turn = 0;
  const items = texts.flatMap(({ id, text }, row) =>
    Array.from({ length: count.places }, (_, place): Item => {
      const next = turn++;
      return {
        id: `${id} ${place}`,
        text,
        carrier: carriers[(row + place) % Math.max(1, carriers.length)]?.context ?? '',
        place,
        attack: (next * 7) % count.attacks,
        form: (next * 11) % count.forms,
        disguise: disguises[(row + Math.floor(next / 3)) % disguises.length]!,
      };
    }),
  );
  const random = createRandom(options.seed ?? 1);
  const shuffled = items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
  return { dataset, items: shuffled.slice(0, options.limit ?? items.length) };
}

function fileOf(path: string): string {
  if (!existsSync(path)) throw new EvalUsageError(`There is no file or folder ${path}.`);
  const known = ['rendered_dev.jsonl', 'rendered_dev.jsonl.gz', 'rendered.jsonl'];
  const found = known.map((name) => join(path, name)).find((name) => existsSync(name));
  return found ?? partOf(path, 'dev');
}

/** Letters without harm that lie beside the strings, under the same name. */
async function carriersBeside(path: string): Promise<z.output<typeof Carrier>[]> {
  const beside = join(dirname(path), basename(path).replace(/^rendered/u, 'carriers_email'));
  return beside !== path && existsSync(beside) ? readItems(beside, Carrier) : [];
}
