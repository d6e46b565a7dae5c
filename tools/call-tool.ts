import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';

export default defineTool({
  name: 'call_tool',
  title: 'Call a reading tool',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Runs a read-only tool that find_tools found and that is not listed. Use after find_tools, with its input schema. ' +
    'Not for tools that write, and not for listed tools: call those directly.',
  phrases: { en: ['call the tool {name}', 'run the tool {name}'], zh: ['调用工具{name}', '运行工具{name}'] },
  input: z.strictObject({
    name: z.string().max(80),
    arguments: z.record(z.string(), z.unknown()),
  }),
  output: z.strictObject({ name: z.string(), result: z.record(z.string(), z.unknown()), text: z.string() }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result) => result.text,

  handler(input, { tools }) {
    return tools.call(input.name, input.arguments);
  },
});
