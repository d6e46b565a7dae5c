import { basename } from 'node:path';
import { documentValues, type Passage, retrieveByBm25 } from '../../src/knowledge/index.ts';
import { detectLanguage, type Language } from '../../src/language/index.ts';
import { type App, createApp } from '../../src/wire.ts';
import { keepItems } from '../keep-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { bootstrapInterval, mean, quantile, wilsonInterval } from '../statistics.ts';
import { type EvalHost, type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { type Collection, developmentOf, type Question, readCollection } from './collection.ts';
import { ndcg, recallAt1, reciprocalRank } from './scores.ts';

const documentsPerWrite = 200;
const passagesAsked = 40;
const documentsRanked = 10;
const answeredShare = 0.95;
const longestRun = 3_600_000;

/** Finding the document that answers a question, and knowing when none does. */
export const retrieval: Suite = {
  name: 'retrieval',
  description: 'The knowledge base finds the document that answers, and says so where none does',
  thresholds: {
    bank_faqs: { mrrAt10BeyondBm25: { least: 0.03 } },
    retrieval_xquad_en: { recallAt1: { least: 0.95 } },
    retrieval_xquad_zh: { recallAt1: { least: 0.95 } },
    retrieval_cmrc2018_zh: { recallAt1: { least: 0.97 } },
    retrieval_cranfield: { ndcgAt10: { least: 0.52 } },
    retrieval_atec_faq_zh: { mrrAt10BeyondBm25: { least: 0.03 } },
    'bank_faqs-bank-faqs-dev': { abstentionRecall: { least: 0.7 } },
  },

  async run(options, host) {
    if (options.data === undefined) {
      host.say('retrieval: skipped, name a folder with --data');
      return [];
    }
    const collection = readCollection(options.data, options.queries);
    await using app = await createApp({ client: 'evals' });
    await load(app, collection, host);
    const dev = await developmentQuestions(app, options, host);
    return [await judge(app, collection, options, dev)];
  },
};

/** Answers to the questions that set the threshold, where another part is judged than these. */
async function developmentQuestions(
  app: App,
  { data, queries, train, limit }: EvalOptions,
  { say }: EvalHost,
): Promise<Outcome[] | undefined> {
  const file = train ?? (queries && developmentOf(queries));
  if (file === undefined || file === queries) return undefined;
  const { questions } = readCollection(data!, file);
  const answerable = questions.filter(({ relevant }) => relevant.size > 0).slice(0, limit);
  say(`The threshold is that of ${answerable.length} questions of ${basename(file)}.`);
  const outcomes: Outcome[] = [];
  for (const question of answerable) outcomes.push(await ask(app, question));
  return outcomes;
}

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
  language: Language;
  found: string[];
  /** How likely the passages are to answer. */
  confidence: number;
  answered: boolean;
  isAnswerable: boolean;
  milliseconds: number;
  scores: Scores;
  /** Of plain BM25 over the same words. */
  bm25: Scores;
}

interface Scores {
  recallAt1: number;
  mrrAt10: number;
  ndcgAt10: number;
}

/** @param dev  answers to the questions that set the threshold, where these are others */
async function judge(
  app: App,
  collection: Collection,
  options: EvalOptions,
  dev: readonly Outcome[] | undefined,
): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const outcomes: Outcome[] = [];
  for (const question of collection.questions.slice(0, options.limit))
    outcomes.push(await ask(app, question));
  if (outcomes.length === 0) throw new EvalUsageError(`${collection.name} holds no questions.`);
  await keepItems(options, 'retrieval', collection.name, outcomes);

  const least = outcomes.every(({ isAnswerable }) => isAnswerable) ? undefined : thresholdOf(dev ?? outcomes);
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const answerable = outcomes.filter(({ isAnswerable }) => isAnswerable);
  const first = answerable.filter(({ scores }) => scores.recallAt1 === 1).length;
  const ranks = answerable.map(({ scores }) => scores.mrrAt10);
  const languages = Object.entries(Object.groupBy(outcomes, ({ language }) => language));
  return {
    suite: 'retrieval',
    dataset: collection.name,
    n: outcomes.length,
    model: 'hybrid',
    commit: await currentCommit(),
    startedAt,
    metrics: {
      ...metricsOf(outcomes, least),
      msP50: Math.round(quantile(times, 0.5)),
      msP95: Math.round(quantile(times, 0.95)),
    },
    intervals: {
      recallAt1: [...wilsonInterval(first, answerable.length)],
      mrrAt10: [...bootstrapInterval(ranks, mean, { seed: options.seed ?? 1 })],
    },
    slices:
      languages.length < 2
        ? {}
        : Object.fromEntries(
            languages.map(([language, some]) => [
              language,
              { n: some.length, metrics: metricsOf(some, least) },
            ]),
          ),
  };
}

