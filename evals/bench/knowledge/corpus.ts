import { dimensions } from '../../../src/knowledge/index.ts';
import { createRandom } from '../../company/random.ts';

/** A made-up passage; passages of one topic have words and vectors in common. */
export interface MadePassage {
  id: string;
  text: string;
  topic: number;
  seed: number;
}

export interface KnowledgeCorpus {
  passages: MadePassage[];
  questions: { text: string; topic: number; seed: number }[];
}

const vocabulary = 20_000;
const topics = 500;
const topicWords = 40;
const wordsPerPassage = 80;
const wordsPerQuestion = 7;
const topicShare = 0.3;
const spread = 0.7;
const questionCount = 200;
const precision = 1_000;
const syllables = 'ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo lan'.split(' ');

/** Passages of words drawn by Zipf’s law, and questions in words of their topics. */
export function makeCorpus(size: number, seed: number): KnowledgeCorpus {
  const { next: random } = createRandom(seed, 'passages');
  const zipf = () => Math.min(vocabulary - 1, Math.floor(Math.exp(random() * Math.log(vocabulary))) - 1);
  const ofTopic = (topic: number) =>
    200 + ((topic * 37 + Math.floor(random() * topicWords) * 101) % (vocabulary - 200));
  const say = (topic: number, words: number) =>
    Array.from({ length: words }, () => wordOf(random() < topicShare ? ofTopic(topic) : zipf())).join(' ');
  const passages = Array.from({ length: size }, (_, index) => {
    const topic = Math.floor(random() * topics);
    return { id: `kno_${seed}_${index}`, text: `${say(topic, wordsPerPassage)}.`, topic, seed: index };
  });
  const questions = Array.from({ length: questionCount }, (_, index) => {
    const topic = Math.floor(random() * topics);
    return { text: `what is ${say(topic, wordsPerQuestion)}?`, topic, seed: size + index };
  });
  return { passages, questions };
}

const middles = Array.from({ length: topics }, (_, topic) => {
  const { next: random } = createRandom(topic, 'topic');
  return Array.from({ length: dimensions }, () => random() - 0.5);
});

/** A vector near the middle of its topic, in whole numbers: only directions are ever compared. */
export function madeVector(topic: number, seed: number): number[] {
  const { next: random } = createRandom(seed, 'vector');
  return middles[topic]!.map((value) => Math.round(precision * (value + spread * (random() - 0.5))));
}

const wordOf = (number: number): string => {
  let rest = number + 1;
  let word = '';
  for (; rest > 0; rest = Math.floor(rest / syllables.length)) word += syllables[rest % syllables.length]!;
  return word;
};
