import type { Lexicon } from './lexicon.ts';
import type { Mention } from './mention.ts';

/** Which part each mention of a clause plays, by its number among the clause's mentions. */
export interface Roles {
  /** Colleagues who are to get something, and those who have it. */
  newOwners: ReadonlySet<number>;
  presentOwners: ReadonlySet<number>;
  /** The speaker is to get it. */
  selfOwner: boolean;
  /** Values something is to have, values it had, and values it must not have to be meant. */
  newValues: ReadonlySet<number>;
  oldValues: ReadonlySet<number>;
  notValues: ReadonlySet<number>;
  newDays: ReadonlySet<number>;
  newNames: ReadonlySet<number>;
  /** Mentions behind an "except". */
  exceptions: ReadonlySet<number>;
  /** What is left as it is: "except Alex, he stays a lead". */
  kept: ReadonlySet<number>;
  /** Whether the clause gives anything a new owner or value. */
  assigns: boolean;
}

/** The parts the mentions of a clause play, read from the grammar around their signs. */
export function rolesOf(sketch: string, mentions: readonly Mention[], lexicon: Lexicon): Roles {
  const { roles } = lexicon;
  const oldValues = captured(roles.oldValue, sketch);
  const notValues = chained(captured(roles.notValue, sketch), sketch, 'V', ' and | or |和|与|、|或');
  const newValues = chained(captured(roles.newValue, sketch).union(becomes(sketch, mentions)), sketch, 'V')
    .difference(oldValues)
    .difference(notValues);
  const presentOwners = captured(roles.presentOwner, sketch);
  const newOwners = captured(roles.newOwner, sketch);
  const selfOwner = roles.selfOwner.test(sketch);
  const days = Array.from(sketch.matchAll(roles.newDay)).flatMap((match) => match.slice(1).filter(Boolean));
  const exceptAt = Array.from(sketch.matchAll(roles.except)).at(0)?.index;
  return {
    newOwners,
    presentOwners: presentOwners.difference(newOwners),
    selfOwner,
    newValues,
    oldValues,
    notValues,
    newDays: new Set(days.map((sign) => Number(sign.slice(1)))),
    newNames: captured(roles.newName, sketch),
    kept: exceptAt === undefined ? new Set() : captured(keeps, sketch),
    exceptions: exceptionsOf(sketch, mentions, exceptAt),
    assigns: newValues.size > 0 || newOwners.size > 0 || selfOwner,
  };
}

/** "<R> won, <R> lost", “<R>赢单了”: what became of somebody, told by a word that is a state and happened. */
const becomes = (sketch: string, mentions: readonly Mention[]): Set<number> =>
  new Set([...captured(states, sketch)].filter((number) => happened.test(mentions[number]?.text ?? '')));

const states =
  /(?:^|, (?:and )?|\band )<R\d+>(?:'s| has| have| just| now| finally| officially| got| -| –|:)* <V(\d+)>(?=!*\s*(?:$|[,.;!]))|<R\d+>(?:那边|这边)?(?:刚|已经|终于|正式)*<V(\d+)>了(?=$|[，。！,!])/gu;

const happened = /^(?:won|lost|qualified|disqualified|closed)$|[赢丢]单|成交|合格|流失/iu;

const keeps =
  /\b(?:stays?|remains?|keeps?)(?: (?:as|an?|in|at|the|with|being|under))* <[VM](\d+)>|(?:保持|仍是|还是|仍然是|留在)<[VM](\d+)>|<M(\d+)>自己(?:留着?|保留)/g;

/** The numbers a pattern captures, in any of its groups. */
function captured(pattern: RegExp, sketch: string): Set<number> {
  const found = Array.from(sketch.matchAll(pattern)).flatMap((match) =>
    match.slice(1).filter((group) => group !== undefined),
  );
  return new Set(found.map(Number));
}

/** "to lost or won": values joined to a new one are no new ones, but "hardware and services" are both meant. */
function chained(numbers: Set<number>, sketch: string, sign: string, joins = ' and |和|与|、'): Set<number> {
  const result = new Set(numbers);
  for (const match of sketch.matchAll(new RegExp(`<${sign}(\\d+)>的?(?:${joins})<${sign}(\\d+)>`, 'g')))
    if (result.has(Number(match[1]))) result.add(Number(match[2]));
  return result;
}

/** Where those left out are all named, and something else is said. */
const endOfList = (sketch: string, from: number): number => {
  const end = /<\w\d+>[^,<]*,(?! ?(?:and |or )?<)/.exec(sketch.slice(from));
  return end === null ? sketch.length : from + end.index + end[0].length;
};

const afterComma = (text: string): number => Math.max(text.lastIndexOf('，'), text.lastIndexOf(',')) + 1;

function exceptionsOf(sketch: string, mentions: readonly Mention[], at: number | undefined): Set<number> {
  if (at === undefined) return new Set();
  const han = /\p{Script=Han}/u.test(sketch[at] ?? '');
  const end = han
    ? /以外|之外|外|[，。]|$/u.exec(sketch.slice(at + 1))!.index + at + 1
    : endOfList(sketch, at);
  const before = han && /[以之除]外|不算|保留|别动|不动|跳过/u.test(sketch.slice(at, at + 2));
  const [from, to] = before ? [afterComma(sketch.slice(0, at)), at] : [at, end];
  const behind = Array.from(sketch.slice(from, to).matchAll(/<[RUVM](\d+)>/g), (match) => Number(match[1]));
  return new Set(behind.filter((number) => mentions[number] !== undefined));
}
