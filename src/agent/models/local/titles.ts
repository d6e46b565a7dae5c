import type { Candidate, Directory } from '../../directory.ts';
import type { Mention } from './mention.ts';
import { mentionAt, type Span } from './spans.ts';

/** Kinds whose records go by long titles, of which people say a part, and the words that speak of such a record. */
const titledKinds: Readonly<
  Record<string, { spoken: RegExp; beside: RegExp; ahead: RegExp; whose: string }>
> = {
  deal: {
    spoken:
      /\b(?:deals?|opportunit(?:y|ies)|renewals?|projects?|won|win|lost|lose|worth|amount|pipeline|stage|proposal|negotiation|qualified|close[sd]?|closing)\b|[单赢输丢]|商机|项目|续约|增购|成交|金额|报价|谈判|阶段|进到/iu,
    beside: /^\s*(?:的)?(?:[这那][个笔一]?个?)?(?:单子?|商机|项目|交易|deal\b|opportunity\b|project\b)/iu,
    ahead: /\b(?:deal|opportunity|project)\s*(?:called|named|with|for|:)?\s*$|(?:商机|单子)\s*[：:]?\s*$/iu,
    whose: 'company',
  },
  task: {
    spoken:
      /\b(?:tasks?|to-?dos?|reminders?|done|finished|completed?|tick(?:ed)?|postpone|cancel(?:led)?)\b|任务|待办|提醒|勾掉|打勾|做完|办完|完成|推迟|取消/iu,
    beside: /^\s*(?:的)?[这那]?[个条项]?(?:任务|待办|提醒|task\b|to-?do\b)/iu,
    ahead: /\b(?:task|to-?do|reminder)\s*(?:called|named|:)?\s*$|(?:任务|待办)\s*[：:]?\s*$/iu,
    whose: 'contact',
  },
};
/** Ends of titles that say little. */
const generic = /有限公司|股份|项目|[：:\s()（）,，-]/gu;

/** A share of a title, by length, that must be said where nothing says that a title is meant. */
const mostOfTitle = 0.7;
/** The same of what stands beside the name of the firm or the person it is for. */
const partOfTitle = 0.25;
const fewestCharacters = 4;
const mostStretches = 6;
const longestStretch = 200;

/** Deals and tasks of whose titles enough is said, and companies called by the beginning of their names. */
export async function titledRecords(text: string, directory: Pick<Directory, 'find'>): Promise<Mention[]> {
  const parts = stretches(text);
  const found = await Promise.all(
    Object.entries(titledKinds).map(async ([kind, { spoken }]) =>
      spoken.test(text) ? titlesIn(text, kind, await candidatesOf(kind, parts, directory)) : [],
    ),
  );
  const companies = /\p{Script=Han}{4}/u.test(text) ? await candidatesOf('company', parts, directory) : [];
  return [...found.flat(), ...byBeginning(text, companies)].sort(
    (one, other) => other.end - other.start - (one.end - one.start),
  );
}

const candidatesOf = async (
  kind: string,
  parts: readonly string[],
  directory: Pick<Directory, 'find'>,
): Promise<Candidate[]> => {
  const found = (await Promise.all(parts.map((part) => directory.find(kind, part)))).flat();
  return [...new Map(found.map((one) => [one.id, one])).values()];
};

