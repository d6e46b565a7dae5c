import type { Domain } from '../../src/agent/service/index.ts';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import { createCoreBanking } from './core-banking.ts';
import { bank } from './flows.ts';
import { createBankTools } from './tools.ts';

/** The bank as `rapport ask --business` takes it: what customers can ask for, and the tools behind it. */
export const domain: Domain = bank;
export const tools: readonly Tool[] = createBankTools(createCoreBanking());
