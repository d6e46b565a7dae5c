import packageJson from '../../package.json' with { type: 'json' };
import {
  judgeOwnPhrases,
  type OwnPhrase,
  ownPhrasesModel,
  ownPhrasesOf,
  type PhrasesJudged,
} from '../agent/index.ts';
import { openSource } from '../files/index.ts';
import type { ModelVersion } from '../insight/index.ts';
import { nearest } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { type Phrase, UsageError } from './command.ts';
import type { Terminal } from './terminal.ts';

const limits = { phrases: 5_000, characters: 300, complaints: 5 };
const timeoutMs = 60_000;
const columnNames = {
  text: ['text', 'phrase', 'sentence', 'utterance', 'query', '文本', '说法', '句子'],
  intent: ['intent', 'label', 'tool', '意图', '标签', '工具'],
};

/** What became of a training; no version where the first phrases do worse than none. */
export interface IntentsTrained {
  version?: ModelVersion;
  promoted: boolean;
  judged: PhrasesJudged;
}

/**
 * Reads phrases with the tool each is for, and whether all of them can be used.
 *
 * @throws UsageError with the first lines that are wrong, and what was meant
 */
export async function readPhrases(
  path: string,
  tools: App['tools'],
  { language, words }: Terminal,
): Promise<OwnPhrase[]> {
  const source = await openSource(path, { language });
  const names = tools.map(({ name }) => name);
  const known = new Set(names);
  const [text, intent] = (['text', 'intent'] as const).map((role) => {
    const place = source.columns.findIndex((column) =>
      columnNames[role].includes(column.trim().toLowerCase()),
    );
    if (place >= 0) return place;
    throw new UsageError(
      words({
        en: `The file needs the columns text and intent; it has: ${source.columns.join(', ')}.`,
        zh: `文件需要 text 和 intent 两列，现有：${source.columns.join('、')}。`,
      }),
    );
  }) as [number, number];
  const phrases = new Map<string, OwnPhrase>();
  const wrong: string[] = [];
  for await (const row of source.rows()) {
    const at = (reason: Phrase): void => {
      wrong.push(words({ en: `line ${row.line}: ${reason.en}`, zh: `第 ${row.line} 行：${reason.zh}` }));
    };
    if ('reason' in row) {
      at({ en: row.reason, zh: row.reason });
      continue;
    }
    const phrase = { text: row.cells[text]!.trim(), intent: row.cells[intent]!.trim() };
    const other = phrases.get(phrase.text.toLowerCase());
    if (phrase.text === '' && phrase.intent === '') continue;
    if (!/[\p{L}\p{N}]/u.test(phrase.text)) at({ en: 'the text has no words', zh: '文本里没有文字' });
    else if (phrase.text.length > limits.characters)
      at({
        en: `the text is longer than ${limits.characters} characters`,
        zh: `文本超过 ${limits.characters} 个字符`,
      });
    else if (!known.has(phrase.intent)) {
      const [guess] = nearest(phrase.intent, names);
      at({
        en: `there is no tool ${JSON.stringify(phrase.intent)}.${guess ? ` Did you mean ${guess}?` : ' rapport tools lists them.'}`,
        zh: `没有工具 ${JSON.stringify(phrase.intent)}。${guess ? `是否想用 ${guess}？` : '用 rapport tools 查看全部工具。'}`,
      });
    } else if (other !== undefined && other.intent !== phrase.intent)
      at({
        en: `the same text stands for ${other.intent} and for ${phrase.intent}`,
        zh: `同一文本既对应 ${other.intent} 又对应 ${phrase.intent}`,
      });
    else phrases.set(phrase.text.toLowerCase(), phrase);
    if (phrases.size > limits.phrases)
      throw new UsageError(
        words({
          en: `At most ${limits.phrases} phrases can be learned; the file has more.`,
          zh: `最多学习 ${limits.phrases} 条说法，文件超出。`,
        }),
      );
  }
  if (wrong.length > 0) {
    const more = wrong.length - limits.complaints;
    const rest = more > 0 ? words({ en: `\n… and ${more} more`, zh: `\n……另有 ${more} 处` }) : '';
    throw new UsageError(`${wrong.slice(0, limits.complaints).join('\n')}${rest}`);
  }
  if (phrases.size === 0)
    throw new UsageError(words({ en: 'The file holds no phrases.', zh: '文件里没有任何说法。' }));
  return [...phrases.values()];
}

const rounded = (share: number): number => Math.round(1_000 * share) / 1_000;

/**
 * Learns a workspace's own phrases: they are kept as a new version of its model, in use where they are no worse
 * than what was in use before, each judged by what the others teach.
 */
export async function trainIntentPhrases(
  { runtime, session, tools }: App,
  phrases: readonly OwnPhrase[],
  signal: AbortSignal,
): Promise<IntentsTrained> {
  const within = { signal, timeoutMs };
  const inUse = await runtime.read(
    session,
    (_, { insight }) => insight.track.models.active(ownPhrasesModel),
    within,
  );
  const judged = judgeOwnPhrases(tools, phrases, ownPhrasesOf(inUse?.parameters));
  if (inUse === undefined && judged.learned < judged.alone) return { promoted: false, judged };
  const today = runtime.clock().toISOString().slice(0, 10);
  const kept = await runtime.write(
    session,
    (_, { insight }) =>
      insight.track.models.promote(
        {
          name: ownPhrasesModel,
          trainedFrom: today,
          trainedTo: today,
          sampleSize: phrases.length,
          features: [...new Set(phrases.map(({ intent }) => intent))].sort(),
          metrics: {
            accuracy: rounded(judged.learned),
            accuracyBefore: rounded(judged.inUse),
            accuracyOfTools: rounded(judged.alone),
          },
          codeVersion: packageJson.version,
          parameters: { phrases },
          spread: {},
        },
        {
          metric: 'accuracy',
          inUse: inUse && { version: inUse.version, value: rounded(judged.inUse) },
        },
      ),
    within,
  );
  return { ...kept, judged };
}
