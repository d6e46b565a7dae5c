import type { Conversation, ConversationStore } from './types.ts';

const mostMessages = 60;

/** Keeps conversations as long as the process lives. */
export function conversationsInMemory(): ConversationStore {
  const kept = new Map<string, string>();
  return {
    async load(id) {
      const text = kept.get(id);
      return text === undefined ? undefined : (JSON.parse(text) as Conversation);
    },
    async save(conversation) {
      kept.set(conversation.id, JSON.stringify(conversation));
    },
  };
}

/** A conversation cut to its last messages, from a person's turn on, so that no call is parted from its result. */
export function shortened(conversation: Conversation): Conversation {
  const { messages } = conversation;
  if (messages.length <= mostMessages) return conversation;
  const from = messages.findIndex(
    (message, index) => index >= messages.length - mostMessages && message.role === 'user',
  );
  return { ...conversation, messages: messages.slice(Math.max(0, from)) };
}
