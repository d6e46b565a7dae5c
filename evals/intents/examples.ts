import { createRandom } from '../company/random.ts';
import { readLabelledTexts } from '../labelled-texts.ts';
import { EvalUsageError } from '../suite.ts';

/** A text and its intent; undefined is out of scope. */
export interface IntentItem {
  id: string;
  text: string;
  label: string | undefined;
}

export interface IntentSet {
  name: string;
  items: IntentItem[];
}

const columns = {
  text: ['text', 'sentence', 'utterance', 'query', 'question', 'phrase', '文本', '句子', '问题'],
  label: ['label', 'intent', 'sentiment', 'category', 'class', '标签', '意图'],
};
/** How sets call what belongs to no intent. */
const outside = /^(?:oos|ood|out[-_ ]of[-_ ]scope|no_nodes_detected|none)$/i;

/** A label as it is, undefined for one that means out of scope. */
export const scopedLabel = (label: string): string | undefined =>
  label.trim() === '' || outside.test(label.trim()) ? undefined : label;

/** Reads a set of intents. @throws EvalUsageError */
export async function readIntents(path: string, say: (line: string) => void): Promise<IntentSet> {
  const { name, texts } = await readLabelledTexts(path, columns, say);
  return {
    name,
    items: texts.map(({ id, text, label }) => ({ id, text, label: scopedLabel(label) })),
  };
}

/** At most `shots` examples of every label, drawn at random; out of scope is a label too. */
export function drawShots(items: readonly IntentItem[], shots: number, seed: number): IntentItem[] {
  const random = createRandom(seed, 'shots');
  return [...Map.groupBy(items, ({ label }) => label).values()].flatMap((same) =>
    same
      .map((item) => ({ item, at: random.next() }))
      .sort((one, other) => one.at - other.at)
      .slice(0, shots)
      .map(({ item }) => item),
  );
}

export interface Split {
  train: IntentItem[];
  judged: IntentItem[];
}

/** Parts of equal mixture, each judged once with the others to learn from. @throws EvalUsageError */
export function stratifiedFolds({ name, items }: IntentSet, folds: number, seed: number): Split[] {
  const shuffled = drawShots(items, items.length, seed);
  const fold = new Map(shuffled.map((item, place) => [item, place % folds]));
  const labels = new Set(items.map(({ label }) => label));
  if (labels.size < 2 || items.length < 2 * folds)
    throw new EvalUsageError(
      `${name}: ${items.length} texts of ${labels.size} labels are too few to learn from.`,
    );
  return Array.from({ length: folds }, (_, number) => ({
    train: items.filter((item) => fold.get(item) !== number),
    judged: items.filter((item) => fold.get(item) === number),
  }));
}
