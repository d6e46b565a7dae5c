import { callingField, fieldOf } from './fields.ts';
import { filterText } from './filter-text.ts';
import type { Constraint, Target } from './frame.ts';
import { type Plan, type PlannedCall, type Surroundings, spoken } from './planned.ts';
import { say } from './sayings.ts';
import { settle } from './settle.ts';
import type { QuestionMemo, Spoken } from './state.ts';

const mostListed = 100;

/** The call that answers a question, or what must be asked back first. */
export async function planQuestion(question: QuestionMemo, around: Surroundings): Promise<Plan> {
  const about =
    ['fields', 'check', 'overview', 'talk'].includes(question.what) || question.belongings !== undefined;
  return about ? aboutRecords(question, around) : aboutSet(question, around);
}

/** The calls that answer several questions, up to the first that must be asked back. */
export async function planAll(questions: readonly QuestionMemo[], around: Surroundings): Promise<Plan> {
  const plan: Plan = { calls: [], says: [] };
  for (const question of questions) {
    const step = await planQuestion(question, around);
    if (step.pending !== undefined) return plan.calls.length > 0 ? plan : step;
    plan.calls.push(...step.calls);
    plan.says.push(...step.says);
    if (step.focus) plan.focus = step.focus;
    if (step.set) plan.set = step.set;
  }
  return plan;
}

async function aboutRecords(question: QuestionMemo, around: Surroundings): Promise<Plan> {
  const target: Target = {
    ...question.target,
    constraints: question.what === 'check' ? [] : question.target.constraints,
    set: false,
  };
  const { set } = around.state;
  const isOpen = target.records.some(({ candidates }) => candidates.length > 1);
  const isApart = ({ comparison }: Constraint) =>
    target.among !== undefined || (isOpen && comparison === 'at');
  const constraints = target.constraints.filter(isApart);
  const settled = await settle({ act: 'update', target: { ...target, constraints } }, around);
  if ('question' in settled)
    return {
      calls: [],
      says: [settled.question],
      pending: { type: 'which', question, candidates: settled.candidates },
    };
  if (settled.records.length === 0 && settled.target.set && set !== undefined)
    return aboutSet({ ...question, what: 'list', refers: true }, around);
  const calls = settled.records
    .slice(0, 6)
    .flatMap((record) =>
      question.belongings === undefined
        ? callFor(question, spoken(record), around)
        : callForBelongings(question, question.belongings, spoken(record), around),
    );
  return {
    calls,
    says: calls.length === 0 ? [say(around.language).cannot()] : [],
    focus: settled.records.map(spoken),
  };
}

/** The records of a kind that are somebody's, under the conditions asked for. */
function callForBelongings(
  question: QuestionMemo,
  kind: string,
  target: Spoken,
  { capabilities, language, workspace }: Surroundings,
): PlannedCall[] {
  const counts = question.what === 'count';
  const tool = counts ? capabilities.summarize(kind) : capabilities.list(kind);
  if (tool === undefined) return [];
  const constraints: Constraint[] = [
    { field: target.kind, comparison: 'in', values: [target.name] },
    ...question.constraints,
  ];
  const filter = filterText(constraints);
  const described = say(language).conditions(constraints, kind, workspace);
  if (counts)
    return [
      {
        tool: tool.name,
        arguments: { ...('kind' in tool.input.shape && { kind }), filter },
        purpose: { type: 'count', kind, described, constraints },
      },
    ];
  const shown = ['stage', 'status', 'amount', 'total', 'dueOn', 'expectedCloseOn', 'orderedAt'];
  const known = shown.filter((field) => fieldOf(workspace, kind, field) !== undefined);
  const fields = question.fields.length > 0 ? question.fields : known;
  return [
    {
      tool: tool.name,
      arguments: {
        ...('kind' in tool.input.shape && { kind }),
        filter,
        limit: question.limit ?? 20,
        detail: 'full',
      },
      purpose: { type: 'list', kind, fields, described, constraints },
    },
  ];
}

