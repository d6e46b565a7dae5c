import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import packageJson from '../../../../package.json' with { type: 'json' };
import { makeTestHome, program } from '../../../cli/testing/home.ts';
import { type FuzzReport, fuzzHttp, fuzzStreams, isClean } from './run.ts';

// `npm run fuzz`: frames of bytes, of JSON and nearly of the protocol, into the product as users start it, over
// standard streams and over HTTP. On PGlite, or on the server of TEST_DATABASE_URL. Exit code 1 where the
// product crashed, hung, answered what nobody asked or wrote anything that is no JSON-RPC.

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    transport: { type: 'string' },
    json: { type: 'string' },
  },
});
const transports = (['stdio', 'HTTP'] as const).filter(
  (name) => !values.transport || name === values.transport,
);
const seed = Number(values.seed);
const frames = Math.ceil(Number(values.frames) / transports.length);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function fuzz(transport: 'stdio' | 'HTTP'): Promise<FuzzReport & { exitCode: number | null }> {
  const home = await makeTestHome({ RAPPORT_RATE: '0' });
  const words = transport === 'HTTP' ? ['--http', '--port', '0'] : [];
  const child = spawn(process.execPath, [program, 'serve', '--toolsets', 'all', ...words], {
    env: home.environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  child.stdin.on('error', () => undefined);
  const began = performance.now();
  const progress = (done: number) => {
    if (done % 5_000 !== 0 && !process.stderr.isTTY) return;
    const rate = Math.round(done / ((performance.now() - began) / 1_000));
    process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${transport}: ${done} of ${frames}, ${rate}/s `);
    if (!process.stderr.isTTY) process.stderr.write('\n');
  };
  const options = { frames, seed, progress };
  const report =
    transport === 'stdio'
      ? await fuzzStreams({ input: child.stdin, output: child.stdout }, options)
      : await fuzzHttp(
          ((await once(createInterface({ input: child.stdout }), 'line')) as [string])[0],
          options,
        );
  if (transport === 'stdio') child.stdin.end();
  else child.kill('SIGTERM');
  const [exitCode] = await ended;
  await home.remove();
  return { ...report, exitCode };
}

say(`seed ${seed}`);
const rows = [];
for (const transport of transports) {
  const began = performance.now();
  const report = await fuzz(transport);
  const seconds = Math.round((performance.now() - began) / 1_000);
  const passed = isClean(report) && report.exitCode === 0;
  if (!passed) process.exitCode = 1;
  const figures = Object.entries(report).map(([name, value]) => `${name} ${value}`);
  say(`${passed ? 'passed' : 'FAILED'}  ${transport}: ${figures.join(', ')}; ${seconds} s`);
  rows.push({ transport, ...report, seconds });
}
if (values.json !== undefined) {
  const kept = { suite: 'fuzz', version: packageJson.version, seed, rows };
  await writeFile(values.json, `${JSON.stringify(kept, null, 2)}\n`);
}