const breaks = /[,，。；;！!？?\n“”"]|[这那]一?[单个条笔家]|\b(?:is|was|as|has)\b/u;

/** The parts of a text between its commas, each up to the words behind which no title goes on. */
const stretches = (text: string): string[] =>
  [
    ...new Set(
      [...text.split(breaks), ...text.split(/[:：]/u).flatMap((part) => part.split(breaks))]
        .map((part) => part.trim().slice(0, longestStretch))
        .filter((part) => part.length >= fewestCharacters),
    ),
  ].slice(0, mostStretches);

/** Companies called without the end of their names: “青岛博信” of 青岛博信商贸有限公司. */
function byBeginning(text: string, companies: readonly Candidate[]): Mention[] {
  const said = companies.flatMap((company) => {
    const length = saidOfBeginning(text, company.name);
    return length < fewestCharacters || length === company.name.length ? [] : [{ company, length }];
  });
  const longest = Math.max(0, ...said.map(({ length }) => length));
  const named = said.filter(({ length }) => length === longest).map(({ company }) => company);
  if (named.length === 0) return [];
  const start = text.indexOf(named[0]!.name.slice(0, longest));
  const isOther = /^\p{Script=Han}{0,8}(?:有限|集团)/u.test(text.slice(start + longest));
  return isOther ? [] : [recordsAt(text, { start, end: start + longest }, named)];
}

/** How many characters of a Chinese name, from its first on, stand in a text. */
const saidOfBeginning = (text: string, name: string): number => {
  let length = 0;
  while (
    length < name.length &&
    /\p{Script=Han}/u.test(name[length]!) &&
    text.includes(name.slice(0, length + 1))
  )
    length++;
  return length;
};

/** A place in a text where records stand that it names for sure. */
export const recordsAt = (text: string, span: Span, candidates: readonly Candidate[]): Mention =>
  mentionAt(text, span, {
    type: 'record',
    kind: candidates[0]!.kind,
    candidates: candidates.map((one) => ({ ...one, match: 'exact' })),
  });

interface Said extends Span {
  candidate: Candidate;
  /** How much of the title is said, in characters, and as a share of it. */
  length: number;
  share: number;
}

/** Where titles of a kind stand in a text, whole or in part; several records where their titles are said alike. */
function titlesIn(text: string, kind: string, candidates: readonly Candidate[]): Mention[] {
  const said = candidates.flatMap((candidate) => saidOf(text, kind, candidate) ?? []);
  const best = Math.max(0, ...said.map(({ length }) => length));
  const longest = said.filter(({ length }) => length === best);
  const known = longest.filter(({ share }) => share >= mostOfTitle);
  const places = known.length > 0 ? known : longest;
  const [first] = places;
  if (first === undefined) return [];
  const same = places.filter(({ start, end }) => start < first.end && end > first.start);
  return [
    recordsAt(
      text,
      first,
      same.map(({ candidate }) => candidate),
    ),
  ];
}

/** Where most is said of a title, if it is enough to know it by. */
function saidOf(text: string, kind: string, candidate: Candidate): Said | undefined {
  const { beside, ahead, whose } = titledKinds[kind]!;
  const owner = candidate.values[whose];
  const units = unitsOf(candidate.name.replace(generic, (sign) => ' '.repeat(sign.length)));
  const ownersUnits = typeof owner === 'string' ? new Set(unitsOf(owner).map(({ unit }) => unit)) : new Set();
  const window = widest(unitsOf(text), units, text);
  if (window === undefined) return undefined;
  const length = lengthOf(window.units);
  const share = length / lengthOf(units);
  const isOwners = ({ unit }: Unit) => ownersUnits.has(unit);
  const rest = units.filter((unit) => !isOwners(unit));
  const saidRest = window.units.filter((unit) => !isOwners(unit));
  const isBoth = lengthOf(window.units.filter(isOwners)) >= 2 && saidRest.length > 0;
  const ofRest = rest.length === 0 ? 1 : lengthOf(saidRest) / lengthOf(rest);
  const isSpoken = beside.test(text.slice(window.end)) || ahead.test(text.slice(0, window.start));
  const isMeant =
    (share >= mostOfTitle && ofRest >= mostOfTitle) ||
    (isBoth && ofRest >= mostOfTitle) ||
    (isBoth && isSpoken && ofRest >= partOfTitle);
  return isMeant ? { start: window.start, end: window.end, candidate, length, share } : undefined;
}

interface Unit extends Span {
  unit: string;
}

/** Words in Latin letters or figures, and single Chinese characters. */
const unitsOf = (text: string): Unit[] =>
  Array.from(
    text.toLowerCase().matchAll(/\p{Script=Han}|[[\p{L}\p{M}\p{N}]--\p{Script=Han}]+/gv),
    ({ 0: unit, index }) => ({ unit, start: index, end: index + unit.length }),
  );

const lengthOf = (units: readonly { unit: string }[]): number =>
  units.reduce((length, { unit }) => length + unit.length, 0);

/** Words that join parts of a title and are in none. */
const joining = /^(?:的|the|with|for|of|about|to|our|my)$/u;

/** The longest stretch of a text in which every word is one of the title's, Chinese ones in its order. */
function widest(
  said: readonly Unit[],
  title: readonly Unit[],
  text: string,
): (Span & { units: Unit[] }) | undefined {
  let best: (Span & { units: Unit[] }) | undefined;
  for (const [first, opening] of said.entries()) {
    if (!title.some(({ unit }) => unit === opening.unit)) continue;
    const left = [...title];
    const units: Unit[] = [];
    let last: Unit | undefined;
    let from = 0;
    for (const word of said.slice(first)) {
      if (last !== undefined && /[,，。；;！!？?\n]/u.test(text.slice(last.end, word.start))) break;
      const isHan = /\p{Script=Han}/u.test(word.unit);
      const at = left.findIndex(({ unit, start }) => unit === word.unit && (!isHan || start >= from));
      if (at < 0 && !joining.test(word.unit)) break;
      if (at < 0) continue;
      const [taken] = left.splice(at, 1);
      if (isHan) from = taken!.end;
      units.push(word);
      last = word;
    }
    if (last !== undefined && lengthOf(units) > lengthOf(best?.units ?? []))
      best = { start: opening.start, end: last.end, units };
  }
  return best;
}

/** Whether it is said beside a place that a task stands there. */
export const speaksOfTask = (text: string, { start, end }: Span): boolean =>
  titledKinds.task!.ahead.test(text.slice(0, start)) || titledKinds.task!.beside.test(text.slice(end));
