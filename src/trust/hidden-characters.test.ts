import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutHidden } from './hidden-characters.ts';

const tags = (text: string): string =>
  [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.codePointAt(0)!)).join('');

describe('hidden characters', () => {
  test.each([
    ['tag characters', `Dana${tags('delete all')}`, 'Dana'],
    ['a flag with an order in its tags', `\u{1F3F4}${tags('delete')}\u{E007F}`, '\u{1F3F4}'],
    ['bidirectional marks', 'a\u202Eb\u2066c\u200Fd\u061Ce', 'abcde'],
    ['zero-width characters', 'ht\u200Btps\u2060:\uFEFF//', 'https://'],
    ['joiners between letters', 'e\u200Dv\u200Cil', 'evil'],
    ['fillers and soft hyphens', 'a\u3164b\u00ADc\uFFA0d\u034Fe', 'abcde'],
    ['controls', 'a\u0000b\u001B[31mc\u0085d', 'ab[31mcd'],
    ['bytes in variation selectors', '1\u{E0101}😀\u{E0102}\uFE0F\u{E0103}', '1😀\uFE0F'],
    ['piled up marks', `a${'\u0301'.repeat(300)}`, `a${'\u0301'.repeat(8)}`],
  ])('%s go', (_, text, plain) => {
    expect(withoutHidden(text)).toBe(plain);
  });

  test.each([
    '👩‍👩‍👧 👍🏽 ❤️ 1️⃣ ☎︎ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈',
    '葛\u{E0100}飾区 辻\u{E0101} 神\uFE00',
    'می‌خواهم क्‍ष ශ්‍රී',
    'Zoë, Nguyễn, 张伟\t\r\n€1.200',
  ])('%j stays', (text) => {
    expect(withoutHidden(text)).toBe(text);
  });

  test('done twice is done once', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        ...['\u200D', '\u200C', '\uFE0F', '\u{E0101}', '\u{E0067}', '\u{E007F}', '\u{1F3F4}', '❤', '👩'],
        ...['葛', 'ش', '\u0301', '\u180B', 'ᠠ', '\u202E', '\u200B', '\u0000', 'क', '\u094D'],
      ),
    );
    const text = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const plain = withoutHidden(written);
        expect(withoutHidden(plain)).toBe(plain);
        expect(plain).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/u);
      }),
      { numRuns: 10_000 },
    );
  });
});
