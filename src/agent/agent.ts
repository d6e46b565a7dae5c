import { randomUUID } from 'node:crypto';
import type { ModelMessage } from 'ai';
import { detectLanguage, type Language } from '../language/index.ts';
import { approvedCall, callsOf, pendingIn } from './approval.ts';
import { conversationsInMemory, shortened } from './conversations.ts';
import { runLoop } from './loop.ts';
import { isNo, isYes } from './models/local/replies.ts';
import { guardCustomer, guardTurn } from './policy.ts';
import { stoppedText } from './stopping.ts';
import type {
  Agent,
  AgentOptions,
  Answer,
  AskOptions,
  CallSurroundings,
  Conversation,
  Limits,
  Step,
} from './types.ts';

const defaults: Limits = {
  steps: 8,
  milliseconds: 60_000,
  identicalCalls: 2,
  calls: 30,
  resultTokens: 40_000,
};
const longestQuestion = 20_000;

/**
 * An agent over the registry's tools: it reads a person's turn, lets the model call tools, and answers.
 * What waits for approval runs on the person's yes alone, given here and never by the model.
 */
export function createAgent(options: AgentOptions): Agent {
  const limits = { ...defaults, ...options.limits };
  const store = options.conversations ?? conversationsInMemory();
  const ownId = `cnv_${randomUUID()}`;

  async function ask(text: string, asked: AskOptions = {}): Promise<Answer> {
    const id = asked.conversationId ?? ownId;
    const language = detectLanguage(text.slice(0, longestQuestion));
    if (text.length > longestQuestion) return tooLong(id, language, limits);
    const conversation: Conversation = (await store.load(id)) ?? { id, messages: [], language };
    const speaks =
      conversation.messages.length > 0 &&
      text.trim().split(/\s+/).length <= 2 &&
      !/\p{Script=Han}/u.test(text)
        ? conversation.language
        : language;
    options.directory.forget?.();
    const timeout = AbortSignal.timeout(limits.milliseconds);
    const signal = asked.signal ? AbortSignal.any([timeout, asked.signal]) : timeout;
    const call: CallSurroundings = { conversationId: id, language: speaks, signal, words: text };
    const steps: Step[] = [];
    const note = (step: Step): Step => {
      steps.push(step);
      asked.onStep?.(step);
      return step;
    };
    const question: ModelMessage = { role: 'user', content: text };
    await store.hear({ ...conversation, language: speaks }, question);
    const begun = await settled(conversation, text, call, note);
    const messages = [...conversation.messages, question, ...begun];
    const guard = options.customer
      ? guardCustomer(text, conversation, options)
      : await guardTurn(text, conversation, options, speaks);
    const run = await runLoop(
      messages,
      { call, guard, note, timeout, asked, memory: conversation.memory ?? [] },
      options,
      limits,
    );
    const pendingApproval = pendingIn(steps);
    const { pendingApproval: _, ...rest } = conversation;
    const next: Conversation = {
      ...rest,
      messages: [...messages, ...run.messages],
      language: speaks,
      ...(pendingApproval && { pendingApproval }),
    };
    await store.save(shortened(next), [...begun, ...run.messages]);
    return {
      conversationId: id,
      answer: run.text,
      steps,
      language: speaks,
      usage: run.usage,
      ...(pendingApproval && { pendingApproval }),
      ...(run.stopped && { stopped: run.stopped }),
      ...(run.fault && { fault: run.fault }),
    };
  }

  /** The person's yes or no to what waits: a yes runs it now, anything else lets it go. */
  async function settled(
    conversation: Conversation,
    text: string,
    call: CallSurroundings,
    note: (step: Step) => Step,
  ): Promise<ModelMessage[]> {
    const waiting = conversation.pendingApproval;
    if (waiting === undefined) return [];
    const plain = text.trim().toLowerCase();
    const says = isYes(plain, call.language) && !isNo(plain, call.language);
    const messages: ModelMessage[] = [];
    for (const held of callsOf(waiting)) {
      const outcome = await options.decide(held.approvalId, says ? 'approved' : 'rejected', call);
      if (!says) continue;
      note({ tool: held.tool, arguments: held.arguments, outcome });
      messages.push(...approvedCall(conversation, held, outcome));
    }
    return messages;
  }

  return { ask, ...(options.place && { place: options.place }) };
}

/** What a message gets that no model should be asked to read. */
const tooLong = (conversationId: string, language: Language, { milliseconds }: Limits): Answer => ({
  conversationId,
  answer: stoppedText({ reason: 'too_long', milliseconds, phase: 'idle' }, [], language),
  steps: [],
  language,
  stopped: 'too_long',
  usage: { steps: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 },
});
