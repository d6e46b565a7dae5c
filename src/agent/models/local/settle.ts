import type { Candidate } from '../../directory.ts';
import type { Among, Constraint, Target } from './frame.ts';
import { type Surroundings, spoken } from './planned.ts';
import { say } from './sayings.ts';
import type { DialogueState, FrameMemo, Spoken } from './state.ts';
import { noTarget } from './target.ts';

interface Settled {
  target: Target;
  records: Candidate[];
}

/** Which records are meant, or the question that would settle it. */
export async function settle(
  frame: Pick<FrameMemo, 'target' | 'act'>,
  around: Surroundings,
): Promise<Settled | { question: string; candidates: readonly Spoken[] }> {
  const { language, state } = around;
  const words = say(language);
  const { target } = frame;
  if (target.strangers.length > 0) {
    const nearest = await near(target, around);
    return {
      question: target.set
        ? words.unknownCondition(target.strangers.join(', '))
        : words.nobody(
            target.strangers.join(', '),
            nearest.map((one) => one.name),
          ),
      candidates: nearest.map(spoken),
    };
  }
  if (target.vague !== undefined && target.records.length === 0)
    return { question: words.vague(target.vague), candidates: [] };
  if (target.first !== undefined && target.records.length === 0 && state.list.length > 0) {
    const chosen = await Promise.all(state.list.slice(0, target.first).map((one) => byId(one, around)));
    return { target, records: chosen.flat() };
  }
  if (target.ordinal !== undefined && target.records.length === 0 && state.list.length > 0) {
    const chosen = state.list.at(target.ordinal < 0 ? -1 : target.ordinal - 1);
    const candidates = chosen === undefined ? [] : await byId(chosen, around);
    return { target, records: candidates };
  }
  if (target.records.length > 0) return named(target, frame.act, around);
  if (target.others && state.shown !== undefined) return othersOf(target, state.shown, around);
  const isCounted = target.ordinal !== undefined || target.first !== undefined;
  if (isCounted && target.among === undefined && state.list.length === 0)
    return (await ofTwoSeen(target, around)) ?? whichOfSeen(around);
  if (target.among !== undefined) return apart(target, target.among, around);
  if (target.reference !== undefined) return referred(target, around);
  if (target.set) return { target, records: [] };
  if (state.focus.length === 1) return { target, records: await byId(state.focus[0]!, around) };
  return { question: words.who(), candidates: [] };
}

/** Those of the list shown that nothing was done with since; all of them where the list itself was what is left. */
async function othersOf(
  target: Target,
  { list, taken }: NonNullable<DialogueState['shown']>,
  around: Surroundings,
): Promise<Settled | { question: string; candidates: readonly Spoken[] }> {
  const isRest = taken.length > 0 || around.state.question?.refers === true;
  const left = list.filter(({ id }) => !taken.includes(id));
  if (!isRest || left.length === 0) return whichOf(list, around);
  const records = (await Promise.all(left.map((one) => byId(one, around)))).flat();
  return { target: { ...target, set: false }, records };
}

const whichOf = (list: readonly Spoken[], { language }: Surroundings) => ({
  question: say(language).which(
    undefined,
    list.map(({ name }) => name),
    list.length,
  ),
  candidates: list,
});

async function near(target: Target, around: Surroundings): Promise<Candidate[]> {
  const words = target.strangers[0]!.split(/\s+/);
  for (const text of [target.strangers[0]!, words.at(-1)!, words[0]!]) {
    const found = await around.find(target.kind, text);
    if (found.length > 0) return found.slice(0, 3);
  }
  return [];
}

/** A record as it is now, by its id; without its values where it is not found. */
export const byId = async ({ kind, id, name }: Spoken, around: Surroundings): Promise<Candidate[]> => {
  const found = await around.named(kind, name);
  const exact = found.filter((candidate) => candidate.id === id);
  return exact.length > 0 ? exact : [{ kind, id, name, match: 'exact', values: {} }];
};

const mostApart = 30;

