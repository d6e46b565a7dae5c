import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  createGazetteer,
  entityTypes,
  extractEntities,
  type GazetteerEntry,
} from '../../src/language/index.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { mean, quantile, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { readTable } from '../train/read-table.ts';
import { entityScores, type FoundEntity, type MarkedText } from './scores.ts';

const bundled = join(import.meta.dirname, '..', 'data', 'entity-probe.jsonl');

/** Dates, sums, telephones, names and the like, found in what people write. */
export const entities: Suite = {
  name: 'entities',
  description: 'Dates, sums, contact details, names of records: where they stand and what they mean',
  thresholds: {
    'entity-probe test': { meanF1: { least: 0.9 } },
    'entity-probe dev': { meanF1: { least: 0.9 } },
  },

  async run(options, host) {
    const { texts, name } = readProbe(options.data ?? bundled);
    const gazetteer = createGazetteer(readRecords(options.data ?? bundled, host));
    const parts = [...Map.groupBy(texts, ({ part }) => part)];
    const results: EvalResult[] = [];
    for (const [part, some] of parts)
      results.push(await judge(part === '' ? name : `${name} ${part}`, some, gazetteer, options));
    return results;
  },
};

const Entity = z.object({
  type: z.enum(entityTypes),
  start: z.int().min(0),
  end: z.int().min(0),
  value: z.unknown(),
});
const Line = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  language: z.enum(['en', 'zh']).optional(),
  now: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  part: z.string().default(''),
  entities: z.array(Entity),
});
type Line = z.infer<typeof Line>;

function readProbe(path: string): { name: string; texts: Line[] } {
  const file = path.replace(/\.gz$/, '');
  if (!existsSync(file) && !existsSync(`${file}.gz`)) throw new EvalUsageError(`There is no file ${path}.`);
  const texts = readTable(file).map((row, index) => {
    const line = Line.safeParse(row);
    if (line.success) return line.data;
    const { path: place, message } = line.error.issues[0]!;
    throw new EvalUsageError(`${path}, line ${index + 1}: ${place.join('.')}: ${message}`);
  });
  return {
    name: file
      .split('/')
      .at(-1)!
      .replace(/\.jsonl$/, ''),
    texts,
  };
}

const Records = z.record(
  z.enum(['people', 'companies', 'products', 'owners', 'stages']),
  z.array(z.object({ name: z.string(), aliases: z.array(z.string()).default([]) })),
);
const typeOf = {
  people: 'person',
  companies: 'company',
  products: 'product',
  owners: 'owner',
  stages: 'stage',
} as const;

/** The records a probe's names are of: the file beside it that is called `…-records.json`. */
function readRecords(path: string, { say }: EvalHost): GazetteerEntry[] {
  const file = join(
    dirname(path),
    `${path
      .split('/')
      .at(-1)!
      .replace(/\.jsonl(\.gz)?$/, '')}-records.json`,
  );
  if (!existsSync(file)) {
    say(`entities: no records beside the texts (${file}), so no names are looked for`);
    return [];
  }
  const records = Records.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.entries(records).flatMap(([kind, entries]) =>
    entries.map((entry) => ({ type: typeOf[kind as keyof typeof typeOf], ...entry })),
  );
}

const Prediction = z.object({ entities: z.array(Entity) });

async function judge(
  dataset: string,
  all: readonly Line[],
  gazetteer: ReturnType<typeof createGazetteer>,
  options: EvalOptions,
): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const texts = all.slice(0, options.limit);
  const given = await readPredictions(
    options,
    texts.map(({ entities: _, part, ...item }) => item),
    Prediction,
  );
  const times: number[] = [];
  const judged = texts.map((line): MarkedText => {
    const start = performance.now();
    const found: FoundEntity[] =
      given?.get(line.id)?.entities ??
      extractEntities(line.text, { now: line.now, language: line.language, gazetteer });
    times.push(performance.now() - start);
    return { wanted: line.entities, found };
  });
  await keepItems(
    options,
    'entities',
    dataset,
    judged.map((text, place) => outcomeOf(texts[place]!, text)),
  );
  const { overall, types } = entityScores(judged);
  const languages = Object.entries(
    Object.groupBy(texts.keys(), (place) => texts[place]!.language ?? 'other'),
  );
  const shown = Object.entries(types).map(([type, { n, ...metrics }]) => [type, { n, metrics }] as const);
  const byLanguage = languages.map(([language, places]) => {
    const { n, ...metrics } = entityScores(places!.map((place) => judged[place]!)).overall;
    return [language, { n, metrics }] as const;
  });
  const { n, ...metrics } = overall;
  return {
    suite: 'entities',
    dataset,
    n: texts.length,
    model: predictedBy(options, 'rules'),
    commit: await currentCommit(),
    startedAt,
    metrics: {
      ...metrics,
      meanF1: mean(Object.values(types).map(({ f1 }) => f1)),
      ...(given === undefined && {
        msPerItem: quantile(
          times.toSorted((one, other) => one - other),
          0.5,
        ),
      }),
    },
    intervals: { recall: wilsonInterval(Math.round(overall.recall * n), n) as [number, number] },
    slices: Object.fromEntries([...shown, ...byLanguage]),
  };
}

/** An item is right where every entity is found, with its value, and no other. */
function outcomeOf({ id, text }: Line, { wanted, found }: MarkedText) {
  const { overall } = entityScores([{ wanted, found }]);
  return { id, text, wanted, found, correct: overall.precision === 1 && overall.recall === 1 };
}
