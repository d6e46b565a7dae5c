import { randomBytes } from 'node:crypto';
import {
  acceptedContent,
  completable,
  createRequestStateCodec,
  inputRequired,
  McpServer,
  type McpServerFactory,
  ResourceTemplate,
  type ServerNotifier,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { addFormFixtures } from './conformance-forms.ts';
import { pixel } from './conformance-samples.ts';
import { addToolFixtures } from './conformance-tools.ts';

/**
 * Makes the servers the conformance suite wants to find: tools, resources and prompts of fixed names. They
 * are served by the HTTP service of the product, which is what the suite judges with them.
 */
export function createFixtureFactory(notify: () => ServerNotifier): McpServerFactory {
  const state = createRequestStateCodec<string>({ key: randomBytes(32), ttlSeconds: 60 });
  return () => {
    const server = new McpServer(
      { name: 'rapport-conformance', version: '0' },
      {
        capabilities: { logging: {}, tools: { listChanged: true }, prompts: { listChanged: true } },
        requestState: { verify: state.verify },
      },
    );
    addToolFixtures(server, { state, notify });
    addFormFixtures(server);
    addResources(server);
    addPrompts(server);
    return server;
  };
}

function addResources(server: McpServer): void {
  const description = 'Conformance';
  const textBody = 'This is the content of the static text resource.';
  server.registerResource(
    'static-text',
    'test://static-text',
    { description, mimeType: 'text/plain' },
    ({ href }) => ({ contents: [{ uri: href, mimeType: 'text/plain', text: textBody }] }),
  );
  server.registerResource(
    'static-binary',
    'test://static-binary',
    { description, mimeType: 'image/png' },
    ({ href }) => ({ contents: [{ uri: href, mimeType: 'image/png', blob: pixel }] }),
  );
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description, mimeType: 'application/json' },
    ({ href }, { id }) => {
      const data = { id, templateTest: true, data: `Data for ID: ${id}` };
      return { contents: [{ uri: href, mimeType: 'application/json', text: JSON.stringify(data) }] };
    },
  );
}

const said = (...contents: Parameters<typeof message>[0][]) => ({ messages: contents.map(message) });
const message = (
  content:
    | { type: 'text'; text: string }
    | { type: 'image'; data: string; mimeType: string }
    | { type: 'resource'; resource: { uri: string; mimeType: string; text: string } },
) => ({ role: 'user' as const, content });

const completions = (begun: string): string[] =>
  ['paris', 'park', 'party'].filter((word) => word.startsWith(begun));

function addPrompts(server: McpServer): void {
  const description = 'Conformance';
  const words = (text: string) => ({ type: 'text' as const, text });
  server.registerPrompt('test_simple_prompt', { description }, () =>
    said(words('This is a simple prompt for testing.')),
  );
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description, argsSchema: z.object({ arg1: completable(z.string(), completions), arg2: z.string() }) },
    ({ arg1, arg2 }) => said(words(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description, argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => {
      const text = 'Embedded resource content for testing.';
      return said(
        { type: 'resource', resource: { uri: resourceUri, mimeType: 'text/plain', text } },
        words('Please process the embedded resource above.'),
      );
    },
  );
  server.registerPrompt('test_prompt_with_image', { description }, () =>
    said({ type: 'image', data: pixel, mimeType: 'image/png' }, words('Please analyze the image above.')),
  );
  server.registerPrompt('test_input_required_result_prompt', { description }, ({ mcpReq }) => {
    const given = acceptedContent(mcpReq.inputResponses, 'user_context', z.object({ context: z.string() }));
    if (given) return said(words(given.context));
    const requestedSchema = {
      type: 'object' as const,
      properties: { context: { type: 'string' as const } },
      required: ['context'],
    };
    const ask = inputRequired.elicit({ message: 'What context should the prompt use?', requestedSchema });
    return inputRequired({ inputRequests: { user_context: ask } });
  });
}
