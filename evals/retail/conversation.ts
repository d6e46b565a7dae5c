import { createReception, type Reply } from '../../src/chat/index.ts';
import type { App } from '../../src/wire.ts';
import { customerOf } from './customer.ts';

/** What was said in a conversation at the customers' door. */
export interface Utterance {
  from: 'customer' | 'assistant';
  text: string;
}

export interface Visit {
  say(text: string): Promise<Reply>;
}

/** Comes in by the customers' door as a visitor nobody knows. */
export function enter(app: App, model: string): Visit {
  const reception = createReception(app, { channel: 'web', withTokens: true, agent: { model } });
  let conversationId: string | undefined;
  let visitorToken: string | undefined;
  return {
    async say(text) {
      const reply = await reception.say({ text, conversationId, visitorToken });
      conversationId ??= reply.conversationId;
      visitorToken ??= reply.visitorToken;
      return reply;
    },
  };
}

/** Plays a task's instruction at the customers' door until nothing more is to be said. */
export async function play(app: App, model: string, instruction: string): Promise<Utterance[]> {
  const customer = customerOf(instruction);
  const visit = enter(app, model);
  const said: Utterance[] = [];
  for (let text: string | undefined = customer.opening; text !== undefined; ) {
    const reply = await visit.say(text);
    said.push({ from: 'customer', text }, { from: 'assistant', text: reply.answer });
    text = customer.answer({ text: reply.answer, isConfirmation: reply.pendingConfirmation !== undefined });
  }
  return said;
}

/** Takes back what customers had done, the newest first; those are the changes that touch the shop. */
export async function takeBack(app: App): Promise<void> {
  const listed = await app.call('list_changes', { limit: 50 });
  if (!listed.ok) throw new Error(listed.error.message);
  const changes = listed.data.items as { changeId: string; tool: string; undone: boolean }[];
  for (const { changeId } of changes.filter(({ tool, undone }) => !undone && changing.has(tool))) {
    const undone = await app.call('undo_change', { changeId });
    if (!undone.ok) throw new Error(undone.error.message);
  }
}

export const changing = new Set(['update_order', 'request_return', 'update_customer_profile']);
