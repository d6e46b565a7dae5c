import type { Scope } from '../../trust/index.ts';
import { prediction, rateConversation, type Verdict } from './closing.ts';
import { configureDesk, type DeskChanges, showDesk } from './configuring.ts';
import { type ConversationRow, type Conversations, createConversations } from './conversations.ts';
import { createHandOffs, type HandOffs } from './hand-offs.ts';
import { createIdentification, type Identification } from './identification.ts';
import { type ChatKeys, createChatKeys } from './keys.ts';
import { type ServiceReport, serviceReport } from './report.ts';
import type { DeskSettings } from './settings.ts';
import { createTickets, type Tickets } from './tickets.ts';
import { createViews, type Views } from './views.ts';

/** Customer service of one workspace, bound to one transaction: conversations, tickets, hand-offs. */
export interface Desk {
  conversations: Conversations;
  tickets: Tickets;
  handOffs: HandOffs;
  show: Views;
  keys: ChatKeys;
  identification: Identification;
  /** How the desk works. @throws RapportError forbidden */
  settings(): Promise<DeskSettings>;
  /** @throws RapportError forbidden or invalid_input */
  configure(changes: DeskChanges): Promise<DeskSettings>;
  rate(conversationId: string, verdict: Verdict): Promise<ConversationRow>;
  report(asked?: Parameters<typeof serviceReport>[1]): Promise<ServiceReport>;
  /** Ends a conversation, with what its customer would say of it. */
  end(conversationId: string, outcome: 'resolved' | 'handed_off'): Promise<void>;
}

export function createDesk(scope: Scope): Desk {
  const conversations = createConversations(scope);
  const tickets = createTickets(scope, conversations);
  return {
    conversations,
    tickets,
    handOffs: createHandOffs(scope, conversations, tickets),
    show: createViews(scope),
    keys: createChatKeys(scope),
    identification: createIdentification(scope),
    settings: () => showDesk(scope),
    configure: (changes) => configureDesk(scope, changes),
    rate: (id, verdict) => rateConversation(scope, conversations, id, verdict),
    report: (asked) => serviceReport(scope, asked),
    async end(id, outcome) {
      const row = await conversations.get(id);
      await conversations.close(id, outcome, await prediction(conversations, row));
    },
  };
}