function callFor(
  question: QuestionMemo,
  target: Spoken,
  { capabilities, workspace }: Surroundings,
): PlannedCall[] {
  const { kind } = target;
  const purpose =
    question.what === 'fields'
      ? ({ type: 'fields', target, kind, fields: question.fields } as const)
      : question.what === 'talk'
        ? ({ type: 'talk', target, kind } as const)
        : question.what === 'check'
          ? ({
              type: 'check',
              target,
              kind,
              constraints: question.constraints,
              fields: question.fields,
            } as const)
          : ({ type: 'overview', target, kind } as const);
  const view = kind === 'contact' || kind === 'company' ? capabilities.view() : undefined;
  if (view !== undefined) return [{ tool: view.name, arguments: { customer: target.id }, purpose }];
  const whole = question.what === 'overview' ? capabilities.whole(kind) : undefined;
  if (whole !== undefined)
    return [
      {
        tool: whole.name,
        arguments: { [kind]: target.id },
        purpose: { type: 'other', title: target.name },
      },
    ];
  const list = capabilities.list(kind);
  if (list === undefined) return [];
  const filter = filterText([
    { field: callingField(workspace, kind), comparison: 'in', values: [target.name] },
  ]);
  return [
    {
      tool: list.name,
      arguments: { kind, filter, detail: 'full', limit: 1 },
      purpose: { type: 'list', kind, fields: question.fields, described: target.name, constraints: [] },
    },
  ];
}

async function aboutSet(question: QuestionMemo, around: Surroundings): Promise<Plan> {
  const { capabilities, language, state, workspace } = around;
  const words = say(language);
  const { kind } = question.target;
  if (question.target.vague !== undefined && question.what !== 'extreme')
    return { calls: [], says: [words.vague(question.target.vague)] };
  const inherited: readonly Constraint[] =
    question.refers && state.set?.kind === kind ? state.set.constraints : [];
  const own = question.target.constraints;
  const constraints = [...inherited.filter((old) => !own.some((one) => one.field === old.field)), ...own];
  const except = question.target.except.map((one) => one.candidates[0]?.name ?? one.text);
  const filter = filterText(constraints, except);
  const described = words.conditions(constraints, kind, workspace);
  const set = { kind, constraints };
  const summarize = capabilities.summarize(kind);
  const list = capabilities.list(kind);
  const base = (tool: { input: { shape: Record<string, unknown> } }) => ({
    ...('kind' in tool.input.shape && { kind }),
    ...(filter !== '' && { filter }),
  });
  const only = (call: PlannedCall): Plan => ({ calls: [call], says: [], set });
  const text = question.target.strangers.join(' ');
  if (question.what === 'group' && summarize !== undefined)
    return only({
      tool: summarize.name,
      arguments: { ...base(summarize), groupBy: question.fields[0] },
      purpose: {
        type: 'group',
        kind,
        field: question.fields[0]!,
        described,
        descending: question.descending,
        single: question.single,
      },
    });
  if (question.what === 'count' && summarize !== undefined && text === '')
    return only({
      tool: summarize.name,
      arguments: base(summarize),
      purpose: { type: 'count', kind, described, constraints },
    });
  if (list === undefined) return { calls: [], says: [words.cannot()] };
  if (question.what === 'extreme') {
    const field = question.fields[0]!;
    return only({
      tool: list.name,
      arguments: {
        ...base(list),
        sort: `${question.descending ? '-' : ''}${field}`,
        limit: question.limit ?? 10,
        detail: 'full',
      },
      purpose: { type: 'extreme', kind, field, descending: question.descending, single: question.single },
    });
  }
  const fixed = new Set(
    constraints.filter((one) => one.comparison === 'in' && one.values.length === 1).map((one) => one.field),
  );
  const fields = question.fields.filter((field) => !fixed.has(field));
  return only({
    tool: list.name,
    arguments: {
      ...base(list),
      ...(text !== '' && { query: text }),
      limit: question.limit ?? mostListed,
      ...(fields.length > 0 && { detail: 'full' }),
    },
    purpose: { type: 'list', kind, fields, described, constraints },
  });
}
