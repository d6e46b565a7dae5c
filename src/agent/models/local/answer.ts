import type { ToolOutcome } from '../../../../tools/kernel/tool-error.ts';
import type { Language } from '../../../language/index.ts';
import { errorText } from '../../../trust/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { fieldOf } from './fields.ts';
import type { PlannedCall, Purpose } from './planned.ts';
import { type Sayings, say } from './sayings.ts';
import { meets } from './settle.ts';
import type { DialogueState, Spoken } from './state.ts';

/** What a call's result is told as, and what of it the dialogue keeps. */
export interface Told {
  text: string;
  focus?: readonly Spoken[];
  list?: readonly Spoken[];
  changeId?: string;
}

type Row = Record<string, unknown>;
const rowsOf = (data: Row, name: string): Row[] => (Array.isArray(data[name]) ? (data[name] as Row[]) : []);
const textOf = (value: unknown): string | undefined =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    ? undefined
    : String(value);

/** Tells a call's result in the person's language. */
export function tell(
  call: PlannedCall,
  outcome: ToolOutcome,
  state: DialogueState,
  workspace: WorkspaceDescription,
): Told {
  const words = say(state.language);
  if (!outcome.ok)
    return {
      text: words.failed(
        errorText(outcome.error.message, state.language),
        outcome.error.code === 'internal' && outcome.error.hint !== undefined
          ? errorText(outcome.error.hint, state.language)
          : undefined,
      ),
    };
  const { data } = outcome;
  const changeId = textOf(data.changeId);
  const told = tellResult(call.purpose, data, words, workspace, outcome.text);
  if (changeId === undefined) return told;
  const text = told.text.replace(toolsUndoHint, '').trim();
  return call.purpose.type === 'undo'
    ? told
    : { ...told, changeId, text: words.together([ended(text, state.language), words.undoHint(changeId)]) };
}

/** A text that ends as a sentence does. */
const ended = (text: string, language: Language): string =>
  /[.。!！?？…]$/u.test(text) ? text : `${text}${language === 'zh' ? '。' : '.'}`;

/** How summaries tell assistants to undo; people are told in their own words. */
const toolsUndoHint = /[\s。.]*(?:Undo: |撤销：)undo_change chg_\w+[.。]?/gu;

function tellResult(
  purpose: Purpose,
  data: Row,
  words: Sayings,
  workspace: WorkspaceDescription,
  summary: string,
): Told {
  switch (purpose.type) {
    case 'update':
    case 'create':
    case 'delete':
    case 'log':
    case 'undo':
      return tellWrite(purpose, data, words, workspace);
    case 'list':
      return tellList(purpose, data, words, workspace);
    case 'count': {
      const total = (data.total ?? {}) as Row;
      return { text: words.count(Number(total.count ?? 0), purpose.described, purpose.kind) };
    }
    case 'group': {
      const groups = rowsOf(data, 'groups').map((group) => ({
        key: String(group.key),
        count: Number(group.count),
      }));
      const sorted = groups.toSorted((one, other) =>
        purpose.descending ? other.count - one.count : one.count - other.count,
      );
      const single = purpose.single
        ? purpose.descending
          ? ('most' as const)
          : ('least' as const)
        : undefined;
      return {
        text: words.group(
          words.label(purpose.kind, purpose.field, workspace),
          sorted,
          single,
          purpose.described,
        ),
      };
    }
    case 'extreme':
      return tellExtreme(purpose, data, words, workspace);
    case 'sum': {
      const total = (data.total ?? {}) as Row;
      const groups = rowsOf(data, 'groups').map((group) => `${words.value(group.key)} ${group.value ?? 0}`);
      const label = words.label(purpose.kind, purpose.field, workspace);
      return {
        text: words.sum(
          purpose,
          label,
          String(total.value ?? 0),
          Number(total.count ?? 0),
          groups.slice(0, purpose.limit ?? mostGroups),
        ),
      };
    }
    case 'talk': {
      const [last] = rowsOf(data, 'interactions');
      const day = textOf(last?.occurredAt)?.slice(0, 10);
      const text = words.talk(purpose.target.name, String(last?.channel), day, textOf(last?.summary) ?? '');
      return { text, focus: [purpose.target] };
    }
    case 'fields':
    case 'check':
    case 'overview':
      return tellRecord(purpose, (data.profile ?? data) as Row, words, workspace, summary);
    default:
      return {
        text:
          purpose.type === 'other' && purpose.span !== undefined
            ? linesWithin(summary, purpose.span)
            : summary,
      };
  }
}

