import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

test.each([
  ['Ｇｒｅａｔ １２', 'great 12'],
  ['grеаt sеrviсe', 'great service'],
  ['а very big сар', 'a very big cap'],
  ['sooooo good', 'soo good'],
  ['满\u200b意\ufeff', '满意'],
  ['Отлично', 'отлично'],
  ['He’s', "he's"],
])('%s → %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = foldText(text);
      expect(foldText(once)).toBe(once);
    }),
  );
});
