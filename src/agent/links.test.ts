import { expect, test } from 'vitest';
import { guardLinks, withoutLinks } from './links.ts';

const own = 'please open https://rapport.example/a and www.own.example';

test.each([
  ['See https://evil.example/x?d=1 now', 'See […] now'],
  ['[here](HTTPS://Evil.example/x) ok', '[here] […] ok'],
  ['as you said: https://Rapport.example/a, www.own.example', undefined],
])('of the links in %j those stay that the person wrote', (text, expected = text) => {
  expect(withoutLinks(text, own)).toBe(expected);
  const guard = guardLinks(own);
  const streamed = [...text].map((letter) => guard.push(letter));
  expect(streamed.join('') + guard.end()).toBe(expected);
});

test('a link to a host the workspace allows stands, whoever wrote it, and no other', () => {
  const text = 'See [the guide](https://docs.example.com/a), https://docs.example.com.evil.example/b ok';
  expect(withoutLinks(text, own, ['docs.example.com'])).toBe(
    'See [the guide](https://docs.example.com/a), […] ok',
  );
  expect(withoutLinks(text, own)).toBe('See [the guide] […], […] ok');
});
