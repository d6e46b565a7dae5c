import { randomUUID } from 'node:crypto';
import { isStepCount, type ModelMessage, ToolLoopAgent } from 'ai';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { detectLanguage } from '../language/index.ts';
import { canonicalJson } from '../trust/index.ts';
import { aiTools } from './ai-tools.ts';
import { approvedCall, pendingIn } from './approval.ts';
import { conversationsInMemory, shortened } from './conversations.ts';
import { instructionsFor } from './instructions.ts';
import { isNo, isYes } from './models/local/turn.ts';
import { guardTurn, type TurnGuard } from './policy.ts';
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
  StopReason,
} from './types.ts';

const defaults: Limits = { steps: 8, milliseconds: 60_000, identicalCalls: 2 };

/**
 * An agent over the registry's tools: it reads a person's turn, lets the model call tools, and answers.
 * What waits for approval runs on the person's yes alone, given here and never by the model.
 */
export function createAgent(options: AgentOptions): Agent {
  const limits = { ...defaults, ...options.limits };
  const store = options.conversations ?? conversationsInMemory();
  const ownId = `conversation_${randomUUID()}`;

  async function ask(text: string, asked: AskOptions = {}): Promise<Answer> {
    const id = asked.conversationId ?? ownId;
    const language = detectLanguage(text);
    const conversation: Conversation = (await store.load(id)) ?? { id, messages: [], language };
    const speaks =
      conversation.messages.length > 0 &&
      text.trim().split(/\s+/).length <= 2 &&
      !/\p{Script=Han}/u.test(text)
        ? conversation.language
        : language;
    const timeout = AbortSignal.timeout(limits.milliseconds);
    const signal = asked.signal ? AbortSignal.any([timeout, asked.signal]) : timeout;
    const call: CallSurroundings = { conversationId: id, language: speaks, signal };
    const steps: Step[] = [];
    const note = (step: Step): Step => {
      steps.push(step);
      asked.onStep?.(step);
      return step;
    };
    const messages: ModelMessage[] = [...conversation.messages, { role: 'user', content: text }];
    messages.push(...(await settled(conversation, text, call, note)));
    const guard = await guardTurn(text, conversation, options, speaks);
    const run = await runLoop(messages, { call, guard, note, timeout, asked });
    const pendingApproval = pendingIn(steps);
    const { pendingApproval: _, ...rest } = conversation;
    const next: Conversation = {
      ...rest,
      messages: [...messages, ...run.messages],
      language: speaks,
      ...(pendingApproval && { pendingApproval }),
    };
    await store.save(shortened(next));
    return {
      conversationId: id,
      answer: run.text,
      steps,
      language: speaks,
      usage: run.usage,
      ...(pendingApproval && { pendingApproval }),
      ...(run.stopped && { stopped: run.stopped }),
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
    const outcome = await options.decide(waiting.approvalId, says ? 'approved' : 'rejected', call);
    if (!says) return [];
    note({ tool: waiting.tool, arguments: waiting.arguments, outcome });
    return approvedCall(conversation, waiting, outcome);
  }

  interface Run {
    text: string;
    messages: ModelMessage[];
    usage: Answer['usage'];
    stopped?: StopReason;
  }

  async function runLoop(
    messages: ModelMessage[],
    {
      call,
      guard,
      note,
      timeout,
      asked,
    }: {
      call: CallSurroundings;
      guard: TurnGuard;
      note: (step: Step) => Step;
      timeout: AbortSignal;
      asked: AskOptions;
    },
  ): Promise<Run> {
    const made = new Map<string, number>();
    let stopped: StopReason | undefined;
    const steps: Step[] = [];
    const callTool = async (
      tool: Tool,
      callArguments: Record<string, unknown>,
      callId: string,
    ): Promise<ToolOutcome> => {
      const same = `${tool.name} ${canonicalJson(callArguments)}`;
      const times = (made.get(same) ?? 0) + 1;
      made.set(same, times);
      if (times > limits.identicalCalls) stopped = 'identical_calls';
      const refusal =
        times > limits.identicalCalls
          ? repeatedCall(limits.identicalCalls)
          : await guard.refusal(tool, callArguments);
      const key =
        'idempotencyKey' in tool.input.shape && !('idempotencyKey' in callArguments)
          ? { idempotencyKey: `${call.conversationId}:${callId}` }
          : {};
      const outcome = refusal ?? (await options.execute(tool.name, { ...callArguments, ...key }, call));
      guard.saw(tool, outcome);
      steps.push(note({ tool: tool.name, arguments: callArguments, outcome }));
      return outcome;
    };
    const workspace = await options.directory.describe();
    const agent = new ToolLoopAgent({
      model: options.model,
      tools: aiTools(options.tools, callTool),
      instructions: instructionsFor(workspace),
      stopWhen: [isStepCount(limits.steps), () => stopped !== undefined],
      toolCallConcurrency: 1,
      activeTools: guard.allowed.map((tool) => tool.name),
    });
    try {
      const prompt = { messages, abortSignal: call.signal };
      const result = asked.onText ? await agent.stream(prompt) : await agent.generate(prompt);
      if ('textStream' in result) for await (const delta of result.textStream) asked.onText?.(delta);
      const [text, finishReason, made, totals, responses] = await Promise.all([
        result.text,
        result.finishReason,
        result.steps,
        result.totalUsage,
        result.responseMessages,
      ]);
      if (finishReason === 'tool-calls') stopped ??= 'steps';
      const usage = {
        steps: made.length,
        inputTokens: totals.inputTokens ?? 0,
        outputTokens: totals.outputTokens ?? 0,
      };
      const said = guard.cleaned(stopped === undefined ? text : stoppedText(stopped, steps, call.language));
      const ending: ModelMessage[] = stopped === undefined ? [] : [{ role: 'assistant', content: said }];
      return { text: said, messages: [...responses, ...ending], usage, ...(stopped && { stopped }) };
    } catch (error) {
      const reason: StopReason = timeout.aborted ? 'time' : call.signal.aborted ? 'cancelled' : 'model_error';
      if (reason === 'model_error' && !isModelError(error)) throw error;
      const said = stoppedText(reason, steps, call.language);
      return {
        text: said,
        messages: [{ role: 'assistant', content: said }],
        usage: { steps: steps.length, inputTokens: 0, outputTokens: 0 },
        stopped: reason,
      };
    }
  }

  return { ask };
}

/** Whether a failure came from the model's side rather than from our own code. */
const isModelError = (error: unknown): boolean => error instanceof Error && /^AI_/.test(error.name);

const repeatedCall = (times: number): ToolOutcome => ({
  ok: false,
  error: {
    code: 'invalid_input',
    message: `This very call was made ${times} times already.`,
    hint: 'Use the result you have, or answer.',
    retryable: false,
    errorId: '',
  },
});
