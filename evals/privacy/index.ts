import { basename, join } from 'node:path';
import { z } from 'zod';
import { createMasking, createNameFinder, findPersonalData } from '../../src/privacy/index.ts';
import { partOf } from '../churn/read-columns.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { readItems } from '../read-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval } from '../statistics.ts';
import type { EvalOptions, Suite } from '../suite.ts';
import { addCounts, countSpans, type SpanCounts, spanScores } from './scores.ts';

const bundled = join(import.meta.dirname, '..', 'data', 'privacy-spans.jsonl');
/** What has a form or check digits of its own; the others are names, addresses and days of birth. */
const structured = new Set([
  'email',
  'phone',
  'iban',
  'card',
  'national_id',
  'passport',
  'ip',
  'bank_account',
  'licence_plate',
]);
const resamples = 500;

const Span = z.object({ type: z.string(), start: z.int().min(0), end: z.int().min(0) });
const Item = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  language: z.string().default('en'),
  part: z.string().default('dev'),
  known: z.array(z.string()).default([]),
  spans: z.array(Span),
});
type Item = z.infer<typeof Item>;
const Prediction = z.object({ spans: z.array(Span) });

interface Outcome {
  item: Item;
  counts: SpanCounts;
  missed: string[];
  wrong: string[];
  correct: boolean;
}

/** Personal data found in texts, so that they can be masked. */
export const privacy: Suite = {
  name: 'privacy',
  description: 'Personal data found in English and Chinese texts, and masked reversibly',
  thresholds: {
    'privacy-spans dev': { f2: { least: 0.95 }, structuredRecall: { least: 0.99 }, roundTrip: { least: 1 } },
    'privacy-spans test': { f2: { least: 0.95 }, structuredRecall: { least: 0.99 }, roundTrip: { least: 1 } },
  },

  async run(options) {
    const path = options.data === undefined ? bundled : partOf(options.data, 'dev');
    const items = await readItems(path, Item);
    const name = basename(path).replace(/\.jsonl(?:\.gz)?$/, '');
    const parts = Map.groupBy(items, ({ part }) => part);
    const results: EvalResult[] = [];
    for (const [part, all] of [...parts].sort())
      results.push(
        await judge(parts.size > 1 ? `${name} ${part}` : name, all.slice(0, options.limit), options),
      );
    return results;
  },
};

async function judge(dataset: string, items: readonly Item[], options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const given = await readPredictions(
    options,
    items.map(({ id, text, known }) => ({ id, text, known })),
    Prediction,
  );
  const start = performance.now();
  const told = items.map(
    ({ id, text, known }) =>
      given?.get(id)?.spans ??
      findPersonalData(text, createNameFinder(known)).map(({ kind, start, end }) => ({
        type: kind,
        start,
        end,
      })),
  );
  const milliseconds = performance.now() - start;
  const outcomes = items.map((item, index): Outcome => {
    const spans = told[index]!;
    const counts = countSpans(item.text, item.spans, spans);
    const shown = (one: z.infer<typeof Span>) => `${one.type}: ${item.text.slice(one.start, one.end)}`;
    const missed = item.spans.filter((span) => countSpans(item.text, [span], spans).found === 0).map(shown);
    const wrong = spans.filter((span) => countSpans(item.text, item.spans, [span]).right === 0).map(shown);
    return { item, counts, missed, wrong, correct: missed.length === 0 && wrong.length === 0 };
  });
  await keepItems(
    options,
    'privacy',
    dataset,
    outcomes.map(({ item, missed, wrong, correct }) => ({
      id: item.id,
      text: item.text,
      correct,
      missed,
      wrong,
    })),
  );
  const of = (chosen: readonly Outcome[]) => spanScores(addCounts(chosen.map(({ counts }) => counts)));
  const restored = items.filter(({ text, known }) => {
    const masking = createMasking(createNameFinder(known));
    return masking.unmask(masking.mask(text)) === text;
  }).length;
  const { seed = 1 } = options;
  return {
    suite: 'privacy',
    dataset,
    n: items.length,
    model: predictedBy(options, 'forms and check digits'),
    commit: await currentCommit(),
    startedAt,
    metrics: {
      ...of(outcomes),
      structuredRecall: recallOf(items, told, (type) => structured.has(type)),
      spans: addCounts(outcomes.map(({ counts }) => counts)).real,
      ...(given === undefined && {
        roundTrip: restored / items.length,
        msPerKilobyte:
          milliseconds / (items.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1_000),
      }),
    },
    intervals: {
      f2: bootstrapInterval(outcomes, (drawn) => of(drawn).f2, { resamples, seed }) as [number, number],
    },
    slices: {
      ...Object.fromEntries(
        [...Map.groupBy(outcomes, ({ item }) => item.language)].map(([language, chosen]) => [
          language,
          { n: chosen.length, metrics: of(chosen) },
        ]),
      ),
      ...Object.fromEntries(
        [...new Set(items.flatMap(({ spans }) => spans.map(({ type }) => type)))].sort().map((type) => [
          type,
          {
            n: items.flatMap(({ spans }) => spans.filter((span) => span.type === type)).length,
            metrics: { recall: recallOf(items, told, (other) => other === type) },
          },
        ]),
      ),
    },
  };
}

/** The share found of the spans of some types. */
function recallOf(
  items: readonly Item[],
  told: readonly (readonly z.infer<typeof Span>[])[],
  isMeant: (type: string) => boolean,
): number {
  const counts = items.map(({ text, spans }, index) =>
    countSpans(
      text,
      spans.filter(({ type }) => isMeant(type)),
      told[index]!,
    ),
  );
  return spanScores(addCounts(counts)).recall;
}
