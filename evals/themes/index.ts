import { z } from 'zod';
import { createUnderstanding } from '../../src/language/index.ts';
import { createResearch } from '../../src/research/index.ts';
import { partOf } from '../churn/read-columns.ts';
import { createRandom } from '../company/random.ts';
import { keepItems } from '../keep-items.ts';
import { type LabelledText, readLabelledTexts } from '../labelled-texts.ts';
import { predictedBy, readPredictions } from '../predictions.ts';
import { currentCommit } from '../results.ts';
import { wilsonInterval } from '../statistics.ts';
import { type EvalOptions, EvalUsageError, type Suite } from '../suite.ts';
import { bestMatch, scoreGrouping } from './scores.ts';

const research = createResearch(createUnderstanding(), { model: undefined, onProblem: () => undefined });
const columns = {
  text: ['text', 'sentence', 'utterance', 'query', 'title', 'snippet', 'content', 'question', '文本', '内容'],
  label: ['label', 'theme', 'topic', 'cluster', 'category', 'intent', 'class', '标签', '主题'],
};

/** Finding what many short texts speak of, without being told. */
export const themes: Suite = {
  name: 'themes',
  description: 'Groups short texts by what they speak of, without labels',
  thresholds: {
    cluster_stackoverflow: { acc: { least: 0.72 } },
    cluster_search_snippets: { acc: { least: 0.5 } },
  },

  async run(options, host) {
    if (options.data === undefined) {
      host.say('themes: skipped, name texts and their labels with --data');
      return [];
    }
    const read = await readLabelledTexts(partOf(options.data, 'dev'), columns, host.say);
    const texts = sampled(read.texts, options);
    const { name } = read;
    const labels = texts.map(({ label }) => label);
    const count = new Set(labels).size;
    if (count < 2)
      throw new EvalUsageError(`${name}: all texts have the same label, which leaves nothing to tell apart.`);
    const startedAt = new Date().toISOString();
    const given = await readPredictions(
      options,
      texts.map(({ id, text }) => ({ id, text })),
      z.object({ cluster: z.union([z.string(), z.number()]).transform(String) }),
    );
    const { seed = 1 } = options;
    const start = performance.now();
    const groups = given
      ? texts.map(({ id }) => given.get(id)!.cluster)
      : await groupsOf(texts, { count, seed });
    const msPerItem = (performance.now() - start) / texts.length;
    const chosen = given ? undefined : await groupsOf(texts, { seed });
    const scores = scoreGrouping(groups, labels);
    const right = Math.round(scores.acc * texts.length);
    const match = bestMatch(groups, labels);
    await keepItems(
      options,
      'themes',
      name,
      texts.map(({ id, text, label }, index) => {
        const cluster = groups[index]!;
        return { id, text, label, cluster, correct: match.get(cluster) === label };
      }),
    );
    const largest = Math.max(
      ...[...Map.groupBy(labels, (label) => label).values()].map(({ length }) => length),
    );
    return [
      {
        suite: 'themes',
        dataset: name,
        n: texts.length,
        model: predictedBy(options, 'latent-k-means'),
        commit: await currentCommit(),
        startedAt,
        metrics: {
          ...scores,
          groups: new Set(groups).size,
          floorAcc: largest / texts.length,
          ...(given === undefined && { msPerItem }),
        },
        intervals: { acc: wilsonInterval(right, texts.length) as [number, number] },
        slices: chosen
          ? {
              'number of groups found by itself': {
                n: texts.length,
                metrics: { ...scoreGrouping(chosen, labels), groups: new Set(chosen).size },
              },
            }
          : {},
      },
    ];
  },
};

/** The group of every text; those that belong to none are one more. */
async function groupsOf(
  texts: readonly LabelledText[],
  options: { count?: number; seed: number },
): Promise<string[]> {
  const found = await research.group(
    texts.map(({ text }) => text),
    options,
  );
  const groups = texts.map(() => 'none');
  for (const [index, { members }] of found.entries())
    for (const member of members) groups[member] = String(index + 1);
  return groups;
}

/** At most so many texts, drawn at random where the set is larger. */
function sampled(texts: readonly LabelledText[], { limit, seed = 1 }: EvalOptions): readonly LabelledText[] {
  if (limit === undefined || limit >= texts.length) return texts;
  const random = createRandom(seed, 'themes');
  return texts
    .map((text, place) => ({ text, place, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .slice(0, limit)
    .sort((one, other) => one.place - other.place)
    .map(({ text }) => text);
}
