import { writeSync } from 'node:fs';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Facts to log beside a message: names and numbers, never a customer's data. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
}

export const logFormats = ['text', 'json'] as const;
export type LogFormat = (typeof logFormats)[number];

let traceIds: () => LogFields = () => ({});

/** Lets every line of the log tell the trace it belongs to. */
export const followTraces = (read: () => LogFields): void => {
  traceIds = read;
};

/**
 * Lines of `level message key=value` on standard error: standard output belongs to results and JSON-RPC.
 *
 * @param level   the least grave level that is still written
 * @param format  `json` writes each line as an object with `time`, `level`, `message` and the facts
 */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = toStandardError,
  format: LogFormat = 'text',
): Log {
  const wanted = logLevels.indexOf(level);
  const at =
    (own: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(own) > wanted) return;
      const told = { ...fields, ...traceIds() };
      if (format === 'json') {
        const time = new Date().toISOString();
        write(JSON.stringify({ time, level: own, message, ...told }));
        return;
      }
      const facts = Object.entries(told).filter(([, value]) => value !== undefined);
      const tail = facts.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('');
      write(`${own} ${message}${tail}`);
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

const codes = /^[0-9A-Z_]{5,40}$/;
const names = /^\w{1,63}$/;

/**
 * What may be known of a failure: the classes of the error and its causes, the database's SQLSTATE and the
 * constraint, and where in our code it happened. Messages stay out: a driver's hold the parameters, which
 * are customers' data.
 */
export function describeError(error: unknown): LogFields {
  const classes: string[] = [];
  let sqlState: string | undefined;
  let constraint: string | undefined;
  let cause: unknown = error;
  for (let depth = 0; cause instanceof Error && depth < 8; depth++) {
    classes.push(cause.constructor.name);
    sqlState ??= textOf(cause, 'sqlState', codes) ?? textOf(cause, 'code', codes);
    constraint ??= textOf(cause, 'constraint', names) ?? textOf(cause, 'constraint_name', names);
    cause = cause.cause;
  }
  return {
    error: classes.join(' < ') || typeof error,
    code: sqlState,
    constraint,
    at: error instanceof Error ? firstFrame(error) : undefined,
  };
}

function textOf(error: Error, key: string, shape: RegExp): string | undefined {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}

function firstFrame(error: Error): string | undefined {
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  const own = frames.find((line) => !line.includes('node_modules') && !line.includes('node:')) ?? frames[0];
  return own && /([\w.-]+:\d+):\d+\)?$/.exec(own)?.[1];
}

function toStandardError(line: string): void {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // Nobody reads the log any more, or it is full for the moment: work goes on without it.
  }
}
