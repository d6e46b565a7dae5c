import { isStepCount, type ModelMessage, type StepResult, ToolLoopAgent, type ToolSet } from 'ai';
import type { Tool } from '../../tools/kernel/define-tool.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { canonicalJson } from '../trust/index.ts';
import { aiTools } from './ai-tools.ts';
import { faultOf, type ModelFault } from './faults.ts';
import { createGrounding, type Grounding } from './grounding.ts';
import { instructionsFor } from './instructions.ts';
import { costOf } from './models/prices.ts';
import type { TurnGuard } from './policy.ts';
import { type Stop, stoppedForCustomer, stoppedText } from './stopping.ts';
import type { AgentOptions, AskOptions, CallSurroundings, Limits, Step, StopReason, Usage } from './types.ts';
import { type WatchedModel, watchModel } from './watched-model.ts';

/** One turn as the loop takes it: what surrounds its calls, what it may do, who listens. */
export interface Turn {
  call: CallSurroundings;
  guard: TurnGuard;
  /** Notes a call for the answer. */
  note(step: Step): Step;
  timeout: AbortSignal;
  asked: AskOptions;
  /** What turns no longer among the messages were about. */
  memory: readonly string[];
}

/** What a turn came to. */
export interface Run {
  text: string;
  messages: ModelMessage[];
  usage: Usage;
  stopped?: StopReason;
  fault?: ModelFault;
}

/** Lets the model call tools until it answers, or until a limit or a fault ends it. */
export async function runLoop(
  messages: ModelMessage[],
  turn: Turn,
  options: AgentOptions,
  limits: Limits,
): Promise<Run> {
  const { call, guard, asked } = turn;
  const isLocal = options.place === undefined;
  const watched = watchModel(options.model, {
    offered: new Set(guard.allowed.map((tool) => tool.name)),
    deadline: performance.now() + limits.milliseconds,
    mustSpeak: !isLocal,
    onWait: asked.onWait,
  });
  const instructions = options.customer
    ? await options.customer.instructions()
    : instructionsFor(await options.directory.describe(), guard.allowed, turn.memory);
  const grounding = isLocal
    ? undefined
    : createGrounding({
        messages,
        language: call.language,
        ...(options.customer && { instructions }),
      });
  const calls = createCalls(turn, options, limits, grounding);
  const guardText = () => grounding?.guardText(guard.guardText()) ?? guard.guardText();
  const voice = createVoice(guardText, asked.onText);
  const agent = new ToolLoopAgent({
    model: watched.model,
    maxRetries: 0,
    tools: aiTools(options.tools, calls.make, !isLocal),
    instructions,
    stopWhen: [
      isStepCount(limits.steps),
      () => calls.stopped() !== undefined,
      () => watched.fault !== undefined,
      () => isSpent(watched, options, limits),
    ],
    toolCallConcurrency: 1,
    onStepEnd: (step) => calls.noteInvalid(step),
    onError: () => undefined,
  });
  let ending: StopReason | undefined;
  let responses: ModelMessage[] = [];
  let text = '';
  let isAborted = false;
  try {
    const prompt = { messages, abortSignal: call.signal };
    const result = asked.onText ? await agent.stream(prompt) : await agent.generate(prompt);
    if ('stream' in result)
      for await (const part of result.stream) {
        voice.hear(part);
        isAborted ||= part.type === 'abort';
      }
    const [whole, finishReason, made] = await Promise.all([
      result.text,
      result.finishReason,
      result.responseMessages,
    ]);
    responses = made;
    const cleaned = guard.cleaned(whole);
    text = isAborted ? voice.said() : (grounding?.settled(cleaned) ?? cleaned);
    if (text !== whole) responses = spokenInstead(made, text);
    if (!isAborted) voice.complete(text);
    const isCut = finishReason === 'tool-calls';
    const why = isSpent(watched, options, limits) ? 'budget' : 'steps';
    ending = calls.stopped() ?? (isCut ? why : undefined);
  } catch (error) {
    text = voice.said();
    isAborted ||= call.signal.aborted;
    if (!isAborted && watched.fault === undefined) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      watched.fault = fault;
    }
  }
  if (watched.fault) ending = 'model_error';
  else if (isAborted) ending = turn.timeout.aborted ? 'time' : 'cancelled';
  voice.end();
  const usage = usageOf(watched, options);
  if (ending === undefined) return { text, messages: responses, usage };
  const { fault, phase } = watched;
  const stop: Stop = {
    reason: ending,
    milliseconds: limits.milliseconds,
    place: options.place,
    fault,
    phase,
  };
  const isOut = (ending === 'model_error' || ending === 'time') && text.trim() === '';
  const quote = isOut ? await calls.quote(messages) : undefined;
  const why = options.customer
    ? stoppedForCustomer(ending, call.language, quote !== undefined)
    : stoppedText(stop, calls.steps, call.language);
  const last = quote === undefined ? why : `${quote}\n${why}`;
  asked.onText?.(voice.spoke() ? `\n${last}` : last);
  const isPart =
    ending !== 'steps' && ending !== 'budget' && ending !== 'identical_calls' && text.trim() !== '';
  const said = isPart ? `${text}\n${last}` : last;
  const kept = watched.fault === undefined ? responses : [];
  return {
    text: said,
    messages: [...kept, { role: 'assistant', content: said }],
    usage,
    stopped: ending,
    ...(fault && { fault }),
  };
}

