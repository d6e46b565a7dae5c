import { findCue } from './cues.ts';
import type { Lexicon, Mention } from './lexicon.ts';
import type { Exchange } from './ontology.ts';
import { asks, type Word, wordsIn } from './words.ts';

/** One side of an exchange, read. */
export interface Side {
  text: string;
  words: readonly Word[];
  /** Values and names of slots, in reading order. */
  mentions: readonly Mention[];
}

/** An exchange, read: what the system asked and put forward, and what the person said to it. */
export interface Turn {
  system: Side;
  user: Side;
  /** Slots the system asked a value of. */
  asked: ReadonlySet<string>;
  /** Values the system named in a question that can be answered by yes or no. */
  proposed: readonly Mention[];
  /** How the person's answer begins. */
  answer: 'yes' | 'no' | undefined;
  /** The question was whether there is a preference at all. */
  isOpenQuestion: boolean;
}

/** A value, as opposed to the name of a slot. */
export type ValueMention = Mention & { value: string };
export const isValue = (mention: Mention): mention is ValueMention => mention.value !== undefined;

/** Reads an exchange. The person's words may echo the system's; nothing is made of that. */
export function readTurn({ system = '', user }: Exchange, lexicon: Lexicon): Turn {
  const [said, answered] = [sideOf(system, lexicon), sideOf(user, lexicon)];
  const questions = questionsOf(said);
  const inQuestion = (mention: Mention) => questions.has(said.words[mention.start]!.sentence);
  const named = said.mentions.filter(inQuestion);
  const values = named.filter(isValue);
  const alternatives = Map.groupBy(values, ({ slot }) => slot);
  const proposals = new Set(findCue(said.words, 'proposal').map(([start]) => said.words[start]!.sentence));
  return {
    system: said,
    user: answered,
    asked: new Set([
      ...named.filter((mention) => !isValue(mention)).map(({ slot }) => slot),
      ...[...alternatives].filter(([, mentions]) => mentions.length > 1).map(([slot]) => slot),
    ]),
    proposed: values.filter(({ start }) => proposals.has(said.words[start]!.sentence)),
    answer: answerOf(answered.words),
    isOpenQuestion: findCue(said.words, 'openQuestion').some(([start]) =>
      questions.has(said.words[start]!.sentence),
    ),
  };
}

function sideOf(text: string, lexicon: Lexicon): Side {
  const words = wordsIn(text);
  return { text, words, mentions: lexicon.mentions(words) };
}

function questionsOf({ text, words }: Side): ReadonlySet<number> {
  const sentences = new Set(words.map(({ sentence }) => sentence));
  const marked = [...sentences].filter((sentence) => asks(text, words, sentence));
  if (marked.length > 0) return new Set(marked);
  return new Set(findCue(words, 'question').map(([start]) => words[start]!.sentence));
}

/** Longest wording of both kinds that stands first. */
function answerOf(words: readonly Word[]): Turn['answer'] {
  const atStart = (cue: 'affirmation' | 'refusal') =>
    Math.max(0, ...findCue(words, cue).flatMap(([start, end]) => (start === 0 ? [end] : [])));
  const [yes, no] = [atStart('affirmation'), atStart('refusal')];
  if (yes === 0 && no === 0) return undefined;
  return yes > no ? 'yes' : 'no';
}
