import type { stages } from '../../db/index.ts';
import { newId, RapportError } from '../trust/index.ts';
import type { ObjectKind } from './fields.ts';

/** What the rules of the business need to know. */
export interface RuleSurroundings {
  actorId: string;
  currency: string;
  now: Date;
  /** The workspace's day. */
  today: string;
  /** In the order of the pipeline. */
  stages: readonly (typeof stages.$inferSelect)[];
}

/** The field a record of this kind cannot be without. */
export const requiredField = (kind: ObjectKind): string =>
  ({ task: 'title', order: 'number', ticket: 'subject', interaction: 'summary' })[kind as 'task'] ?? 'name';

/** What follows from the columns that were given. */
export function consequences(
  kind: ObjectKind,
  columns: Record<string, unknown>,
  { now, today, stages }: RuleSurroundings,
): Record<string, unknown> {
  if (kind === 'deal' && typeof columns.stageId === 'string') {
    const stage = stages.find((candidate) => candidate.id === columns.stageId)!;
    return {
      ...columns,
      pipelineId: stage.pipelineId,
      closedOn: stage.outcome === 'open' ? null : (columns.closedOn ?? today),
    };
  }
  if (kind === 'task' && typeof columns.status === 'string')
    return { ...columns, completedAt: columns.status === 'done' ? now : null };
  if (kind === 'ticket' && typeof columns.status === 'string')
    return {
      ...columns,
      resolvedAt:
        columns.status === 'resolved' || columns.status === 'closed' ? (columns.resolvedAt ?? now) : null,
    };
  return columns;
}

/**
 * The columns of a new record, with what it has where nothing was said.
 * @throws RapportError conflict for a deal where the workspace has no pipeline
 */
export function withDefaults(
  kind: ObjectKind,
  columns: Record<string, unknown>,
  { actorId, currency, now, stages }: RuleSurroundings,
): Record<string, unknown> {
  const owned = { ownerId: actorId, ...columns };
  switch (kind) {
    case 'contact':
      return { lifecycleStage: 'Lead', ...owned };
    case 'deal': {
      const [first] = stages;
      if (!first)
        throw new RapportError('conflict', 'This workspace has no pipeline yet.', {
          hint: 'Choose a workspace that has one: a workspace made by rapport itself begins with the standard stages.',
        });
      return { stageId: first.id, pipelineId: first.pipelineId, currency, ...owned };
    }
    case 'product':
      return { currency, ...columns };
    case 'order':
      return { status: 'pending', currency, totalMinor: 0, orderedAt: now, ...owned };
    case 'ticket':
      return { number: `T-${newId('ticket', now).slice(-6)}`, openedAt: now, untrusted: false, ...owned };
    default:
      return owned;
  }
}