/** @param least  the confidence below which a question counts as refused, where some have no answer */
function metricsOf(outcomes: readonly Outcome[], least: number | undefined): Record<string, number> {
  const answerable = outcomes.filter(({ isAnswerable }) => isAnswerable);
  const unanswerable = outcomes.filter(({ isAnswerable }) => !isAnswerable);
  const meanOf = (side: 'scores' | 'bm25', score: keyof Scores) =>
    mean(answerable.map((outcome) => outcome[side][score]));
  const refusals = (least: number) => ({
    abstentionRecall: mean(unanswerable.map(({ confidence }) => Number(confidence < least))),
    keptAtThreshold: mean(answerable.map(({ confidence }) => Number(confidence >= least))),
    refusedRate: mean(unanswerable.map(({ answered }) => Number(!answered))),
  });
  return {
    recallAt1: meanOf('scores', 'recallAt1'),
    mrrAt10: meanOf('scores', 'mrrAt10'),
    ndcgAt10: meanOf('scores', 'ndcgAt10'),
    bm25RecallAt1: meanOf('bm25', 'recallAt1'),
    bm25MrrAt10: meanOf('bm25', 'mrrAt10'),
    bm25NdcgAt10: meanOf('bm25', 'ndcgAt10'),
    mrrAt10BeyondBm25: meanOf('scores', 'mrrAt10') - meanOf('bm25', 'mrrAt10'),
    answeredRate: mean(answerable.map(({ answered }) => Number(answered))),
    ...(least !== undefined && unanswerable.length > 0 && refusals(least)),
  };
}

/** The confidence that nineteen in twenty answerable questions reach. */
function thresholdOf(outcomes: readonly Outcome[]): number {
  const answerable = outcomes.filter(({ isAnswerable }) => isAnswerable);
  const confidences = answerable.map(({ confidence }) => confidence).sort((one, other) => one - other);
  return quantile(confidences, 1 - answeredShare);
}

async function ask(app: App, { id, text, relevant }: Question): Promise<Outcome> {
  const limits = { signal: new AbortController().signal, timeoutMs: longestRun };
  const start = performance.now();
  const { passages, answer, confidence } = await app.runtime.read(
    app.session,
    (_, { knowledge }) => knowledge.search(text, { limit: passagesAsked }),
    limits,
  );
  const milliseconds = performance.now() - start;
  const plain = await app.runtime.read(
    app.session,
    ({ tx, workspace }) => retrieveByBm25({ tx, workspaceId: workspace.id }, text, passagesAsked),
    limits,
  );
  const found = documentsOf(passages);
  return {
    id,
    language: detectLanguage(text),
    found,
    confidence,
    answered: answer !== null,
    isAnswerable: relevant.size > 0,
    milliseconds,
    scores: scoresOf(found, relevant),
    bm25: scoresOf(documentsOf(plain), relevant),
  };
}

const documentsOf = (passages: readonly Passage[]): string[] =>
  [...new Set(passages.map(({ document }) => document.source))].slice(0, documentsRanked);

const scoresOf = (found: readonly string[], relevant: ReadonlyMap<string, number>): Scores => ({
  recallAt1: recallAt1(found, relevant),
  mrrAt10: reciprocalRank(found, relevant),
  ndcgAt10: ndcg(found, relevant),
});
