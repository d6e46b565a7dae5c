import {
  type AgentChoice,
  type AgentHost,
  type Answer,
  createAgentFor,
  type PendingApproval,
  storedConversations,
} from '../agent/index.ts';
import { detectLanguage, isOtherLanguage } from '../language/index.ts';
import { type Desk, handOffReason } from '../service/index.ts';
import { type Language, RapportError } from '../trust/index.ts';
import { type ChatHost, hostOf, identifyingHost, mostAttempts, type Visitor } from './identity.ts';
import { doorLimits, type Standing, standingOf } from './standing.ts';
import { type Coming, enter, type Way } from './visits.ts';
import { inBoth, words } from './words.ts';

export interface Message extends Coming {
  text: string;
  /** Receives the answer as it is written. */
  onText?: ((delta: string) => void) | undefined;
}

export interface Reply extends Standing {
  answer: string;
  language: Language;
  /** What waits for the customer's yes. */
  pendingConfirmation?: { reason: string; changes: PendingApproval['preview'] };
  /** Set where the assistant gave up. */
  stopped?: string;
}

/** The customers' door: every conversation with its own visitor, one message at a time. */
export interface Reception {
  /** Answers one message. @throws RapportError in the customer's language, with what to do */
  say(message: Message): Promise<Reply>;
  /** How a conversation stands, with what was said after a message. */
  look(coming: Coming, after: number): Promise<Standing>;
  /** Keeps the customer's rating. */
  rate(coming: Coming, rating: number, comment?: string): Promise<Standing>;
}

type Said = Omit<Reply, keyof Standing>;

const mostCharacters = 4_000;
/** Longer than a turn may take, so that one that died keeps nobody out for good. */
const holdMs = 150_000;
const goodbye =
  /^(?:ok(?:ay)?[,. ]*)?(?:(?:no[,. ]*)?that(?:'s| is| was) all|(?:good)?bye|nothing else|(?:谢谢|好的)?[，, ]?(?:没(?:有)?(?:别的|其他|事)了|就这些|再见|拜拜))(?:[,，.。!！ ]*(?:thanks|thank you|谢谢)?)[.。!！]*$/iu;

export function createReception(host: ChatHost, options: Way & { agent: AgentChoice }): Reception {
  const { runtime } = host;

  /** Runs in one transaction of the conversation's own customer. */
  const write = <Result>(own: AgentHost, work: (desk: Desk) => Promise<Result>): Promise<Result> =>
    runtime.write(own.session, (_, { desk }) => work(desk), doorLimits());

  async function say(message: Message): Promise<Reply> {
    const text = message.text.trim();
    const language = detectLanguage(text.slice(0, mostCharacters));
    if (text === '') throw new RapportError('invalid_input', words.empty[language]);
    if ([...text].length > mostCharacters) throw new RapportError('invalid_input', words.tooLong[language]);
    const visitor = await enter(host, options, message, language);
    const { conversationId, visitorToken } = visitor;
    const own = identifyingHost(host, visitor);
    const until = new Date(runtime.clock().getTime() + holdMs);
    await write(own, (desk) => desk.conversations.hold(conversationId, until)).catch((error: unknown) => {
      const isBusy = error instanceof RapportError && error.code === 'conflict';
      throw isBusy ? new RapportError('conflict', words.busy[language]) : error;
    });
    try {
      const said = await replied(own, visitor, { ...message, text }, language);
      const standing = await standingOf(runtime, own.session, conversationId);
      return { ...standing, ...said, ...(visitorToken !== undefined && { visitorToken }) };
    } finally {
      await write(own, (desk) => desk.conversations.release(conversationId));
    }
  }

  async function replied(
    own: AgentHost,
    visitor: Visitor,
    message: Message,
    language: Language,
  ): Promise<Said> {
    const { conversationId } = visitor;
    const isAwaiting = await write(own, async ({ conversations }) => {
      const { status } = await conversations.get(conversationId);
      if (status === 'closed') await conversations.reopen(conversationId);
      return (await conversations.openHandOff(conversationId)) !== null;
    });
    if (isAwaiting) return plainly(own, visitor, message, words.waiting[language], language);
    const agent = await createAgentFor(own, { ...options.agent, conversations: storedConversations(own) });
    if (agent.place === undefined && isOtherLanguage(message.text))
      return plainly(own, visitor, message, inBoth(words.otherLanguage), language);
    const { text, signal, onText } = message;
    const answer = await agent.ask(text, {
      conversationId,
      ...(signal && { signal }),
      ...(onText && { onText }),
    });
    const more = await broughtIn(own, visitor, text, answer);
    if (more !== '') onText?.(`\n${more}`);
    const { pendingApproval, stopped } = answer;
    if (goodbye.test(text) && more === '' && !pendingApproval)
      await write(own, (desk) => desk.end(conversationId, 'resolved'));
    return {
      answer: [answer.answer, more].filter((part) => part !== '').join('\n'),
      language: answer.language,
      ...(pendingApproval && {
        pendingConfirmation: { reason: pendingApproval.reason, changes: pendingApproval.preview },
      }),
      ...(stopped && { stopped }),
    };
  }

  /** Keeps a message that no model reads, with the words it is answered by. */
  async function plainly(
    own: AgentHost,
    { conversationId }: Visitor,
    { text, onText }: Message,
    answer: string,
    language: Language,
  ): Promise<Said> {
    const { score } = await runtime.understanding.sentiment(text);
    await write(own, ({ conversations }) =>
      conversations.append(
        conversationId,
        [
          { role: 'user', content: text, sentiment: score },
          { role: 'assistant', content: answer },
        ],
        { language },
      ),
    );
    onText?.(answer);
    return { answer, language };
  }

  /** Brings a person in where the turn called for one and the model did not. @returns what to add to its answer */
  async function broughtIn(own: AgentHost, visitor: Visitor, text: string, answer: Answer): Promise<string> {
    const { conversationId, contact, failures } = visitor;
    const { language, steps } = answer;
    const isUnknown = failures >= mostAttempts && !contact;
    const { score } = await runtime.understanding.sentiment(text);
    const reason = isUnknown ? 'identification' : handOffReason({ text, sentiment: score });
    const isDone = steps.some(({ tool, outcome }) => tool === 'hand_off_to_human' && outcome.ok);
    if (reason === null || isDone) return '';
    const outcome = await own.call('hand_off_to_human', { reason }, { conversationId, language });
    if (!outcome.ok) return '';
    const content = words.handedOff[language];
    await write(own, ({ conversations }) =>
      conversations.append(conversationId, [{ role: 'assistant', content }]),
    );
    return content;
  }

  return {
    say,
    async look(coming, after) {
      const visitor = await enter(host, options, coming, host.session.workspace.language);
      return standingOf(runtime, hostOf(host, visitor).session, visitor.conversationId, after);
    },
    async rate(coming, rating, comment) {
      const visitor = await enter(host, options, coming, host.session.workspace.language);
      const own = hostOf(host, visitor);
      const { conversationId } = visitor;
      const verdict = { conversation: conversationId, rating, ...(comment && { comment }) };
      const outcome = await own.call('rate_conversation', verdict, { conversationId });
      if (!outcome.ok) throw new RapportError(outcome.error.code, outcome.error.message);
      return standingOf(runtime, own.session, conversationId);
    },
  };
}
