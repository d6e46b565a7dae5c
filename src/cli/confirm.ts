import { createInterface, type Interface } from 'node:readline/promises';
import type { PendingApproval } from '../../tools/kernel/context.ts';
import { previewLines } from '../../tools/kernel/preview.ts';
import { errorText } from '../trust/error-texts.ts';
import type { Terminal } from './terminal.ts';

/** Shows the person at the terminal what would happen and takes their word; anything but a yes is a no. */
export async function askPerson(
  pending: PendingApproval,
  terminal: Terminal,
): Promise<'approved' | 'rejected'> {
  const { tool, reason, preview } = pending;
  const lines = previewLines(preview, preview.length, terminal.language);
  terminal.say([`${tool}: ${errorText(reason, terminal.language)}`, ...lines].join('\n'));
  return (await isYes(terminal)) ? 'approved' : 'rejected';
}

/** Asks for a yes, with the reader of lines that is open already or one of its own; who leaves has said no. */
export async function isYes({ input, words }: Terminal, open?: Interface): Promise<boolean> {
  const lines = open ?? createInterface({ input, output: process.stderr });
  const left = new AbortController();
  lines.once('close', () => left.abort());
  try {
    const asked = words({ en: 'Do it? [y/N] ', zh: '确定执行吗？[y/N] ' });
    const answer = await lines.question(asked, { signal: left.signal }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError') return '';
      throw error;
    });
    return /^(y|yes|是|好|确定|可以)$/i.test(answer.trim());
  } finally {
    if (!open) lines.close();
  }
}

/** What a command ends with where the person said no. @returns the exit code */
export function leftAsItWas({ say, words }: Terminal): number {
  say(words({ en: 'Nothing was changed.', zh: '没有改动任何数据。' }));
  return 1;
}
