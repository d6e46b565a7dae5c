import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/agent/index.ts';
import { type App, createApp, type Snapshot } from '../../src/wire.ts';
import { type DemoResult, runDemo, type Turn } from './index.ts';
import { wrap } from './stage.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const moment = new Date('2026-03-05T09:00:00+08:00');
let dataDirectory: string;
let first: Performance;
let second: Performance;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'rapport-demo-'));
  first = await perform('en');
  second = await perform('zh');
});

afterAll(() => rm(dataDirectory, { recursive: true, force: true }));

test('every turn did what it shows', () => {
  expect(first.broken).toEqual([]);
  expect(first.result).toMatchObject({ failed: 0, restored: true });
  expect(second.broken).toEqual([]);
  expect(second.result).toMatchObject({ turns: first.result.turns, failed: 0, restored: true });
});

test('what a turn says it wrote stands in the database when it says so', () => {
  expect(first.written.log_interaction).toEqual([
    { contact: 'Dana Ortiz', sentiment: 'negative', followUp: '2026-03-10' },
    { contact: '张伟', sentiment: 'positive', followUp: '2026-03-11' },
  ]);
  const [moved] = first.written.save_deals!;
  const [undone] = first.written.undo_change!;
  expect(moved!.stage).toMatch(/^(?:Proposal|Negotiation)$/);
  expect(undone).toEqual({
    deal: moved!.deal,
    stage: expect.not.stringMatching(`^${String(moved!.stage)}$`),
  });
});

test('a demonstration leaves the workspace as it was, however often it is given', () => {
  expect(withoutVersions(second.left)).toEqual(withoutVersions(first.left));
  expect(Object.keys(first.left.contact!).length).toBeGreaterThan(200);
  expect(Object.keys(first.left.interaction!)).toHaveLength(200);
});

test('people and Rapport speak both languages, the frame the one that was chosen', () => {
  for (const { page } of [first, second]) {
    expect(page).toContain('Dana Ortiz');
    expect(page).toContain('张伟');
  }
  expect(first.page).toContain('Connect your assistant');
  expect(second.page).toContain('连接您的 AI 助手');
});

test('says per client how to connect, and reports the import', () => {
  expect(first.page).toContain('200 read · 200 imported · 0 skipped');
  expect(first.page).toContain("claude mcp add rapport -- '/a b/node' /main.ts serve");
  for (const key of ['mcpServers', 'servers']) {
    const [text] = first.page.match(new RegExp(`^\\{\\n {2}"${key}"[\\s\\S]*?^\\}`, 'm'))!;
    const { rapport } = JSON.parse(text)[key];
    expect(rapport).toMatchObject({ command: '/a b/node', args: ['/main.ts', 'serve'] });
  }
  expect(first.page).toMatch(/ChatGPT[^\n]*\n[^\n]*HTTPS/);
});

describe('wrap', () => {
  test.each([
    ['breaks between words', 'one two three', 8, ['one two', 'three']],
    ['counts Chinese characters twice', '一二三四', 4, ['一二', '三四']],
    ['keeps punctuation with its character', '一二，三', 4, ['一', '二，', '三']],
    ['keeps what is too long whole', 'a-very-long-word b', 4, ['a-very-long-word', 'b']],
    ['keeps lines', 'a\n\nb', 4, ['a', '', 'b']],
  ])('%s', (_, text, columns, lines) => {
    expect(wrap(text, columns)).toEqual(lines);
  });
});

interface Performance {
  result: DemoResult;
  page: string;
  /** Turns that did not hold, with what they answered. */
  broken: string[];
  /** By tool: what the database held right after the turn that called it. */
  written: Record<string, Record<string, unknown>[]>;
  left: Snapshot;
}

async function perform(language: 'en' | 'zh'): Promise<Performance> {
  const lines: string[] = [];
  const broken: string[] = [];
  const written: Performance['written'] = {};
  const config = {
    dataDirectory,
    clock: () => moment,
    report: (id: string, tool: string, error: unknown) => {
      broken.push(`${id} ${tool}: ${inspect(error)}`);
    },
  };
  const result = await runDemo({
    config,
    size: 'small',
    stage: {
      language,
      columns: 100,
      print: (line) => lines.push(stripVTControlCharacters(line)),
      style: (_, text) => text,
      progress: () => {},
    },
    connection: { launch: { command: '/a b/node', arguments: ['/main.ts', 'serve'] }, ownDirectory: '/own' },
    signal: new AbortController().signal,
    async watch(turn: Turn, answer: Answer, app: App) {
      if (!turn.holds(answer)) broken.push(`${turn.says} → ${answer.answer}`);
      for (const { tool, outcome } of answer.steps) {
        if (!outcome.ok || !watched.has(tool)) continue;
        written[tool] ??= [];
        written[tool].push(await standing(app, tool, outcome.data));
      }
    },
  });
  await using app = await createApp(config);
  return { result, page: lines.join('\n'), broken, written, left: await app.snapshot() };
}

type Data = Record<string, unknown>;

const watched = new Set(['log_interaction', 'save_deals', 'undo_change']);

/** What stands in the database of the records a write speaks of. */
async function standing(app: App, tool: string, data: Data): Promise<Data> {
  const { interaction, deal, contact, stage } = await app.snapshot();
  if (tool === 'log_interaction') {
    const { contactId, sentiment } = interaction![String((data.interaction as Data).id)]!;
    const { name, followUpOn } = contact![String(contactId)]!;
    return { contact: name, sentiment, followUp: followUpOn };
  }
  const id =
    tool === 'undo_change'
      ? (data.restored as Data[]).find(({ kind }) => kind === 'deal')!.id
      : (data.record as Data).id;
  const { stageId } = deal![String(id)]!;
  return { deal: id, stage: stage![String(stageId)]!.name };
}

/** Undoing a change is a change: it counts versions on. */
const withoutVersions = (snapshot: Snapshot): unknown =>
  JSON.parse(
    JSON.stringify(snapshot, (key, value) => (key === 'version' || key === 'updatedAt' ? undefined : value)),
  );
