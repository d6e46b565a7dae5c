import type { Tool } from '../../tools/kernel/define-tool.ts';
import { outsidersTexts } from '../../tools/kernel/outsiders.ts';
import { createReading, type Reading } from '../../tools/kernel/reading.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Language } from '../language/index.ts';
import type { WorkspaceDescription } from './directory.ts';
import { guardLinks, type LinkGuard, withoutLinks } from './links.ts';
import { clausesOf } from './models/local/clause.ts';
import { licenceOf } from './models/local/guards.ts';
import { framesOf } from './models/local/interpret.ts';
import { lexicons } from './models/local/lexicon.ts';
import type { Mention } from './models/local/mention.ts';
import { readable } from './models/local/readable.ts';
import { recognise } from './models/local/recognise.ts';
import { isNo } from './models/local/replies.ts';
import { supportOf } from './support.ts';
import type { AgentOptions, Conversation } from './types.ts';

/** What one turn may do, settled from the person's words before any record is read. */
export interface TurnGuard {
  allowed: readonly Tool[];
  /** What the model has read, of a model that may do what it reads. */
  reading?: Reading;
  /** Why a call is not let through, or undefined where it is. */
  refusal(tool: Tool, callArguments: Record<string, unknown>): Promise<ToolOutcome | undefined>;
  /** Notes what came back, so that text by outsiders can be told from the person's. */
  saw(tool: Tool, outcome: ToolOutcome): void;
  /** An answer without links that no person here wrote. */
  cleaned(answer: string): string;
  /** The same for an answer that streams in. */
  guardText(): LinkGuard;
}

/**
 * Reads a turn and settles what it may do. A turn that only asks, supposes, denies or quotes gets the
 * reading tools alone. A turn that asks for a change may not, once text was read that others wrote, send
 * anything of that text away; and a language model needs the person's yes to write about records they did not speak
 * of, or what they did not say.
 */
export async function guardTurn(
  text: string,
  conversation: Conversation,
  options: Pick<AgentOptions, 'tools' | 'directory' | 'choose' | 'place' | 'linkHosts'>,
  language: Language,
): Promise<TurnGuard> {
  const { writes, mentions } = await readTurn(text, options, language, wroteLast(conversation, options));
  const given = options.choose?.([...ownWords(conversation).slice(-1), text].join(' ')) ?? options.tools;
  const allowed = given.filter((tool) => writes || tool.annotations.readOnlyHint);
  const names = new Set(allowed.map((tool) => tool.name));
  const own = [...ownWords(conversation), text].join('\n').toLowerCase();
  let untrusted = earlierResults(conversation);
  const reading =
    options.place && readingOf(conversation, [...ownWords(conversation), text], mentions, options);
  return {
    allowed,
    ...(reading && { reading }),
    async refusal(tool, callArguments) {
      if (!names.has(tool.name))
        return refused(
          'This turn only asks: it may not write.',
          'Answer, or ask the person whether they want it done.',
        );
      if (tool.annotations.readOnlyHint || untrusted === '') return undefined;
      const planted = textsIn(callArguments).find(
        (value) =>
          untrusted.includes(value.toLowerCase()) && !own.includes(value.toLowerCase()) && looksSent(value),
      );
      return planted === undefined
        ? undefined
        : refused(
            'This call carries text from a record that the person did not write.',
            'Use only what the person said, or ask them.',
          );
    },
    saw(tool, outcome) {
      if (outcome.ok && tool.annotations.readOnlyHint)
        untrusted += `\n${JSON.stringify(outcome.data).toLowerCase()}`;
    },
    cleaned: (answer) => withoutLinks(answer, own, options.linkHosts),
    guardText: () => guardLinks(own, options.linkHosts),
  };
}

/**
 * What a customer's turn may do: all that customers may. Their tools see and change what is theirs alone, and
 * whatever a customer could regret waits for their yes, whoever had the idea.
 */
export function guardCustomer(
  text: string,
  conversation: Conversation,
  options: Pick<AgentOptions, 'tools' | 'linkHosts'>,
): TurnGuard {
  const own = [...ownWords(conversation), text].join('\n').toLowerCase();
  return {
    allowed: options.tools,
    refusal: async () => undefined,
    saw: () => undefined,
    cleaned: (answer) => withoutLinks(answer, own, options.linkHosts),
    guardText: () => guardLinks(own, options.linkHosts),
  };
}

