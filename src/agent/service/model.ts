import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4Prompt,
} from '@ai-sdk/provider';
import type { ModelMessage } from 'ai';
import type { Tool } from '../../../tools/kernel/define-tool.ts';
import type { ToolOutcome } from '../../../tools/kernel/tool-error.ts';
import type { Directory } from '../directory.ts';
import { lastWords, outcomeOf, respondingModel, resultsOf } from '../models/responding.ts';
import { retail } from './domains/retail/index.ts';
import type { Domain } from './flow.ts';
import { type DialogueState, freshState } from './state.ts';
import { takeTurn } from './turn.ts';

/** The notes of our own models ride along in the messages under this name. */
const key = 'local';

/**
 * A language model without a language model for the customers of a company: it understands what they want by
 * the flows of a domain, asks for what is missing, calls the tools, and tells what came of it. Deterministic,
 * offline, in English and Chinese. Questions, suppositions and denials never reach a tool that writes.
 */
export function createServiceModel({
  tools,
  directory,
  domain = retail,
}: {
  tools: readonly Tool[];
  directory: Pick<Directory, 'describe'>;
  domain?: Domain;
}): LanguageModelV4 {
  const offered = new Set(tools.map((tool) => tool.name));
  const possible = possibleIn(domain, offered);

  async function respond({ prompt }: LanguageModelV4CallOptions): Promise<LanguageModelV4Content[]> {
    const { today } = await directory.describe();
    const results = resultsOf(prompt);
    const isApproved = results[0]?.toolCallId.endsWith('-approved') === true;
    const outcomes = results.map(outcomeOf);
    const turn = takeTurn({
      raw: lastWords(prompt),
      before: stateIn(prompt) ?? freshState,
      approved: isApproved ? outcomes.shift() : undefined,
      domain: possible,
      today,
    });
    let given: ToolOutcome[] = [];
    for (;;) {
      const step = turn.next(given);
      if (step.done) return [answerOf(step.value)];
      given = outcomes.splice(0, step.value.length);
      if (given.length === step.value.length) continue;
      const made = results.length;
      return step.value.map((call, index) => ({
        type: 'tool-call',
        toolCallId: `service-${prompt.length}-${made + index}`,
        toolName: call.tool,
        input: JSON.stringify(call.arguments),
      }));
    }
  }

  return respondingModel('service', respond);
}

const answerOf = (state: DialogueState): LanguageModelV4Content => ({
  type: 'text',
  text: state.said,
  providerMetadata: { [key]: JSON.parse(JSON.stringify({ dialogue: state })) },
});

/** The domain without the flows whose tools are not offered. */
const possibleDomains = new WeakMap<Domain, Map<string, Domain>>();

function possibleIn(domain: Domain, offered: ReadonlySet<string>): Domain {
  const names = [...offered].sort().join(' ');
  const known = possibleDomains.get(domain) ?? new Map<string, Domain>();
  possibleDomains.set(domain, known);
  const possible = known.get(names) ?? {
    ...domain,
    flows: domain.flows.filter(({ actions }) => actions.every(({ tool }) => offered.has(tool))),
  };
  known.set(names, possible);
  return possible;
}

/** The state the last answer left. */
function stateIn(prompt: LanguageModelV4Prompt): DialogueState | undefined {
  return noted(prompt.map(({ role, content, ...rest }) => ({ role, content, ...rest })) as ModelMessage[]);
}

/** What a conversation with a customer has come to, as its messages have it; for whoever looks after it. */
export const dialogueStateOf = (messages: readonly ModelMessage[]): DialogueState | undefined =>
  noted(messages);

function noted(messages: readonly ModelMessage[]): DialogueState | undefined {
  for (const message of messages.toReversed()) {
    if (message.role !== 'assistant' || typeof message.content === 'string') continue;
    for (const part of message.content.toReversed()) {
      const state = ('providerOptions' in part && part.providerOptions?.[key]?.dialogue) || undefined;
      if (state !== undefined) return state as unknown as DialogueState;
    }
  }
  return undefined;
}
