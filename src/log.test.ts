import { expect, test } from 'vitest';
import { DatabaseError } from '../db/index.ts';
import { createLog, describeError, logLevels } from './log.ts';

test('writes what is grave enough', () => {
  for (const [index, level] of logLevels.entries()) {
    const lines: string[] = [];
    const log = createLog(level, (line) => lines.push(line));
    for (const own of logLevels) log[own]('said', { n: 1, none: undefined });
    expect(lines).toEqual(logLevels.slice(0, index + 1).map((own) => `${own} said n=1`));
  }
});

test('tells the classes of a failure, the SQLSTATE and the constraint, and no word of a message', () => {
  const cause = new DatabaseError('internal', 'Dana Ortiz', { sqlState: '23514', constraint: 'no_place' });
  const described = describeError(new TypeError('dana@example.com', { cause }));
  expect(described).toEqual({
    error: 'TypeError < DatabaseError',
    code: '23514',
    constraint: 'no_place',
    at: expect.stringMatching(/^log\.test\.ts:\d+$/),
  });
  expect(describeError('Dana Ortiz')).toEqual({ error: 'string' });
  expect(describeError(Object.assign(new Error(), { code: 'not a code: Dana' }))).not.toHaveProperty(
    'code',
    expect.anything(),
  );
});