/** The messages of a turn with its answer as it was told, which is not always as it was written. */
function spokenInstead(messages: readonly ModelMessage[], text: string): ModelMessage[] {
  const last = messages.at(-1);
  return last?.role === 'assistant' && text !== ''
    ? [...messages.slice(0, -1), { role: 'assistant', content: text }]
    : [...messages];
}

const longestQuery = 500;
const quotingMs = 10_000;

/** Makes the calls of a turn, within its limits and past its guard. */
function createCalls(
  { call, guard, note }: Turn,
  options: AgentOptions,
  limits: Limits,
  grounding: Grounding | undefined,
) {
  const made = new Map<string, number>();
  /** Calls whose outcome nobody knows, with the id of the first: made again, they are the same call. */
  const unanswered = new Map<string, string>();
  const steps: Step[] = [];
  let stopped: StopReason | undefined;
  let resultBytes = 0;
  const countSame = (name: string, callArguments: unknown): boolean => {
    const same = `${name} ${canonicalJson(callArguments)}`;
    const times = (made.get(same) ?? 0) + 1;
    made.set(same, times);
    if (times > limits.identicalCalls) stopped ??= 'identical_calls';
    return times > limits.identicalCalls;
  };
  const overLimit = (name: string, callArguments: unknown): ToolOutcome | undefined => {
    if (countSame(name, callArguments))
      return refused(`This very call was made ${limits.identicalCalls} times already.`);
    if (steps.length >= limits.calls) {
      stopped ??= 'steps';
      return refused(`${limits.calls} calls were made for this question already.`);
    }
    return resultBytes / 4 > limits.resultTokens
      ? refused('The results for this question are very long already.')
      : undefined;
  };
  return {
    steps,
    stopped: () => stopped,
    async make(tool: Tool, callArguments: Record<string, unknown>, callId: string): Promise<ToolOutcome> {
      const same = `${tool.name} ${canonicalJson(callArguments)}`;
      const firstId = unanswered.get(same) ?? callId;
      const refusal = overLimit(tool.name, callArguments) ?? (await guard.refusal(tool, callArguments));
      const key =
        'idempotencyKey' in tool.input.shape && !('idempotencyKey' in (callArguments ?? {}))
          ? { idempotencyKey: `${call.conversationId}:${firstId}` }
          : {};
      const outcome =
        refusal ??
        (await options.execute(tool.name, withKey(callArguments, key), { ...call, reading: guard.reading }));
      if (outcome.ok || !outcome.error.retryable) unanswered.delete(same);
      else unanswered.set(same, firstId);
      if (!tool.annotations.readOnlyHint) options.directory.forget?.();
      guard.saw(tool, outcome);
      resultBytes += Buffer.byteLength(JSON.stringify(outcome.ok ? outcome.data : outcome.error));
      steps.push(note({ tool: tool.name, arguments: callArguments, outcome }));
      return grounding?.saw(tool, outcome) ?? outcome;
    },
    /**
     * What the documents say where the model has failed: to what it looked up, or to the question itself where
     * it did nothing and nothing but an answer was asked for.
     */
    async quote(messages: readonly ModelMessage[]): Promise<string | undefined> {
      const known = grounding?.quoted();
      const tool = options.tools.find(({ name }) => name === 'search_knowledge');
      const asked = messages.findLast(({ role }) => role === 'user')?.content;
      const onlyAsks = options.customer || guard.allowed.every(({ annotations }) => annotations.readOnlyHint);
      if (known !== undefined || !grounding || !tool || !onlyAsks) return known;
      if (steps.length > 0 || typeof asked !== 'string' || asked.length > longestQuery) return undefined;
      const callArguments = { query: asked };
      const signal = AbortSignal.timeout(quotingMs);
      const outcome = await options.execute(tool.name, callArguments, { ...call, signal });
      if (!outcome.ok || outcome.data.answer === null) return undefined;
      steps.push(note({ tool: tool.name, arguments: callArguments, outcome }));
      return outcome.text;
    },
    /** Calls that never reached a tool: of none there is, or with arguments that are no JSON. */
    noteInvalid({ toolCalls }: StepResult<ToolSet>): void {
      for (const { invalid, toolName, input } of toolCalls) {
        if (!invalid) continue;
        countSame(toolName, input ?? '');
        const isKnown = options.tools.some((tool) => tool.name === toolName);
        const message = isKnown
          ? `The arguments of ${toolName} are not JSON.`
          : `There is no tool ${toolName.slice(0, 64)}.`;
        const callArguments = typeof input === 'object' && input !== null ? { ...input } : {};
        steps.push(note({ tool: toolName, arguments: callArguments, outcome: refused(message) }));
      }
    },
  };
}

