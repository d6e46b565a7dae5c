import type { DraftMode, Invocation } from './context.ts';

/** What a draft that was started in a conversation is found by. */
export const draftOfConversation = (conversationId: string): string => `conversation:${conversationId}`;

/** What a draft of this name is found by. */
export const draftCalled = (name: string): DraftMode => ({ key: `name:${name}`, name });

/** In which draft a server or a command that drafts all it writes has a call land: a named one, or its conversation's own. */
export function draftModeFor(
  choice: string | true,
  { conversationId, session, runtime }: Pick<Invocation, 'conversationId' | 'session' | 'runtime'>,
): DraftMode {
  if (choice !== true) return draftCalled(choice);
  const { actor, workspace } = session;
  const at = runtime.clock().toLocaleString('sv-SE', { timeZone: workspace.timeZone }).slice(0, 16);
  const key = conversationId === undefined ? `client:${actor.client}` : draftOfConversation(conversationId);
  return { key, name: `${actor.client} ${at}` };
}
