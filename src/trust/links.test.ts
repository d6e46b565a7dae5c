import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterLinks, withoutLinks } from './links.ts';

const known = new Set(['https://rapport.example/a', 'acme.com', 'www.own.example']);
const isKnown = (address: string): boolean => known.has(address.toLowerCase());

describe('links', () => {
  test.each([
    ['See https://evil.example/x?d=1 now', 'See […] now'],
    ['见https://evil.example/x。好', '见[…]。好'],
    ['[here](HTTPS://Evil.example/x) ok', '[here] […] ok'],
    ['![](ftp://evil.example) www.evil.example', '![] […] […]'],
    ['![a]( <https://evil.example/a b> "t") b', '![a] […] b'],
    ['[a](&#104;ttps://evil.example) [b](h\\ttps:evil)', '[a] […] [b] […]'],
    ['[a][r]\n\n[r]: https://evil.example/?d=1', '[a][r]\n\n[r] : […]'],
    ['[a][r]\n\n> [r]:\n  &#104;ttp:evil', '[a][r]\n\n> [r] :\n  &#104;ttp:evil'],
    ['<https://evil.example>', '<[…]>'],
    ['<img src=x onerror=y>', '‹img src=x onerror=y>'],
    ['<a\nhref="ht\ntps://e">a</a>', '‹a\nhref="ht\n[…]">a‹/a>'],
    ['<style>@import url(//evil.example/c)</style>', '‹style>@import url([…])‹/style>'],
    ['data:text/html,abc javascript:alert(1)', '[…] […])'],
    ['| a | https://evil.example/?d=1|', '| a | […]|'],
    ['//evil.example/x \\\\evil.example\\x', '[…] […]'],
    ['evil.example/?d=张伟', '[…]'],
    ['dana-at-acme.evil.com', '[…]'],
    ['https://еvil.рф/x xn--80ak6aa92e.xn--p1ai', '[…] […]'],
    ['mailto:thief@evil.example?body=x', '[…]'],
    ['hidden ht\u200Btps://evil.example ]\u2060(x', 'hidden […] ](x'],
    ['![a]\u2060(b)', '![a] […]'],
    ['ht\u001Btps://evil.example \u001B[31mred', '[…] [31mred'],
    ['as you said: https://rapport.example/a', 'as you said: https://rapport.example/a'],
    ['[there](https://rapport.example/a)', '[there](https://rapport.example/a)'],
    ['acme.com, dana@acme.com', 'acme.com, dana@acme.com'],
    ['http, www and files are words', 'http, www and files are words'],
    ['Too expensive.It was 3.5 or 1.200,00; e.g. and/or Node.js/TypeScript (v2.1)', undefined],
    ['at 09:00: a < b, x [1], 5/6; T-1011: {"a":[1]}', undefined],
    ['价格：太贵了。回访（下周）', undefined],
  ])('%j becomes %j', (text, expected = text) => {
    expect(withoutLinks(text, isKnown)).toBe(expected);
  });

  test('however a text is cut, the same comes out; done twice, it changes nothing more', () => {
    const piece = fc.oneof(
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
      fc.constantFrom(
        ...['https://', 'http:/', '//', 'www.', 'evil', '.com', '](', '[a]', ']:', '[', ')', '<', 'img', '>'],
        ...[
          ' ',
          '\n',
          '\n\n',
          '，',
          '\\',
          '?d=1',
          'data:',
          'acme.com',
          '@',
          '!',
          '\u200B',
          '\u200D',
          '👋',
          '张伟',
        ],
      ),
    );
    const text = fc.array(piece, { maxLength: 16 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 80 }), { maxLength: 8 }), (whole, cuts) => {
        const borders = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b)];
        const filter = filterLinks(isKnown);
        const pieces = borders.map((from, index) => filter.push(whole.slice(from, borders[index + 1])));
        const plain = withoutLinks(whole, isKnown);
        expect(pieces.join('') + filter.end()).toBe(plain);
        expect(plain).not.toMatch(/https?:\/\/(?!rapport)\w|<(?:img|a|https)/iu);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is held back is a word, and a link until it closes', () => {
    const filter = filterLinks(isKnown);
    expect(filter.push('The renewal is on Thurs')).toBe('The renewal is on ');
    expect(filter.push('day, see [a](b c')).toBe('Thursday, see ');
    expect(filter.push(') and')).toBe('[a] […] ');
    expect(filter.end()).toBe('and');
  });

  test('a word without an end does not stop the text', () => {
    const long = `https://evil.example/${'e'.repeat(2_500)} end`;
    expect(withoutLinks(long, isKnown)).toMatch(/^\[…\]e+ end$/);
  });
});