/** The one of those shown that is set apart by conditions, by how a field begins or ends, or by its day. */
async function apart(
  target: Target,
  { edge, extreme }: Among,
  around: Surroundings,
): Promise<Settled | { question: string; candidates: readonly Spoken[] }> {
  const { list, focus } = around.state;
  const words = say(around.language);
  const shown = list.length > 0 ? list : focus;
  if (shown.length === 0) return { question: words.who(), candidates: [] };
  const few = shown.slice(0, mostApart);
  const known = (await Promise.all(few.map((one) => byId(one, around)))).flat();
  const digits = (value: unknown) => String(value).replace(/[^\p{L}\p{N}]/gu, '');
  const fitting = known.filter((candidate) => {
    if (!meets(candidate, target.constraints)) return false;
    const values = edge === undefined ? [] : [candidate.values[edge.field] ?? []].flat();
    return (
      edge === undefined || values.some((one) => digits(one)[edge.end ? 'endsWith' : 'startsWith'](edge.text))
    );
  });
  const days = extreme ? fitting.flatMap(({ values }) => String(values[extreme.field] ?? '') || []) : [];
  const best = days.toSorted().at(extreme?.descending ? -1 : 0);
  const meant = extreme ? fitting.filter(({ values }) => String(values[extreme.field]) === best) : fitting;
  const isSaid = edge !== undefined || extreme !== undefined || target.constraints.length > 0;
  if (isSaid && meant.length === 1 && shown.length === few.length)
    return { target: { ...target, set: false }, records: meant };
  const open = isSaid && meant.length > 0 ? meant.map(spoken) : shown;
  return whichOf(open, around);
}

/** Whom the last turns were about, in their order. */
function seenInOrder({ focus, seen = [] }: DialogueState): readonly Spoken[] {
  const others = seen.filter(({ id }) => focus.every((one) => one.id !== id)).toReversed();
  return [...others, ...focus];
}

/** "The first one", “后一位” of just two that were spoken of one by one. */
async function ofTwoSeen({ ordinal }: Target, around: Surroundings): Promise<Settled | undefined> {
  const seen = seenInOrder(around.state);
  if (seen.length !== 2 || ordinal === undefined || ordinal > 2) return undefined;
  const chosen = seen.at(ordinal < 0 ? -1 : ordinal - 1)!;
  return { target: noTarget(chosen.kind), records: await byId(chosen, around) };
}

/** The same where there are more, or it is not said which of them. */
function whichOfSeen({ state, language }: Surroundings): { question: string; candidates: readonly Spoken[] } {
  const candidates = seenInOrder(state);
  const names = candidates.map(({ name }) => name);
  const words = say(language);
  return {
    question: names.length > 1 ? words.which(undefined, names, names.length) : words.who(),
    candidates,
  };
}

/** Two that were spoken of: those shown, or the last two named one by one. */
function paired({ list, focus, seen = [] }: DialogueState): readonly Spoken[] | undefined {
  return [list, focus, list.length === 0 && focus.length === 1 ? seen.slice(0, 2) : []].find(
    ({ length }) => length === 2,
  );
}

async function referred(
  target: Target,
  around: Surroundings,
): Promise<Settled | { question: string; candidates: readonly Spoken[] }> {
  const { focus, list, set } = around.state;
  const words = say(around.language);
  const many = target.reference === 'many';
  if (many && set !== undefined && (list.length === 0 || list.length > 20))
    return {
      target: {
        ...target,
        ...set,
        set: true,
        reference: undefined,
        constraints: [...set.constraints, ...target.constraints],
      },
      records: [],
    };
  const two = target.pair ? paired(around.state) : undefined;
  if (target.pair && two === undefined && set === undefined && list.length + focus.length > 0)
    return whichOf(list.length > 0 ? list : focus, around);
  const meant = two ?? (many && list.length > 1 ? list : focus);
  if (meant.length === 0 && set !== undefined)
    return { target: { ...target, ...set, set: true, reference: undefined }, records: [] };
  if (meant.length === 0) return { question: words.who(), candidates: [] };
  if (!many && meant.length > 1) return whichOf(meant, around);
  const records = (await Promise.all(meant.map((one) => byId(one, around)))).flat();
  return { target, records };
}

