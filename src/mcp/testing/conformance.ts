import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import { type HttpService, startHttp } from '../http.ts';
import { createFixtureFactory } from './conformance-server.ts';

// `npm run conformance`: the protocol's own suite against the HTTP service, with the fixtures the suite calls
// by name, and against the product as users start it. Exit code 1 where anything but the expected fails.

const suite = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);
const folder = import.meta.dirname;

interface Run {
  what: string;
  revision: '2026-07-28' | '2025-11-25';
  url: string;
  /** Names what must fail, with the reasons. */
  expected?: string;
  /** Passes that say nothing: the suite takes the answer to an unknown tool for that of its own. */
  hollow?: readonly string[];
}

interface Outcome {
  passed: boolean;
  /** Everything the suite wrote. */
  report: string;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function judge({ revision, url, expected }: Run): Promise<Outcome> {
  const child = spawn(process.execPath, [
    suite,
    ...['server', '--url', url, '--spec-version', revision, '--suite', 'all', '--timeout', '10000'],
    ...(expected === undefined ? [] : ['--expected-failures', join(folder, expected)]),
  ]);
  const [output, complaints, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'exit'),
  ]);
  const summary = output.slice(Math.max(0, output.indexOf('=== SUMMARY ===')));
  return { passed: code === 0, report: `${summary}\n${complaints}` };
}

/** Runs the suite, once more where it failed: some of its checks wait half a second and no longer. */
async function report(run: Run): Promise<boolean> {
  const first = await judge(run);
  const { passed, report } = first.passed ? first : await judge(run);
  const scenarios = [...report.matchAll(/^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed/gm)];
  const sound = scenarios.filter(
    ([, mark, name, checks]) => mark === '✓' && checks !== '0' && !run.hollow?.includes(name!),
  );
  const checks = sound.reduce((sum, [, , , count]) => sum + Number(count), 0);
  const failed = scenarios.filter(([, mark]) => mark === '✗').length;
  say(
    `${passed ? 'passed' : 'FAILED'}  ${run.revision}, ${run.what}: ${sound.length} scenarios with ${checks} checks pass` +
      `${failed > 0 ? `; ${failed} fail${passed ? ` as ${run.expected} says` : ''}` : ''}${first.passed ? '' : ' (second try)'}`,
  );
  if (!passed) say(report);
  return passed;
}

/** The product as a user starts it, on an empty workspace. */
async function startProduct(home: string): Promise<{ child: ChildProcess; url: string }> {
  const program = join(folder, '../../cli/start.js');
  const child = spawn(process.execPath, [program, 'serve', '--http', '--port', '0'], {
    env: { PATH: process.env.PATH, HOME: home, RAPPORT_DATA: join(home, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const url of createInterface({ input: child.stdout })) return { child, url };
  throw new Error('The product did not start.');
}

// The suite checks Host headers, and does so by the name.
const byName = (url: string): string => url.replace('127.0.0.1', 'localhost');

let fixtures: HttpService;
fixtures = await startHttp(
  createFixtureFactory(() => fixtures.notify),
  { host: '127.0.0.1', port: 0, ready: async () => true, onProblem: () => undefined },
);
const home = await mkdtemp(join(tmpdir(), 'rapport-conformance-'));
const product = await startProduct(home);
const runs: Run[] = [
  { what: 'fixtures', revision: '2026-07-28', url: byName(fixtures.url) },
  {
    what: 'fixtures',
    revision: '2025-11-25',
    url: byName(fixtures.url),
    expected: 'conformance-2025-11-25.yaml',
  },
  {
    what: 'the product',
    revision: '2026-07-28',
    url: byName(product.url),
    expected: 'conformance-product.yaml',
    hollow: [
      'tools-call-simple-text',
      'tools-call-error',
      'input-required-result-missing-input-response',
      'input-required-result-ignore-extra-params',
      'input-required-result-validate-input',
    ],
  },
];
for (const run of runs) if (!(await report(run))) process.exitCode = 1;
await fixtures.close();
product.child.kill();
await once(product.child, 'exit');
await rm(home, { recursive: true });
