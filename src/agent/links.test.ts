import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardLinks, withoutLinks } from './links.ts';

const own = 'please open https://rapport.example/a and www.own.example';

describe('links in an answer', () => {
  test.each([
    ['See https://evil.example/x?d=1 now', 'See […] now'],
    ['见https://evil.example/x。好', '见[…]。好'],
    ['[here](HTTPS://Evil.example/x) ok', '[here]([…]) ok'],
    ['![](ftp://evil.example) www.evil.example', '![]([…]) […]'],
    ['hidden ht\u200Btps://evil.example', 'hidden […]'],
    ['ht\u001Btps://evil.example \u001B[31mred', '[…] [31mred'],
    ['as you said: https://rapport.example/a', 'as you said: https://rapport.example/a'],
    ['http, www and files are words', 'http, www and files are words'],
    [`https://${'e'.repeat(2_500)} end`, `[…]${'e'.repeat(500)} end`],
  ])('%j becomes %j', (text, expected) => {
    expect(withoutLinks(text, own)).toBe(expected);
  });

  test('however a text is cut, the same comes out', () => {
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      fc.constantFrom(
        ...[
          'https://',
          'http:/',
          'HTTP://',
          'www',
          'www.',
          'ftp:',
          '//',
          'file:',
          'ſ',
          'h',
          'w',
          '，',
          ')',
          ' ',
        ],
        ...[
          'https://rapport.example/a',
          'www.own.example',
          'https://evil.example/?q=张伟',
          '👋',
          '\u200B',
          '\u001B',
        ],
      ),
    );
    const text = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 120 }), { maxLength: 12 }), (whole, cuts) => {
        const borders = [
          0,
          ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b),
          whole.length,
        ];
        const guard = guardLinks(own);
        const streamed = borders
          .slice(1)
          .map((border, index) => guard.push(whole.slice(borders[index], border)));
        expect(streamed.join('') + guard.end()).toBe(withoutLinks(whole, own));
      }),
      { numRuns: 2_000 },
    );
  });

  test('only what may become a link is held back', () => {
    const guard = guardLinks(own);
    expect(guard.push('The renewal is on T')).toBe('The renewal is on T');
    expect(guard.push('hursday, see ht')).toBe('hursday, see ');
    expect(guard.push('e note')).toBe('hte note');
  });
});
