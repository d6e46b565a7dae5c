/**
 * A customer who plays a synthetic instruction of τ-bench by one fixed rule:
 *
 * 1. "You" speaks as "I" (`Your name is` → `My name is`, `you've` → `I've`).
 * 2. A sentence that only says what the customer is like ("You are busy, shy.") is dropped.
 * 3. A sentence that says what to do on a condition ("If the agent asks …", "But before confirming, …") is
 *    held back. All others are said at once, as the first message.
 * 4. Whatever comes back, the customer says what was held back, a sentence a turn, about confirming only when
 *    asked to confirm. Then they say "yes" where a yes is asked for, and take the first choice where there are
 *    several.
 */
export interface Customer {
  opening: string;
  /** What they answer, or undefined where nothing more is to be said. */
  answer(reply: { text: string; isConfirmation: boolean }): string | undefined;
}

const persona = /^You(?: are|'re) (?:very )?[a-z-]+(?:, [a-z-]+)*\.$/;
const conditional = /^(?:But |And )?(?:if (?:the|asked|they|it)|before|when asked)\b/i;
const mostAnswers = 14;

export function customerOf(instruction: string): Customer {
  const sentences = sentencesOf(instruction).filter((sentence) => !persona.test(sentence));
  const said = sentences.filter((sentence) => !conditional.test(sentence)).map(inFirstPerson);
  const held = sentences.filter((sentence) => conditional.test(sentence)).map(inFirstPerson);
  let answers = 0;
  const take = (fits: (sentence: string) => boolean): string | undefined => {
    const index = held.findIndex(fits);
    return index < 0 ? undefined : held.splice(index, 1)[0];
  };
  return {
    opening: said.join(' '),
    answer({ text, isConfirmation }) {
      if (++answers > mostAnswers) return undefined;
      const more = take((sentence) => isConfirmation || !/confirm/i.test(sentence));
      if (more !== undefined) return more;
      if (isConfirmation || /\(yes\/no\)\s*$/.test(text)) return 'yes';
      return /\n1\. /.test(text) ? 'the first one' : undefined;
    },
  };
}

/** Sentences end at a full stop before a capital letter; what stands in braces is never cut. */
const sentencesOf = (text: string): string[] =>
  text
    .trim()
    .split(/(?<=[.!?])\s+(?=[A-Z][^}]*(?:\{|$)|[A-Z][a-z']*\s)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const replacements: readonly [pattern: RegExp, first: string][] = [
  [/\byou(?:'re| are)\b/gi, "I'm"],
  [/\byou were\b/gi, 'I was'],
  [/\byour\b/gi, 'my'],
  [/\byours\b/gi, 'mine'],
  [/\byourself\b/gi, 'myself'],
  [/\b(for|to|with|from|at) you\b/gi, '$1 me'],
  [/\byou\b/gi, 'I'],
];

/** "You want your money back" as the customer says it. */
const inFirstPerson = (sentence: string): string =>
  replacements
    .reduce((text, [pattern, first]) => text.replace(pattern, first), sentence)
    .replace(/^[a-z]/, (letter) => letter.toUpperCase());