/** Anything but an object goes on as it is, for the kernel to complain of. */
const withKey = (callArguments: unknown, key: object): unknown =>
  callArguments !== null && typeof callArguments === 'object' && !Array.isArray(callArguments)
    ? { ...callArguments, ...key }
    : callArguments;

/** Says the text of the steps as it comes, a new line for each step that says something. */
function createVoice(guardText: TurnGuard['guardText'], say: ((delta: string) => void) | undefined) {
  let links = guardText();
  let spoken = '';
  let isFirst = true;
  const utter = (text: string): void => {
    if (text === '') return;
    say?.(isFirst || spoken !== '' ? text : `\n${text}`);
    isFirst = false;
    spoken += text;
  };
  return {
    hear(part: { type: string; text?: string }): void {
      if (part.type === 'text-delta') utter(links.push(part.text ?? ''));
      if (part.type !== 'finish-step' && part.type !== 'start-step') return;
      utter(links.end());
      if (part.type === 'finish-step') return;
      links = guardText();
      spoken = '';
    },
    end: () => utter(links.end()),
    /** Says what the answer has beyond what was said of it. */
    complete(answer: string): void {
      utter(links.end());
      utter(answer.startsWith(spoken) ? answer.slice(spoken.length) : '');
    },
    /** What the step under way has said so far. */
    said: () => spoken,
    /** Whether anything was said. */
    spoke: () => !isFirst,
  };
}

function usageOf(watched: WatchedModel, { prices }: AgentOptions): Usage {
  const usage = { steps: watched.calls, ...watched.tokens };
  if (prices === undefined || !watched.counted || watched.calls === 0) return usage;
  return { ...usage, cost: { amount: costOf(watched.tokens, prices.prices), pricesOf: prices.readOn } };
}

/** Whether a question has cost what it may. */
function isSpent({ tokens }: WatchedModel, { prices }: AgentOptions, limits: Limits): boolean {
  const spent = tokens.inputTokens + tokens.outputTokens;
  const dollars = prices === undefined ? 0 : costOf(tokens, prices.prices);
  return spent >= (limits.tokens ?? Infinity) || dollars >= (limits.dollars ?? Infinity);
}

const refused = (message: string): ToolOutcome => ({
  ok: false,
  error: {
    code: 'invalid_input',
    message,
    hint: 'Use the results you have, or answer.',
    retryable: false,
    errorId: '',
  },
});
