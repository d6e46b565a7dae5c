import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4Prompt,
  SharedV4ProviderMetadata,
} from '@ai-sdk/provider';
import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import type { ToolOutcome } from '../../../../tools/kernel/tool-error.ts';
import type { Directory } from '../../directory.ts';
import { type OwnPhrase, withOwnPhrases } from '../../own-phrases.ts';
import { lastWords, outcomeOf, respondingModel, resultsOf } from '../responding.ts';
import { type Told, tell } from './answer.ts';
import { capabilitiesOf } from './capabilities.ts';
import { insteadOf } from './documents-first.ts';
import { createIntents, type Intents } from './intents.ts';
import { moveDays } from './moving.ts';
import type { PlannedCall, RecordBefore } from './planned.ts';
import { say } from './sayings.ts';
import { type DialogueState, freshState } from './state.ts';
import { beginTurn, type TurnTools } from './turn.ts';

/** What the model remembers between the steps of one turn. It rides along in the messages. */
interface Progress {
  state: DialogueState;
  current?: PlannedCall;
  rest: readonly PlannedCall[];
  says: readonly string[];
  changeIds: readonly string[];
  before: readonly RecordBefore[];
  /** Calls of this turn so far. */
  made: number;
}

const key = 'local';

/**
 * A language model without a language model: it reads English and Chinese requests by grammar and by the
 * workspace's own words, calls tools, and answers from their results. Deterministic and offline; where it
 * does not understand, it asks.
 */
export function createLocalModel({
  tools,
  directory,
}: {
  tools: readonly Tool[];
  directory: Directory;
}): LanguageModelV4 {
  const capabilities = capabilitiesOf(tools);
  const plain: TurnTools = { directory, capabilities, intents: intentsOf(tools) };
  let own: { phrases: readonly OwnPhrase[]; turnTools: TurnTools } | undefined;

  /** With the workspace's own phrases, where it has some; they are learned once, until others take their place. */
  async function turnToolsNow(): Promise<TurnTools> {
    const { phrases = [] } = await directory.describe();
    if (phrases.length === 0) return plain;
    if (own?.phrases !== phrases)
      own = { phrases, turnTools: { ...plain, intents: intentsOf(withOwnPhrases(tools, phrases)) } };
    return own.turnTools;
  }

  async function respond({ prompt }: LanguageModelV4CallOptions): Promise<LanguageModelV4Content[]> {
    const results = resultsOf(prompt);
    const progress = progressOf(prompt);
    if (results.length === 0 || progress?.current === undefined) {
      const { plan, state } = await beginTurn(
        lastWords(prompt),
        progress?.state ?? freshState,
        await turnToolsNow(),
      );
      return next({ state, rest: plan.calls, says: plan.says, changeIds: [], before: [], made: 0 });
    }
    return next(await carryOn(progress, outcomeOf(results.at(-1)!)));
  }

  async function carryOn(progress: Progress, outcome: ToolOutcome): Promise<Progress> {
    const { current, rest, state } = progress;
    const workspace = await directory.describe();
    const words = say(state.language);
    const call = current!;
    if (!outcome.ok && outcome.error.code === 'approval_required') {
      const { preview = [], total = 0 } = (outcome.error.details ?? {}) as {
        preview?: { label: string }[];
        total?: number;
      };
      const names = preview.map((item) => item.label);
      const asks = words.approval(words.intent(call.purpose, workspace), names, total);
      return {
        ...progress,
        rest: [],
        says: [...progress.says, asks],
        state: { ...state, pending: { type: 'approval', call, rest } },
      };
    }
    if (outcome.ok && call.purpose.type === 'move') {
      const moved = moveDays(call.purpose, outcome.data, capabilities, words);
      return { ...progress, rest: [...moved.calls, ...rest], says: [...progress.says, ...moved.says] };
    }
    const instead = insteadOf(call, outcome, state, capabilities);
    if (instead !== undefined)
      return {
        ...progress,
        state: instead.state,
        rest: instead.calls,
        says: [...progress.says, ...instead.says],
      };
    const told: Told = tell(call, outcome, state, workspace);
    const stops = !outcome.ok;
    return {
      made: progress.made,
      state: {
        ...state,
        ...(told.focus && { focus: told.focus }),
        ...(told.list && { list: told.list }),
        ...(told.list === undefined && told.focus && { list: [] }),
        ...shownAfter(state, told),
      },
      rest: stops ? [] : rest,
      says: [...progress.says, told.text],
      before: outcome.ok && call.before ? [...progress.before, call.before] : progress.before,
      changeIds: told.changeId === undefined ? progress.changeIds : [...progress.changeIds, told.changeId],
    };
  }

  /** The next call, or the answer once all are made. */
  function next(progress: Progress): LanguageModelV4Content[] {
    const [call, ...rest] = progress.rest;
    if (call === undefined) {
      const { state, changeIds } = progress;
      const changes =
        changeIds.length === 0
          ? state.changes
          : [
              ...state.changes,
              { turn: state.turn, ids: changeIds, fields: fieldsOf(state), before: progress.before },
            ];
      const metadata = remember({ ...progress, state: { ...state, changes } });
      return [
        {
          type: 'text',
          text: progress.says.filter((text) => text !== '').join('\n'),
          providerMetadata: metadata,
        },
      ];
    }
    const made = progress.made + 1;
    return [
      {
        type: 'tool-call',
        toolCallId: `turn-${progress.state.turn}-${made}`,
        toolName: call.tool,
        input: JSON.stringify(call.arguments),
        providerMetadata: remember({ ...progress, current: call, rest, made }),
      },
    ];
  }

  return respondingModel(key, respond);
}

const remember = (progress: Progress): SharedV4ProviderMetadata => ({
  [key]: JSON.parse(JSON.stringify({ progress })),
});

/** The list shown last, and whom of it this result was about. */
function shownAfter({ shown }: DialogueState, { list, focus }: Told): Pick<DialogueState, 'shown'> {
  if (list !== undefined && list.length > 1) return { shown: { list, taken: [] } };
  const taken = (focus ?? []).filter(({ id }) => shown?.list.some((one) => one.id === id));
  return shown === undefined || taken.length === 0
    ? {}
    : { shown: { ...shown, taken: [...shown.taken, ...taken.map(({ id }) => id)] } };
}

const fieldsOf = ({ frames }: DialogueState): string[] =>
  frames.flatMap((frame) => frame.changes.map((change) => change.field));

/** The progress noted last in the messages. */
function progressOf(prompt: LanguageModelV4Prompt): Progress | undefined {
  for (const message of prompt.toReversed()) {
    if (message.role !== 'assistant') continue;
    for (const part of message.content.toReversed()) {
      const noted = part.providerOptions?.[key]?.progress;
      if (noted !== undefined) return noted as unknown as Progress;
    }
  }
  return undefined;
}

/** Which tools a request may be for beside the grammar, of those there are. */
export function intentsOf(tools: readonly Tool[]): Intents {
  const { save, remove, list, summarize, log, undo, view } = capabilitiesOf(tools);
  const kinds = ['contact', 'company', 'deal', 'task', 'interaction', 'order', 'product', 'ticket'];
  const everyday = kinds
    .flatMap((kind) => [save(kind), remove(kind), list(kind), summarize(kind)])
    .concat([log(), undo(), view()])
    .concat(tools.filter(({ annotations, input }) => !annotations.readOnlyHint && 'filter' in input.shape))
    .flatMap((tool) => (tool === undefined ? [] : [tool.name]));
  return createIntents(tools, new Set(everyday));
}
