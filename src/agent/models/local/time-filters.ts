import { moveDay } from '../../../language/dates/calendar.ts';
import type { DateSpan } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf, isDay } from './fields.ts';
import type { Constraint } from './frame.ts';
import { lexicons } from './lexicon.ts';
import type { Free } from './mention.ts';

/** The day that places a record in time where none is named. */
const mainDays = ['occurredAt', 'orderedAt', 'openedAt', 'dueOn', 'expectedCloseOn', 'createdAt'];

export function timeConstraints(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  free: Free,
): Constraint[] {
  const { filters } = lexicons[clause.language];
  const has = (name: string) => fieldOf(workspace, kind, name) !== undefined;
  const spans = free.flatMap(({ mention }) =>
    mention.is.type === 'date' || mention.is.type === 'duration'
      ? [{ span: mention.is.span, at: mention.start }]
      : [],
  );
  const constraints: Constraint[] = [];
  const masked = clause.spoken;
  if (has('followUpOn') && filters.overdue.test(masked))
    constraints.push({ field: 'followUpOn', comparison: '<', values: [workspace.today] });
  else if (has('dueOn') && filters.overdue.test(masked))
    constraints.push({ field: 'dueOn', comparison: '<', values: [workspace.today] });
  const silent = filters.silent.test(masked);
  const overdue = filters.overdue.test(masked);
  for (const { span, at } of spans) {
    if (overdue && span.from === workspace.today && span.to === workspace.today) continue;
    const near = isSpokenOf(clause, at) ? undefined : nearestDayField(clause, kind, workspace, at);
    if (has('lastContactOn') && silent && near !== 'followUpOn')
      constraints.push(notSince('lastContactOn', span, workspace.today));
    else if (near !== undefined)
      constraints.push(
        ...within(
          near,
          near === 'lastContactOn' ? gone(span, workspace.today) : span,
          clause,
          workspace.today,
        ),
      );
    else if (has('followUpOn') && filters.followUp.test(masked) && !isSpokenOf(clause, at))
      constraints.push(...within('followUpOn', span, clause, workspace.today));
    else if (has('lastContactOn') && filters.spoken.test(masked))
      constraints.push(...within('lastContactOn', span, clause, workspace.today));
    else if (has('createdAt') && filters.created.test(masked))
      constraints.push(...within('createdAt', span, clause, workspace.today));
    else {
      const day = mainDays.find(has);
      if (kind !== 'contact' && day !== undefined)
        constraints.push(...within(day, span, clause, workspace.today));
    }
  }
  if (silent && spans.length === 0 && has('lastContactOn') && /\bnever\b|从未|从没|从来没/u.test(masked))
    constraints.push({ field: 'lastContactOn', comparison: 'empty', values: [] });
  return constraints;
}

/** A day or a month without a year that would be yet to come, where only one that is gone can be meant. */
function gone(span: DateSpan, today: string): DateSpan {
  if (span.from <= today || /\d{4}|下|明年|后年|next|coming/iu.test(span.text)) return span;
  return { ...span, from: moveDay(span.from, -1, 'year'), to: moveDay(span.to, -1, 'year') };
}

/** "… that we contacted last week": right before a day it says when somebody was last spoken with. */
const isSpokenOf = (clause: Clause, at: number): boolean => {
  const named = clause.mentions.findLast(({ is, start }) => is.type === 'field' && start < at);
  const between = clause.text.slice(named?.end ?? 0, at).toLowerCase();
  return (
    clause.roles.newDays.size > 0 &&
    /\b(?:who|that|whom|we|i)\b/.test(between) &&
    lexicons[clause.language].filters.spoken.test(between)
  );
};

/** The field of days named nearest before or behind a place. */
function nearestDayField(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  at: number,
): string | undefined {
  const named = clause.mentions.flatMap((mention) => {
    if (mention.is.type !== 'field') return [];
    const place = mention.is.of.find(
      (candidate) => candidate.kind === kind && isDay(fieldOf(workspace, kind, candidate.field)),
    );
    return place === undefined ? [] : [{ field: place.field, distance: Math.abs(mention.start - at) }];
  });
  return named.sort((one, other) => one.distance - other.distance)[0]?.field;
}

/** No contact since a day: the last one was on it or before; a lone "month" in such talk is four weeks. */
function notSince(field: string, span: DateSpan, today: string): Constraint {
  if (span.length?.unit === 'month' && span.length.count === 1)
    return { field, comparison: '<=', values: [moveDay(today, -4, 'week')] };
  if (span.bound === 'before') return { field, comparison: '<=', values: [span.to] };
  if (span.bound === 'since' || span.bound === 'after')
    return { field, comparison: '<', values: [span.anchor ?? span.from] };
  if (span.kind === 'range') return { field, comparison: '<', values: [span.from] };
  return { field, comparison: '<=', values: [span.from] };
}

function within(field: string, span: DateSpan, clause: Clause, today: string): Constraint[] {
  const { before, after, within: inside } = lexicons[clause.language].filters;
  const around =
    `${clause.text.slice(Math.max(0, span.start - 24), span.start)} ${clause.text.slice(span.end, span.end + 10)}`.toLowerCase();
  if (span.kind === 'duration' || span.kind === 'age') {
    const long =
      span.comparison === 'over' ||
      (before.test(around) && !inside.test(around) && span.comparison !== 'under');
    return long
      ? [{ field, comparison: '<=', values: [span.from] }]
      : [{ field, comparison: 'between', values: [span.from, today] }];
  }
  if (span.bound === 'before') return [{ field, comparison: '<=', values: [span.to] }];
  if (span.bound === 'by' || span.bound === 'until') return [{ field, comparison: '<=', values: [span.to] }];
  if (span.bound === 'after') return [{ field, comparison: '>=', values: [span.from] }];
  if (span.bound === 'since') return [{ field, comparison: '>=', values: [span.from] }];
  if (span.from === span.to && /\b(?:before|prior to|earlier than)\b/.test(around))
    return [{ field, comparison: '<', values: [span.from] }];
  const edge =
    span.from === span.to
      ? /^[及和或](?:其)?(?:之|以)(?<way>[前后])/u.exec(clause.text.slice(span.end))
      : null;
  if (edge !== null)
    return [{ field, comparison: edge.groups!.way === '前' ? '<=' : '>=', values: [span.from] }];
  if (span.from === span.to && / ago|前$/.test(span.text) && before.test(around))
    return [{ field, comparison: '<=', values: [span.from] }];
  if (span.from === span.to && /\b(?:after|later than)\b/.test(around) && after.test(around))
    return [{ field, comparison: '>', values: [span.from] }];
  return [{ field, comparison: 'between', values: [span.from, span.to] }];
}
