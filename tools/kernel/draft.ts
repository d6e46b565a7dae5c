import {
  addStep,
  callDigest,
  draftedTool,
  findDraft,
  keepResponse,
  type Language,
  layOver,
  onlyDrafts,
  openDraft,
  quoted,
  RapportError,
  readDraft,
  rollBackTo,
  type Scope,
  savepoint,
} from '../../src/trust/index.ts';
import type { Citation, DraftMode, Invocation, Limits, Receipt, Services, ToolContext } from './context.ts';
import type { Tool } from './define-tool.ts';
import { draftModeFor, draftOfConversation } from './draft-mode.ts';
import { firstAnswer } from './first-answer.ts';

/**
 * The draft a call writes in and reads from: the one its caller asks for, or the one that was started in its
 * conversation.
 *
 * @throws RapportError forbidden where the tool does what no draft can hold
 */
export async function draftOf(
  invocation: Invocation,
  tool: Tool,
  limits: Limits,
): Promise<DraftMode | undefined> {
  const draft = await modeOf(invocation, limits);
  if (draft && !tool.annotations.readOnlyHint && tool.drafts === undefined) throw notDraftable(tool);
  return draft;
}

async function modeOf(invocation: Invocation, limits: Limits): Promise<DraftMode | undefined> {
  const { draft, session, registry, conversationId, runtime } = invocation;
  if (draft || session.actor.role === 'customer') return draft;
  const all = runtime.drafts ?? (onlyDrafts(session.actor) || undefined);
  if (all) return draftModeFor(all, invocation);
  if (conversationId === undefined) return undefined;
  if (!registry.served.some(({ drafts }) => drafts === 'starts')) return undefined;
  const key = draftOfConversation(conversationId);
  const found = await runtime.read(session, (scope) => findDraft(scope, key), limits);
  return found ? { key, name: found.name } : undefined;
}

/** Whether a tool deals with drafts themselves, and so works on the data as they are. */
export const dealsWithDrafts = ({ drafts }: Tool): boolean => drafts === 'manages' || drafts === 'starts';

/** How a call reads and writes in a draft. */
export function waysInDraft(
  tool: Tool,
  input: Record<string, unknown>,
  call: Pick<Drafted, 'invocation' | 'limits' | 'mode' | 'check'>,
): Pick<ToolContext, 'cite' | 'read' | 'remember' | 'write' | 'inBatches' | 'outside'> {
  const citations: Citation[] = [];
  const refuse = async (): Promise<never> => {
    throw notDraftable(tool);
  };
  return {
    cite: (citation) => void citations.push(citation),
    read: (work) => readInDraft(call, work),
    remember: async () => undefined,
    write: (work) => writeInDraft(tool, input, { ...call, citations }, work),
    inBatches: refuse,
    outside: refuse,
  };
}

/** A write's summary, told to be in a draft. */
export function draftedText(text: string, tool: Tool, { name }: DraftMode, language: Language): string {
  if (tool.annotations.readOnlyHint) return text;
  return {
    en: `In draft ${quoted(name)}, not applied: ${text}`,
    zh: `已写入草稿“${name}”，尚未生效：${text}`,
  }[language];
}

/** What reads in a draft. */
interface Looking {
  invocation: Pick<Invocation, 'runtime' | 'session'>;
  limits: Limits;
  mode: DraftMode;
}

/** A call in a draft. */
interface Drafted extends Looking {
  invocation: Invocation;
  citations: readonly Citation[];
  /** Throws where the output could not be shown. */
  check(output: Record<string, unknown>): unknown;
}

/** Carries what was looked at out of the transaction that is rolled back. */
class LookedAt extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('looked at');
    this.result = result;
  }
}

const rehearsal = { isRehearsal: true } as const;

/** Reads the data with what the draft holds laid over them; nobody else sees that, and nothing of it stays. */
export async function readInDraft<Result>(
  { invocation: { runtime, session }, mode, limits }: Looking,
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  try {
    return await runtime.write(
      session,
      async (scope, services) => {
        const draft = await findDraft(scope, mode.key);
        if (draft) await layOver(scope, (await readDraft(scope, draft)).records);
        throw new LookedAt(await work(services));
      },
      { ...limits, ...rehearsal },
    );
  } catch (error) {
    if (error instanceof LookedAt) return error.result as Result;
    throw error;
  }
}

/**
 * Runs a write in a draft: over what the draft holds, so that it sees it; what it wrote goes into the draft,
 * the data stay as they were. A repeated call gets its first answer, as outside.
 */
async function writeInDraft<Result extends object>(
  tool: Tool,
  input: Record<string, unknown>,
  call: Drafted,
  work: (services: Services) => Promise<Result>,
): Promise<Result & Receipt> {
  const { idempotencyKey, dryRun, repeat, ...callArguments } = input;
  const { runtime, session, conversationId, words } = call.invocation;
  const key = idempotencyKey as string | undefined;
  const digest = callDigest(tool.name, callArguments);
  try {
    return await runtime.write(
      session,
      async (scope, services) => {
        const draft = await openDraft(scope, call.mode);
        const identity = { tool: draftedTool(draft, tool.name), digest, key };
        const earlier = await firstAnswer<Result>(scope, tool, identity, { dryRun, repeat });
        if (earlier) return earlier;
        const opened = await readDraft(scope, draft);
        await savepoint(scope);
        await layOver(scope, opened.records);
        const result = await work(services);
        if (dryRun) throw new LookedAt({ ...result, changeId: null, dryRun: true });
        const items = draftedItems(scope, call.citations);
        await rollBackTo(scope);
        if (items.length === 0) throw new LookedAt({ ...result, changeId: null });
        const changeId = await addStep(scope, opened, { tool: tool.name, conversationId, words, items });
        const response = tool.output.parse({ ...result, changeId });
        call.check(response);
        await keepResponse(scope, identity, response);
        return response as Result & Receipt;
      },
      { ...call.limits, ...rehearsal },
    );
  } catch (error) {
    if (error instanceof LookedAt) return error.result as Result & Receipt;
    throw error;
  }
}

/** What a transaction wrote as plain JSON, each field with the words it rests on. */
function draftedItems({ records }: Scope, citations: readonly Citation[]) {
  const items: Scope['records']['items'] = JSON.parse(records.itemsJson());
  return items.map((item) => {
    const own = citations.filter(({ kind, id }) => kind === item.kind && id === item.id);
    if (own.length === 0) return item;
    const fields = Object.keys(item.after ?? {});
    const cited = own.flatMap(({ field, words }) =>
      fields
        .filter((name) => name === field || name === `${field}Id` || name === `${field}Minor`)
        .map((name) => [name, words]),
    );
    return { ...item, cited: Object.fromEntries(cited) as Record<string, string> };
  });
}

/** The refusal of what no draft can hold: many transactions, files, settings, or what lies outside. */
const notDraftable = (tool: Tool): RapportError =>
  new RapportError(
    'forbidden',
    `${tool.name} cannot be drafted: what it does is no change of records alone.`,
    {
      hint: 'Leave the draft first (finish_draft), or let a person do it.',
    },
  );
