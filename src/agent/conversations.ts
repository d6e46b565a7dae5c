import type { ModelMessage } from 'ai';
import type { Conversation, ConversationStore } from './types.ts';

/** What is kept of a conversation, in tokens by the rule of thumb that four bytes are one. */
export const mostTokens = 24_000;
const mostMessages = 60;

/** Keeps conversations as long as the process lives. */
export function conversationsInMemory(): ConversationStore {
  const kept = new Map<string, string>();
  return {
    async load(id) {
      const text = kept.get(id);
      return text === undefined ? undefined : (JSON.parse(text) as Conversation);
    },
    hear: async () => undefined,
    async save(conversation) {
      kept.set(conversation.id, JSON.stringify(conversation));
    },
  };
}

/** Turns beyond the budget are remembered by so many lines. */
const mostRemembered = 30;
const longestLine = 160;

/**
 * A conversation cut to what a model is given: the last turns, each whole, so that no call is parted from its
 * result. Of older ones first what their calls returned is left out; those that still are too many are
 * remembered by a line each. Where the last turn alone is too long, its results are left out too.
 */
export function shortened(conversation: Conversation): Conversation {
  const turns: ModelMessage[][] = [];
  for (const message of conversation.messages.map(plain)) {
    if (message.role === 'user' || turns.length === 0) turns.push([]);
    turns.at(-1)!.push(message);
  }
  const last = turns.pop() ?? [];
  const kept = tokensOf(last) > mostTokens ? last.map(withoutResults) : last;
  let tokens = tokensOf(kept);
  while (turns.length > 0) {
    const whole = turns.at(-1)!;
    const turn = tokens + tokensOf(whole) > mostTokens / 2 ? whole.map(withoutResults) : whole;
    tokens += tokensOf(turn);
    if (tokens > mostTokens || kept.length + turn.length > mostMessages) break;
    turns.pop();
    kept.unshift(...turn);
  }
  const memory = [...(conversation.memory ?? []), ...turns.map(lineOf)].slice(-mostRemembered);
  return { ...conversation, messages: kept, ...(memory.length > 0 && { memory }) };
}

/** A turn by what was asked and which calls were made. */
function lineOf(turn: readonly ModelMessage[]): string {
  const asked = turn.find(({ role }) => role === 'user')?.content;
  const calls = turn.flatMap(({ role, content }) =>
    role === 'assistant' && typeof content !== 'string'
      ? content.flatMap((part) => (part.type === 'tool-call' ? [part.toolName] : []))
      : [],
  );
  const words = (typeof asked === 'string' ? asked : '').replace(/\s+/gu, ' ').slice(0, longestLine);
  return `- “${words}”${calls.length > 0 ? ` → ${[...new Set(calls)].join(', ')}` : ''}`;
}

/** About how many tokens messages cost, notes of the local model aside. */
export function tokensOf(messages: readonly ModelMessage[]): number {
  const bare = JSON.stringify(messages, (name, value) => (name === 'providerOptions' ? undefined : value));
  return Math.ceil(Buffer.byteLength(bare) / 4);
}

/** A message without what only its own endpoint and its own turn can use: thoughts, ids of items. */
function plain(message: ModelMessage): ModelMessage {
  if (message.role !== 'assistant' || typeof message.content === 'string') return message;
  return {
    ...message,
    content: message.content
      .filter((part) => part.type !== 'reasoning')
      .map((part) => {
        if (!('providerOptions' in part)) return part;
        const { providerOptions, ...rest } = part;
        const local = providerOptions?.local;
        return local === undefined ? rest : { ...rest, providerOptions: { local } };
      }),
  };
}

const withoutResults = (message: ModelMessage): ModelMessage =>
  message.role === 'tool'
    ? {
        ...message,
        content: message.content.map((part) =>
          part.type === 'tool-result'
            ? { ...part, output: { type: 'text', value: 'Left out, being too long: call the tool again.' } }
            : part,
        ),
      }
    : message;