/** An account of what the model has read in the turns it still knows, held against all that the person said. */
function readingOf(
  { messages }: Conversation,
  words: readonly string[],
  mentions: readonly Mention[],
  { tools }: Pick<AgentOptions, 'tools'>,
): Reading {
  const said = words.join('\n');
  const named = mentions.flatMap(({ is }) =>
    is.type === 'record'
      ? is.candidates.map(({ id }) => id)
      : is.type === 'member'
        ? is.members.map(({ id }) => id)
        : [],
  );
  const reading = createReading({ words: said, named, supports: supportOf(said, mentions) });
  for (const { content } of messages)
    for (const part of typeof content === 'string' ? [] : content) {
      if (part.type !== 'tool-result' || part.output.type !== 'json') continue;
      const tool = tools.find(({ name }) => name === part.toolName);
      const data = part.output.value;
      if (tool) reading.saw({ tool, arguments: {}, data, texts: outsidersTexts(tool, data) });
    }
  return reading;
}

/** Whether the words of a turn ask for a change, and what they name. Short answers to a question of ours may. */
async function readTurn(
  written: string,
  { directory }: Pick<AgentOptions, 'directory'>,
  language: Language,
  hasWritten: boolean,
): Promise<{ writes: boolean; mentions: readonly Mention[] }> {
  const text = readable(written);
  const workspace = await directory.describe();
  const mentions = await recognise(text, workspace, directory);
  return { writes: mayWrite(text, mentions, workspace, language, hasWritten), mentions };
}

/** Whether the turn before wrote: what is denied now may be taken back. */
function wroteLast({ messages }: Conversation, { tools }: Pick<AgentOptions, 'tools'>): boolean {
  const writing = new Set(tools.filter((tool) => !tool.annotations.readOnlyHint).map(({ name }) => name));
  const start = messages.findLastIndex(({ role }) => role === 'user');
  return messages
    .slice(start + 1)
    .some(
      ({ role, content }) =>
        role === 'assistant' &&
        typeof content !== 'string' &&
        content.some((part) => part.type === 'tool-call' && writing.has(part.toolName)),
    );
}

function mayWrite(
  text: string,
  mentions: readonly Mention[],
  workspace: WorkspaceDescription,
  language: Language,
  hasWritten: boolean,
): boolean {
  const clauses = clausesOf(text, [...mentions], language);
  const frames = framesOf(clauses, workspace);
  const names = mentions.some(({ is }) => is.type !== 'number');
  if (frames.length > 0 && !names && isNo(text.toLowerCase(), language)) return true;
  if (frames.length > 0)
    return frames.some(
      (frame) =>
        licenceOf(frame.mood) !== 'none' ||
        (hasWritten && frame.mood === 'negated') ||
        ['message', 'conditional', 'deferred'].includes(frame.mood),
    );
  return (
    (!lexicons[language].moods.question.test(text.toLowerCase()) ||
      lexicons[language].moods.request.test(text.toLowerCase())) &&
    !lexicons[language].moods.hypothetical.test(text.toLowerCase())
  );
}

const ownWords = ({ messages }: Conversation): string[] =>
  messages.flatMap((message) =>
    message.role === 'user'
      ? [typeof message.content === 'string' ? message.content : JSON.stringify(message.content)]
      : [],
  );

/** What tools returned in earlier turns, in lower case. */
const earlierResults = ({ messages }: Conversation): string =>
  messages
    .flatMap((message) => (message.role === 'tool' ? [JSON.stringify(message.content)] : []))
    .join('\n')
    .toLowerCase();

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(textsIn)
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(textsIn)
        : [];

const isoDay = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g;

/** Addresses, links and telephone numbers, not ids and dates: what a planted instruction would want to put somewhere. */
const looksSent = (value: string): boolean =>
  /@|https?:|www\.|\d{7,}|(?:\d[\s-]?){8,}/i.test(value.replace(isoDay, ' ')) &&
  !/^\w{2,5}_\w+$|^\d{4}-\d{2}-\d{2}(?:T[\d:.Z+-]+)?$/.test(value);

const refused = (message: string, hint: string): ToolOutcome => ({
  ok: false,
  error: { code: 'forbidden', message, hint, retryable: false, errorId: '' },
});
