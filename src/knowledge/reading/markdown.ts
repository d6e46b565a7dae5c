import { longestText, type ReadDocument, tooLong, withoutText } from './contract.ts';
import { frontMatterOf } from './front-matter.ts';
import { type Attributes, isHidden } from './hidden.ts';
import { dayAnnounced } from './own-date.ts';
import { plainly } from './plain.ts';

/** A plain text as it is kept. @throws Unreadable where there is none, or too much */
export function readPlainText(given: string): ReadDocument {
  const text = plainly(given);
  checkLength(text);
  return { text, datedOn: dayAnnounced(text) };
}

/**
 * A Markdown text as it is kept: without comments, scripts and what a reader of the page would not see.
 * @throws Unreadable where nothing is left, or too much
 */
export function readMarkdown(given: string): ReadDocument {
  const whole = plainly(given);
  const { title, datedOn } = frontMatterOf(whole);
  const text = withoutHidden(whole);
  checkLength(text);
  return { title, text, datedOn: datedOn ?? dayAnnounced(text) };
}

function checkLength(text: string): void {
  if (text.trim() === '') throw withoutText();
  if (text.length > longestText) throw tooLong();
}

const opening = new RegExp(
  [
    /^[^\S\n]*(?<fence>`{3,}|~{3,})/,
    // `[//]: # (a comment)`: a link that leads nowhere, which no page shows.
    /^ {0,3}(?<nowhere>\[[^\]\n]{1,200}\]:[^\S\n]*(?:#|<>)(?:[^\S\n][^\n]*)?)$/,
    /(?<comment><!--)/,
    /<(?<tag>[a-z][a-z0-9-]*)(?<attributes>(?:\s[^<>]{0,2000})?)>/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gim',
);
const unread = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg']);
const attribute = /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** Takes out what Markdown holds unseen, code apart; what never ends reaches to the end. */
function withoutHidden(text: string): string {
  const parts: string[] = [];
  let from = 0;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const { fence, nowhere, comment, tag, attributes = '' } = match.groups!;
    const after = opening.lastIndex;
    if (fence !== undefined) {
      opening.lastIndex = endOfFence(text, after, fence);
      continue;
    }
    let end = after;
    if (comment !== undefined) end = endOfComment(text, after);
    else if (nowhere === undefined) {
      if (!isUnread(tag!, attributes)) continue;
      end = endOfElement(text, after, tag!);
    }
    parts.push(text.slice(from, match.index));
    from = end;
    opening.lastIndex = end;
  }
  return [...parts, text.slice(from)].join('');
}

function endOfFence(text: string, from: number, fence: string): number {
  const closing = new RegExp(`^[^\\S\\n]*${fence[0]}{${fence.length},}[^\\S\\n]*$`, 'gm');
  closing.lastIndex = from;
  return closing.exec(text) ? closing.lastIndex : text.length;
}

function endOfComment(text: string, from: number): number {
  const end = text.indexOf('-->', from);
  return end < 0 ? text.length : end + 3;
}

const isUnread = (tag: string, attributes: string): boolean =>
  !attributes.trimEnd().endsWith('/') &&
  (unread.has(tag.toLowerCase()) || isHidden(attributesOf(attributes)));

function endOfElement(text: string, from: number, tag: string): number {
  const tags = new RegExp(`<(/?)${tag}(?=[\\s>/])[^<>]*>`, 'gi');
  tags.lastIndex = from;
  let depth = 1;
  for (let one = tags.exec(text); one; one = tags.exec(text)) {
    depth += one[1] === '/' ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
  return text.length;
}

const attributesOf = (text: string): Attributes =>
  Object.fromEntries(
    Array.from(text.matchAll(attribute), ([, name, ...values]) => [
      name!.toLowerCase(),
      values.find((value) => value !== undefined) ?? '',
    ]),
  );
