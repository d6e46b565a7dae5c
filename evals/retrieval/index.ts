import { appendFile } from 'node:fs/promises';
import { documentValues } from '../../src/knowledge/index.ts';
import { type App, createApp } from '../../src/wire.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval, mean, quantile, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { type Collection, type Question, readCollection } from './collection.ts';
import { ndcg, recallAt1, reciprocalRank } from './scores.ts';

const documentsPerWrite = 1_000;
const passagesAsked = 40;
const documentsRanked = 10;
const answeredShare = 0.95;
const longestRun = 3_600_000;

/** Finding the document that answers a question, and knowing when none does. */
export const retrieval: Suite = {
  name: 'retrieval',
  description: 'The knowledge base finds the document that answers, and says so where none does',
  thresholds: {
    retrieval_xquad_en: { recallAt1: { least: 0.92 }, mrrAt10: { least: 0.95 } },
    retrieval_xquad_zh: { recallAt1: { least: 0.9 }, mrrAt10: { least: 0.93 } },
    retrieval_cmrc2018_zh: { recallAt1: { least: 0.96 }, mrrAt10: { least: 0.97 } },
  },

  async run(options, host) {
    if (options.data === undefined) {
      host.say('retrieval: skipped, name a folder with --data');
      return [];
    }
    const collection = readCollection(options.data, options.queries);
    await using app = await createApp({ client: 'evals' });
    await load(app, collection, host);
    return [await judge(app, collection, options)];
  },
};

async function load(app: App, collection: Collection, host: EvalHost): Promise<void> {
  const documents = collection.documents.filter(({ text }) => text.trim() !== '');
  const now = new Date();
  for (let start = 0; start < documents.length; start += documentsPerWrite) {
    const rows = documents.slice(start, start + documentsPerWrite).map(({ id, title, text }) => ({
      ...documentValues({ title: title.replaceAll('_', ' '), source: id, text }, now),
      id: `kno_${id}`,
    }));
    await app.load('knowledge_document', rows);
    host.say(`${collection.name}: ${start + rows.length} of ${documents.length} documents`);
  }
}

interface Outcome {
  id: string;
  found: string[];
  /** How much of the question the best passages speak of. */
  confidence: number;
  answered: boolean;
  isAnswerable: boolean;
  milliseconds: number;
  recallAt1: number;
  mrrAt10: number;
  ndcgAt10: number;
}

async function judge(app: App, collection: Collection, options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const outcomes: Outcome[] = [];
  for (const question of collection.questions.slice(0, options.limit))
    outcomes.push(await ask(app, question));
  if (outcomes.length === 0) throw new EvalUsageError(`${collection.name} holds no questions.`);
  if (options.items !== undefined)
    await appendFile(
      options.items,
      outcomes.map((outcome) => `${JSON.stringify({ dataset: collection.name, ...outcome })}\n`).join(''),
    );

  const answerable = outcomes.filter(({ isAnswerable }) => isAnswerable);
  const unanswerable = outcomes.filter(({ isAnswerable }) => !isAnswerable);
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const metrics: Record<string, number> = {
    recallAt1: mean(answerable.map((outcome) => outcome.recallAt1)),
    mrrAt10: mean(answerable.map((outcome) => outcome.mrrAt10)),
    ndcgAt10: mean(answerable.map((outcome) => outcome.ndcgAt10)),
    answeredRate: mean(answerable.map(({ answered }) => Number(answered))),
    msP50: Math.round(quantile(times, 0.5)),
    msP95: Math.round(quantile(times, 0.95)),
  };
  if (unanswerable.length > 0) {
    const least = await threshold(app, collection, answerable);
    metrics.abstentionRecall = mean(unanswerable.map(({ confidence }) => Number(confidence < least)));
    metrics.refusedRate = mean(unanswerable.map(({ answered }) => Number(!answered)));
  }
  const first = answerable.filter((outcome) => outcome.recallAt1 === 1).length;
  const ranks = answerable.map((outcome) => outcome.mrrAt10);
  return {
    suite: 'retrieval',
    dataset: collection.name,
    n: outcomes.length,
    model: 'bm25',
    commit: await currentCommit(),
    startedAt,
    metrics,
    intervals: {
      recallAt1: [...wilsonInterval(first, answerable.length)],
      mrrAt10: [...bootstrapInterval(ranks, mean, { seed: options.seed ?? 1 })],
    },
    slices: {},
  };
}

/** The confidence that nineteen in twenty answerable questions of the development part reach. */
async function threshold(app: App, collection: Collection, asked: readonly Outcome[]): Promise<number> {
  const known = new Map(asked.map((outcome) => [outcome.id, outcome]));
  const outcomes: Outcome[] = [];
  for (const question of collection.calibration)
    if (question.relevant.size > 0) outcomes.push(known.get(question.id) ?? (await ask(app, question)));
  const confidences = outcomes.map(({ confidence }) => confidence).sort((one, other) => one - other);
  return quantile(confidences, 1 - answeredShare);
}

async function ask(app: App, { id, text, relevant }: Question): Promise<Outcome> {
  const start = performance.now();
  const { answer, passages } = await app.runtime.read(
    app.session,
    (_, { knowledge }) => knowledge.search(text, { limit: passagesAsked }),
    { signal: new AbortController().signal, timeoutMs: longestRun },
  );
  const milliseconds = performance.now() - start;
  const sources = passages.map(({ document }) => document.source);
  const found = [...new Set(sources)].slice(0, documentsRanked);
  return {
    id,
    found,
    confidence: Math.max(0, ...passages.slice(0, 3).map(({ coverage }) => coverage)),
    answered: answer !== null,
    isAnswerable: relevant.size > 0,
    milliseconds,
    recallAt1: recallAt1(found, relevant),
    mrrAt10: reciprocalRank(found, relevant),
    ndcgAt10: ndcg(found, relevant),
  };
}
