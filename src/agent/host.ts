import type {
  DraftMode,
  Invocation,
  Registry,
  Runtime,
  Services,
  Session,
} from '../../tools/kernel/context.ts';
import { readInDraft } from '../../tools/kernel/draft.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import { objectKindOf, objectKinds } from '../crm/index.ts';
import { linkHosts } from '../trust/index.ts';
import { createAgent } from './agent.ts';
import { customersDirectory, customersInstructions } from './customers.ts';
import {
  type Candidate,
  type Directory,
  type KindDescription,
  namedKinds,
  type WorkspaceDescription,
} from './directory.ts';
import { lookUps } from './look-ups.ts';
import { chooseModel } from './model-choice.ts';
import type { OpenAiSettings } from './models/openai.ts';
import { ownPhrasesModel, ownPhrasesOf } from './own-phrases.ts';
import type { Domain } from './service/index.ts';
import { createToolChoice } from './tool-choice.ts';
import type { Agent, CallSurroundings, ConversationStore, Limits } from './types.ts';

/** The running application, as far as an agent needs it. */
export interface AgentHost {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly registry: Registry;
  /** The one draft that all is written in, where there is one. */
  readonly draft?: DraftMode | undefined;
  call(name: string, callArguments: unknown, more?: Partial<Invocation>): Promise<ToolOutcome>;
  approve(
    approvalId: string,
    decision: 'approved' | 'rejected',
    more?: Partial<Invocation>,
  ): Promise<ToolOutcome>;
}

/**
 * Which model answers: `local`, or `openai:NAME` at OpenAI or a compatible endpoint. Where none is named, the
 * settings decide: an endpoint's model with a key or an address, else the local one.
 */
export interface AgentChoice {
  model?: string | undefined;
  openAi?: OpenAiSettings | undefined;
  conversations?: ConversationStore | undefined;
  limits?: Partial<Limits> | undefined;
  /** What customers can ask the local model for; by default a shop's flows. */
  domain?: Domain | undefined;
}

/** An agent that acts for the application's person. @throws RapportError for a model there is not, or without a key */
export async function createAgentFor(host: AgentHost, choice: AgentChoice = {}): Promise<Agent> {
  const isCustomer = host.session.actor.role === 'customer';
  const directory = isCustomer ? customersDirectory(host) : directoryOf(host);
  const tools = host.registry.served;
  const named = await chooseModel(choice, host.registry, directory, isCustomer);
  const chosen =
    named.place && choice.openAi?.mask
      ? { ...named, model: (await import('./masking.ts')).maskedFor(host, named.model) }
      : named;
  // A model that answers itself needs no other one to write for it.
  const runtime = chosen.place ? { ...host.runtime, writeAnswer: undefined } : host.runtime;
  const around = ({ conversationId, language, signal, reading, words }: CallSurroundings) => ({
    runtime,
    conversationId,
    language,
    signal,
    reading,
    words,
  });
  return createAgent({
    ...chosen,
    tools,
    execute: (tool, callArguments, call) => host.call(tool, callArguments, around(call)),
    decide: (approvalId, decision, call) => host.approve(approvalId, decision, around(call)),
    directory,
    linkHosts: linkHosts(host.session.workspace.settings),
    ...(chosen.place && !isCustomer && { choose: createToolChoice(tools) }),
    ...(isCustomer && { customer: { instructions: () => customersInstructions(host) } }),
    ...(choice.conversations && { conversations: choice.conversations }),
    ...(choice.limits && { limits: choice.limits }),
  });
}

const describedForMilliseconds = 60_000;
/** What the agent may look up, read with the actor's own rights; the workspace is described anew each minute. */
export function directoryOf({
  runtime,
  session,
  draft,
}: Pick<AgentHost, 'runtime' | 'session' | 'draft'>): Directory {
  const limits = () => ({ signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 });
  const read = <Result>(work: (services: Services) => Promise<Result>): Promise<Result> =>
    draft
      ? readInDraft({ invocation: { runtime, session }, mode: draft, limits: limits() }, work)
      : runtime.read(session, (_, services) => work(services), limits());
  const inUse = new WeakMap<Services, Promise<readonly string[]>>();
  const lookedUp = lookUps<Services, Candidate>(read, (services) => {
    const { crm } = services;
    const kindsInUse = (): Promise<readonly string[]> => {
      const kinds = inUse.get(services) ?? crm.kindsInUse();
      inUse.set(services, kinds);
      return kinds;
    };
    return {
      async find(kind, text) {
        const known = objectKindOf(kind);
        return known && (await kindsInUse()).includes(known) ? crm.find(known, text) : [];
      },
      named: (names) => crm.named(namedKinds, names),
    };
  });
  let known: { at: number; description: Promise<WorkspaceDescription> } | undefined;
  return {
    ...lookedUp,
    belongings: (kind, { kind: of, id }) =>
      lookedUp.beside(async ({ crm }) => {
        const known = objectKindOf(kind);
        return known && (of === 'contact' || of === 'company') ? crm.belongings(known, { kind: of, id }) : [];
      }),
    async describe() {
      const now = runtime.clock().getTime();
      if (known === undefined || Math.abs(now - known.at) > describedForMilliseconds)
        known = { at: now, description: lookedUp.beside(describe) };
      return known.description;
    },
  };
}

async function describe({ crm, insight }: Services): Promise<WorkspaceDescription> {
  const { workspace, me, today, owners, stages } = await crm.describe();
  const stageNames = stages.map((stage) => stage.name);
  const inUse = await crm.kindsInUse();
  const kinds: KindDescription[] = [];
  for (const kind of objectKinds) {
    const fields = await crm.fields(kind);
    kinds.push({
      kind,
      isInUse: inUse.includes(kind),
      fields: fields.map((field) => (field.target === 'stage' ? { ...field, options: stageNames } : field)),
    });
  }
  return {
    today,
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    fiscalYearStart: workspace.fiscalYearStart,
    me,
    members: owners,
    kinds,
    phrases: ownPhrasesOf((await insight.track.models.active(ownPhrasesModel))?.parameters),
  };
}
