import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { isWord } from './knowledge.ts';
import { isA, type Mention } from './mention.ts';

/** What stands in a text for a record, a colleague, a day or a number, whoever or whatever it is. */
const marks = {
  contact: 'xwho',
  company: 'xwho',
  name: 'xwho',
  deal: 'xdeal',
  product: 'xproduct',
  order: 'xorder',
  ticket: 'xticket',
  task: 'xtask',
  category: 'xcategory',
  member: 'xmember',
  date: 'xdate',
  duration: 'xdate',
  number: 'xnumber',
  email: 'xmail',
  phone: 'xphone',
  file: 'xfile',
  code: 'xcode',
  conversation: 'xconversation',
  handOff: 'xhandoff',
  draft: 'xdraft',
  change: 'xchange',
  quote: 'xquote',
} as const;

/** What a phrase's places hold, by the name of the parameter; of others nothing is known. */
const places: Readonly<Record<string, string>> = {
  customer: marks.contact,
  contact: marks.contact,
  company: marks.company,
  deal: marks.deal,
  category: marks.category,
  product: marks.product,
  products: marks.product,
  items: marks.product,
  order: marks.order,
  ticket: marks.ticket,
  owner: marks.member,
  assignee: marks.member,
  assignees: marks.member,
  actor: marks.member,
  date: marks.date,
  since: marks.date,
  from: marks.date,
  to: marks.date,
  dueOn: marks.date,
  days: `${marks.date}`,
  followUpOn: marks.date,
  expectedCloseOn: marks.date,
  periods: marks.number,
  limit: marks.number,
  groups: marks.number,
  amount: marks.number,
  maxPrice: marks.number,
  rating: marks.number,
  urgentMinutes: marks.number,
  email: marks.email,
  path: marks.file,
  paths: marks.file,
  conversation: marks.conversation,
  handOff: marks.handOff,
  draft: marks.draft,
  changeId: marks.change,
  text: marks.quote,
  texts: marks.quote,
  subject: marks.quote,
  resolution: marks.quote,
  note: marks.quote,
  summary: marks.quote,
  title: marks.quote,
  document: marks.quote,
  promotion: marks.quote,
  comment: marks.quote,
};
/** Parameters of a few values: one of them stands for all, in the language of the phrase. */
const values: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  unit: ['month', '月'],
  measure: ['revenue', '销售额'],
  by: ['category', '类别'],
  kind: ['deal', '商机'],
  lifecycleStage: ['Qualified', '合格'],
  stage: ['Proposal', '报价'],
};

/** A phrase of a tool as the words people would say, names and days as marks. */
export function markedPhrase(phrase: string): string {
  const isChinese = /\p{Script=Han}/u.test(phrase) ? 1 : 0;
  return phrase
    .replace(/\{(?:periods|days)\}\s*(?:\{unit\}s?|days?|个\{unit\}|天)/gu, ` ${marks.date} `)
    .replace(
      /(?<=\b(?:next|coming) )\{unit\}s?|(?:下个|这个|本)\{unit\}|(?:next|last|this) (?:month|quarter|year)|today|yesterday|上个月|下季度|今天|昨天|这个月/gu,
      ` ${marks.date} `,
    )
    .replace(/\{(\w+)\}/gu, (_, name: string) => ` ${places[name] ?? values[name]?.[isChinese] ?? ''} `)
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The file names and the ids of conversations in a text. */
const files = /[\w./\\-]+\.(?:csv|tsv|xlsx?|jsonl?|pdf|docx|md|txt|html?|zip)\b/giu;
const codes = /\b([a-z]{2,4})_[\p{L}\p{N}-]{4,}\b/giu;
/** Ids people copy, by their prefix: the mark, and the parameters that take one. */
const copied: Readonly<Record<string, { mark: string; takenBy: readonly string[] }>> = {
  cnv: { mark: marks.conversation, takenBy: ['conversation'] },
  hnd: { mark: marks.handOff, takenBy: ['handOff', 'conversation'] },
  dft: { mark: marks.draft, takenBy: ['draft'] },
  chg: { mark: marks.change, takenBy: ['change', 'changeId'] },
};

/** The ids and the files of a text. */
export const codesIn = (text: string): Mention[] =>
  [...text.matchAll(files), ...text.matchAll(codes)].map(({ index, 0: value }) => ({
    start: index,
    end: index + value.length,
    text: value,
    is: { type: 'code', value },
  }));

const copiedIn = (text: string) =>
  Array.from(text.matchAll(codes)).flatMap(([, prefix]) => copied[prefix!.toLowerCase()] ?? []);

/** Whether a text holds an id that the grammar has no place for; one of a change it undoes. */
export const holdsCode = (text: string): boolean => copiedIn(text).some(({ mark }) => mark !== marks.change);

/** Whether a tool has a place for every id in a text. */
export const takesCodes = (tool: Tool, text: string): boolean =>
  copiedIn(text).every(({ takenBy }) => takenBy.some((name) => name in tool.input.shape));

/** A text with marks for what is known in it; values, fields and kinds stay words, what is quoted goes. */
export function markedText(text: string, mentions: readonly Mention[]): string {
  let marked = text;
  for (const mention of mentions.toReversed()) {
    const mark = markOf(mention);
    if (mark !== undefined) marked = `${marked.slice(0, mention.start)} ${mark} ${marked.slice(mention.end)}`;
  }
  return marked
    .replace(files, ` ${marks.file} `)
    .replace(codes, (_, prefix: string) => ` ${copied[prefix.toLowerCase()]?.mark ?? marks.code} `);
}

function markOf(mention: Mention): string | undefined {
  const { is } = mention;
  if (isA('record')(mention))
    return mention.is.kind !== 'product' && isWord(mention)
      ? undefined
      : (marks[mention.is.kind as keyof typeof marks] ?? marks.contact);
  if (is.type === 'member') return /^(?:my|mine|我)$/iu.test(mention.text) ? undefined : marks.member;
  if (is.type === 'name') return /^(?:[a-z]|[A-Z]{2,4}$)/.test(mention.text) ? undefined : marks.name;
  if (is.type === 'quote') return marks.quote;
  if (is.type === 'code') return undefined;
  if (is.type === 'value')
    return is.of.every(({ field }) => /interest|category/iu.test(field)) ? marks.category : undefined;
  return is.type === 'field' || is.type === 'kind' ? undefined : marks[is.type as keyof typeof marks];
}
