import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tools } from '../tools/index.ts';
import { servedTools } from '../tools/kernel/selection.ts';
import { commands } from './cli/commands.ts';
import { mcpbManifest } from './cli/mcpb.ts';
import { readConfig } from './config.ts';

// What the package says of itself in three places is one thing.

const root = join(import.meta.dirname, '..');
const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const packageJson = json('package.json');

test('server.json tells the registry of MCP servers what package.json says', () => {
  const server = json('server.json');
  const { name, version, mcpName } = packageJson;
  expect(server).toMatchObject({
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: mcpName,
    version,
    packages: [{ registryType: 'npm', identifier: name, version, transport: { type: 'stdio' } }],
  });
  expect(mcpName).toMatch(/^io\.github\.[a-z0-9-]+\/rapport$/);
  expect(server.description.length).toBeLessThanOrEqual(100);
  expect(server.description).toContain(`${servedTools(tools).length} tools`);
  const [{ packageArguments, environmentVariables }] = server.packages;
  expect(packageArguments).toEqual([{ type: 'positional', value: 'serve' }]);
  expect(commands).toHaveProperty(packageArguments[0].value);
  const given = { RAPPORT_DATA: '/data', DATABASE_URL: 'postgres://server/base' };
  const names = environmentVariables.map((variable: { name: string }) => variable.name);
  expect(names).toEqual(Object.keys(given));
  expect(readConfig(given)).toMatchObject({ dataDirectory: '/data', databaseUrl: given.DATABASE_URL });
});

test('the MCPB manifest starts what package.json installs, and names the tools that are served', () => {
  const manifest = mcpbManifest();
  const { name, version, engines, bin } = packageJson;
  expect(manifest).toMatchObject({
    manifest_version: '0.3',
    name,
    version,
    server: {
      type: 'node',
      entry_point: bin.rapport,
      mcp_config: { command: 'node', args: [`\${__dirname}/${bin.rapport}`, 'serve'] },
    },
    compatibility: { runtimes: { node: engines.node } },
  });
  expect(existsSync(join(root, bin.rapport.replace(/^dist\//, '')))).toBe(true);
  expect(manifest.tools.map((tool) => tool.name)).toEqual(servedTools(tools).map((tool) => tool.name));
});
