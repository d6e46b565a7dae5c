import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../src/language/index.ts';
import { trainModel } from './index.ts';
import { parseCsv } from './read-table.ts';
import { readRemarks } from './sentiment-examples.ts';

describe('parseCsv', () => {
  test('quotes, commas, line breaks, empty fields', () => {
    expect(parseCsv('text,label\n"a, ""b""\nc",1\r\n很好,\n')).toEqual([
      { text: 'a, "b"\nc', label: '1' },
      { text: '很好', label: '' },
    ]);
  });

  test('reads what was written', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '好', ',', '"', '\n', ' ', '1') });
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
        const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','));
        expect(parseCsv(`x,y\n${quoted.join('\n')}\n`)).toEqual(rows.map(([x, y]) => ({ x, y })));
      }),
    );
  });
});

test('our remarks: known labels, the language they claim, no text twice', () => {
  const remarks = [...readRemarks('train'), ...readRemarks('dev')];
  expect(new Set(remarks.map((remark) => remark.text)).size).toBe(remarks.length);
  for (const { text, label, language } of remarks) {
    expect(['positive', 'negative', 'neutral']).toContain(label);
    expect(detectLanguage(text), text).toBe(language);
  }
});

test('an unknown model, and a folder that is not there, are told plainly', async () => {
  await expect(trainModel('sentimnt', undefined, () => undefined)).rejects.toThrow('Models: sentiment');
  await expect(trainModel('sentiment', '/nowhere', () => undefined)).rejects.toThrow('--data');
  await expect(trainModel('lexicon', import.meta.dirname, () => undefined)).rejects.toThrow('cc-cedict');
});
