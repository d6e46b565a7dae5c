import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { escapePattern } from '../../../language/index.ts';
import { spokenValues } from './spoken-values.ts';

/** What turns a parameter on that is either so or not. */
const spokenFlags: Readonly<Record<string, RegExp>> = {
  chart: /\b(?:charts?|draw|plot|graph|picture|visuali[sz]e|diagram)\b|图|画/iu,
  includeOwned: /\b(?:already (?:own|has|have|bought)|including what)\b|已经?(?:有|买)/iu,
  availableOnly: /\b(?:in stock|available)\b|有货|现货/iu,
  kept: /\b(?:latest|last) (?:stored|kept|saved) score\b|上次保存/iu,
  dryRun:
    /\b(?:dry[- ]?run|without (?:writing|saving|changing)|just (?:check|preview|test)|try(?:ing)?(?: out)?|preview)\b|试(?:着|一下|运行)|预览|\bshow me (?:it |that )?first\b|先(?:给我)?看|先不要?写/iu,
  remove: /\b(?:remove|delete|drop|cancel|take\b.*\bout)\b|删|撤掉|取消|下架/iu,
  conversation: /\b(?:whole|this|entire) conversation\b|整个对话|这次对话/iu,
};
/** Parameters that group: their values count only behind "by" or 按. */
const grouping = /^(?:by|groupBy)$/;
const beforeGroup =
  /\b(?:by|per|each|every|for each|split by|across)\s+(?:the\s+)?(?:\w+\s+)?$|(?:按照?|各|每个?|分)\p{Script=Han}{0,2}$/iu;
/** Answers to what the words do not decide would bend them: these are never chosen by a word alone. */
const never = new Set(['expectedVersion', 'detail', 'sort', 'conflicts']);

/** The values a parameter may take, where it may take but a few. */
export function optionsOf(schema: unknown): readonly string[] {
  const { def, options } = schema as {
    def: { type: string; innerType?: { options?: readonly unknown[] } };
    options?: readonly unknown[];
  };
  const all = options ?? def.innerType?.options ?? [];
  return all.every((option) => typeof option === 'string') ? (all as string[]) : [];
}

/** Whether a tool cannot be called without a parameter. */
export const isNeeded = (tool: Tool, name: string): boolean =>
  name in tool.input.shape && !tool.input.shape[name]!.safeParse(undefined).success;

const isFlag = (schema: unknown): boolean => {
  const { def } = schema as { def: FlagSchema & { innerType?: { def: FlagSchema } } };
  const { type, values } = def.innerType?.def ?? def;
  return type === 'boolean' || (type === 'literal' && values?.[0] === true);
};

interface FlagSchema {
  type: string;
  values?: readonly unknown[];
}

/** Chooses values and flags by what was said; where several were, the one said last before the rest decides. */
export function choose(tool: Tool, text: string, put: (name: string, value: unknown) => void): void {
  for (const [name, schema] of Object.entries(tool.input.shape)) {
    if (isFlag(schema) && spokenFlags[name]?.test(text)) put(name, true);
    const options = never.has(name) ? [] : optionsOf(schema);
    const said = options.filter((option) => isSaid(name, option, text));
    put(name, said.find((option) => stronger.has(option)) ?? said[0] ?? otherOf(tool, name, options));
  }
}

/** What a parameter that has to be given takes where none of its values was said: that it is another one. */
const otherOf = (tool: Tool, name: string, options: readonly string[]): string | undefined =>
  isNeeded(tool, name) ? options.find((option) => option === 'other') : undefined;

/** The value of a few that an answer says. */
export const optionSaid = (name: string, options: readonly string[], text: string): string | undefined =>
  options.find((option) => option.toLowerCase() === text.trim().toLowerCase()) ??
  options.find((option) => isSaid(name, option, text));

/** Denials hold the very words they deny, and some words say more than others beside them. */
const stronger = new Set([
  'disliked',
  'urgent',
  'kmeans',
  'exchange',
  'open',
  'withdrawn',
  'discard',
  'anger',
  'not_understood',
  'policy',
  'low_confidence',
  'identification',
]);

function isSaid(name: string, option: string, text: string): boolean {
  const pattern =
    spokenValues[option] ?? new RegExp(`\\b${escapePattern(option.replaceAll('_', ' '))}`, 'iu');
  if (!grouping.test(name)) return pattern.test(text);
  return Array.from(text.matchAll(new RegExp(pattern.source, 'giu'))).some(({ index }) =>
    beforeGroup.test(text.slice(0, index)),
  );
}
