import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorText } from './error-texts.ts';

// Every sentence the service desk, the knowledge base and the customers' door refuse with is told in Chinese too.

const rooms = ['src/service/desk', 'src/knowledge', 'src/chat'];
const root = join(import.meta.dirname, '..', '..');

const sources = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => join(room, path)),
);

/** What a place in a template stands for in an error. */
const filled = (template: string): string =>
  template
    .replace(/\$\{quoted\([^}]*\)\}/g, '"x"')
    .replace(/\$\{row\.status[^}]*\}|\$\{before\.status\}|\$\{status\.[^}]*\}/g, 'resolved')
    .replace(/\$\{(?:found|documents)\.length\}/g, '2')
    .replace(/\$\{(?:[^{}]|\{[^{}]*\}|\$\{[^{}]*\})*\}/g, 'x');

/** The English texts of the refusals in a source; those given in both languages at once are no matter. */
const textsOf = (source: string): string[] =>
  [
    ...source.matchAll(/new RapportError\(\s*'\w+',\s*(?:'([^']+)'|`([^\n]+?)`)(?:,|\))/g),
    ...source.matchAll(/\bhint: (?:'([A-Za-z][^']+)'|`([A-Za-z][^\n]+?)`),?\n/g),
  ].map(([, plain, template]) => plain ?? filled(template!));

test('errors of service and knowledge have Chinese texts', () => {
  const texts = sources.flatMap((path) =>
    textsOf(readFileSync(join(root, path), 'utf8')).map((text) => ({ path, text })),
  );
  expect(texts.length).toBeGreaterThan(25);
  const untold = texts.filter(({ text }) => !/\p{Script=Han}/u.test(errorText(text, 'zh')));
  expect(untold).toEqual([]);
});
