import { mayUse } from '../../src/trust/actor.ts';
import { quoted, RapportError } from '../../src/trust/errors.ts';
import { didYouMean } from '../../src/trust/suggest.ts';
import type { Invocation, Registry, Toolbox } from './context.ts';
import type { Tool } from './define-tool.ts';
import { schemasOf } from './json-schema.ts';
import type { ToolOutcome } from './tool-error.ts';

const mostFound = 5;

/** A tool by name. @throws RapportError not_found with the names that are near */
export function toolNamed(registry: Registry, name: string): Tool {
  const tool = registry.served.find((candidate) => candidate.name === name);
  if (tool) return tool;
  const known = registry.all.find((candidate) => candidate.name === name);
  if (known) throw notServed(known, registry);
  const names = registry.served.map((candidate) => candidate.name);
  throw new RapportError('not_found', `There is no tool ${quoted(name)}. ${didYouMean(name, names)}`, {
    hint: 'find_tools searches them by what they do.',
  });
}

function notServed({ name, annotations }: Tool, { served }: Registry): RapportError {
  const onlyReads = served.every((tool) => tool.annotations.readOnlyHint);
  if (onlyReads && !annotations.readOnlyHint)
    return new RapportError('forbidden', `The tool ${quoted(name)} writes, and this server only reads.`, {
      hint: 'Serve it without --read-only, or name it in --tools.',
    });
  return new RapportError('forbidden', `The tool ${quoted(name)} is not switched on.`, {
    hint: 'If it only reads, run it with call_tool; else serve it with --toolsets or --tools.',
  });
}

/** The other tools, as one tool may find and call them. */
export function toolboxOf(
  invocation: Invocation,
  execute: (tool: Tool, callArguments: unknown, invocation: Invocation) => Promise<ToolOutcome>,
): Toolbox {
  const { registry, session } = invocation;
  const allowed = registry.all.filter((tool) => mayUse(session.actor, tool));
  return {
    find(query) {
      const words = query.toLowerCase().match(/\p{Script=Han}{2}|\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
      const scored = allowed
        .map((tool) => ({ tool, score: scoreOf(tool, words) }))
        .filter((entry) => entry.score > 0);
      scored.sort((a, b) => b.score - a.score || a.tool.name.localeCompare(b.tool.name));
      return scored.slice(0, mostFound).map(({ tool }) => ({
        name: tool.name,
        description: tool.description,
        readOnly: tool.annotations.readOnlyHint,
        listed: registry.served.includes(tool),
        inputSchema: schemasOf(tool).input,
      }));
    },
    async call(name, callArguments) {
      const tool = toolNamed({ all: allowed, served: allowed }, name);
      if (!tool.annotations.readOnlyHint || name === 'call_tool')
        throw new RapportError('forbidden', `call_tool runs tools that only read, and ${name} is none.`, {
          hint: `Serve it with --tools ${name} and call it directly.`,
        });
      const outcome = await execute(tool, callArguments, invocation);
      if (outcome.ok) return { name, result: outcome.data, text: outcome.text };
      const { code, message, hint, details } = outcome.error;
      throw new RapportError(code, message, {
        ...(hint !== undefined && { hint }),
        ...(details && { details }),
      });
    },
  };
}

const texts = new WeakMap<Tool, { name: string; text: string }>();

/** What a tool is searched by, made once. */
function textOf(tool: Tool): { name: string; text: string } {
  const known = texts.get(tool);
  if (known) return known;
  const { title, description, phrases } = tool;
  const text = [title, description, ...phrases.en, ...phrases.zh].join(' ').toLowerCase();
  const made = { name: tool.name.replaceAll('_', ' '), text };
  texts.set(tool, made);
  return made;
}

function scoreOf(tool: Tool, words: readonly string[]): number {
  const { name, text } = textOf(tool);
  return words.reduce((sum, word) => sum + (name.includes(word) ? 3 : 0) + (text.includes(word) ? 1 : 0), 0);
}