function named(
  target: Target,
  act: FrameMemo['act'],
  around: Surroundings,
): Settled | { question: string; candidates: readonly Spoken[] } {
  const words = say(around.language);
  const records: Candidate[] = [];
  for (const record of target.records) {
    const fitting = record.candidates.filter((candidate) => meets(candidate, target.constraints));
    const possible = record.candidates.length > 1 && fitting.length > 0 ? fitting : record.candidates;
    const candidates = act === 'delete' ? possible : unfinished(possible);
    const inFocus = candidates.filter((candidate) =>
      around.state.focus.some((one) => one.id === candidate.id),
    );
    const meant =
      candidates.length === 1
        ? candidates
        : inFocus.length === 1 && record.candidates[0]!.match !== 'exact'
          ? inFocus
          : candidates;
    if (target.pair && meant.length === 2 && target.records.length === 1) {
      records.push(...meant);
      continue;
    }
    if (meant.length !== 1)
      return {
        question: words.which(record.text, describeCandidates(meant, around), meant.length),
        candidates: meant.map(spoken),
      };
    if (meant[0]!.match === 'weak' || !isSpelt(record.text, meant[0]!))
      return { question: words.nobody(record.text, [meant[0]!.name]), candidates: meant.map(spoken) };
    records.push(meant[0]!);
  }
  const mismatch = records.find((record) => !meets(record, target.constraints));
  if (mismatch !== undefined)
    return {
      question: words.mismatch(mismatch, target.constraints, around.workspace),
      candidates: [spoken(mismatch)],
    };
  return { target, records };
}

/** Of deals or tasks of one title those that are yet to be closed or done, where there are such. */
function unfinished(candidates: readonly Candidate[]): readonly Candidate[] {
  if (new Set(candidates.map(({ kind, name }) => `${kind} ${name}`)).size !== 1) return candidates;
  const open = candidates.filter(({ kind, values }) =>
    kind === 'deal' ? !values.closedOn : kind === 'task' && values.status === 'open',
  );
  return open.length > 0 ? open : candidates;
}

/** Letters small and without accents. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a name is written as the record bears it, be it in part; one that only resembles it is asked about. */
const isSpelt = (written: string, { match, name }: Candidate): boolean => {
  const borne = folded(name);
  return (
    match === 'exact' ||
    (match === 'strong' && /^\p{Script=Han}+$/u.test(name) && /^[a-z\s]+$/iu.test(written)) ||
    folded(written)
      .split(/[\s'’]+/u)
      .every((word) => borne.includes(word))
  );
};

export function describeCandidates(candidates: readonly Candidate[], { language }: Surroundings): string[] {
  const separator = language === 'zh' ? '、' : ', ';
  return candidates.map(({ name, values }) => {
    const told = [
      ...[values.lifecycleStage ?? values.stage ?? values.status, values.expectedCloseOn ?? values.dueOn],
      ...[values.owner, values.company],
    ];
    const details = told.filter((value) => typeof value === 'string').slice(0, 2);
    return details.length > 0 ? `${name} (${details.join(separator)})` : name;
  });
}

/** Whether a record's values meet conditions; what is not known of it does. */
export function meets({ values }: Candidate, constraints: readonly Constraint[]): boolean {
  return constraints.every(({ field, comparison, values: wanted, unlike = [] }) => {
    const value = values[field];
    const text = Array.isArray(value)
      ? value.join(', ')
      : value === undefined || value === null
        ? undefined
        : String(value);
    const isEmpty = text === undefined || text === '';
    if (comparison === 'at')
      return [values.emails, values.company, values.city].some((one) =>
        wanted
          .flatMap((place) => [place, place.replaceAll(' ', '')])
          .some(
            (place) =>
              String(one ?? '')
                .toLowerCase()
                .includes(place.toLowerCase()) &&
              unlike.every(
                (host) =>
                  !String(one ?? '')
                    .toLowerCase()
                    .includes(`@${host}`),
              ),
          ),
      );
    if (comparison === 'contains') return !isEmpty && text.toLowerCase().includes(wanted[0]!.toLowerCase());
    if (comparison === 'empty') return isEmpty;
    if (comparison === 'set') return !isEmpty;
    if (Object.keys(values).length === 0) return true;
    if (comparison === 'in')
      return !isEmpty && wanted.some((one) => one.toLowerCase() === text.toLowerCase());
    if (comparison === 'not in')
      return isEmpty || !wanted.some((one) => one.toLowerCase() === text.toLowerCase());
    if (isEmpty) return false;
    const day = text.slice(0, 10);
    if (comparison === 'between') return day >= wanted[0]! && day <= wanted[1]!;
    if (comparison === '<') return day < wanted[0]!;
    if (comparison === '<=') return day <= wanted[0]!;
    return comparison === '>' ? day > wanted[0]! : day >= wanted[0]!;
  });
}
