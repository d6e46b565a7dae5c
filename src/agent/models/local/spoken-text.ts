import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { escapePattern } from '../../../language/index.ts';
import { isA, type Mention } from './mention.ts';

/** Parameters whose value is what the person says, word for word. */
const behind: Readonly<Record<string, RegExp>> = {
  reason: /\b(?:because(?: of)?|since|as|due to|reason(?: is)?:?)\s+|(?:因为|由于|原因是?[:：]?)/iu,
  dealName: /\b(?:called|named|name it)\s+|(?:名为|叫做?|名字是)/iu,
  title: /\b(?:called|named|titled|as)\s+|(?:名为|叫做?|标题是?)/iu,
  name: /\b(?:called|named|name it)\s+|(?:名为|叫做?|名字[是叫])/iu,
  document: /\b(?:document|article|page)\s+|(?:文档|文章)[:：]?/iu,
  subject: /[:：]\s*|\b(?:about|regarding|that|because)\s+|(?:关于|说)|[,，]\s*/iu,
  resolution: /[:：]\s*|\b(?:because|since|by)\s+|[,，]\s*/iu,
  text: /[:：]\s*|\b(?:that|saying)\s+/iu,
  note: /[:：]\s*|\b(?:note|saying|because)\s+|(?:备注|说明)/iu,
  comment: /[:：]\s*|[,，]\s*/iu,
  summary: /[:：]\s*|\b(?:because|about|that)\s+/iu,
};
/** Text that fills itself in only where a parameter cannot do without. */
const eager = new Set(['reason', 'dealName', 'name', 'note', 'comment']);

/**
 * A text parameter's value: what is quoted, what stands in its place in one of the tool's phrases, or what
 * comes behind the word or colon that brings it.
 *
 * @param isNeeded  whether the tool cannot do without it
 */
export function saidFor(
  name: string,
  tool: Tool,
  text: string,
  mentions: readonly Mention[],
  isNeeded: boolean,
): string | undefined {
  const opens = behind[name];
  const quoted = mentions.find(isA('quote'))?.is.value;
  if (name === 'text' && !isNeeded) return quoted ?? behindColon(text);
  if (!isNeeded && !eager.has(name)) return inPhrase(name, tool, text);
  if (quoted !== undefined && opens !== undefined) return quoted;
  const match = opens?.exec(text);
  const rest = match ? bare(text.slice(match.index + match[0].length)) : undefined;
  const isLabel = match !== null && match !== undefined && /^[:：]/u.test(match[0]);
  if (isLabel && rest) return rest;
  return (isNeeded ? inPhrase(name, tool, text) : undefined) ?? (rest === '' ? undefined : rest);
}

/** A text to be read comes behind a colon, and is more than a few words. */
function behindColon(text: string): string | undefined {
  const rest = bare(/[:：]\s*(?=\S)(.+)$/su.exec(text)?.[1] ?? '');
  return rest.length >= shortestText ? rest : undefined;
}
const shortestText = 8;

/** What stands where one of the tool's phrases has the parameter, between the words around it there. */
export const inPhrase = (name: string, tool: Tool, text: string): string | undefined =>
  inPhrases(name, tool, text)[0];

/** The same by each of the phrases that fit, the longest phrase first. */
export function inPhrases(name: string, tool: Tool, text: string): string[] {
  const phrases = [...tool.phrases.en, ...tool.phrases.zh].filter((phrase) => phrase.includes(`{${name}}`));
  return phrases
    .toSorted((one, other) => other.length - one.length)
    .map((phrase) => {
      const [before = '', after = ''] = phrase.split(`{${name}}`);
      const pattern = new RegExp(`${anchor(before, 'end')}(.+?)${anchor(after, 'start')}`, 'iu');
      return bare(pattern.exec(text)?.[1] ?? '');
    })
    .filter((value) => value !== '' && value.length <= longest);
}

const longest = 2_000;
const fewestHan = 2;

/** The words of a phrase next to a place of it; a place beside it, or nothing, is the text's end. */
function anchor(words: string, side: 'start' | 'end'): string {
  const own = words
    .split(/\{\w+\}s?/u)
    .at(side === 'end' ? -1 : 0)!
    .trim();
  const [edge] = side === 'end' ? (/\S+$/u.exec(own) ?? []) : (/^\S+/u.exec(own) ?? []);
  if (edge === undefined || edge === '') return side === 'end' ? '^\\s*' : '\\s*$';
  if (/^[:：,，]$/u.test(edge)) return '[:：,，]\\s*';
  if (/\p{Script=Han}/u.test(edge)) {
    const cut = side === 'end' ? edge.slice(-fewestHan - 1) : edge.slice(0, fewestHan + 1);
    return `${escapePattern(cut.replace(/[:：]$/u, ''))}[:：]?`;
  }
  const word = escapePattern(edge.replace(/[:,]$/u, ''));
  return side === 'end' ? `\\b${word}[:,]?\\s+` : `\\s*\\b${word}\\b`;
}

/** A text without what only leads in and out: quotation marks, articles, full stops. */
const bare = (text: string): string =>
  text
    .trim()
    .replace(/^[\s:：,，"“「']+|[\s"”」'.。!！?？]+$/gu, '')
    .replace(/^(?:the|our|a|an|this|that|these|those)\s+/iu, '')
    .trim();
