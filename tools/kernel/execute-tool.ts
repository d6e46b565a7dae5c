import { RapportError, requireSight, requireUse } from '../../src/trust/index.ts';
import { cleanInput, showPlainly } from './clean-text.ts';
import type { Invocation, Limits, ToolContext } from './context.ts';
import type { Tool } from './define-tool.ts';
import { dealsWithDrafts, draftedText, draftOf, waysInDraft } from './draft.ts';
import { presented } from './presented.ts';
import { isWayOut } from './reading.ts';
import { summaryOf } from './summary.ts';
import { failed, inputError, type ToolOutcome } from './tool-error.ts';
import { toolboxOf } from './toolbox.ts';
import {
  type Approved,
  actOutside,
  requireNoDoubt,
  settleApproval,
  writeInBatches,
  writeOnce,
} from './write.ts';

const deadlines = { read: 15_000, write: 20_000 };

/**
 * The one path of every call: parse, authorise, replay or run, validate the output, tell. Never throws.
 *
 * @param rawArguments  what the caller sent, unchecked
 * @param approved      what a person has approved of exactly this call
 */
export function executeTool(
  tool: Tool,
  rawArguments: unknown,
  invocation: Invocation,
  approved?: Approved,
): Promise<ToolOutcome> {
  const run = async (): Promise<ToolOutcome> => {
    const came = await runTool(tool, rawArguments, invocation, approved);
    const shown = presented(tool, came, invocation, rawArguments);
    try {
      await invocation.reading?.tell?.();
      return shown;
    } catch (error) {
      return failed(error, (errorId, failure) => invocation.runtime.report(errorId, tool.name, failure));
    }
  };
  const { observer } = invocation.runtime;
  return observer ? observer.call(tool.name, invocation.trace, run) : run();
}

async function runTool(
  tool: Tool,
  rawArguments: unknown,
  invocation: Invocation,
  approved: Approved | undefined,
): Promise<ToolOutcome> {
  const { runtime, session } = invocation;
  const report = (errorId: string, error: unknown) => runtime.report(errorId, tool.name, error);
  const timeoutMs = tool.deadline ?? (tool.annotations.readOnlyHint ? deadlines.read : deadlines.write);
  using deadline = deadlineIn(timeoutMs, invocation.signal);
  try {
    const { signal } = deadline;
    using _place = await admitted(invocation, signal);
    requireUse(session.actor, tool);
    requireSight(session.actor, tool.restsOn);
    const limits = { signal, timeoutMs };
    const draft = await draftOf(invocation, tool, limits);
    const isDrafted = draft !== undefined && !dealsWithDrafts(tool);
    const input = parseInput(tool, rawArguments);
    if (!tool.annotations.readOnlyHint || isWayOut(tool)) await invocation.reading?.learn?.();
    if (isWayOut(tool)) requireNoDoubt(tool, input, { invocation, approved });
    const language = invocation.language ?? session.actor.language ?? session.workspace.language;
    const check = (output: Record<string, unknown>) => summaryOf(tool, output, language);
    let picture: Uint8Array | undefined;
    const context: ToolContext = {
      actor: session.actor,
      workspace: session.workspace,
      now: runtime.clock(),
      language,
      conversationId: invocation.conversationId,
      draft,
      cite: () => undefined,
      signal,
      understanding: runtime.understanding,
      embedder: runtime.embedder,
      embedding: runtime.embedding(session),
      writeAnswer: runtime.writeAnswer,
      importing: runtime.importing,
      ingesting: runtime.ingesting,
      research: runtime.research,
      tools: toolboxOf({ ...invocation, isPart: true }, executeTool),
      progress: invocation.progress ?? (() => undefined),
      illustrate: async (chart) => {
        picture = await runtime.draw(chart);
      },
      read: (work) => runtime.read(session, (_, services) => work(services), limits),
      remember: (work) => remember(work, invocation, limits, report),
      write: (work, confirm) =>
        writeOnce(tool, input, { invocation, limits, approved, check, confirm }, work),
      inBatches: (kind, work, reason, partOf) =>
        writeInBatches(tool, input, { invocation, signal, approved }, { kind, reason, partOf }, work),
      outside: (reason, work) => actOutside(input, approved, reason, work),
      ...(isDrafted && waysInDraft(tool, input, { invocation, limits, mode: draft, check })),
    };
    const result = await inTime(tool.handler(input, context), signal, invocation.signal);
    const output = tool.output.parse(result);
    const json = JSON.stringify(output);
    const data = showPlainly(output, json);
    const summary = summaryOf(tool, data, language, json);
    const text = isDrafted ? draftedText(summary, tool, draft, language) : summary;
    return { ok: true, data, text: showPlainly(text, text), ...(picture && { picture }) };
  } catch (thrown) {
    // Whatever was waited for rejects with the reason of the signal, as it was given.
    const isTooLate = deadline.signal.aborted && thrown === deadline.signal.reason;
    const error = isTooLate ? tooLate(invocation.signal) : thrown;
    const settled = approved
      ? null
      : await settleApproval(error, tool, invocation, (given) =>
          runTool(tool, rawArguments, invocation, given),
        ).catch((failure: unknown) => failed(failure, report));
    return settled ?? failed(error, report);
  }
}

