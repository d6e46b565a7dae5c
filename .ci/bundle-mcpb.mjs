// The MCPB bundle: the packed package with what it depends on and a manifest, zipped and checked by MCPB's own
// tool. Needs a build (`npm run build`) and the machine's package registry. Runs the bundle once it is made.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mcpbManifest } from '../dist/src/cli/mcpb.js';

const mcpb = '@anthropic-ai/mcpb@2.1.2';

const scratch = mkdtempSync(join(tmpdir(), 'rapport-mcpb-'));
const run = (command, words, folder = '.') => execFileSync(command, words, { cwd: folder, encoding: 'utf8' });

try {
  const quiet = ['--no-audit', '--no-fund', '--silent', '--ignore-scripts'];
  const tarball = run('npm', ['pack', '--pack-destination', scratch, ...quiet]).trim();
  run('tar', ['-xzf', tarball], scratch);
  const folder = join(scratch, 'package');
  copyFileSync('package-lock.json', join(folder, 'package-lock.json'));
  run('npm', ['ci', '--omit=dev', ...quiet], folder);
  const manifest = mcpbManifest();
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  const bundle = resolve(`${manifest.name}-${manifest.version}.mcpb`);
  rmSync(bundle, { force: true });
  run('npm', ['exec', '--yes', '--', mcpb, 'pack', folder, bundle], scratch);

  const unpacked = join(scratch, 'unpacked');
  run('npm', ['exec', '--yes', '--', mcpb, 'unpack', bundle, unpacked], scratch);
  const listed = listTools(join(unpacked, manifest.server.entry_point));
  assert.deepEqual(
    listed,
    manifest.tools.map(({ name }) => name),
  );
  const megabytes = (statSync(bundle).size / 1e6).toFixed(0);
  process.stdout.write(`${bundle}: ${megabytes} MB, lists its ${listed.length} tools\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns the names of the tools a server lists over standard streams */
function listTools(program) {
  const clientInfo = { name: 'bundle-test', version: '1.0.0' };
  const messages = [
    { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo } },
    { method: 'notifications/initialized' },
    { id: 2, method: 'tools/list', params: {} },
  ];
  const { stdout } = spawnSync(process.execPath, [program, 'serve'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: scratch },
    input: messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''),
    timeout: 60_000,
  });
  const answers = stdout.split('\n').filter((line) => line !== '');
  return answers
    .map((line) => JSON.parse(line))
    .find(({ id }) => id === 2)
    .result.tools.map(({ name }) => name);
}
