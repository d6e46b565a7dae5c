import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import { openSource } from '../../src/files/index.ts';
import { createUnderstanding, detectLanguage } from '../../src/language/index.ts';
import { createResearch } from '../../src/research/index.ts';
import { RapportError } from '../../src/trust/index.ts';
import { partOf } from '../churn/read-columns.ts';
import { createRandom } from '../company/random.ts';
import { keepItems } from '../keep-items.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval, mean } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { meanRouge, type Rouge } from './rouge.ts';

const textNames = [
  'dialogue',
  'text',
  'document',
  'article',
  'content',
  'source',
  'transcript',
  '正文',
  '对话',
  '文本',
];
const summaryNames = /^(?:summary|summaries|reference|references|highlights|abstract|摘要|总结)[\s_.-]?\d*$/i;
const idNames = ['id', 'fname'];
const resamples = 500;
const research = createResearch(createUnderstanding(), { model: undefined, onProblem: () => undefined });

/** Summaries in a text's own words, held against people's. */
export const summaries: Suite = {
  name: 'summaries',
  description: 'Summaries of dialogues and documents, by ROUGE against people’s',
  thresholds: {},

  async run(options, host) {
    if (options.data === undefined) {
      host.say('summaries: skipped, name texts and their summaries with --data');
      return [];
    }
    const path = partOf(options.data, 'dev');
    const name = nameOf(path);
    const items = sampled(await readItems(path, name, host), options);
    const startedAt = new Date().toISOString();
    const given = await readPredictions(
      options,
      items.map(({ id, text }) => ({ id, text })),
      z.object({ summary: z.string() }),
    );
    const start = performance.now();
    const written: string[] = [];
    for (const { id, text } of items) written.push(given?.get(id)?.summary ?? (await ours(text)));
    const msPerItem = (performance.now() - start) / items.length;
    const scores = items.map(({ references }, index) => meanRouge(written[index]!, references));
    await keepItems(
      options,
      'summaries',
      name,
      items.map((item, index) => ({ ...item, summary: written[index], ...scores[index] })),
    );
    const { seed = 1 } = options;
    const interval = (of: keyof Rouge) =>
      bootstrapInterval(scores, (some) => mean(some.map((one) => one[of])), { resamples, seed }) as [
        number,
        number,
      ];
    return [
      {
        suite: 'summaries',
        dataset: name,
        n: items.length,
        model: predictedBy(options, 'extractive'),
        commit: await currentCommit(),
        startedAt,
        metrics: { ...meanOf(scores), ...(given === undefined && { msPerItem }) },
        intervals: { rouge1: interval('rouge1'), rouge2: interval('rouge2'), rougeL: interval('rougeL') },
        slices: { ...baselines(items), ...languages(items, scores) },
      },
    ];
  },
};

interface Item {
  id: string;
  text: string;
  references: string[];
}

async function ours(text: string): Promise<string> {
  const signal = new AbortController().signal;
  const { sentences } = await research.summarize(text, { untrusted: true, signal });
  return sentences.map(({ speaker, text: said }) => (speaker ? `${speaker}: ${said}` : said)).join('\n');
}

const meanOf = (scores: readonly Rouge[]) => ({
  rouge1: mean(scores.map(({ rouge1 }) => rouge1)),
  rouge2: mean(scores.map(({ rouge2 }) => rouge2)),
  rougeL: mean(scores.map(({ rougeL }) => rougeL)),
});

/** What takes no thought: the first three lines, and the longest one. */
function baselines(items: readonly Item[]): EvalResult['slices'] {
  const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  const simple: Record<string, (text: string) => string> = {
    'lead-3': (text) => linesOf(text).slice(0, 3).join('\n'),
    longest: (text) => linesOf(text).reduce((best, line) => (line.length > best.length ? line : best), ''),
  };
  return Object.fromEntries(
    Object.entries(simple).map(([name, summary]) => [
      name,
      {
        n: items.length,
        metrics: meanOf(items.map(({ text, references }) => meanRouge(summary(text), references))),
      },
    ]),
  );
}

function languages(items: readonly Item[], scores: readonly Rouge[]): EvalResult['slices'] {
  const groups = Map.groupBy([...items.keys()], (index) => detectLanguage(items[index]!.text));
  if (groups.size < 2) return {};
  return Object.fromEntries(
    [...groups].map(([language, places]) => [
      language,
      { n: places.length, metrics: meanOf(places.map((place) => scores[place]!)) },
    ]),
  );
}

/**
 * Reads texts with one or more summaries each.
 * @throws EvalUsageError where the file cannot be read, or a column is missing
 */
async function readItems(path: string, name: string, host: EvalHost): Promise<Item[]> {
  const source = await openSource(path, { language: host.language ?? 'en' }).catch((error: unknown) => {
    throw error instanceof RapportError ? new EvalUsageError(error.message) : error;
  });
  const folded = source.columns.map((column) => column.trim().toLowerCase());
  const first = (names: readonly string[]) => names.map((one) => folded.indexOf(one)).find((at) => at >= 0);
  const text = first(textNames);
  const id = first(idNames);
  const references = [...folded.keys()].filter((place) => summaryNames.test(folded[place]!));
  if (text === undefined || references.length === 0)
    throw new EvalUsageError(
      `${name} needs a column of texts (${textNames.slice(0, 4).join(', ')}) and one of summaries (summary, or summary1 to summary3). Columns: ${source.columns.join(', ')}.`,
    );
  const items: Item[] = [];
  let leftOut = 0;
  for await (const row of source.rows()) {
    const cells = 'reason' in row ? [] : row.cells;
    const wanted = references.map((place) => cells[place] ?? '').filter((summary) => summary.trim() !== '');
    if ((cells[text] ?? '').trim() === '' || wanted.length === 0) leftOut += 1;
    else
      items.push({
        id: (id !== undefined && cells[id]) || String(row.line),
        text: cells[text]!,
        references: wanted,
      });
  }
  if (items.length === 0) throw new EvalUsageError(`${name} holds no text with a summary.`);
  if (leftOut > 0) host.say(`${name}: ${leftOut} rows without text or summary are left out`);
  return items;
}

/** The folder's name for its dev part; with the file's behind it for others. */
function nameOf(path: string): string {
  const file = basename(path).replace(/(?:\.(?:csv|tsv|jsonl|json|xlsx|gz))+$/, '');
  const folder = basename(dirname(resolve(path)));
  return file === 'dev' ? folder : `${folder}-${file}`;
}

/** At most so many texts, drawn at random where the set is larger. */
function sampled(items: readonly Item[], { limit, seed = 1 }: EvalOptions): readonly Item[] {
  if (limit === undefined || limit >= items.length) return items;
  const random = createRandom(seed, 'summaries');
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, limit)
    .map(({ item }) => item);
}
