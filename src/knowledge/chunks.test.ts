import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunksOf, titleOf } from './chunks.ts';
import { sentencesOf } from './sentences.ts';

const sentencesIn = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentencesOf', () => {
  test('English: abbreviations, numbers and initials do not end a sentence', () => {
    expect(
      sentencesIn('Dr. Smith pays 3.5 % at Acme Inc. in the U.S. market. “Why?” he asked. J. Doe left!'),
    ).toEqual([
      'Dr. Smith pays 3.5 % at Acme Inc. in the U.S. market.',
      '“Why?”',
      'he asked.',
      'J. Doe left!',
    ]);
  });

  test('中文：句号、问号、感叹号、分号，以及引号', () => {
    expect(sentencesIn('他说：“可以退货。”然后呢？不收费；三天到账！')).toEqual([
      '他说：“可以退货。”',
      '然后呢？',
      '不收费；',
      '三天到账！',
    ]);
  });

  test('list items and rows of tables stand alone, heads of tables do not', () => {
    expect(
      sentencesIn(
        'Before that\nread on:\n\n- first thing\n- second\n  thing\n\n| Plan | Price |\n|---|---|\n| Team | 12 |',
      ),
    ).toEqual(['Before that\nread on:', 'first thing', 'second\n  thing', 'Team | 12 |']);
  });
});

describe('chunksOf', () => {
  test('passages stand under their headings, never over one', () => {
    const text =
      '---\ntitle: x\n---\n# Guide\n\nIntro.\n\n## Setup ##\nOne.\n\nTwo.\n\n### Deep\nThree.\n## 使用\n四。\n';
    expect(chunksOf(text).map(({ headings, text: words }) => [headings.join('/'), words])).toEqual([
      ['Guide', 'Intro.'],
      ['Guide/Setup', 'One.\n\nTwo.'],
      ['Guide/Setup/Deep', 'Three.'],
      ['Guide/使用', '四。'],
    ]);
    expect(titleOf(text)).toBe('Guide');
  });

  test('code keeps its # lines', () => {
    expect(chunksOf('# A\n```\n# not a heading\n\nx\n```').map((chunk) => chunk.text)).toEqual([
      '```\n# not a heading\n\nx\n```',
    ]);
  });

  test('long paragraphs are cut between sentences', () => {
    for (const sentence of ['This is one plain sentence of some length. ', '这是一个不长不短的句子。']) {
      const chunks = chunksOf(sentence.repeat(100));
      expect(chunks.length).toBeGreaterThan(1);
      for (const { text } of chunks) {
        expect(text.length).toBeLessThanOrEqual(800);
        expect(text.endsWith(sentence.trim())).toBe(true);
      }
    }
  });

  test('every passage is the document between its offsets, in order, and no word outside headings is lost', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('', '# A', '## 二', '- item', '| a | b |', '|---|---|', '```', '退货。', 'Word. '),
      fc.string({ unit: 'grapheme', minLength: 700, maxLength: 1_800 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (lines, newline) => {
        const text = lines.join(newline);
        let end = 0;
        const outside: string[] = [];
        for (const chunk of chunksOf(text)) {
          expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          expect(chunk.start).toBeGreaterThanOrEqual(end);
          expect(chunk.text.trim()).not.toBe('');
          expect(chunk.text.length).toBeLessThanOrEqual(800);
          outside.push(text.slice(end, chunk.start));
          end = chunk.end;
        }
        outside.push(text.slice(end));
        if (!text.startsWith('---'))
          for (const rest of outside.join('\n').split(/[\r\n]/))
            expect(rest.trim()).toMatch(/^(#{1,6}\s.*)?$/s);
      }),
    );
  });
});
