import { randomBytes } from 'node:crypto';
import { leadsToOneOf, linkHosts } from '../../src/trust/link-hosts.ts';
import { withoutLinks } from '../../src/trust/links.ts';
import type { Invocation } from './context.ts';
import type { Tool } from './define-tool.ts';
import { changeTexts, isName, type OutsidersText, outsidersTexts, withoutForeign } from './outsiders.ts';
import { saidIn } from './reading.ts';
import type { ToolOutcome } from './tool-error.ts';

const withheld = {
  en: {
    text: '[withheld: written by outsiders]',
    why: (tool: string) =>
      `Texts that outsiders may have written are withheld: this server runs with --lockdown. A person can read them in a terminal: rapport call ${tool} …`,
  },
  zh: {
    text: '[已隐去：外部人员所写]',
    why: (tool: string) =>
      `可能由外部人员所写的文字已隐去：本服务以 --lockdown 运行。本人可在终端查看：rapport call ${tool} …`,
  },
};
/** How much of a text must stand in a summary to be known again. */
const leastPart = 16;

/**
 * An outcome as its reader gets it. A write says what it wrote, and nothing more of what others had written. What
 * outsiders may have written is named by its place; under lockdown it is withheld, and the text block says why. Where
 * a model reads, whose account of what it read then hears of it, it stands in the text block between boundaries nobody
 * could have written, without links; people at a terminal read it as it is.
 */
export function presented(
  tool: Tool,
  came: ToolOutcome,
  invocation: Invocation,
  given: unknown,
): ToolOutcome {
  const outcome = came.ok && !tool.annotations.readOnlyHint ? ofWrite(tool, came, given) : came;
  if (invocation.runtime.lockdown) return lockedDown(tool, outcome, invocation, given);
  const isShown = outcome.ok;
  const data = isShown ? outcome.data : namedIn(outcome.error.details);
  if (data === undefined) return outcome;
  const texts = outsidersTexts(isShown ? tool : undefined, data);
  invocation.reading?.saw({ tool, arguments: given, data, texts });
  if (!isShown || texts.length === 0) return outcome;
  const untrusted = texts.map(({ path }) => path);
  if (invocation.isPart || !invocation.reading) return { ...outcome, untrusted };
  const boundary = `untrusted-${randomBytes(4).toString('hex')}`;
  const isKnown = leadsToOneOf(linkHosts(invocation.session.workspace.settings));
  const bounded = (part: string): string => `<${boundary}>${withoutLinks(part, isKnown)}</${boundary}>`;
  return { ...outcome, text: replaceTexts(outcome.text, texts, bounded), untrusted };
}

/** An outcome without what outsiders may have written. */
function lockedDown(tool: Tool, outcome: ToolOutcome, invocation: Invocation, given: unknown): ToolOutcome {
  const { actor, workspace } = invocation.session;
  const { text: note, why } = withheld[invocation.language ?? actor.language ?? workspace.language];
  const without = (schema: Tool | undefined, data: Record<string, unknown>) =>
    changeTexts(schema, data, () => note) as Record<string, unknown>;
  if (outcome.ok) {
    const texts = outsidersTexts(tool, outcome.data);
    if (texts.length === 0) return outcome;
    const text = replaceTexts(outcome.text, texts, () => note);
    return {
      ...outcome,
      data: without(tool, outcome.data),
      text: invocation.isPart ? text : `${text}\n${why(tool.name)}`,
    };
  }
  const { message, hint, details } = outcome.error;
  const said = JSON.stringify(given) ?? '';
  const unquoted = (sentence: string): string =>
    sentence.replace(/"([^"]*)"/gu, (quote, text: string) =>
      isName(text) || said.includes(text.replace(/…$/u, '')) ? quote : `"${note}"`,
    );
  const named = namedIn(details);
  return {
    ok: false,
    error: {
      ...outcome.error,
      message: unquoted(message),
      ...(hint !== undefined && { hint: unquoted(hint) }),
      ...(named && { details: { ...details, ...without(undefined, named) } }),
    },
  };
}

function ofWrite(tool: Tool, outcome: ToolOutcome & { ok: true }, given: unknown): ToolOutcome {
  const { data, left } = withoutForeign(tool, outcome.data, saidIn(given));
  return left.length === 0
    ? outcome
    : { ...outcome, data, text: replaceTexts(outcome.text, left, () => '…') };
}

/** What an error says of records; why it came about is in our own words. */
function namedIn(
  details: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> | undefined {
  if (details === undefined) return undefined;
  const { reason: _, approvalId: __, ...named } = details;
  return named;
}

/**
 * A text block with every part of it changed that quotes one of these texts, whole, or cut after some words, or on
 * one line.
 */
function replaceTexts(
  block: string,
  texts: readonly OutsidersText[],
  change: (part: string) => string,
): string {
  const spans = texts
    .flatMap(({ text }) => spansOf(block, text))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let done = 0;
  for (const { start, end } of spans) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    out += block.slice(done, from) + change(block.slice(from, end));
    done = end;
  }
  return out + block.slice(done);
}

/** Where a block quotes a text, or a beginning of it of some length. */
function spansOf(block: string, text: string): { start: number; end: number }[] {
  const words = text.trim();
  const beginning = /^\S{0,16}/u.exec(words)?.[0] ?? '';
  const spans: { start: number; end: number }[] = [];
  for (let start = block.indexOf(beginning); beginning !== '' && start >= 0; ) {
    const end = endOfQuote(block, start, words);
    if (end - start >= Math.min(leastPart, words.length)) spans.push({ start, end });
    start = block.indexOf(beginning, Math.max(end, start + 1));
  }
  return spans;
}

/** A quote without the beginning of a next line's first word, where that is another word. */
function beforeOtherLine(block: string, start: number, end: number): number {
  const [other = ''] = /\s*\n\s*[\p{L}\p{N}]*$/u.exec(block.slice(start, end)) ?? [];
  return /[\p{L}\p{N}]/u.test(block[end] ?? '') ? end - other.length : end;
}

/** How far a block goes on as a text does, where any white space is like any other. */
function endOfQuote(block: string, start: number, text: string): number {
  let at = start;
  let place = 0;
  while (at < block.length && place < text.length) {
    const isSpace = /\s/u.test(block[at]!);
    if (isSpace !== /\s/u.test(text[place]!)) return at;
    if (isSpace) {
      while (/\s/u.test(block[at] ?? '')) at++;
      while (/\s/u.test(text[place] ?? '')) place++;
    } else {
      if (block[at] !== text[place]) return beforeOtherLine(block, start, at);
      at++;
      place++;
    }
  }
  return at;
}
