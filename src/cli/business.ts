import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import type { Domain } from '../agent/index.ts';
import { type CommandCall, textOf, UsageError } from './command.ts';

/** What customers can ask for in place of a shop's flows, and the tools behind it. */
export interface Business {
  domain: Domain;
  tools: readonly Tool[];
}

/** The module that `--business` names; nothing without it. @throws UsageError where it is none */
export async function businessOf({ values, terminal }: CommandCall): Promise<Partial<Business>> {
  const path = textOf(values, 'business');
  if (path === undefined) return {};
  const url = pathToFileURL(resolve(path)).href;
  const { domain, tools }: Partial<Business> = await import(url).catch(() => ({}));
  if (typeof domain?.name === 'string' && Array.isArray(tools)) return { domain, tools };
  throw new UsageError(
    terminal.words({
      en: `${path} is no module that exports domain and tools.`,
      zh: `${path} 不是导出 domain 和 tools 的模块。`,
    }),
  );
}
