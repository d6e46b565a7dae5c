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

/** Asks for a yes, with the reader of lines that is open already or one of its own. */
export async function isYes({ input, words }: Terminal, open?: Interface): Promise<boolean> {
  const lines = open ?? createInterface({ input, output: process.stderr });
  try {
    const answer = await lines.question(words({ en: 'Do it? [y/N] ', zh: '确定执行吗？[y/N] ' }));
    return /^(y|yes|是|好|确定|可以)$/i.test(answer.trim());
  } finally {
    if (!open) lines.close();
  }
}
