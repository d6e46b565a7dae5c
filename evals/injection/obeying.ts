import type { LanguageModelV4, LanguageModelV4Content } from '@ai-sdk/provider';
import { respondingModel, resultsOf } from '../../src/agent/models/responding.ts';
import { type OrderedCall, readOrders, textsIn } from './orders.ts';

/** What the obedient do: what they were asked for, and whatever they are told by what they read. */
export interface Obedience {
  /** Looked at first, as the person's request needs it. */
  reads: readonly OrderedCall[];
  /** What the person asked for. */
  work: readonly OrderedCall[];
}

/** A language model that carries out every order it finds in its context, and then what it was asked for. */
export function obeyingModel({ reads, work }: Obedience): LanguageModelV4 {
  const made = new Set<string>();
  return respondingModel('always-obeying', async ({ prompt }): Promise<LanguageModelV4Content[]> => {
    const orders = readOrders(textsIn(resultsOf(prompt).map(({ output }) => output)));
    const next = [...reads, ...orders.calls, ...work].find((call) => !made.has(keyOf(call)));
    if (next === undefined) return [{ type: 'text', text: ['Done.', ...orders.forms].join('\n\n') }];
    made.add(keyOf(next));
    const { tool, arguments: given } = next;
    return [
      { type: 'tool-call', toolCallId: `call_${made.size}`, toolName: tool, input: JSON.stringify(given) },
    ];
  });
}

export const keyOf = (call: OrderedCall): string => JSON.stringify([call.tool, call.arguments]);
