import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openText } from '../../files/index.ts';
import { zipOf } from '../../files/testing.ts';
import { chunksOf } from '../chunks.ts';
import { cutBy, mediaTypes } from '../media-types.ts';
import type { DocumentFormat } from './contract.ts';
import { readDocx } from './docx.ts';
import { readQuestions } from './faq.ts';
import { readHtml } from './html.ts';
import { readMarkdown } from './markdown.ts';
import { dayAnnounced, dayWritten } from './own-date.ts';
import { createParserThread } from './parser-thread.ts';
import { readPdf } from './pdf.ts';
import { docxOf, type PdfOptions, wordParagraph as paragraph, pdfOf } from './testing.ts';

const chunksIn = (text: string, format: DocumentFormat) =>
  chunksOf(text, cutBy(mediaTypes[format])).map(({ headings, text: words }) => [headings.join('/'), words]);

describe('HTML', () => {
  test('headings, paragraphs, lists and tables stay; what nobody sees does not', () => {
    const { title, text, datedOn } = readHtml(`<!doctype html><html><head>
      <title>Returns &amp; refunds</title><meta property="article:modified_time" content="2025-11-02T10:00:00Z">
      <style>.later, #trap { display: none }</style><script>say("SECRET")</script></head>
      <body><nav>Home</nav><!-- SECRET --><h1>Returns</h1><p>Within <b>30</b> days.<br>Keep the receipt.
      <p class="later">SECRET</p><div id="trap">SECRET</div><div hidden>SECRET<div>SECRET</div></div>
      <span style="font-size:0">SECRET</span><p aria-hidden="true">SECRET</p>Zero\u200Bwidth\u{E0041}
      <ul><li>One<ul><li>inside</li></ul></li><li>Two</li></ul><ol><li>First<li>Second</ol>
      <h2>Fees</h2><table><tr><th>Plan<th>Fee</tr><tr><td>Team</td><td>12 | 13</td></tr></table>
      <pre># no heading</pre></body></html>`);
    expect({ title, datedOn }).toEqual({ title: 'Returns & refunds', datedOn: '2025-11-02' });
    expect(text).not.toContain('SECRET');
    expect(text).toContain('Zerowidth');
    expect(chunksIn(text, 'html')).toEqual([
      [
        'Returns',
        'Within 30 days.\nKeep the receipt.\n\nZerowidth\n\n- One\n  - inside\n- Two\n\n1. First\n2. Second',
      ],
      ['Returns/Fees', '| Plan | Fee |\n|---|---|\n| Team | 12 \\| 13 |\n\n    # no heading'],
    ]);
  });

  test('thousands of elements within each other are read, without end they are refused', () => {
    const within = (depth: number) => `${'<div>'.repeat(depth)}到底了${'</div>'.repeat(depth)}`;
    expect(readHtml(within(5_000)).text).toBe('到底了');
    expect(() => readHtml(within(100_000))).toThrow(/nested too deeply/);
  });
});

describe('Markdown', () => {
  test('comments, hidden elements and links that lead nowhere are left out, code stays', () => {
    const { text, title, datedOn } = readMarkdown(
      [
        '---\ntitle: "退货政策"\ndate: 2025-03-01\n---\n# 退货\n三十天内可退。<!-- SECRET',
        '```\nSECRET',
        '```\nSECRET --> 运费由我们承担。\n\n[//]: # (SECRET)\n<div style="display: none"><div>x</div>SECRET</div>',
        '```html\n<!-- kept -->\n# kept',
        '```\na < b',
      ].join('\n'),
    );
    expect({ title, datedOn }).toEqual({ title: '退货政策', datedOn: '2025-03-01' });
    expect(text).not.toContain('SECRET');
    expect(text).toContain('<!-- kept -->');
    expect(chunksIn(text, 'markdown')[0]).toEqual(['退货', expect.stringContaining('运费由我们承担。')]);
  });
});

