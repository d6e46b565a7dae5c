import type { Clause } from './clause.ts';
import { isWrite } from './coverage.ts';
import type { Mention } from './mention.ts';
import { type PlannedCall, targetsIn } from './planned.ts';

/**
 * Who and what a text leaves out and the plan would write all the same, as they are written there: records it changes,
 * colleagues and values it gives or looks for. Such a plan has the sentence the wrong way round.
 */
export function excludedYetWritten(clauses: readonly Clause[], calls: readonly PlannedCall[]): string[] {
  const writes = calls.filter(({ purpose }) => isWrite(purpose));
  if (writes.length === 0) return [];
  const plan = writtenBy(writes);
  const isWritten = ({ is }: Mention): boolean =>
    (is.type === 'record' && is.candidates.some(({ id }) => plan.ids.has(id))) ||
    (is.type === 'member' && is.members.some(({ name }) => plan.holds(name))) ||
    (is.type === 'value' && is.of.some(({ value }) => plan.holds(value)));
  return [
    ...new Set(clauses.flatMap((clause) => excludedIn(clause).filter(isWritten)).map(({ text }) => text)),
  ];
}

const negatedPart = /\bnot [\w.]+ (?:=|~|in) (?:'(?:[^'\\]|\\.|'')*'|\([^)]*\))/g;

/** The records calls change, and the values they give or look for; one they leave out is none of these. */
function writtenBy(calls: readonly PlannedCall[]) {
  const ids = new Set(calls.flatMap(({ purpose }) => targetsIn(purpose)).map(({ id }) => id));
  const filters = calls.map(({ arguments: given }) => String(given.filter ?? '')).join(' and ');
  const values = calls.flatMap(({ purpose }) =>
    purpose.type === 'update' || purpose.type === 'create'
      ? purpose.fields.flatMap(({ value }) => [value ?? []].flat().map(String))
      : [],
  );
  const looksFor = filters.replace(negatedPart, ' ');
  const leavesOut = (filters.match(negatedPart) ?? []).join(' ');
  const holds = (name: string) =>
    !leavesOut.includes(`'${name}'`) && (values.includes(name) || looksFor.includes(`'${name}'`));
  return { ids, holds };
}

const joins = `,? ?(?:and |or |nor )|和|与|跟|、|以及|或`;
const listed = (signs: string, between: string): string =>
  `(<[${signs}]\\d+>(?:(?:'s)?(?:${between})<[${signs}]\\d+>)*)`;
const anything = listed('RMVU', `${joins}|, ?`);
/** "not Raj, Lena": behind a comma is who is meant instead. */
const somebody = listed('RMU', joins);

/** What is left out, in the group of each: words of exception before it, behind it and around it. */
const exclusions: Readonly<Record<Clause['language'], readonly RegExp[]>> = {
  en: [
    new RegExp(
      `\\b(?:except|excluding|apart from|other than|aside from|leav(?:e|ing) out|but not|(?:all|everyone|everybody|any|each|every \\w+) but|bar(?:ring)?|just not|skip(?:ping)?)(?: (?:for|to|the|with|as|on|of))* ${anything}`,
      'g',
    ),
    new RegExp(`\\b(?:not|don't touch|hands off)(?: (?:for|to|with))* ${somebody}`, 'g'),
    new RegExp(
      `${anything},? (?:is |are |to be |should be |stays? |remains? )?(?:excluded|exempt(?:ed)?|excepted|left (?:out|alone)|not included|untouched|put\\b(?<=stays? put))\\b`,
      'g',
    ),
    new RegExp(
      `\\b(?:leav(?:e|ing)|keep(?:ing)?) ${anything} (?:alone|out|untouched|as (?:is|it|he|she|they)\\b)`,
      'g',
    ),
  ],
  zh: [
    new RegExp(`(?:唯独|排除|不包括|不包含|不含|别动|不要动|别碰|不算|跳过)${anything}`, 'gu'),
    new RegExp(`(?<![删移清去剔消解扣拆])除(?:了|去|开)?${anything}(?![^。]*(?:[，,]还|也))`, 'gu'),
    new RegExp(`(?:而?不是|而非)${somebody}`, 'gu'),
    new RegExp(
      `${anything}的?(?:[这那][几两三]?[个位条])?(?:先|就|都|暂时)*(?:除外|[以之]外(?![^。]*(?:[，,]还|也))|不算|(?:不|别|不要|不用)动|别碰|跳过|不包括|不在内|例外)`,
      'gu',
    ),
  ],
};

const excludedIn = ({ language, sketch, mentions }: Clause): Mention[] =>
  exclusions[language].flatMap((pattern) =>
    Array.from(sketch.matchAll(pattern)).flatMap(([, group]) =>
      Array.from(group!.matchAll(/\d+/g)).flatMap(([number]) => mentions[Number(number)] ?? []),
    ),
  );
