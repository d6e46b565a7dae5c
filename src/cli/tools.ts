import type { Tool } from '../../tools/kernel/define-tool.ts';
import { schemasOf } from '../../tools/kernel/json-schema.ts';
import type { Command } from './command.ts';

interface Cost {
  name: string;
  title: string;
  toolset: string;
  listed: boolean;
  readOnly: boolean;
  scope: string;
  description: string;
  /** Of name, description and input schema: what a model reads. */
  tokens: number;
  /** Of the whole entry in tools/list. */
  listTokens: number;
}

export default {
  usage: '',
  takes: [0, 0],
  options: {
    json: { type: 'boolean', help: { en: 'for programs', zh: '供程序使用' } },
    markdown: { type: 'boolean', help: { en: 'as a Markdown table', zh: 'Markdown 表格' } },
  },
  async run({ values, terminal }) {
    const { tools } = await import('../../tools/index.ts');
    const costs = tools.map(costOf);
    const listed = costs.filter((cost) => cost.listed);
    const total = {
      tools: listed.length,
      tokens: sum(listed, 'tokens'),
      listTokens: sum(listed, 'listTokens'),
    };
    if (values.json) terminal.printJson({ tools: costs, defaultProfile: total });
    else if (values.markdown) terminal.print(markdown(listed));
    else {
      const width = Math.max(...costs.map(({ name }) => name.length));
      for (const { name, title, toolset, tokens, listTokens, listed: isListed } of costs)
        terminal.print(
          `${isListed ? '*' : ' '} ${name.padEnd(width)}  ${String(tokens).padStart(4)} ${String(listTokens).padStart(5)}  ${toolset}: ${title}`,
        );
      terminal.say(
        terminal.words({
          en: `* default profile: ${total.tools} tools, ${total.tokens} tokens of names, descriptions and inputs, ${total.listTokens} of the whole tools/list (bytes / 4)`,
          zh: `* 默认工具集：${total.tools} 个工具，名称、说明和输入共 ${total.tokens} 个 token，完整的 tools/list 为 ${total.listTokens} 个（字节数 / 4）`,
        }),
      );
    }
    return 0;
  },
} satisfies Command;

function costOf(tool: Tool): Cost {
  const { name, title, toolset, scope, description, annotations } = tool;
  const { input, output } = schemasOf(tool);
  return {
    name,
    title,
    toolset,
    listed: tool.profile === 'default',
    readOnly: annotations.readOnlyHint,
    scope,
    description,
    tokens: tokensOf(name + description + JSON.stringify(input)),
    listTokens: tokensOf(
      JSON.stringify({ name, title, description, inputSchema: input, outputSchema: output, annotations }),
    ),
  };
}

const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

const sum = (costs: readonly Cost[], key: 'tokens' | 'listTokens'): number =>
  costs.reduce((total, cost) => total + cost[key], 0);

function markdown(costs: readonly Cost[]): string {
  const rows = costs.map(
    ({ name, readOnly, description }) =>
      `| \`${name}\` | ${readOnly ? 'reads' : 'writes'} | ${description.split(/(?<=\.)\s/)[0]} |`,
  );
  return ['| tool | | does |', '|---|---|---|', ...rows].join('\n');
}
