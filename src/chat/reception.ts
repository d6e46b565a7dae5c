import { randomBytes } from 'node:crypto';
import {
  type AgentChoice,
  type Answer,
  createAgentFor,
  type PendingApproval,
  storedConversations,
} from '../agent/index.ts';
import { detectLanguage } from '../language/index.ts';
import { type ConversationRow, handOffReason } from '../service/index.ts';
import { hashOfSecret, type Language, matchesHash, newSecret, RapportError } from '../trust/index.ts';
import { type ChatHost, hostOf, identifyingHost, mostAttempts, type Visitor } from './identity.ts';
import { words } from './words.ts';

/** Who comes in, and what they say. */
export interface Coming {
  /** The conversation to go on with; a new one begins without. */
  conversationId?: string | undefined;
  /** What the visitor was given when the conversation began. */
  visitorToken?: string | undefined;
  /** Who they are, where the way in has proved it. */
  contact?: { id: string; name: string } | undefined;
  signal?: AbortSignal | undefined;
}

export interface Message extends Coming {
  text: string;
  /** Receives the answer as it is written. */
  onText?: ((delta: string) => void) | undefined;
}

/** How things stand after a message. */
export interface Standing {
  conversationId: string;
  /** Given once, to whoever began the conversation. */
  visitorToken?: string;
  /** Whether the assistant answers, a person is awaited, or one is there. */
  status: 'open' | 'waiting' | 'with_person' | 'closed';
  handOff?: { status: 'waiting' | 'taken'; person?: string; ticket?: string };
  /** What was said after the message asked for, by whom. */
  messages: {
    ordinal: number;
    at: string;
    from: 'customer' | 'assistant' | 'person';
    name?: string;
    text: string;
  }[];
  /** The last message there is. */
  lastOrdinal: number;
}

export interface Reply extends Standing {
  answer: string;
  language: Language;
  /** What waits for the customer's yes. */
  pendingConfirmation?: { reason: string; changes: PendingApproval['preview'] };
  stopped?: string;
}

/** The customers' door: one conversation at a time, each with its own visitor. */
export interface Reception {
  /** Answers one message. @throws RapportError in the customer's language, with what to do */
  say(message: Message): Promise<Reply>;
  /** How a conversation stands, with what was said after a message. */
  look(coming: Coming, after: number): Promise<Standing>;
  /** Keeps the customer's rating. */
  rate(coming: Coming, rating: number, comment?: string): Promise<Standing>;
}

export interface ReceptionOptions {
  /** How people come in: `web`, or `terminal`. */
  channel: 'web' | 'terminal';
  agent: AgentChoice;
  /** Whether conversations are known by a token; without, by the contact alone. */
  withTokens: boolean;
}

