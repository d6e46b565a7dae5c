import type { Tool } from '../../tools/kernel/define-tool.ts';
import { detectLanguage } from '../language/index.ts';
import { markedPhrase } from './models/local/marks.ts';
import { createPhraseClassifier } from './models/local/phrase-classifier.ts';

/** How the people of a workspace ask for something, and the tool that does it. */
export interface OwnPhrase {
  text: string;
  intent: string;
}

/** Under which name a workspace's phrases are kept among its models. */
export const ownPhrasesModel = 'intents';

/** The phrases a kept version of the model holds; none where there is no version. */
export function ownPhrasesOf(parameters: Readonly<Record<string, unknown>> | undefined): OwnPhrase[] {
  const { phrases } = (parameters ?? {}) as { phrases?: OwnPhrase[] };
  return phrases ?? [];
}

/** Tools with the workspace's own phrases beside theirs. */
export function withOwnPhrases(tools: readonly Tool[], phrases: readonly OwnPhrase[]): Tool[] {
  const byIntent = Map.groupBy(phrases, ({ intent }) => intent);
  return tools.map((tool) => {
    const own = byIntent.get(tool.name);
    if (own === undefined) return tool;
    const texts = Map.groupBy(own, ({ text }) => detectLanguage(text));
    const all = (language: 'en' | 'zh') => [
      ...tool.phrases[language],
      ...(texts.get(language) ?? []).map(({ text }) => text),
    ];
    return { ...tool, phrases: { en: all('en'), zh: all('zh') } };
  });
}

export interface PhrasesJudged {
  /** Phrases that were judged. */
  n: number;
  /** Share of them whose tool is the likeliest by the tools' own phrases alone. */
  alone: number;
  /** The same with the phrases in use. */
  inUse: number;
  /** The same with the new phrases, but for the part that is judged. */
  learned: number;
}

const parts = 5;

/**
 * Whether own phrases help: every one is judged by what the others teach, in five parts in turn.
 *
 * @param inUse  the phrases learned before; those that are judged do not count among them
 */
export function judgeOwnPhrases(
  tools: readonly Tool[],
  phrases: readonly OwnPhrase[],
  inUse: readonly OwnPhrase[],
): PhrasesJudged {
  const hits = { alone: 0, inUse: 0, learned: 0 };
  const places = new Map<string, number>();
  const partOf = phrases.map(({ intent }) => {
    const place = places.get(intent) ?? 0;
    places.set(intent, place + 1);
    return place % parts;
  });
  for (let part = 0; part < parts; part++) {
    const judged = phrases.filter((_, place) => partOf[place] === part);
    const texts = new Set(judged.map(({ text }) => text));
    const unseen = ({ text }: OwnPhrase): boolean => !texts.has(text);
    hits.alone += countRight(tools, [], judged);
    hits.inUse += countRight(tools, inUse.filter(unseen), judged);
    hits.learned += countRight(tools, phrases.filter(unseen), judged);
  }
  const n = phrases.length;
  return { n, alone: hits.alone / n, inUse: hits.inUse / n, learned: hits.learned / n };
}

function countRight(tools: readonly Tool[], own: readonly OwnPhrase[], judged: readonly OwnPhrase[]): number {
  const phrases = createPhraseClassifier(
    withOwnPhrases(tools, own).flatMap((tool) =>
      [...tool.phrases.en, ...tool.phrases.zh].map((text) => ({
        label: tool.name,
        text: markedPhrase(text),
      })),
    ),
  );
  return judged.filter(({ text, intent }) => phrases.rank(markedPhrase(text))[0]?.label === intent).length;
}
