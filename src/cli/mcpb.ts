import packageJson from '../../package.json' with { type: 'json' };
import { tools } from '../../tools/index.ts';
import { servedTools } from '../../tools/kernel/selection.ts';

const program = packageJson.bin.rapport;

/**
 * The manifest of the MCPB bundle, by which desktop clients install the server with a click. It works on the
 * person's own database, as every other client of theirs does.
 *
 * @see MCPB manifest specification, version 0.3
 */
export const mcpbManifest = () => ({
  manifest_version: '0.3',
  name: packageJson.name,
  display_name: 'Rapport CRM',
  version: packageJson.version,
  description: packageJson.description,
  author: { name: 'The Rapport authors' },
  license: packageJson.license,
  keywords: ['crm', 'sales', 'customers', 'postgres'],
  server: {
    type: 'node',
    entry_point: program,
    mcp_config: {
      command: 'node',
      args: [`\${__dirname}/${program}`, 'serve'],
    },
  },
  tools: servedTools(tools).map(({ name, description }) => ({ name, description })),
  prompts_generated: true,
  compatibility: {
    platforms: ['darwin', 'linux', 'win32'],
    runtimes: { node: packageJson.engines.node },
  },
});
