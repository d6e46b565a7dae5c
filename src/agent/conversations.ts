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

/**
 * A conversation cut to its last turns, each whole, so that no call is parted from its result. Where the
 * last turn alone is too long, what its calls returned is left out.
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
    const turn = turns.pop()!;
    tokens += tokensOf(turn);
    if (tokens > mostTokens || kept.length + turn.length > mostMessages) break;
    kept.unshift(...turn);
  }
  return { ...conversation, messages: kept };
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