describe('PDF', () => {
  const pages = [
    [{ text: '退货政策', size: 18 }, { text: '客户可在收货后三十天内退货，' }, { text: '运费由我们承担。' }],
    [{ text: '退款在五个工作日内到账。' }],
  ];

  test.each<NonNullable<PdfOptions['text']>>(['ucs2', 'gbk', 'unicode'])('中文，%s', async (text) => {
    const info = { Title: '退货手册', ModDate: 'D:20250301120000' };
    const read = await readPdf(new Uint8Array(pdfOf(pages, { text, info })));
    expect(read).toMatchObject({ title: '退货手册', datedOn: '2025-03-01' });
    expect(chunksIn(read.text, 'pdf')).toEqual([
      ['第 1 页/退货政策', '客户可在收货后三十天内退货，运费由我们承担。'],
      ['第 2 页', '退款在五个工作日内到账。'],
    ]);
  });

  test('English: pages are headings, what repeats at their edges is left out, # is no heading', async () => {
    const page = (number: number, line: string) => [
      { text: 'Acme handbook' },
      { text: line },
      { text: `Page ${number} of 3` },
    ];
    const pdf = pdfOf([page(1, '# of seats: five.'), page(2, 'Returns take a week.'), page(3, 'Bye.')]);
    expect(chunksIn((await readPdf(new Uint8Array(pdf))).text, 'pdf')).toEqual([
      ['Page 1', '# of seats: five.'],
      ['Page 2', 'Returns take a week.'],
      ['Page 3', 'Bye.'],
    ]);
  });

  test.each([
    ['locked', pdfOf([[{ text: 'x' }]], { locked: true }), /locked with a password/],
    ['broken', Buffer.from('%PDF-1.7\n1 0 obj << /Type'), /broken PDF/],
    ['cut off', pdfOf(pages, { text: 'ucs2' }).subarray(0, 200), /broken PDF|no text/],
    ['a scan', pdfOf([[], []]), /2 page\(s\) and no text/],
  ])('%s', async (_, pdf, message) => {
    await expect(readPdf(new Uint8Array(pdf))).rejects.toThrow(message);
  });
});

describe('DOCX', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapport-docx-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  async function read(bytes: Buffer, language: 'en' | 'zh' = 'en') {
    const path = join(folder, 'a.docx');
    await writeFile(path, bytes);
    return readDocx(path, language);
  }
  const run = (properties: string, text: string) =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;

  test('headings, lists, tables and footnotes stay; deleted and hidden text does not', async () => {
    const cell = (text: string) => `<w:tc><w:tcPr/>${paragraph(text)}</w:tc>`;
    const body = [
      paragraph('退货政策', 'heading1'),
      paragraph('三十天内可退。'),
      paragraph('One', 'list 1'),
      paragraph('Two', 'list 1'),
      paragraph('First', 'list 2'),
      `<w:p>${run('<w:vanish/>', 'SECRET')}${run('<w:sz w:val="2"/>', 'SECRET')}${run('<w:color w:val="FFFFFF"/>', 'SECRET')}${run('', 'Seen.')}<w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del></w:p>`,
      `<w:tbl><w:tr>${cell('Plan')}${cell('Fee')}</w:tr><w:tr>${cell('Team')}${cell('12')}</w:tr></w:tbl>`,
      paragraph('Fees', 'heading2'),
      paragraph('None.'),
    ];
    const core = '<core><title>手册</title><modified>2025-04-01T00:00:00Z</modified></core>';
    const { title, datedOn, text } = await read(docxOf(body.join(''), { 'docProps/core.xml': core }));
    expect({ title, datedOn }).toEqual({ title: '手册', datedOn: '2025-04-01' });
    expect(chunksIn(text, 'docx')).toEqual([
      [
        '退货政策',
        '三十天内可退。\n\n- One\n- Two\n1. First\n\nSeen.\n\n| Plan | Fee |\n|---|---|\n| Team | 12 |',
      ],
      ['退货政策/Fees', 'None.'],
    ]);
  });

  test('a bomb, an archive that lies, broken XML and another archive are refused', async () => {
    const zeros = Buffer.alloc(20 * 1024 * 1024);
    const zipped = (content: string | Buffer, claimed?: number) =>
      zipOf([{ name: 'word/document.xml', content, ...(claimed !== undefined && { claimed }) }]);
    await expect(read(zipped(zeros), 'zh')).rejects.toThrow('解压后远大于正常文件');
    await expect(read(zipped(zeros, 1_000))).rejects.toThrow(/broken/);
    await expect(read(zipped('<w:document><w:body><w:p>'))).rejects.toThrow(/broken Word document/);
    await expect(read(zipOf([{ name: 'x.txt', content: 'x' }]))).rejects.toThrow(/no Word document/);
    await expect(read(docxOf(''))).rejects.toThrow(/no text/);
  });
});