/** The currency of a record that was written; nobody may have said it, so it is told. */
const currencyOf = (data: Row, workspace: WorkspaceDescription): string =>
  textOf(((data.record ?? {}) as Row).currency) ?? workspace.currency;

const mostGroups = 24;

/** A summary without the lines of days that were not asked for. */
function linesWithin(summary: string, { from, to }: { from: string; to: string }): string {
  const lines = summary.split('\n');
  const isOther = (line: string) => {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(line)?.[0];
    return day !== undefined && (day < from || day > to);
  };
  const wanted = lines.filter((line) => !isOther(line));
  return wanted.some((line) => /^\d{4}-/.test(line)) ? wanted.join('\n') : summary;
}

function tellWrite(
  purpose: Extract<Purpose, { type: 'update' | 'create' | 'delete' | 'log' | 'undo' }>,
  data: Row,
  words: Sayings,
  workspace: WorkspaceDescription,
): Told {
  const changes = (kind: string, fields: readonly { field: string; value: unknown }[]) => {
    const currency = fields.find(({ field }) => field === 'currency')?.value ?? currencyOf(data, workspace);
    const shown = (field: string, value: unknown) =>
      fieldOf(workspace, kind, field)?.type === 'money'
        ? `${words.value(value)} ${String(currency)}`
        : words.value(value);
    return words.listed(
      fields
        .filter(({ field }) => field !== 'currency')
        .map(
          ({ field, value }) =>
            `${words.label(kind, field, workspace)} ${value === null ? '–' : shown(field, value)}`,
        ),
    );
  };
  if (purpose.type === 'log')
    return {
      text: words.logged(
        purpose.channel,
        purpose.target.name,
        purpose.occurredOn,
        purpose.followUpOn,
        textOf(((data.interaction ?? {}) as Row).sentiment),
      ),
      focus: [purpose.target],
    };
  if (purpose.type === 'undo')
    return { text: words.undone(rowsOf(data, 'restored').map((record) => String(record.label))) };
  if (purpose.type === 'delete') {
    const gone = rowsOf(data, 'deleted').map((record) => String(record.label));
    return gone.length === 0
      ? { text: words.unchanged(purpose.filter) }
      : { text: words.deleted(gone, gone.length + Number(data.more)), focus: [] };
  }
  const record = data.record as Row | null | undefined;
  if (purpose.type === 'create') {
    const made = record
      ? [{ kind: purpose.kind, id: String(record.id), name: String(record.name ?? purpose.name) }]
      : [];
    const fields = purpose.fields.filter(({ field }) => field !== 'name' && field !== 'title');
    return { text: words.created(purpose.name, changes(purpose.kind, fields)), focus: made };
  }
  const changed = Number(data.changed ?? 0);
  if (changed === 0 || (data.changeId === null && purpose.targets.length > 0))
    return {
      text: words.unchanged(purpose.targets.length > 0 ? undefined : purpose.filter),
      focus: purpose.targets,
    };
  const names = purpose.targets.map((target) => target.name);
  return {
    text: words.updated(names, changes(purpose.kind, purpose.fields), changed, purpose.filter, purpose.kind),
    ...(names.length > 0 && { focus: purpose.targets }),
  };
}

