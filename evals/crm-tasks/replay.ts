import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServerFactory } from '../../src/mcp/index.ts';
import type { App } from '../../src/wire.ts';
import { contactIdOf } from '../company/index.ts';
import type { GoldCall } from './tasks.ts';

const fieldNames: Readonly<Record<string, string>> = {
  customer_name: 'name',
  assigned_to_email: 'owner',
  customer_email: 'emails',
  customer_phone: 'phones',
  last_contact_date: 'lastContactOn',
  follow_up_by: 'followUpOn',
  status: 'lifecycleStage',
  notes: 'notes',
};

/** WorkBench's own calls as calls of our tools. */
export function ourCalls(gold: readonly GoldCall[]): { tool: string; arguments: Record<string, unknown> }[] {
  return gold.map(({ tool, args }) => {
    const { customer_id, field, new_value, ...fields } = args;
    if (tool.endsWith('.delete_customer'))
      return { tool: 'delete_records', arguments: { kind: 'contact', record: contactIdOf(customer_id!) } };
    if (tool.endsWith('.update_customer'))
      return {
        tool: 'save_contacts',
        arguments: { contact: contactIdOf(customer_id!), ...ourFields({ [field!]: new_value! }) },
      };
    return { tool: 'save_contacts', arguments: { ...ourFields(fields), allowDuplicate: true } };
  });
}

function ourFields(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => {
    if (name === 'product_interest') return ['custom', { productInterest: value }];
    const ours = fieldNames[name]!;
    return [ours, ours === 'emails' || ours === 'phones' ? [value] : value];
  });
  return Object.fromEntries(entries);
}

/** A call that was made; where it was refused, with what the server said. */
export interface ReplayedCall {
  tool: string;
  arguments: unknown;
  ok: boolean;
  refusal?: string;
}

/** Makes the calls through the real MCP server, as a client of the 2025 era does. */
export async function replay(app: App, gold: readonly GoldCall[]): Promise<ReplayedCall[]> {
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const factory = createMcpServerFactory({
    version: '0',
    registry: app.registry,
    app: async () => app,
    report: app.runtime.report,
  });
  await using _server = disposable(serveStdio(factory, { transport: serverSide as never }));
  const client = new Client({ name: 'gold', version: '1' });
  await client.connect(clientSide);
  const made: ReplayedCall[] = [];
  for (const call of ourCalls(gold)) {
    const result = await client.callTool({ name: call.tool, arguments: call.arguments });
    const refused = result.isError === true;
    made.push({ ...call, ok: !refused, ...(refused && { refusal: JSON.stringify(result.content) }) });
  }
  await client.close();
  return made;
}

const disposable = (handle: { close(): Promise<void> }): AsyncDisposable => ({
  [Symbol.asyncDispose]: () => handle.close(),
});
