import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { isYes } from './confirm.ts';
import { createTerminal } from './terminal.ts';

test.each([
  ['y\n', true],
  ['是\n', true],
  ['\n', false],
  ['yes please\n', false],
  ['', false],
])('%j to a question is %s, and who leaves has said no', async (typed, expected) => {
  const stdin = new PassThrough();
  stdin.end(typed);
  const terminal = createTerminal('zh', 'error', {
    stdin,
    stdout: new PassThrough(),
    stderr: new PassThrough(),
  });
  expect(await isYes(terminal)).toBe(expected);
});
