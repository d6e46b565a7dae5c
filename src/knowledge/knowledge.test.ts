import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knowledgeFolder, readKnowledge } from '../../evals/company/knowledge.ts';
import { type App, createApp } from '../wire.ts';
import type { Knowledge } from './index.ts';

const now = new Date('2026-03-05T09:00:00+08:00');
const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };

let app: App;
const using = <Result>(work: (knowledge: Knowledge) => Promise<Result>, actor = app) =>
  actor.runtime.write(actor.session, (_, { knowledge }) => work(knowledge), limits);

beforeAll(async () => {
  app = await createApp({ clock: () => now });
});
afterAll(() => app.close());

interface Question {
  question: string;
  source: string | null;
  answer: string | null;
}

describe('answers from the sample company’s documents', () => {
  let questions: Question[];
  beforeAll(async () => {
    await app.load('knowledge_document', await readKnowledge(now));
    const lines = await readFile(join(knowledgeFolder, 'questions.jsonl'), 'utf8');
    questions = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Question);
  });
  const ask = (question: string) => using((knowledge) => knowledge.search(question, { limit: 3 }));
  const share = (flags: readonly boolean[]) => flags.filter(Boolean).length / flags.length;

  test.each([
    ['English', /^[^\p{Script=Han}]+$/u],
    ['中文', /\p{Script=Han}/u],
  ])('%s: finds the document, quotes the answer, refuses what no document says', async (_, script) => {
    const found: boolean[] = [];
    const quoted: boolean[] = [];
    const refused: boolean[] = [];
    for (const { question, source, answer } of questions.filter((one) => script.test(one.question))) {
      const { passages, answer: quote } = await ask(question);
      if (source === null || answer === null) {
        refused.push(quote === null);
        continue;
      }
      found.push(passages[0]?.document.source === source);
      quoted.push(quote?.quote.replaceAll(/\s+/g, ' ').includes(answer) ?? false);
    }
    expect(share(found)).toBeGreaterThanOrEqual(0.93);
    expect(share(quoted)).toBeGreaterThanOrEqual(0.75);
    expect(share(refused)).toBeGreaterThanOrEqual(0.65);
  });

  test('a quote is its document between its offsets', async () => {
    for (const { question } of questions.slice(0, 20)) {
      const { answer } = await ask(question);
      if (!answer) continue;
      const { text } = await using((knowledge) => knowledge.read(answer.document.id));
      expect(text.slice(answer.start, answer.end)).toBe(answer.quote);
    }
  });
});

describe('documents', () => {
  test('a word of the second version is found, one of the first is not', async () => {
    const empty = await app.inWorkspace('versions');
    const keep = (text: string) => using((knowledge) => knowledge.ingest({ source: 'a.md', text }), empty);
    const found = async (query: string) =>
      (await using((knowledge) => knowledge.search(query, { limit: 1 }), empty)).passages.length;

    expect(await keep('Zebras graze.')).toMatchObject({ status: 'added', document: { title: 'a.md' } });
    expect(await keep('Zebras graze.')).toMatchObject({ status: 'unchanged', document: { version: 1 } });
    expect(await keep('# 斑马\n\n斑马吃草。')).toMatchObject({
      status: 'updated',
      document: { title: '斑马', language: 'zh', version: 2, chunks: 1 },
    });
    expect([await found('zebras'), await found('斑马吃什么')]).toEqual([0, 1]);

    await using((knowledge) => knowledge.remove('斑马'), empty);
    expect([await found('斑马'), (await using((knowledge) => knowledge.list(), empty)).length]).toEqual([
      0, 0,
    ]);
  });

  test('two of one title: asks which', async () => {
    const empty = await app.inWorkspace('twins');
    await using((knowledge) => knowledge.ingest({ source: 'a.md', title: 'Prices', text: 'One.' }), empty);
    await using((knowledge) => knowledge.ingest({ source: 'b.md', title: 'Prices', text: 'Two.' }), empty);
    await expect(using((knowledge) => knowledge.remove('prices'), empty)).rejects.toMatchObject({
      code: 'ambiguous',
      hint: expect.stringContaining('b.md'),
    });
  });

  test.each(['', ' \n ', 'x'.repeat(2_000_001)])('no text, or too much', async (text) => {
    await expect(using((knowledge) => knowledge.ingest({ source: 'a.md', text }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('another workspace is answered nothing', async () => {
    const empty = await app.inWorkspace('strangers');
    expect(await using((knowledge) => knowledge.search('warranty', { limit: 3 }), empty)).toEqual({
      answer: null,
      passages: [],
      confidence: 0,
    });
  });
});
