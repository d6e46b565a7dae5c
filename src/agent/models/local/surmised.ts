import type { Candidate, WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf } from './fields.ts';
import type { Change, Named } from './frame.ts';
import { givenBy } from './given.ts';
import { lexicons } from './lexicon.ts';
import { isA, type Mention } from './mention.ts';
import { byId } from './settle.ts';
import type { FrameMemo } from './state.ts';
import { holdsBack, noCondition, orders, owning, unsure, wanting } from './surmised-words.ts';
import { noTarget } from './target.ts';
import type { Understood } from './understood.ts';

/**
 * What is left where a text asks for a change of one record in words that are not known: the values it tells that the
 * record does not have yet. "We put down consulting for Quinn by mistake, training is what they need. Correct it":
 * consulting is there now, so training is to be. An order where nothing but one can be meant, otherwise to be asked first;
 * undefined where anything else may be meant.
 */
export async function surmised(understood: Understood): Promise<FrameMemo | undefined> {
  const { clauses, mentions, frames, idleAround: around, plain } = understood;
  const { language } = around;
  if (clauses.length === 0 || holdsBack[language].test(plain.replace(noCondition[language], ' ')))
    return undefined;
  if (frames.some(({ act, clause }) => act !== 'update' || clause.payload?.into !== undefined))
    return undefined;
  if (clauses.some(doesOther)) return undefined;
  const followsUp = lexicons[language].filters.followUp.test(plain);
  const isLater = ({ is }: Mention) => is.type === 'date' && is.span.to > around.workspace.today;
  if (mentions.some((mention) => strange.has(mention.is.type) || (!followsUp && isLater(mention))))
    return undefined;
  const named = recordOf(understood);
  const [record] = named === undefined ? [] : await byId(named.candidates[0]!, around);
  if (named === undefined || record === undefined || Object.keys(record.values).length === 0)
    return undefined;
  if (mentions.some((mention) => isStranger(mention, record, understood))) return undefined;
  const given = clauses.flatMap((clause) => givenIn(clause, record, followsUp, around.workspace));
  const told = given.filter(({ isThere }) => !isThere);
  const changes = new Map(told.map(({ change }) => [JSON.stringify(change), change]));
  const fields = new Set(told.map(({ change }) => change.field));
  if (told.length === 0 || fields.size < changes.size) return undefined;
  if (told.some(({ clause }) => unsure[language].test(clause.text))) return undefined;
  const from = Math.min(...told.map(({ clause }) => clause.start));
  const isOrdered = clauses.some(({ end, text }) => end > from && orders[language].test(text.toLowerCase()));
  const isNamed = mentions.some(isA('record'));
  const isSure =
    isOrdered && told.every((one) => replaces(one, given) || (isNamed && isBacked(one, clauses)));
  return {
    act: 'update',
    mood: isSure ? 'order' : 'tentative',
    override: false,
    generic: false,
    everything: false,
    target: { ...noTarget(record.kind), records: [named] },
    changes: [...changes.values()],
  };
}

/** Whether a clause tells of a conversation, reckons with days or leaves somebody out. */
const doesOther = ({ events, operations, roles }: Clause): boolean =>
  events.length > 0 ||
  roles.exceptions.size + roles.kept.size > 0 ||
  operations.some(({ operation }) => operation === 'later' || operation === 'earlier');

const strange = new Set(['quote', 'code', 'duration']);

/** The one record a text names, or the one spoken of last where it names none. */
function recordOf({ mentions, idle }: Understood): Named | undefined {
  const named = mentions.filter(isA('record'));
  const ids = new Set(named.flatMap(({ is }) => is.candidates.map(({ id }) => id)));
  if (ids.size === 1) return { text: named[0]!.text, candidates: named[0]!.is.candidates.slice(0, 1) };
  const [focus] = idle.focus;
  return named.length === 0 && idle.focus.length === 1
    ? { text: focus!.name, candidates: [{ ...focus!, match: 'exact', values: {} }] }
    : undefined;
}

/**
 * Whether something is named that a change of this record has no place for. "Somehow", "Cheers" are only taken for
 * names because a sentence begins with them; a firm may be the record's.
 */
function isStranger({ is, start, text }: Mention, { kind, values }: Candidate, { text: whole }: Understood) {
  if (is.type === 'kind') return is.plural || ![kind, 'contact', 'company'].includes(is.kind);
  if (is.type !== 'name') return false;
  const opens = /^\p{Lu}\p{Ll}+$/u.test(text) && /(?:^|[.!?…]\s*)$/u.test(whole.slice(0, start));
  const place = text.toLowerCase().replaceAll(' ', '');
  const places = [values.emails, values.company, values.city].map((one) => String(one ?? '').toLowerCase());
  return !opens && !places.some((one) => one.includes(place));
}

interface Given {
  change: Extract<Change, { is: 'set' }>;
  clause: Clause;
  /** The record has it already. */
  isThere: boolean;
}

/** The values a clause names for a record. */
function givenIn(
  clause: Clause,
  { kind, values }: Candidate,
  followsUp: boolean,
  workspace: WorkspaceDescription,
): Given[] {
  return clause.mentions.flatMap((mention, index): Given[] => {
    const given = followsUp || mention.is.type !== 'date' ? givenBy(mention, kind, workspace) : undefined;
    const { oldValues, notValues } = clause.roles;
    if (given === undefined || oldValues.has(index) || notValues.has(index)) return [];
    const { field, value } = given;
    const present = String(values[field] ?? '').toLowerCase();
    const many = fieldOf(workspace, kind, field)?.type === 'texts';
    const change = { field, is: 'set', value: many ? [value] : value } as const;
    return [{ change, clause, isThere: present.includes(value.toLowerCase()) }];
  });
}

/** Whether what a record has now is named as well. */
const replaces = ({ change }: Given, given: readonly Given[]): boolean =>
  given.some((other) => other.isThere && other.change.field === change.field);

/** Whether a text speaks of the field that a value is for; stages, days and addresses speak for themselves. */
const isBacked = ({ change: { field }, clause }: Given, clauses: readonly Clause[]): boolean =>
  ['lifecycleStage', 'emails', 'phones', 'followUpOn'].includes(field) ||
  clauses.some(({ mentions }) =>
    mentions.some(({ is }) => is.type === 'field' && is.of.some((place) => place.field === field)),
  ) ||
  (field === 'owner' ? owning : wanting)[clause.language].test(clause.sketch);
