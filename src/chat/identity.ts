import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { AgentHost } from '../agent/index.ts';
import type { IdentityClaim } from '../service/index.ts';
import { doorLimits } from './standing.ts';

/** The running application, as far as the customers' door needs it. */
export interface ChatHost extends AgentHost {
  asCustomer(customer: { id: string; name: string; contactId?: string | undefined }): ChatHost;
}

/** So many attempts to say who they are, and a person takes over. */
export const mostAttempts = 5;

/** A customer as the door knows them: the contact they proved to be, or only the visit. */
export interface Visitor {
  conversationId: string;
  contact?: { id: string; name: string } | undefined;
  failures: number;
  /** The network address they come from, where the way in knows it. */
  origin?: string | undefined;
}

/** The visitor's own application. */
export const hostOf = (host: ChatHost, { conversationId, contact }: Visitor): ChatHost =>
  contact
    ? host.asCustomer({ id: contact.id, name: contact.name, contactId: contact.id })
    : host.asCustomer({ id: conversationId, name: 'Visitor' });

/**
 * The application as one conversation's agent has it. When `identify_customer` finds out who the visitor is,
 * the conversation and every later call are that contact's, for good. Attempts are counted, in the conversation
 * and beyond it; where there were too many, none is looked at any more, be it right or wrong.
 */
export function identifyingHost(host: ChatHost, visitor: Visitor): AgentHost {
  let current = hostOf(host, visitor);

  const identify: ChatHost['call'] = async (name, callArguments, more) => {
    const claimed = claimOf(callArguments, visitor);
    if (visitor.failures >= mostAttempts || !(await isOpen(claimed))) {
      visitor.failures = mostAttempts;
      return refusal('rate_limited', ...tooMany);
    }
    const asVisitor = visitor.contact ? hostOf(host, { ...visitor, contact: undefined }) : current;
    const outcome = await asVisitor.call(name, callArguments, more);
    if (outcome.ok) {
      const { contactId, name: contactName } = outcome.data as { contactId: string; name: string };
      if (visitor.contact)
        return visitor.contact.id === contactId ? outcome : refusal('conflict', ...another);
      await bind(contactId, contactName);
      return outcome;
    }
    if (outcome.error.code !== 'not_found') return outcome;
    visitor.failures = await count(claimed);
    return visitor.contact ? refusal('conflict', ...another) : outcome;
  };

  async function bind(contactId: string, name: string): Promise<void> {
    await current.runtime.write(
      current.session,
      (_, { desk }) => desk.conversations.bind(visitor.conversationId, contactId),
      doorLimits(),
    );
    visitor.contact = { id: contactId, name };
    current = hostOf(host, visitor);
  }

  const isOpen = (claimed: IdentityClaim): Promise<boolean> =>
    current.runtime.read(current.session, (_, { desk }) => desk.identification.isOpen(claimed), doorLimits());

  const count = (claimed: IdentityClaim): Promise<number> =>
    current.runtime.write(
      current.session,
      async (_, { desk }) => {
        await desk.identification.failed(claimed);
        return desk.conversations.countFailure(visitor.conversationId);
      },
      doorLimits(),
    );

  return {
    runtime: host.runtime,
    registry: current.registry,
    get session() {
      return current.session;
    },
    call: (name, callArguments, more) =>
      name === 'identify_customer'
        ? identify(name, callArguments, more)
        : current.call(name, callArguments, more),
    approve: (approvalId, decision, more) => current.approve(approvalId, decision, more),
  };
}

/** Whom a call claims to be: by the e-mail, or by the name, whatever postcode is tried with it. */
function claimOf(callArguments: unknown, { origin }: Visitor): IdentityClaim {
  const { email, name } = (callArguments ?? {}) as { email?: unknown; name?: unknown };
  return { claim: String(email ?? name ?? ''), ...(origin !== undefined && { origin }) };
}

const tooMany = [
  'Too many attempts to say who they are.',
  'A person has to look into it: hand_off_to_human with reason identification.',
] as const;
const another = [
  'This conversation is another customer’s already.',
  'Somebody else needs a conversation of their own.',
] as const;

const refusal = (code: 'rate_limited' | 'conflict', message: string, hint: string): ToolOutcome => ({
  ok: false,
  error: { code, message, hint, retryable: false, errorId: '' },
});