function tellList(
  purpose: Extract<Purpose, { type: 'list' }>,
  data: Row,
  words: Sayings,
  workspace: WorkspaceDescription,
): Told {
  const items = rowsOf(data, 'items');
  const list = items.map(
    (item): Spoken => ({ kind: purpose.kind, id: String(item.id), name: titleOf(item) }),
  );
  const lines = items.map((item) => {
    const details = purpose.fields.flatMap((field) => {
      const shown = textOf(item[field]);
      return shown === undefined
        ? []
        : [`${words.label(purpose.kind, field, workspace)} ${words.value(item[field])}`];
    });
    return details.length > 0 ? words.detailed(titleOf(item), details) : titleOf(item);
  });
  const text = words.list(lines, Number(data.total ?? items.length), purpose.described, purpose.kind);
  return { text, list, focus: list.length === 1 ? list : [] };
}

const titleOf = (row: Row): string =>
  String(row.name ?? row.title ?? row.number ?? row.subject ?? row.summary ?? row.id);

function tellExtreme(
  purpose: Extract<Purpose, { type: 'extreme' }>,
  data: Row,
  words: Sayings,
  workspace: WorkspaceDescription,
): Told {
  const items = rowsOf(data, 'items').filter((item) => textOf(item[purpose.field]) !== undefined);
  const first = items[0];
  if (first === undefined) return { text: words.list([], 0, '', purpose.kind) };
  const tied = purpose.single
    ? items.filter((item) => String(item[purpose.field]) === String(first[purpose.field]))
    : items;
  const list = tied.map((item): Spoken => ({ kind: purpose.kind, id: String(item.id), name: titleOf(item) }));
  const label = words.label(purpose.kind, purpose.field, workspace);
  const names = purpose.single
    ? list.map((one) => one.name)
    : tied.map((item) => `${titleOf(item)} ${words.value(item[purpose.field])}`);
  return {
    text: words.extreme(names, label, words.value(first[purpose.field])),
    list,
    focus: list.length === 1 ? list : [],
  };
}

function tellRecord(
  purpose: Extract<Purpose, { type: 'fields' | 'check' | 'overview' }>,
  profile: Row,
  words: Sayings,
  workspace: WorkspaceDescription,
  summary: string,
): Told {
  const { target, kind } = purpose;
  const focus = [target];
  const shown = (field: string) =>
    textOf(profile[field]) === undefined ? undefined : words.value(profile[field]);
  if (purpose.type === 'fields')
    return {
      text: purpose.fields
        .map((field) => words.field(target.name, words.label(kind, field, workspace), shown(field)))
        .reduce((text, more) => words.together([text, more])),
      focus,
    };
  if (purpose.type === 'check') {
    const holds = meets({ ...target, match: 'exact', values: profile }, purpose.constraints);
    const [only, ...others] = purpose.constraints;
    const isMissing = only !== undefined && shown(only.field) === undefined && others.length === 0;
    if (isMissing && (only.comparison === 'set' || only.comparison === 'empty') && purpose.fields.length <= 1)
      return {
        text: words.field(target.name, words.label(kind, only.field, workspace), undefined),
        focus,
      };
    const asked = [...purpose.constraints.map(({ field }) => field), ...purpose.fields];
    const facts = [...new Set(asked)].map(
      (field) => `${words.label(kind, field, workspace)} ${shown(field) ?? '–'}`,
    );
    return { text: words.check(holds, target.name, words.listed(facts)), focus };
  }
  const fields = (workspace.kinds.find((one) => one.kind === kind)?.fields ?? []).filter(
    (field) => !['name', 'createdAt', 'updatedAt', 'language'].includes(field.name),
  );
  const facts = fields.flatMap((field) => {
    const value = shown(field.name);
    return value === undefined ? [] : [`${words.label(kind, field.name, workspace)} ${value}`];
  });
  return {
    text: words.profile(target.name, facts, summary.startsWith(target.name) ? '' : summary),
    focus,
  };
}
