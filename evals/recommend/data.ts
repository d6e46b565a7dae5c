import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type Interactions, layOut, type RehearsalCase } from '../../src/insight/recommend/index.ts';
import { createRandom } from '../company/random.ts';
import { EvalUsageError } from '../suite.ts';
import { readTable } from '../train/read-table.ts';

/** One thing somebody took, with how much they liked it and when, where that is known. */
export interface Taking {
  item: string;
  rating: number;
  /** Seconds. */
  timestamp: number;
}

/** Somebody whose next items are to be foretold. */
export interface JudgedCase extends RehearsalCase {
  id: string;
  /** Rating × recency of each item of the profile, as some methods want it; 1 each where nothing is known. */
  affinities: readonly number[];
  /** Hidden items that were never seen in training count as wanted all the same. */
  unseen: number;
}

/** What one way of cutting the data gives: who is learnt from, who is judged, and rehearsals for tuning. */
export interface Fold {
  names: readonly string[];
  training: Interactions;
  cases: readonly JudgedCase[];
  tuning: { training: Interactions; cases: readonly RehearsalCase[] };
}

/** What is learnt from and what is judged, as it was read. */
export interface RecommendData {
  name: string;
  /** Ratings hide some of each person's items; baskets hide one item at a time of baskets never seen. */
  kind: 'ratings' | 'baskets';
  folds: Fold[];
}

const Rated = z.object({
  user: z.string(),
  item: z.string(),
  rating: z.coerce.number().default(1),
  timestamp: z.coerce.number().default(0),
});
const Id = z.union([z.string(), z.number()]).transform(String);
const Basket = z.object({ id: Id.optional(), items: z.array(Id) });

const hiddenOfRatings = 0.25;
const hiddenOfBaskets = 0.2;
const hiddenForTuning = 0.2;
const mostTuningCases = 3_000;
const halfLifeDays = 30;

/**
 * The sets of `--data` and `--train`. Without a training part `--data` is cut here, in as many folds as asked
 * for: a quarter of each person's ratings, or a fifth of the baskets.
 *
 * @throws EvalUsageError
 */
export function readRecommendData(
  { data, train, seed = 1 }: { data: string; train?: string | undefined; seed?: number | undefined },
  folds: number,
): RecommendData {
  const path = fileOf(data, train === undefined ? ['train', 'ratings', 'dev'] : ['dev', 'heldout', 'test']);
  const judged = readHistories(path);
  const name = train === undefined ? nameOf(path) : `${nameOf(path)}-${partOf(path)}`;
  const { kind } = judged;
  if (train === undefined)
    return {
      name,
      kind,
      folds: Array.from({ length: folds }, (_, fold) => {
        const random = createRandom(seed + fold, 'recommend');
        const { kept, hidden } =
          kind === 'ratings'
            ? hideOfEach(judged.histories, hiddenOfRatings, random)
            : hideWhole(judged.histories, hiddenOfBaskets, random);
        return foldOf(kind, kept, hidden, seed + fold);
      }),
    };
  const training = readHistories(fileOf(train, ['train', 'ratings']));
  if (training.kind !== kind)
    throw new EvalUsageError('--train and --data must both hold ratings, or both baskets.');
  return { name, kind, folds: [foldOf(kind, training.histories, judged.histories, seed)] };
}

type Histories = ReadonlyMap<string, readonly Taking[]>;

