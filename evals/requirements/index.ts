import { basename, join } from 'node:path';
import { z } from 'zod';
import { createUnderstanding } from '../../src/language/index.ts';
import { createResearch, type RequirementKind, requirementKinds } from '../../src/research/index.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { readItems } from '../read-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import type { Suite } from '../suite.ts';
import { type Asked, type Match, matchRequirements } from './match.ts';

const bundled = join(import.meta.dirname, '..', 'data', 'requirements.jsonl');
const research = createResearch(createUnderstanding(), { model: undefined, onProblem: () => undefined });
const Kind = z.enum(requirementKinds);
const Item = z.object({
  id: z.string(),
  part: z.string().optional(),
  language: z.enum(['en', 'zh']).default('en'),
  writtenOn: z.iso.date(),
  text: z.string().min(1),
  items: z.array(z.object({ kind: Kind, quote: z.string(), value: z.string().optional() })),
});
type Item = z.infer<typeof Item>;

/** What customers ask for, found in notes, mails and tenders. */
export const requirements: Suite = {
  name: 'requirements',
  description: 'Needs, limits, deadlines, budgets, deciders and rivals in notes, English and Chinese',
  thresholds: { requirements: { f1: { least: 0.85 } } },

  async run(options) {
    const all = await readItems(options.data ?? bundled, Item);
    const items = all.slice(0, options.limit);
    const startedAt = new Date().toISOString();
    const given = await readPredictions(
      options,
      items.map(({ id, language, writtenOn, text }) => ({ id, language, writtenOn, text })),
      z.object({
        items: z.array(z.object({ kind: Kind, quote: z.string(), value: z.string().optional() })),
      }),
    );
    const start = performance.now();
    const found: Asked[][] = [];
    for (const item of items) found.push(given?.get(item.id)?.items ?? (await ours(item)));
    const msPerItem = (performance.now() - start) / items.length;
    const matches = items.map(({ items: wanted }, index) => matchRequirements(found[index]!, wanted));
    const name = options.data === undefined ? 'requirements' : basename(options.data).replace(/\..*$/, '');
    await keepItems(
      options,
      'requirements',
      name,
      items.map((item, index) => ({ ...item, found: found[index], f1: figuresOf([matches[index]!]).f1 })),
    );
    return [
      {
        suite: 'requirements',
        dataset: name,
        n: items.length,
        model: predictedBy(options, 'rules'),
        commit: await currentCommit(),
        startedAt,
        metrics: { ...figuresOf(matches), ...(given === undefined && { msPerItem }) },
        intervals: {},
        slices: slicesOf(items, matches),
      },
    ];
  },
};

async function ours({ text, writtenOn, language }: Item): Promise<Asked[]> {
  const found = await research.requirements(text, {
    writtenOn,
    currency: language === 'zh' ? 'CNY' : 'USD',
  });
  return found.map(({ kind, text: quote, value, currency }) => ({
    kind,
    quote,
    ...(value !== undefined && { value: currency ? `${Number(value).toFixed(2)} ${currency}` : value }),
  }));
}

function figuresOf(matches: readonly Match[], kind?: RequirementKind) {
  const of = (list: (match: Match) => readonly { kind: RequirementKind }[]): number =>
    matches.reduce(
      (sum, match) => sum + list(match).filter((one) => kind === undefined || one.kind === kind).length,
      0,
    );
  const [right, extra, missed] = [
    of(({ hits }) => hits),
    of(({ extra }) => extra),
    of(({ missed }) => missed),
  ];
  const [valued, valuesRight] = [
    of(({ hits }) => hits.filter(({ isValueRight }) => isValueRight !== undefined)),
    of(({ hits }) => hits.filter(({ isValueRight }) => isValueRight === true)),
  ];
  const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return {
    f1: ratio(2 * right, 2 * right + extra + missed),
    precision: ratio(right, right + extra),
    recall: ratio(right, right + missed),
    ...(valued > 0 && { valueAccuracy: valuesRight / valued }),
  };
}

function slicesOf(items: readonly Item[], matches: readonly Match[]): EvalResult['slices'] {
  const slices: EvalResult['slices'] = {};
  for (const field of ['language', 'part'] as const)
    for (const [name, places] of Map.groupBy([...items.keys()], (index) => items[index]![field] ?? ''))
      if (name !== '')
        slices[name] = { n: places.length, metrics: figuresOf(places.map((place) => matches[place]!)) };
  for (const kind of requirementKinds) {
    const n = items.reduce((sum, item) => sum + item.items.filter((one) => one.kind === kind).length, 0);
    if (n > 0) slices[kind] = { n, metrics: figuresOf(matches, kind) };
  }
  return slices;
}
