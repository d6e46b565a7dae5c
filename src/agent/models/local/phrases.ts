import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { escapePattern, parseNumbers } from '../../../language/index.ts';
import type { Clause } from './clause.ts';
import { lexicons } from './lexicon.ts';
import type { Mention } from './mention.ts';

/** A sentence that is one of a tool's phrases, with what stands in its places. */
export interface PhraseMatch {
  tool: Tool;
  /** By parameter; of references `undefined` where a pronoun stands. */
  filled: Readonly<Record<string, unknown>>;
}

interface Template {
  tool: Tool;
  pattern: RegExp;
  slots: readonly string[];
}

const references = ['customer', 'contact', 'company', 'record', 'deal', 'product', 'owner', 'actor'];
const units: Readonly<Record<string, string>> = {
  day: 'days?|天|日',
  week: 'weeks?|周|星期|礼拜',
  month: 'months?|月',
  quarter: 'quarters?|季度?',
};
const opens = /^(?:please|and|so|ok|okay|hey|well|now|tell me|可以|请问|请|那么?|帮我|麻烦|[,，\s])+/u;
const closes = /[\s?？。.!！,，]+$/u;

/** Phrases as patterns of whole sentences, those with the most words first. */
export function templatesOf(tools: readonly Tool[]): Template[] {
  return tools
    .flatMap((tool) => [...tool.phrases.en, ...tool.phrases.zh].map((phrase) => templateOf(tool, phrase)))
    .sort((one, other) => other.pattern.source.length - one.pattern.source.length);
}

function templateOf(tool: Tool, phrase: string): Template {
  const slots: string[] = [];
  const parts = phrase.toLowerCase().split(/(\{\w+\}s?)/);
  const written = phrase.split(/(\{\w+\}s?)/);
  const source = parts.map((part, index) => {
    const slot = /^\{(\w+)\}/.exec(written[index]!)?.[1];
    if (slot === undefined)
      return part
        .trim()
        .split(/\s+/)
        .filter((word) => word !== '')
        .map((word) => escapePattern(word))
        .join('\\s+')
        .replace(/^(what|who|how)\\s\+is\b/, "$1(?:'s|\\s+is)");
    slots.push(slot);
    return slot === 'unit' ? `(${Object.values(units).join('|')})` : '(.+?)';
  });
  return {
    tool,
    slots,
    pattern: new RegExp(`^${source.filter((part) => part !== '').join('[\\s:：，,]*')}$`, 'u'),
  };
}

/** The tool one of whose phrases a sentence is, word for word but for its places. */
export function matchPhrase(
  templates: readonly Template[],
  text: string,
  mentions: readonly Mention[],
  clauses: readonly Clause[],
): PhraseMatch | undefined {
  const start = opens.exec(text.toLowerCase())?.[0].length ?? 0;
  const sentence = text.slice(start).replace(/[’‘]/g, "'").replace(closes, '');
  const shifted = mentions.map((mention) => ({
    ...mention,
    start: mention.start - start,
    end: mention.end - start,
  }));
  for (const { tool, pattern, slots } of templates) {
    const match = new RegExp(pattern.source, 'diu').exec(sentence);
    if (match === null) continue;
    const filled: Record<string, unknown> = {};
    const fits = slots.every((slot, index) => {
      const [from, to] = match.indices![index + 1]!;
      const value = slotValue(slot, sentence.slice(from, to), shifted, { from, to }, clauses);
      if (value === unfit) return false;
      filled[slot] = value;
      return true;
    });
    if (fits) return { tool, filled };
  }
  return undefined;
}

const unfit = Symbol('unfit');

function slotValue(
  slot: string,
  text: string,
  mentions: readonly Mention[],
  { from, to }: { from: number; to: number },
  clauses: readonly Clause[],
): unknown {
  const within = mentions.filter(({ start, end }) => start >= from && end <= to);
  const named = within.find(({ is }) => is.type === 'record' || is.type === 'member');
  if (slot === 'unit')
    return Object.keys(units).find((unit) => new RegExp(`^(?:${units[unit]})$`, 'iu').test(text)) ?? unfit;
  if (references.includes(slot)) {
    if (named !== undefined) return isBare(text, named) ? named : unfit;
    const { one } = lexicons[clauses[0]?.language ?? 'en'].references;
    return text.trim().length <= 12 && one.test(text.toLowerCase()) ? undefined : unfit;
  }
  if (['periods', 'limit', 'days', 'horizon'].includes(slot)) {
    const [number] = parseNumbers(text);
    return number !== undefined && number.text.trim() === text.trim() ? Number(number.value) : unfit;
  }
  if (['since', 'date', 'dueOn'].includes(slot)) {
    const day = within.find(({ is }) => is.type === 'date');
    return day?.is.type === 'date' ? day.is.span.from : unfit;
  }
  const value = within.find(({ is }) => is.type === 'value')?.is;
  if (slot === 'category' && value?.type === 'value') return value.of[0]!.value;
  return named !== undefined && named.is.type === 'record' && named.is.kind === 'product'
    ? text
    : named
      ? unfit
      : text.trim().replace(/^["“「《](.+)["”」》]$/u, '$1');
}

/** Whether beside a name there is nothing but what introduces it. */
const isBare = (text: string, { text: name }: Mention): boolean =>
  text
    .replace(name, ' ')
    .replace(
      /\b(?:the|our|my|customer|client|contact|company|product|mr|mrs|ms)\b|[''’]s?|客户|公司|先生|女士|经理|这个|的/giu,
      ' ',
    )
    .trim() === '';