function foldOf(kind: RecommendData['kind'], kept: Histories, hidden: Histories, seed: number): Fold {
  const names = [...new Set([...kept.values()].flat().map(({ item }) => item))];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const latest = [...kept.values()].flat().reduce((newest, { timestamp }) => Math.max(newest, timestamp), 0);
  const numbered = (takings: readonly Taking[]): number[] =>
    takings.flatMap(({ item }) => numbers.get(item) ?? []);
  const affinityOf = ({ rating, timestamp }: Taking): number =>
    rating * 0.5 ** ((latest - timestamp) / 86_400 / halfLifeDays);
  const random = createRandom(seed, 'tuning');
  const caseOf = (id: string, takings: readonly Taking[], wanted: readonly Taking[]): JudgedCase => {
    const known = takings.filter(({ item }) => numbers.has(item));
    const found = numbered(wanted);
    return {
      id,
      profile: { items: numbered(known) },
      hidden: found,
      affinities: known.map(affinityOf),
      unseen: wanted.length - found.length,
    };
  };
  const layOutAll = (histories: Histories): Interactions =>
    layOut(
      [...histories.values()].map((takings) => [...new Set(numbered(takings))]),
      names.length,
    );

  if (kind === 'ratings') {
    const inner = hideOfEach(kept, hiddenForTuning, random);
    return {
      names,
      training: layOutAll(kept),
      cases: [...hidden].map(([who, wanted]) => caseOf(who, kept.get(who) ?? [], wanted)),
      tuning: {
        training: layOutAll(inner.kept),
        cases: [...inner.hidden].map(([who, wanted]) => caseOf(who, inner.kept.get(who) ?? [], wanted)),
      },
    };
  }
  const oneOut = (histories: Histories): JudgedCase[] =>
    [...histories].flatMap(([who, basket]) =>
      basket.length < 2
        ? []
        : basket.map((wanted, at) => caseOf(`${who}/${at}`, basket.toSpliced(at, 1), [wanted])),
    );
  const inner = hideWhole(kept, hiddenForTuning, random);
  return {
    names,
    training: layOutAll(kept),
    cases: oneOut(hidden),
    tuning: {
      training: layOutAll(inner.kept),
      cases: oneOut(inner.hidden)
        .filter(({ hidden: wanted }) => wanted.length > 0)
        .slice(0, mostTuningCases),
    },
  };
}

/** Hides a share of each one's takings. */
function hideOfEach(histories: Histories, share: number, random: ReturnType<typeof createRandom>) {
  const kept = new Map<string, Taking[]>();
  const hidden = new Map<string, Taking[]>();
  for (const [who, takings] of histories) {
    const shuffled = shuffle(takings, random);
    const count = Math.round(takings.length * share);
    kept.set(who, shuffled.slice(count));
    if (count > 0) hidden.set(who, shuffled.slice(0, count));
  }
  return { kept, hidden };
}

/** Hides a share of all histories, each whole. */
function hideWhole(histories: Histories, share: number, random: ReturnType<typeof createRandom>) {
  const kept = new Map<string, readonly Taking[]>();
  const hidden = new Map<string, readonly Taking[]>();
  for (const [who, takings] of histories) (random.chance(share) ? hidden : kept).set(who, takings);
  return { kept, hidden };
}

function shuffle<Item>(items: readonly Item[], random: ReturnType<typeof createRandom>): Item[] {
  const shuffled = [...items];
  for (let place = shuffled.length - 1; place > 0; place--) {
    const other = random.integer(0, place);
    [shuffled[place], shuffled[other]] = [shuffled[other]!, shuffled[place]!];
  }
  return shuffled;
}

function readHistories(path: string): { kind: RecommendData['kind']; histories: Histories } {
  const histories = new Map<string, Taking[]>();
  const isBaskets = path.endsWith('.jsonl');
  for (const [index, row] of readTable(path).entries()) {
    const parsed = isBaskets ? Basket.safeParse(row) : Rated.safeParse(row);
    if (!parsed.success) {
      const wanted = isBaskets ? '{ "items": […] }' : 'user,item,rating,timestamp';
      throw new EvalUsageError(`${basename(path)}, row ${index + 1}: ${wanted} is wanted.`);
    }
    if ('items' in parsed.data)
      histories.set(
        parsed.data.id ?? String(index),
        [...new Set(parsed.data.items)].map((item) => ({
          item,
          rating: 1,
          timestamp: 0,
        })),
      );
    else {
      const { user, ...taking } = parsed.data;
      const own = histories.get(user) ?? [];
      own.push(taking);
      histories.set(user, own);
    }
  }
  if (histories.size === 0) throw new EvalUsageError(`${basename(path)} holds nothing to learn from.`);
  return { kind: isBaskets ? 'baskets' : 'ratings', histories };
}

/** A file, or the first of these parts of a folder. */
function fileOf(path: string, parts: readonly string[]): string {
  const plain = path.replace(/\.gz$/, '');
  const stands = (file: string): boolean => existsSync(file) || existsSync(`${file}.gz`);
  if (!stands(plain)) throw new EvalUsageError(`There is no ${path}.`);
  if (existsSync(plain) && statSync(plain).isDirectory()) {
    const names = parts.flatMap((part) => [`${part}.csv`, `${part}.jsonl`]);
    const found = names.map((name) => join(plain, name)).find(stands);
    if (found === undefined) throw new EvalUsageError(`${path} holds none of ${names.join(', ')}.`);
    return found;
  }
  return plain;
}

const nameOf = (path: string): string => basename(dirname(path));
const partOf = (path: string): string => basename(path).replace(/\.(csv|jsonl)$/, '');