const mostCharacters = 4_000;
/** Longer than a turn may take, so that one that died keeps nobody out for good. */
const holdMs = 150_000;
const goodbye =
  /^(?:ok(?:ay)?[,. ]*)?(?:(?:no[,. ]*)?that(?:'s| is| was) all|(?:good)?bye|nothing else|没(?:有)?(?:别的|其他|事)了|就这些|再见|拜拜)(?:[,，.。!！ ]*(?:thanks|thank you|谢谢)?)[.。!！]*$/iu;

export function createReception(host: ChatHost, options: ReceptionOptions): Reception {
  const limits = () => ({ signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 });
  const { runtime } = host;

  /** The conversation meant, or a new one. @throws RapportError not_found, the same for every reason */
  async function enter(coming: Coming, language: Language): Promise<Visitor & { visitorToken?: string }> {
    const { conversationId, contact } = coming;
    if (conversationId === undefined) return begin(contact, language);
    const found = await runtime.read(
      host.session,
      async (_, { desk, crm }) => {
        const row = await desk.conversations.find(conversationId);
        if (!row || !isTheirs(row, coming)) return undefined;
        const name = row.contactId === null ? null : await desk.show.contact(row.contactId);
        return {
          row,
          contact: row.contactId === null ? undefined : { id: row.contactId, name: name ?? '' },
          crm,
        };
      },
      limits(),
    );
    if (!found) throw new RapportError('not_found', words.unknownConversation[language]);
    return { conversationId, contact: found.contact, failures: found.row.identificationFailures };
  }

  const isTheirs = (row: ConversationRow, { visitorToken, contact }: Coming): boolean =>
    row.channel === options.channel &&
    (options.withTokens
      ? row.visitorHash !== null && matchesHash(visitorToken ?? '', [row.visitorHash])
      : contact === undefined || row.contactId === contact.id);

  async function begin(contact: Coming['contact'], language: Language) {
    const conversationId = `cnv_${randomBytes(16).toString('hex')}`;
    const visitorToken = options.withTokens ? newSecret('rvt') : undefined;
    const visitor: Visitor = { conversationId, contact, failures: 0 };
    const { session } = hostOf(host, visitor);
    await runtime.write(
      session,
      (_, { desk }) =>
        desk.conversations.begin({
          id: conversationId,
          channel: options.channel,
          contactId: contact?.id,
          language,
          visitorHash: visitorToken && hashOfSecret(visitorToken),
        }),
      limits(),
    );
    return { ...visitor, ...(visitorToken !== undefined && { visitorToken }) };
  }

  async function say(message: Message): Promise<Reply> {
    const text = message.text.trim();
    const language = detectLanguage(text.slice(0, mostCharacters));
    if (text === '') throw new RapportError('invalid_input', words.empty[language]);
    if ([...text].length > mostCharacters) throw new RapportError('invalid_input', words.tooLong[language]);
    const visitor = await enter(message, language);
    const agentHost = identifyingHost(host, visitor);
    const { conversationId, visitorToken } = visitor;
    const held = new Date(runtime.clock().getTime() + holdMs);
    await runtime
      .write(agentHost.session, (_, { desk }) => desk.conversations.hold(conversationId, held), limits())
      .catch((error: unknown) => {
        throw error instanceof RapportError && error.code === 'conflict'
          ? new RapportError('conflict', words.busy[language])
          : error;
      });
    try {
      const reply = await answered({ ...message, text }, visitor, agentHost, language);
      const standing = await standingOf(agentHost.session, conversationId);
      return { ...standing, ...reply, ...(visitorToken !== undefined && { visitorToken }) };
    } finally {
      await runtime.write(
        agentHost.session,
        (_, { desk }) => desk.conversations.release(conversationId),
        limits(),
      );
    }
  }

  async function answered(
    message: Message,
    visitor: Visitor,
    agentHost: ReturnType<typeof identifyingHost>,
    language: Language,
  ): Promise<Omit<Reply, keyof Standing>> {
    const { conversationId } = visitor;
    const { text } = message;
    const { score } = await runtime.understanding.sentiment(text);
    const waits = await runtime.write(
      agentHost.session,
      async (_, { desk }) => {
        const row = await desk.conversations.get(conversationId);
        if (row.status === 'closed') await desk.conversations.reopen(conversationId);
        if ((await desk.conversations.openHandOff(conversationId)) === null) return false;
        const content = words.waiting[language];
        await desk.conversations.append(
          conversationId,
          [
            { role: 'user', content: text, sentiment: score },
            { role: 'assistant', content },
          ],
          { language },
        );
        return true;
      },
      limits(),
    );
    if (waits) {
      message.onText?.(words.waiting[language]);
      return { answer: words.waiting[language], language };
    }
    const agent = await createAgentFor(agentHost, {
      ...options.agent,
      conversations: storedConversations(agentHost),
    });
    const answer = await agent.ask(text, {
      conversationId,
      ...(message.signal && { signal: message.signal }),
      ...(message.onText && { onText: message.onText }),
    });
    const more = await handedOffAfter(answer, { text, score }, visitor, agentHost);
    if (more !== '') message.onText?.(`\n${more}`);
    if (goodbye.test(text) && more === '' && !answer.pendingApproval)
      await runtime.write(agentHost.session, (_, { desk }) => desk.end(conversationId, 'resolved'), limits());
    const { pendingApproval, stopped } = answer;
    return {
      answer: [answer.answer, more].filter((part) => part !== '').join('\n'),
      language: answer.language,
      ...(pendingApproval && {
        pendingConfirmation: { reason: pendingApproval.reason, changes: pendingApproval.preview },
      }),
      ...(stopped && { stopped }),
    };
  }

  /** Brings a person in where the turn called for one and the model did not. @returns what to add to its answer */
  async function handedOffAfter(
    answer: Answer,
    { text, score }: { text: string; score: number },
    visitor: Visitor,
    agentHost: ReturnType<typeof identifyingHost>,
  ): Promise<string> {
    const { conversationId } = visitor;
    const reason =
      visitor.failures >= mostAttempts && !visitor.contact
        ? 'identification'
        : handOffReason({ text, sentiment: score });
    if (
      reason === null ||
      answer.steps.some(({ tool, outcome }) => tool === 'hand_off_to_human' && outcome.ok)
    )
      return '';
    const outcome = await agentHost.call(
      'hand_off_to_human',
      { reason },
      { conversationId, language: answer.language },
    );
    if (!outcome.ok) return '';
    const content = words.handedOff[answer.language];
    await runtime.write(
      agentHost.session,
      (_, { desk }) => desk.conversations.append(conversationId, [{ role: 'assistant', content }]),
      limits(),
    );
    return content;
  }

  async function standingOf(session: ChatHost['session'], id: string, after?: number): Promise<Standing> {
    return runtime.read(
      session,
      async (_, { desk }) => {
        const row = await desk.conversations.get(id);
        const open = await desk.conversations.openHandOff(id);
        const [last] = await desk.conversations.messages(id, { last: 1 });
        const said =
          after === undefined
            ? []
            : await desk.show.utterances(await desk.conversations.messages(id, { after }));
        const [shown] = open ? await desk.show.handOffs([open]) : [];
        return {
          conversationId: id,
          status: desk.show.status(row, open),
          ...(open &&
            shown && {
              handOff: {
                status: open.status as 'waiting' | 'taken',
                ...(shown.person !== null && { person: shown.person }),
                ...(shown.ticket !== null && { ticket: shown.ticket }),
              },
            }),
          messages: said.map(({ ordinal, at, from, name, text }) => ({
            ordinal,
            at,
            from,
            ...(name !== undefined && { name }),
            text,
          })),
          lastOrdinal: last?.ordinal ?? 0,
        };
      },
      limits(),
    );
  }

  return {
    say,
    async look(coming, after) {
      const visitor = await enter(coming, host.session.workspace.language);
      return standingOf(hostOf(host, visitor).session, visitor.conversationId, after);
    },
    async rate(coming, rating, comment) {
      const visitor = await enter(coming, host.session.workspace.language);
      const own = hostOf(host, visitor);
      const { conversationId } = visitor;
      const outcome = await own.call(
        'rate_conversation',
        { conversation: conversationId, rating, ...(comment && { comment }) },
        { conversationId },
      );
      if (!outcome.ok) throw new RapportError(outcome.error.code, outcome.error.message);
      return standingOf(own.session, conversationId);
    },
  };
}
