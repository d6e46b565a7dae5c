import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { createLog, type Log, type LogFormat, type LogLevel } from '../log.ts';
import type { Language } from '../trust/index.ts';
import type { Phrase } from './command.ts';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** The three streams of a process, or what stands for them. */
export interface Streams {
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
}

/** Where the command line speaks: results on standard output, all else on standard error. */
export interface Terminal {
  language: Language;
  log: Log;
  /** What the person types, or a program pipes in. */
  input: Readable;
  /** Whether a person sits there to be asked. */
  interactive: boolean;
  /** A line of the result. */
  print(text: string): void;
  /** A piece of the result, as it comes. */
  write(text: string): void;
  /** A result for programs. */
  printJson(value: unknown): void;
  /** A line for the person beside the result: progress, questions, complaints. */
  say(text: string): void;
  /** The text in the interface's language. */
  words(phrase: Phrase): string;
  /** Text for standard output with a style, plain where colours are unwanted. */
  style(style: Style, text: string): string;
}

/** @param format  `json` makes lines of a log of what is said beside the result, too */
export function createTerminal(
  language: Language,
  level: LogLevel,
  streams: Streams = process,
  format: LogFormat = 'text',
): Terminal {
  const { stdin, stdout, stderr } = streams;
  const print = (text: string): void => {
    stdout.write(`${text}\n`);
  };
  const toStderr = (line: string): void => {
    stderr.write(`${line}\n`);
  };
  return {
    language,
    log: stderr === process.stderr ? createLog(level, undefined, format) : createLog(level, toStderr, format),
    input: stdin,
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    print,
    write: (text) => {
      stdout.write(text);
    },
    printJson: (value) => print(JSON.stringify(value, null, 2)),
    say: format === 'json' ? createLog('info', toStderr, format).info : toStderr,
    words: (phrase) => phrase[language],
    style: (style, text) => styleText(style, text, { stream: stdout }),
  };
}
