import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// The catalogue of bad inputs and faults: each has its test, whose name says `case` and its number.

const catalogue = [
  'not JSON: a word, half an object, NUL bytes, compressed bytes',
  'JSON that is no JSON-RPC',
  'a batch',
  'ids that are odd or none',
  'one id twice in flight',
  'a key twice in a message',
  'a method nobody has, or of the prototype',
  'params that are no object',
  'keys of the prototype as arguments',
  'an argument too many',
  'a line of 11 MiB',
  'a body over the limit, told or in chunks',
  'nesting and fields without end',
  'another content type',
  'headers that disagree with the body',
  'a revision nobody knows',
  'other HTTP methods, headers of older clients',
  'foreign Host and Origin',
  'messages split at every byte or joined',
  'standard output that is no JSON-RPC',
  'a client that hangs up',
  'cancelling before, during, after, and of nothing',
  'a flood of calls',
  'SQL in every text',
  'wildcards and patterns in a search',
  'field names that are none, in sorts and filters',
  'NUL in a text',
  'half a surrogate pair',
  'hidden, bidirectional and combining characters',
  'composed letters, letters of other scripts',
  'numbers out of range',
  'days and moments that never were',
  'page sizes and cursors',
  'texts and lists too long',
  'e-mail addresses',
  'vectors that are none',
  'an empty change; null and what is missing',
  'tokens that are none of ours',
  'a scope too small',
  'a token revoked, keys unreachable',
  'ids of another workspace',
  'a workspace as an argument',
  'nearest neighbours of another workspace',
  'two workspaces on one connection',
  'a database user past row-level security',
  'an approval forged, replayed or edited',
  'fifty clients with one id',
  'a note that orders an export',
  'a text that closes our boundary',
  'a passage that speaks as the user',
  'links and images that carry data away',
  'secrets copied into shared records',
  'orders hidden in formats, encodings and languages',
  'orders in names, fields, files and errors',
  'an order for a later turn',
  'texts that steer scores',
  'texts that claim a tool',
  'calls of a model that fit no schema',
  'a model that loops',
  'a provider that fails, hangs or breaks off',
  'a model that claims what no tool said',
  'a write again whose answer was lost',
  'a process killed in writes',
  'a second process, stale locks, a read-only folder',
  'a full disk, damaged files, another Postgres',
  'a connection cut at each step',
  'writers at once, deadlocks',
  'a delivery again and again',
];

const root = join(import.meta.dirname, '..');
const rooms = ['src', 'tools', 'db', 'evals'];

test('each of the 68 cases has its test', () => {
  const covered = new Set<number>();
  for (const room of rooms)
    for (const path of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.test.ts')) continue;
      const text = readFileSync(join(root, room, path), 'utf8');
      for (const [names] of text.matchAll(/(?<=['"`])[^'"`\n]*\bcase \d+\b[^'"`\n]*/g))
        for (const [, number] of names.matchAll(/\bcase (\d+)/g)) covered.add(Number(number));
    }
  const missing = catalogue.flatMap((what, index) =>
    covered.has(index + 1) ? [] : [`case ${index + 1}: ${what}`],
  );
  expect(catalogue).toHaveLength(68);
  expect(missing).toEqual([]);
});
