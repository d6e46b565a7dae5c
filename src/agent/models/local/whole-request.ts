import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf } from './changes.ts';
import { type Clause, wholeOf } from './clause.ts';
import type { Frame } from './frame.ts';
import { licenceOf, type Mood, moodOf } from './guards.ts';
import { lexicons } from './lexicon.ts';
import { isA } from './mention.ts';
import { targetOf } from './target.ts';

const guarded = new Set<Mood>(['negated', 'hypothetical', 'question', 'message', 'deferred', 'conditional']);

/** What each clause by itself makes no order of, but all of them together do. */
const isOpen = ({ act, generic, changes, problem, mood }: Frame): boolean =>
  act === 'update' &&
  (generic || (problem === undefined && changes.length === 0)) &&
  licenceOf(mood) !== 'none';

/**
 * The order of a text that names one record, tells what is to be written about it in a sentence of its own and asks
 * for it in another: "found it! Angel Robinson, tel. 415-…. into the record with it please". What is told finds its
 * field by its type. Undefined where anything in the text stands for something else.
 */
export function wholeRequest(
  clauses: readonly Clause[],
  frames: readonly Frame[],
  workspace: WorkspaceDescription,
): Frame | undefined {
  const [first] = clauses;
  if (first === undefined || clauses.length < 2 || !frames.every(isOpen)) return undefined;
  if (clauses.some(({ payload }) => payload !== undefined)) return undefined;
  const { moods } = lexicons[first.language];
  const orders = ({ masked, operations }: Clause) =>
    moods.request.test(masked) || operations.some(({ at, form }) => at === 0 && form === 'base');
  const asks = frames.length > 0 || clauses.some(orders);
  const stops = clauses.some((clause) => guarded.has(moodOf(clause, clause.operations[0])));
  if (!asks || stops) return undefined;
  const whole = wholeOf(clauses);
  const records = whole.mentions.filter(isA('record'));
  const isKnown = records.length > 0 && records.every(({ is }) => is.kind === records[0]!.is.kind);
  if (!isKnown || whole.mentions.some(({ is }) => strange.has(is.type))) return undefined;
  const told = changesOf(whole, records[0]!.is.kind, workspace, true);
  const target = targetOf(whole, workspace, told.used, records[0]!.is.kind);
  const isPlaced = whole.mentions.every(({ is }, index) => told.used.has(index) || !given.has(is.type));
  if (told.changes.length === 0 || !isPlaced || target.constraints.length > 0) return undefined;
  return {
    act: 'update',
    mood: 'order',
    override: false,
    clause: whole,
    generic: false,
    everything: false,
    target,
    changes: told.changes,
  };
}

const strange = new Set(['name', 'quote', 'code', 'number', 'kind', 'duration']);
const given = new Set(['value', 'member', 'email', 'phone', 'date']);
