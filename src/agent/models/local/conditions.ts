import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import type { Constraint, Frame, Target } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { targetOf } from './target.ts';

/** Whether a clause is one that begins with "if", “如果” or the like. */
export function isCondition(clause: Clause): boolean {
  const match = lexicons[clause.language].moods.conditional.exec(opened(clause));
  return (match !== null && match.index === 0) || isAnswer(clause);
}

/** "If not, …", “没有的话……”: what hangs on the answer to the question before. */
const isAnswer = (clause: Clause): boolean => answersIf.test(opened(clause));

const answersIf =
  /^if (?:so|yes|not|no|none|(?:he|she|it|they|there) (?:(?:is|are|do|does|has|have)(?:n't| not)?)(?: (?:have )?(?:one|any))?)[,\s]*$|^(?:还?没有?|没[留填写]|有|是|不是)的话|^(?:如果|要是)(?:还?没有?|有|是|不是)[，,]?$/u;

const isDenial = /\bno(?:t|ne)?\b|n't\b|没|不/u;

/** The conditions that the question before a clause asks about, as a "no" or a "yes" to it leaves them. */
function answered(
  condition: Clause,
  clauses: readonly Clause[],
  workspace: WorkspaceDescription,
): Target | undefined {
  const asked = clauses
    .filter(({ start }) => start < condition.start)
    .map((clause) => targetOf(clause, workspace, new Set()))
    .findLast(({ records, constraints }) => records.length > 0 && constraints.length > 0);
  if (asked === undefined || !isDenial.test(condition.masked)) return asked;
  const denied = asked.constraints.flatMap((one) => {
    const comparison = opposites[one.comparison];
    return comparison === undefined ? [] : [{ ...one, comparison }];
  });
  return asked.constraints.length === 1 && denied.length === 1
    ? { ...asked, constraints: denied }
    : undefined;
}

const opposites: Partial<Record<Constraint['comparison'], Constraint['comparison']>> = {
  in: 'not in',
  'not in': 'in',
  empty: 'set',
  set: 'empty',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** A clause without what may stand before its "if": “但<R0>要是……”. */
const opened = ({ masked }: Clause): string =>
  masked
    .replace(/^(?:and|but|so|then|also|而|但|那)\s*/, '')
    .replace(/^<[RUM]\d+>\s*(?=如果|要是|若是|若|一旦)/, '');

const opensCheck = /^(?:\s*(?:if|provided(?: that)?|should|when(?:ever)?|only if|如果|要是|若|凡是))/;
const isYetToCome =
  /\b(?:will|would|signs?|replies|responds|answers|calls|agrees|says|tomorrow|gets?|becomes?)\b|会|同意|回复(?!了?没|$)|签/u;

/** "If a proposal has gone quiet, …": conditions that can be looked up narrow the target; others wait. */
export function withCondition(
  frame: Frame,
  condition: Clause | undefined,
  clauses: readonly Clause[],
  workspace: WorkspaceDescription,
): Frame {
  if (condition === undefined || frame.act === 'undo' || frame.act === 'create') return frame;
  const answer = isAnswer(condition) ? answered(condition, clauses, workspace) : undefined;
  const found = answer ?? targetOf(condition, workspace, new Set());
  const writes = condition.operations.some(
    ({ operation }) => operation === 'delete' || operation === 'create',
  );
  const plain = condition.masked.replace(/\b(?:not|n't|without|no) [^,]*/g, '');
  const readable =
    found.constraints.length > 0 &&
    found.strangers.length === 0 &&
    !writes &&
    (answer !== undefined || (opensCheck.test(opened(condition)) && !isYetToCome.test(plain)));
  if (!readable) {
    const mood = frame.mood === 'order' || frame.mood === 'statement' ? 'conditional' : frame.mood;
    const points = frame.target.records.length === 0 && frame.target.reference !== undefined;
    const target =
      points && found.records.length > 0 ? { ...found, constraints: [], set: false } : frame.target;
    return { ...frame, mood, target, problem: { type: 'condition', text: condition.text.trim() } };
  }
  const points = !found.set && (found.reference === 'one' || frame.target.reference === 'one');
  const told = clauses
    .filter(({ start }) => points && start < condition.start)
    .map((clause) => targetOf(clause, workspace, new Set()).records)
    .findLast((records) => records.length > 0);
  const records = [found.records, frame.target.records, told ?? []].find((one) => one.length > 0) ?? [];
  const constraints = [...found.constraints, ...frame.target.constraints];
  return {
    ...frame,
    target: {
      ...frame.target,
      kind: found.kind,
      records,
      constraints,
      set: records.length === 0 && !points,
      reference: records.length === 0 && points ? 'one' : undefined,
    },
  };
}
