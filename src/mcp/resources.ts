import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import type { Registry } from '../../tools/kernel/context.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { toolNamed } from '../../tools/kernel/toolbox.ts';
import { alertsUri } from './alerts.ts';
import type { McpApp } from './host.ts';
import type { HttpSession } from './http-session.ts';
import type { Readers } from './readers.ts';

interface ResourceHost {
  registry: Registry;
  app(): Promise<McpApp>;
  session: HttpSession | undefined;
  readers: Readers;
}

interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

interface RecordResource {
  title: string;
  description: string;
  /** The read-only tool that gives the same. */
  read(id: string): ToolCall;
  /** Ids that may be meant by what was typed. */
  complete(host: ResourceHost, begun: string): Promise<string[]>;
}

const kinds = ['contact', 'company', 'deal', 'interaction', 'task', 'product', 'order', 'ticket'];
const mostCompletions = 10;

const resources: Record<string, RecordResource> = {
  'crm://contact/{id}': {
    title: 'Contact · 联系人',
    description: 'A customer from all sides, as get_customer gives it. 客户全貌。',
    read: (id) => ({ name: 'get_customer', arguments: { customer: id } }),
    complete: (host, query) =>
      idsFrom(host, { name: 'search_contacts', arguments: query === '' ? {} : { query } }),
  },
  'crm://deal/{id}': {
    title: 'Deal · 商机',
    description: 'One deal with all its fields. 一个商机的全部字段。',
    read: (id) => ({
      name: 'search_records',
      arguments: { kind: 'deal', query: id, limit: 1, detail: 'full' },
    }),
    complete: (host, query) =>
      idsFrom(host, { name: 'search_records', arguments: { kind: 'deal', ...(query !== '' && { query }) } }),
  },
  'crm://schema/{object}': {
    title: 'Fields · 字段',
    description: 'Fields and picklists of one kind of record. 一类记录的字段和选项。',
    read: (kind) => ({ name: 'describe_workspace', arguments: { kind } }),
    complete: async (_, begun) => kinds.filter((kind) => kind.startsWith(begun)),
  },
  'crm://conversation/{id}': {
    title: 'Conversation · 对话',
    description: 'A talk with a customer, as get_conversation gives it. 与客户的对话。',
    read: (id) => ({ name: 'get_conversation', arguments: { conversation: id } }),
    complete: async (host, begun) => {
      const outcome = await run(host, { name: 'list_handoffs', arguments: { limit: 20 } });
      const items = outcome.ok ? (outcome.data.items as { conversation: string }[]) : [];
      return items.map(({ conversation }) => conversation).filter((id) => id.startsWith(begun));
    },
  },
  'crm://knowledge/{id}': {
    title: 'Knowledge · 知识',
    description: 'A document of the knowledge base. 知识库文档。',
    read: (id) => ({ name: 'list_knowledge', arguments: { document: id } }),
    complete: (host, query) =>
      idsFrom(host, { name: 'list_knowledge', arguments: query === '' ? {} : { query } }),
  },
};

const lists = [
  {
    name: 'changes',
    uri: 'crm://changes',
    tool: 'list_changes',
    title: 'Latest changes · 最近改动',
    description: 'The newest entries of the change log, as list_changes gives them. 变更日志。',
  },
  {
    name: 'alerts',
    uri: alertsUri,
    tool: 'list_alerts',
    title: 'Alerts · 预警',
    description: 'What to look at, as list_alerts gives it; clients may subscribe. 预警，可订阅。',
  },
];

/**
 * Serves records as resources: those whose tool can be called too, through that tool.
 * @param tells  whether the client may hear of what changes
 */
export function serveResources(server: McpServer, host: ResourceHost, tells: boolean): void {
  server.server.registerCapabilities({ resources: tells ? { subscribe: true } : {}, completions: {} });
  for (const [template, resource] of Object.entries(resources)) {
    const { title, description } = resource;
    if (!isReachable(resource.read('').name, host.registry)) continue;
    const variable = /\{(\w+)\}/.exec(template)?.[1] ?? 'id';
    const complete = { [variable]: (begun: string) => resource.complete(host, begun) };
    server.registerResource(
      /\/\/(\w+)/.exec(template)?.[1] ?? template,
      new ResourceTemplate(template, { list: undefined, complete }),
      { title, description, mimeType: 'application/json' },
      (uri, variables) => read(host, uri, resource.read(decodeURIComponent(String(variables[variable])))),
    );
  }
  for (const { name, uri, tool, ...about } of lists) {
    if (!isReachable(tool, host.registry)) continue;
    server.registerResource(name, uri, { ...about, mimeType: 'application/json' }, (asked) =>
      read(host, asked, { name: tool, arguments: { limit: 50 } }),
    );
  }
}

/** Whether a client may call the tool: directly, or by way of call_tool. */
export function isReachable(name: string, { all, served }: Registry): boolean {
  const names = served.map((tool) => tool.name);
  return names.includes(name) || (names.includes('call_tool') && all.some((tool) => tool.name === name));
}

async function run(
  { app, registry, readers, session: connection }: ResourceHost,
  call: ToolCall,
): Promise<ToolOutcome> {
  const open = await app();
  const { runtime, session } = open;
  const reading = readers.of({ app: open, connection: connection?.conversationId, conversation: undefined });
  const { executeTool } = await import('../../tools/kernel/execute-tool.ts');
  const tool = toolNamed({ all: registry.all, served: registry.all }, call.name);
  const { conversationId } = connection ?? {};
  return executeTool(tool, call.arguments, { runtime, session, registry, reading, conversationId });
}

async function read(host: ResourceHost, uri: URL, call: ToolCall): Promise<ReadResourceResult> {
  const outcome = await run(host, call);
  if (outcome.ok)
    return {
      contents: [{ uri: uri.href, mimeType: 'application/json', text: JSON.stringify(outcome.data) }],
    };
  const { code, message } = outcome.error;
  if (code === 'not_found') throw new ResourceNotFoundError(uri.href, message);
  throw new ProtocolError(ProtocolErrorCode.InternalError, `${code}: ${message}`);
}

async function idsFrom(host: ResourceHost, call: ToolCall): Promise<string[]> {
  const outcome = await run(host, call);
  const items: unknown = outcome.ok ? outcome.data.items : [];
  return Array.isArray(items) ? items.map(({ id }: { id: string }) => id).slice(0, mostCompletions) : [];
}