describe('lists of questions and answers', () => {
  const read = async (name: string, text: string) =>
    readQuestions(await openText(name, text, { language: 'en' }));
  const csv =
    'id,类别,问题,答案\n1,退货,多久可以退货？,"三十天内。\n# 不是标题"\n2,退货,谁付运费？,<p>我们<br>承担</p>\n3,其他,没有答案,\n';

  test('each is one passage under its question and category', async () => {
    const { text } = await read('faq.csv', csv);
    expect(chunksOf(text, cutBy(mediaTypes.csv))).toMatchObject([
      {
        headings: ['退货', '多久可以退货？'],
        question: '多久可以退货？',
        text: '三十天内。\n    # 不是标题',
      },
      { headings: ['退货', '谁付运费？'], question: '谁付运费？', text: '我们\n承担' },
    ]);
  });

  test('JSON and JSON lines too, in English, and long answers stay whole', async () => {
    const answer = 'It takes a week. '.repeat(100).trim();
    const entry = { Question: 'How long in C#', Answer: answer };
    for (const [name, text] of [
      ['faq.json', JSON.stringify([entry])],
      ['faq.jsonl', `${JSON.stringify(entry)}\n`],
    ] as const)
      expect(chunksOf((await read(name, text)).text, cutBy(mediaTypes.json))).toMatchObject([
        { question: 'How long in C#', text: answer },
      ]);
  });

  test('other tables and rows that cannot be read are refused', async () => {
    await expect(read('a.csv', 'Name,E-mail\nDana,d@x.example\n')).rejects.toThrow(/no columns of questions/);
    await expect(read('a.csv', 'question,answer\nWhy?,Because\nHow?,a,b\n')).rejects.toThrow(/Line 3/);
  });
});

describe('a document’s own day', () => {
  test.each([
    ['2026-03-05T10:00:00Z', '2026-03-05'],
    ['D:20260305101500', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['5th March 2026', '2026-03-05'],
    ['Mar. 5, 2026', '2026-03-05'],
    ['2026-02-30', undefined],
    ['soon', undefined],
  ])('%s', (text, day) => {
    expect(dayWritten(text)).toBe(day);
  });

  test('is announced, not merely mentioned', () => {
    expect(dayAnnounced('# Terms\n*Last updated: March 5, 2026*\n')).toBe('2026-03-05');
    expect(dayAnnounced('退货政策\n生效日期：2026年3月5日\n')).toBe('2026-03-05');
    expect(dayAnnounced('On 5 March 2026 we met. The price was updated twice.')).toBeUndefined();
  });
});

test('a document that takes too much time is given up, and the next one is read', async () => {
  await using parser = createParserThread({ megabytes: 256, milliseconds: 1 });
  const never = new AbortController().signal;
  await expect(parser.parse({ format: 'html', text: '<p>x' }, never)).rejects.toThrow(/two minutes/);
  await using patient = createParserThread();
  expect(await patient.parse({ format: 'html', text: '<p>x' }, never)).toMatchObject({ text: 'x' });
});

describe('whatever a document says', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '# x',
      '```',
      '- a',
      '| a | b |',
      '---',
      '退货。',
      '<b>&amp;</b>',
      '<!--',
      '第一条',
      '\t# y',
    ),
    fc.string({ unit: 'grapheme', minLength: 800, maxLength: 1_200 }),
  );
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

  test('HTML: chunks are the kept text between their offsets, and no heading is invented', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (paragraphs) => {
        const html = `<h1>Top</h1>${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('')}<pre>${escaped(paragraphs.join('\n'))}</pre>`;
        const { text } = readHtml(html);
        let end = text.indexOf('\n') + 1;
        for (const chunk of chunksOf(text, cutBy(mediaTypes.html))) {
          expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          expect(text.slice(end, chunk.start).trim()).toBe('');
          expect(chunk.headings).toEqual(['Top']);
          end = chunk.end;
        }
      }),
      { numRuns: 60 },
    );
  });

  test('lists of questions: every answer is there, whole, under its question', () => {
    const line = words
      .map((text) => text.replaceAll('\u0000', '').trim())
      .filter((text) => /[\p{L}\p{N}]/u.test(text));
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(line, line), { minLength: 1, maxLength: 8 }), async (entries) => {
        const records = entries.map(([question, answer]) => JSON.stringify({ question, answer })).join('\n');
        const { text } = await readQuestions(await openText('a.jsonl', records, { language: 'en' }));
        const chunks = chunksOf(text, cutBy(mediaTypes.jsonl));
        expect(chunks).toHaveLength(entries.length);
        for (const chunk of chunks) expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
      }),
      { numRuns: 40 },
    );
  });
});
