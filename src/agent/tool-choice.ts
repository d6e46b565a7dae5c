import type { Tool } from '../../tools/kernel/define-tool.ts';
import { withConcepts } from './models/local/concepts.ts';
import { markedPhrase } from './models/local/marks.ts';
import { createPhrases, type Phrases } from './models/local/nearest.ts';

/** Tools beside the default profile that one turn may be given. */
const mostMore = 8;
const leastNearness = 0.08;

/**
 * Which tools a language model is given for a turn: the default profile, and of the others those whose phrases
 * are nearest to the person's words. It is settled from these words alone, before any record is read.
 */
export function createToolChoice(tools: readonly Tool[]): (words: string) => readonly Tool[] {
  const isBasic = ({ profile }: Tool) => profile === 'default';
  const others = tools.filter((tool) => !isBasic(tool));
  if (others.length <= mostMore) return () => tools;
  let phrases: Phrases | undefined;
  return (words) => {
    phrases ??= phrasesOf(others);
    const near = phrases
      .rank(withConcepts(words))
      .filter(({ nearness }) => nearness >= leastNearness)
      .slice(0, mostMore)
      .map(({ label }) => label);
    return tools.filter((tool) => isBasic(tool) || near.includes(tool.name));
  };
}

const phrasesOf = (tools: readonly Tool[]): Phrases =>
  createPhrases(
    tools.flatMap((tool) =>
      [...tool.phrases.en, ...tool.phrases.zh].map((phrase) => ({
        label: tool.name,
        text: withConcepts(markedPhrase(phrase)),
      })),
    ),
  );
