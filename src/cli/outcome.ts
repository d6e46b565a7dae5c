import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { errorText } from '../trust/error-texts.ts';
import type { Terminal } from './terminal.ts';

/** Tells what a call came to. @returns the exit code */
export function report(outcome: ToolOutcome, terminal: Terminal, asJson: boolean): number {
  if (asJson) terminal.printJson(outcome.ok ? outcome.data : { error: outcome.error });
  else if (outcome.ok) terminal.print(outcome.text.replace(/\bundo_change (?=chg_)/gu, 'rapport undo '));
  else
    terminal.say(
      errorText([outcome.error.message, outcome.error.hint].filter(Boolean).join(' '), terminal.language),
    );
  return outcome.ok ? 0 : 1;
}
