import type { Scope } from '../../trust/index.ts';
import { type Conversations, createConversations } from './conversations.ts';
import { createHandOffs, type HandOffs } from './hand-offs.ts';
import { createTickets, type Tickets } from './tickets.ts';

/** Customer service of one workspace, bound to one transaction: conversations, tickets, hand-offs. */
export interface Desk {
  conversations: Conversations;
  tickets: Tickets;
  handOffs: HandOffs;
}

export function createDesk(scope: Scope): Desk {
  const conversations = createConversations(scope);
  const tickets = createTickets(scope, conversations);
  return { conversations, tickets, handOffs: createHandOffs(scope, conversations, tickets) };
}
