import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, digest } from './canonical.ts';
import { type ChainedEntry, entryHash } from './entry-hash.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w.: -]{0,20}$/));
const entries: fc.Arbitrary<ChainedEntry> = fc.record({
  id: text,
  sequence: fc.nat(),
  actorId: text,
  client: text,
  tool: text,
  conversationId: fc.option(text),
  occurredAt: fc.date({ noInvalidDate: true }),
  payloadDigest: text,
  previousHash: text,
  undoes: fc.option(fc.array(text)),
  bulkId: fc.option(text),
});

test('an entry is hashed over its canonical JSON, whatever stands in it', () => {
  fc.assert(
    fc.property(entries, ({ bulkId, ...entry }) => {
      const json = canonicalJson(bulkId === null ? entry : { ...entry, bulkId });
      expect(entryHash({ ...entry, bulkId })).toBe(digest(entry.previousHash, json));
    }),
  );
});
