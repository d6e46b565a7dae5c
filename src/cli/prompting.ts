import { createInterface, type Interface } from 'node:readline/promises';
import type { CommandCall } from './command.ts';

/** What a person types, line by line; at a terminal each line is asked for by `invite`. */
export interface Prompting {
  lines: Interface;
  invite(): void;
}

/** Reads standard input until its end or until the command is stopped. */
export function openPrompting({ terminal: { input, interactive }, stop }: CommandCall): Prompting {
  const lines = createInterface({ input, ...(interactive && { output: process.stderr }) });
  stop.addEventListener('abort', () => lines.close());
  return {
    lines,
    invite() {
      if (!interactive) return;
      lines.setPrompt('> ');
      lines.prompt();
    },
  };
}
