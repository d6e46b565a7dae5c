import { detectLanguage, type Language } from '../../language/index.ts';
import type { MessageRow } from './conversations.ts';
import { moodOf } from './mood.ts';

/** One thing somebody said, as people read it. */
export interface Utterance {
  ordinal: number;
  at: Date;
  from: 'customer' | 'assistant' | 'person';
  text: string;
  userId: string | null;
  /** Tools the assistant called to say it, those that were refused with their code. */
  calls: string[];
}

interface Part {
  type?: unknown;
  text?: unknown;
  toolName?: unknown;
  output?: { value?: { ok?: unknown; error?: { code?: unknown } } };
}

/** What was said, without what only a model reads; calls stand with the words that follow them. */
export function transcriptOf(rows: readonly MessageRow[]): Utterance[] {
  const utterances: Utterance[] = [];
  let calls: string[] = [];
  for (const row of rows) {
    if (row.role === 'tool') calls.push(...partsOf(row.content).flatMap(callOf));
    const text = row.role === 'tool' ? '' : wordsOf(row.content);
    if (text === '') continue;
    const from = row.role === 'user' ? 'customer' : row.role === 'person' ? 'person' : 'assistant';
    utterances.push({ ordinal: row.ordinal, at: row.createdAt, from, text, userId: row.userId, calls });
    calls = [];
  }
  return utterances;
}

/** The words of a message, whoever spoke it. */
export function wordsOf(content: unknown): string {
  if (typeof content === 'string') return content.trim();
  return partsOf(content)
    .filter(({ type }) => type === 'text')
    .map(({ text }) => String(text))
    .join('\n')
    .trim();
}

const partsOf = (content: unknown): Part[] => (Array.isArray(content) ? (content as Part[]) : []);

function callOf({ type, toolName, output }: Part): string[] {
  if (type !== 'tool-result') return [];
  const failure = output?.value?.ok === false ? `: ${String(output.value.error?.code)}` : '';
  return [`${String(toolName)}${failure}`];
}

/** How the customer's words of a conversation read: the mean of the last three, each from −1 to 1. */
export function feelingOf(rows: readonly MessageRow[]): number {
  const scores = rows.flatMap(({ role, sentiment }) =>
    role === 'user' && sentiment !== null ? [sentiment] : [],
  );
  const last = scores.slice(-3);
  return last.length === 0 ? 0 : last.reduce((sum, score) => sum + score, 0) / last.length;
}

const longestQuote = 160;
const cut = (text: string): string => {
  const line = [...text.replace(/\s+/gu, ' ')];
  return line.length > longestQuote ? `${line.slice(0, longestQuote - 1).join('')}…` : line.join('');
};

/**
 * A conversation in a few lines for the person who takes it over: what was asked first, what was said last,
 * what the assistant did, and how the customer feels. The quotes are the customer's own words.
 */
export function summaryOf(rows: readonly MessageRow[], language?: Language): string {
  const utterances = transcriptOf(rows);
  const asked = utterances.filter(({ from }) => from === 'customer').map(({ text }) => cut(text));
  const [first = ''] = asked;
  const last = asked.at(-1) ?? '';
  const calls = [
    ...new Set(
      rows.flatMap(({ role, content }) => (role === 'tool' ? partsOf(content).flatMap(callOf) : [])),
    ),
  ];
  const mood = moodOf(feelingOf(rows));
  const isChinese = (language ?? detectLanguage(`${first}${last}`)) === 'zh';
  const moods = { positive: '满意', neutral: '平静', negative: '不满' };
  const lines = isChinese
    ? [
        `客户首先说：“${first}”`,
        last !== first && `最后说：“${last}”`,
        calls.length > 0 && `助手已调用：${calls.join('、')}`,
        `共 ${asked.length} 条消息，情绪${moods[mood]}`,
      ]
    : [
        `Asked first: “${first}”`,
        last !== first && `Said last: “${last}”`,
        calls.length > 0 && `The assistant called: ${calls.join(', ')}`,
        `${asked.length} ${asked.length === 1 ? 'message' : 'messages'}, mood ${mood}`,
      ];
  return lines.filter((line) => line !== false).join('\n');
}
