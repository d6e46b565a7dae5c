import { existsSync } from 'node:fs';
import { EvalUsageError } from '../suite.ts';
import { trainLexicon } from './lexicon.ts';
import { trainRequests } from './requests.ts';
import { trainSentiment } from './sentiment.ts';
import { trainWordCounts } from './word-counts.ts';

/** The models `rapport train` can make anew. */
export const models = {
  sentiment: trainSentiment,
  requests: trainRequests,
  lexicon: trainLexicon,
  'word-counts': trainWordCounts,
};

/**
 * Trains a model shipped with the package, puts it in its place and prints how it does on the dev parts.
 *
 * @param folder  the public sets, one folder each; by default what `RAPPORT_EVAL_DATA` names
 * @throws EvalUsageError without such a model or folder
 */
export async function trainModel(
  name: string,
  folder: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  const train = Object.hasOwn(models, name) ? models[name as keyof typeof models] : undefined;
  if (train === undefined)
    throw new EvalUsageError(`There is no model ${name}. Models: ${Object.keys(models).join(', ')}.`);
  const data = folder ?? process.env.RAPPORT_EVAL_DATA;
  if (data === undefined || !existsSync(data))
    throw new EvalUsageError('Say where the public sets are: --data FOLDER, or RAPPORT_EVAL_DATA.');
  for (const { set, n, accuracy } of await train(data))
    print(`${set.padEnd(28)} n ${String(n).padStart(5)}  accuracy ${accuracy.toFixed(4)}`);
}
