import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';

export default defineTool({
  name: 'find_tools',
  title: 'Find more tools',
  toolset: 'crm',
  profile: 'default',
  scope: 'crm:read',
  description:
    'Searches all tools of this server by what they do, those not listed too. ' +
    'Use when no listed tool fits. Reading tools found here run with call_tool; writing ones must be switched on with --toolsets.',
  phrases: {
    en: [
      'what can you do',
      'is there a tool for {query}',
      'which tools are there',
      'help',
      'what are you able to do',
      'what else can you do',
      'show me your abilities',
      'how can you help me',
      'can you {query}, is there a way',
      'is there anything that can {query}',
      'how do I {query} with this assistant',
      'do you have a function to {query}',
      'list all the features you offer',
      'what kind of questions can I ask you',
      'which of your tools could {query}',
      "I'd like to {query}, which tool should I use",
      "I'm new here, what are you good at",
      'search your tools for {query}',
      'is it possible for you to {query}',
      'give me a tour of your functions',
    ],
    zh: [
      '你能做什么',
      '有没有{query}的工具',
      '有哪些工具',
      '帮助',
      '你都会些什么',
      '你有什么功能',
      '你能帮我做哪些事',
      '有没有办法{query}',
      '你会{query}吗',
      '想{query}的话该用哪个功能',
      '你支不支持{query}',
      '搜一下跟{query}有关的工具',
      '第一次用，你能干些啥',
      '除了这些你还能做什么',
      '列一下你所有的功能',
      '我可以问你哪些问题',
      '哪个工具可以用来{query}',
      '请问这个助手具备{query}的功能吗',
      '给我介绍介绍你的全部本领',
    ],
  },
  input: z.strictObject({ query: z.string().trim().min(1).max(200) }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        name: z.string(),
        description: ours(z.string()),
        readOnly: z.boolean(),
        listed: z.boolean(),
        inputSchema: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result) => result.items.map((tool) => `${tool.name}: ${tool.description}`).join('\n'),

  async handler({ query }, { tools }) {
    return { items: tools.find(query) };
  },
});
