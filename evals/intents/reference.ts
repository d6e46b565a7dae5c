import { extractFeatures } from '../../src/language/index.ts';
import { scoresOf, trainMachine } from '../../src/language/intents/index.ts';
import { createRandom } from '../company/random.ts';

interface Example {
  text: string;
  label: string;
}

const features = { words: [1, 2], characters: [2, 5], han: [1, 2] } as const;
const costs = [0.1, 0.3, 1, 3, 10, 30];
const parts = 3;

/**
 * The reference: one linear support vector machine over tf-idf of words (1–2), letters inside words (2–5) and Han
 * characters (1–2), its cost chosen among six on three parts of the examples in turn.
 */
export function trainReference(examples: readonly Example[]): { predict(text: string): string } {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const texts = examples.map(({ text }) => [[...extractFeatures(text, features).keys()]]);
  const targets = examples.map(({ label }) => labels.indexOf(label));
  const random = createRandom(1, 'reference');
  const part = examples.map(() => random.integer(0, parts - 1));
  const hits = costs.map((cost) =>
    Array.from({ length: parts }, (_, round) => {
      const learned = [...texts.keys()].filter((place) => part[place] !== round);
      const machine = learn(learned, cost);
      return [...texts.keys()].filter(
        (place) => part[place] === round && best(machine, texts[place]!) === targets[place],
      ).length;
    }).reduce((sum, count) => sum + count, 0),
  );
  const machine = learn([...texts.keys()], costs[hits.indexOf(Math.max(...hits))]!);
  return { predict: (text) => labels[best(machine, [[...extractFeatures(text, features).keys()]])]! };

  function learn(places: readonly number[], cost: number) {
    return trainMachine(
      places.map((place) => texts[place]!),
      places.map((place) => targets[place]!),
      labels.length,
      { cost },
    );
  }
}

function best(machine: ReturnType<typeof trainMachine>, text: string[][]): number {
  const { scores } = scoresOf(machine, text);
  return scores.indexOf(Math.max(...scores));
}
