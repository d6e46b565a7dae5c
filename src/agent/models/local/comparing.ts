import type { WorkspaceDescription } from '../../directory.ts';
import { type Clause, wholeOf } from './clause.ts';
import type { Question } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { targetOf } from './target.ts';

/**
 * What a text asks that holds two or more owners, stages or products against each other: how many there are of each.
 * What is compared and what is common to all may stand in clauses of their own.
 */
export function comparisonIn(
  clauses: readonly Clause[],
  workspace: WorkspaceDescription,
): Question | undefined {
  if (clauses.length === 0) return undefined;
  const clause = wholeOf(clauses);
  if (!lexicons[clause.language].reads.compares.test(clause.masked)) return undefined;
  const target = targetOf(clause, workspace, new Set());
  const compared = target.constraints.filter(
    ({ comparison, values }) => comparison === 'in' && values.length > 1,
  );
  const isOfAll = target.records.length + target.strangers.length === 0 && target.reference === undefined;
  if (compared.length !== 1 || !isOfAll) return undefined;
  return {
    what: 'group',
    target,
    fields: [compared[0]!.field],
    constraints: [],
    descending: true,
    single: false,
    limit: undefined,
    refers: false,
    clause,
  };
}