/** A call's place among those that run, given up when it goes out of scope. What a call calls shares its place. */
async function admitted(
  { runtime: { admission }, session: { actor }, isPart }: Invocation,
  signal: AbortSignal,
): Promise<Disposable> {
  // A key is one client, whatever names its programs give.
  const client = /key:\S+$/.exec(actor.client)?.[0] ?? actor.client;
  const caller = { person: `${actor.workspaceId} ${actor.id}`, client };
  const leave = isPart ? undefined : await admission?.enter(caller, signal);
  return { [Symbol.dispose]: () => leave?.() };
}

/** Aborts after a time, or with the caller's signal; its timer ends with the call. */
function deadlineIn(
  timeoutMs: number,
  cancelled: AbortSignal | undefined,
): Disposable & { signal: AbortSignal } {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException('The call took too long.', 'TimeoutError')),
    timeoutMs,
  ).unref();
  const cancel = () => controller.abort(cancelled?.reason);
  if (cancelled?.aborted) cancel();
  cancelled?.addEventListener('abort', cancel);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      cancelled?.removeEventListener('abort', cancel);
    },
  };
}

async function remember(
  work: Parameters<ToolContext['remember']>[0],
  { runtime, session }: Invocation,
  limits: Limits,
  report: Parameters<typeof failed>[1],
): Promise<void> {
  const { people, masked } = session.actor;
  // What is computed from a part of the records says nothing of the whole.
  if (runtime.readOnly || people || masked) return;
  try {
    await runtime.write(session, (_, services) => work(services), limits);
  } catch (error) {
    if (limits.signal.aborted) throw error;
    failed(error, report);
  }
}

function parseInput(tool: Tool, rawArguments: unknown): Record<string, unknown> {
  if (rawArguments === null || typeof rawArguments !== 'object' || Array.isArray(rawArguments))
    throw new RapportError('invalid_input', `${tool.name}: the arguments must be an object.`, {
      hint: 'Send {} where there are none.',
    });
  const given = Object.entries(rawArguments).filter(([, value]) => value !== null);
  const parsed = tool.input.safeParse(cleanInput(Object.fromEntries(given)), { reportInput: true });
  if (!parsed.success) throw inputError(tool.name, tool.input, parsed.error);
  return parsed.data;
}

/** @throws RapportError `timeout` as soon as the signal fires, whatever becomes of the work */
function inTime<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  cancelled: AbortSignal | undefined,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(tooLate(cancelled));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    work.then(resolve, reject);
  });
}

const tooLate = (cancelled: AbortSignal | undefined): RapportError =>
  cancelled?.aborted
    ? new RapportError('timeout', 'The call was cancelled.', {
        hint: 'A write that was under way is either whole or not there: look with list_changes.',
      })
    : new RapportError('timeout', 'The call took too long and was stopped.', {
        hint: 'Narrow it with a filter or a smaller limit.',
      });
