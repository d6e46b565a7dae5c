import { ordersEntry } from './clause.ts';
import { isCondition } from './conditions.ts';
import { takesBack } from './coverage.ts';
import { learned, mostUnwanted } from './learned.ts';
import { isA } from './mention.ts';
import type { PlannedCall, Purpose } from './planned.ts';
import type { Turn } from './state-after.ts';
import { noted } from './told.ts';
import type { Understood } from './understood.ts';

/**
 * What grammar would write, held against what others who spoke like this wanted: an entry of a contact that nobody
 * wanted is left out, or becomes the note it was to be, and a change whose every part is known otherwise is done as it
 * is known. Undefined where nothing is left of it.
 *
 * @param turn  one that writes something
 */
export async function reconsidered(turn: Turn, understood: Understood): Promise<Turn | undefined> {
  const { calls, pending } = turn.plan;
  if (pending !== undefined || understood.clauses.length === 0) return turn;
  const entry = calls.find(({ purpose }) => purpose.type === 'log');
  if (entry !== undefined) {
    if (understood.clauses.some(ordersEntry)) return turn;
    const { acts } = (await understood.heard()).reading;
    if (acts.log > mostUnwanted || acts.read + acts.none > mostIdle) return turn;
    if (acts.note >= leastSure) return asNote(entry, understood);
    const others = calls.filter(({ purpose }) => purpose.type !== 'log');
    return others.length > 0 ? { ...turn, plan: { ...turn.plan, calls: others } } : undefined;
  }
  if (!calls.every(changesContacts)) return turn;
  const other = await learned(understood, leastSure, true);
  if (other === undefined || other.plan.pending !== undefined) return turn;
  return isOfOneKind([...calls, ...other.plan.calls]) && !isAlike(other.plan.calls, calls) ? other : turn;
}

/** How likely it may be, where an entry is left out, that nothing is wanted, and how sure a reading must be. */
const mostIdle = 0.5;
const leastSure = 0.9;

/** The words of an entry as a note of whom it is about. */
async function asNote(
  { purpose, arguments: { summary } }: PlannedCall,
  understood: Understood,
): Promise<Turn | undefined> {
  if (purpose.type !== 'log' || typeof summary !== 'string') return undefined;
  const { whole } = await understood.heard();
  const who = whole.mentions
    .filter(isA('record'))
    .filter(({ is }) => is.candidates.some(({ id }) => id === purpose.target.id));
  return who.length === 1 ? noted(summary, who[0]!, understood) : undefined;
}

/** Whether a plan changes or deletes contacts that a text names where others who spoke like this wanted nothing changed. */
export async function isDoubtful(
  { plan: { calls } }: Turn,
  { clauses, heard }: Understood,
): Promise<boolean> {
  const isKnown = ({ purpose }: PlannedCall) =>
    purpose.type !== 'update' || purpose.fields.every(({ field }) => fieldsHeardOf.has(field));
  if (!calls.some((call) => changesContacts(call) && isKnown(call))) return false;
  if (clauses.length === 0 || clauses.some(isCondition)) return false;
  const { whole, reading } = await heard();
  const isNamed = calls.some(({ purpose }) => 'filter' in purpose) || whole.mentions.some(isA('record'));
  return isNamed && reading.acts.none + reading.acts.read >= leastIdle;
}

/** From where on it is asked before anything is changed, and the fields whose changes were learned from. */
const leastIdle = 0.8;
const fieldsHeardOf = new Set([
  'lifecycleStage',
  'owner',
  'productInterest',
  'followUpOn',
  'phones',
  'emails',
]);

const changesContacts = ({ purpose }: PlannedCall): boolean =>
  (purpose.type === 'update' || purpose.type === 'delete') &&
  purpose.kind === 'contact' &&
  !takesBack(purpose);

/** Whether all calls change records, or all delete them. */
const isOfOneKind = (calls: readonly PlannedCall[]): boolean =>
  new Set(calls.map(({ purpose }) => purpose.type)).size === 1;

/** Whether calls come to the same changes. */
function isAlike(some: readonly PlannedCall[], others: readonly PlannedCall[]): boolean {
  const [one, other] = [some, others].map((calls) => calls.flatMap(({ purpose }) => effects(purpose)));
  return new Set(one).symmetricDifference(new Set(other)).size === 0;
}

const effects = (purpose: Purpose): string[] =>
  purpose.type === 'update'
    ? purpose.fields.map((change) => JSON.stringify([purpose.filter ?? idsOf(purpose), change]))
    : purpose.type === 'delete'
      ? [JSON.stringify([purpose.filter ?? idsOf(purpose)])]
      : [];

const idsOf = ({ targets }: { targets: readonly { id: string }[] }): string[] =>
  targets.map(({ id }) => id).sort();
