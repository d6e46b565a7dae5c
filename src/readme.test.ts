import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commands } from './cli/commands.ts';
import { ConfigError, readConfig } from './config.ts';

// What the READMEs show is what there is: in both languages, and run.

vi.setConfig({ testTimeout: 240_000 });

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const names = ['README.md', 'README.zh-CN.md'];
const texts = new Map<string, string>();
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'rapport-readme-'));
  for (const name of names) texts.set(name, await readFile(join(root, name), 'utf8'));
});

afterAll(() => rm(home, { recursive: true, force: true }));

const matches = (name: string, pattern: RegExp): string[] =>
  Array.from(texts.get(name)!.matchAll(pattern), (match) => match[1]!);

const shell = (line: string) =>
  run('bash', ['-c', line], {
    cwd: root,
    env: {
      ...process.env,
      HOME: home,
      RAPPORT_DATA: join(home, 'data'),
      DATABASE_URL: '',
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
    },
  });

test('both languages show the same code, commands, tools and variables', () => {
  for (const pattern of [
    /```\w+\n([\s\S]*?)```/g,
    /^\| `(.*?)(?<!\\)` \|/gm,
    /\]\((?!README)(.*?)\)/g,
    /(<!--.*?-->)/g,
  ])
    expect(matches('README.zh-CN.md', pattern)).toEqual(matches('README.md', pattern));
});

test('every command is shown, and no other', () => {
  const shown = matches('README.md', /^\| `rapport ([a-z]+)/gm);
  expect(shown.toSorted()).toEqual(Object.keys(commands).toSorted());
});

test('every variable shown is read', () => {
  for (const name of matches('README.md', /`(RAPPORT_\w+)`/g)) {
    let complaint = '';
    try {
      readConfig({ [name]: 'x' });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      complaint = error.message;
    }
    expect(complaint).not.toContain('is not a setting');
  }
});

test('the table of tools is the registry', async () => {
  const { stdout } = await shell('npm run -s rapport -- tools --markdown');
  for (const name of names) {
    const [table] = matches(name, /<!-- tools:start -->\n([\s\S]*?)<!-- tools:end -->/g);
    expect(table?.trim(), `replace the table in ${name} by what rapport tools --markdown prints`).toBe(
      stdout.trim(),
    );
  }
});

test('every line marked to be tested runs, in its order', async () => {
  const blocks = matches('README.md', /<!-- test -->\n```sh\n([\s\S]*?)```/g);
  expect(blocks.length).toBeGreaterThan(0);
  for (const line of blocks.join('').trim().split('\n')) {
    const { stdout } = await shell(line);
    expect([line, stdout.trim()]).toEqual([line, expect.stringMatching(/./)]);
  }
});
