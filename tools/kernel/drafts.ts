import { z } from 'zod';
import type { DraftDetails, DraftEntry, ShownDraftRecord, ShownField } from '../../src/crm/index.ts';
import { RapportError } from '../../src/trust/errors.ts';
import type { Language } from '../../src/trust/index.ts';
import { kindNameIn } from './lines.ts';
import { operations, shortly } from './preview.ts';

export const DraftReference = z
  .string()
  .min(1)
  .max(100)
  .describe('Id or name; by default this conversation’s');

/** A draft in a list. */
export const DraftSummary = z.strictObject({
  draft: z.string(),
  name: z.string(),
  by: z.string(),
  client: z.string(),
  status: z.string(),
  revision: z.int(),
  records: z.int(),
  updatedAt: z.string(),
});

const signs: Readonly<Record<string, string>> = { create: '+', update: '~', delete: '-', restore: '+' };

/** How the parts of a diff look; as plain text where nothing else is said. */
export interface DiffStyle {
  record(text: string, operation: string): string;
  before(text: string): string;
  after(text: string): string;
  conflict(text: string): string;
  source(text: string): string;
}

const plain: DiffStyle = {
  record: (text) => text,
  before: (text) => text,
  after: (text) => text,
  conflict: (text) => text,
  source: (text) => text,
};

/** A draft as a person reads it: each record, each field before and after, and where it comes from. */
export function diffLines(
  { changes }: Pick<DraftDetails, 'changes'>,
  language: Language,
  style: DiffStyle = plain,
): string[] {
  return changes.flatMap((change) => {
    const operation = operations[language][change.operation as 'create'] ?? change.operation;
    const kind = kindNameIn(language, change.kind, 1);
    const sign = signs[change.operation] ?? '~';
    const heading = `${change.position}. ${sign} ${operation} ${kind} ${shortly(change.label)} [${change.id}]`;
    const hidden = change.operation === 'delete';
    const isNew = change.operation === 'create';
    // What a new record has beside the fields people know, and what it does not have, says nothing to them.
    const fields = change.fields.filter(
      ({ field, label, after }) =>
        !(hidden && field === 'deletedAt') && !(isNew && (label.en === field || isNothing(after))),
    );
    const sources = new Set(fields.map(sourceText));
    const isOneSource = sources.size <= 1;
    const first = change.fields[0];
    return [
      style.record(heading, change.operation),
      ...(change.isInTheWay ? [style.conflict(`   ! ${inTheWay(change, language)}`)] : []),
      ...fields.flatMap((field) => fieldLines(field, change, language, style, !isOneSource)),
      ...(isOneSource && first ? [style.source(`   ${sourceText(first)}`)] : []),
    ];
  });
}

const isNothing = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

function fieldLines(
  field: ShownField,
  { operation }: ShownDraftRecord,
  language: Language,
  style: DiffStyle,
  withSource: boolean,
): string[] {
  const after = style.after(shortly(field.after));
  const value = operation === 'create' ? after : `${style.before(shortly(field.before))} → ${after}`;
  const source = withSource ? style.source(`  · ${sourceText(field)}`) : '';
  const now = {
    en: `   ! changed by others since, now: ${shortly(field.now)}`,
    zh: `   ! 他人已改为：${shortly(field.now)}`,
  }[language];
  return [`   ${field.label[language]}: ${value}${source}`, ...('now' in field ? [style.conflict(now)] : [])];
}

const inTheWay = ({ operation }: ShownDraftRecord, language: Language): string =>
  operation === 'delete'
    ? { en: 'edited by others since', zh: '他人已修改过这条记录' }[language]
    : { en: 'deleted by others since', zh: '他人已删除这条记录' }[language];

/** Where a field comes from: the call, through which client, when, and the words it rests on. */
function sourceText({ source: { tool, client, at, words } }: ShownField): string {
  const said = words === undefined ? '' : ` “${shortly(words)}”`;
  return `${tool} · ${client} · ${at}${said}`;
}

/** A draft in one line. */
export const entryLine = (entry: DraftEntry, language: Language): string => {
  const { draft, name, by, records, status, updatedAt, revision } = entry;
  const words = {
    en: `${draft}@${revision}  ${name}  ${records} ${records === 1 ? 'record' : 'records'}, ${status}, ${by}, ${updatedAt}`,
    zh: `${draft}@${revision}  ${name}  ${records} 条记录，${statuses[status] ?? status}，${by}，${updatedAt}`,
  };
  return words[language];
};

const statuses: Readonly<Record<string, string>> = { open: '待定', applied: '已生效', discarded: '已丢弃' };

/** Why a draft cannot be started here. */
export const noConversation = (): RapportError =>
  new RapportError('invalid_input', 'Your client keeps no conversations apart here.', {
    hint: 'Name a draft with each call instead: _meta rapport/draft.',
  });

/** Why there is nothing to finish. */
export const noDraft = (): RapportError =>
  new RapportError('not_found', 'No draft is open in this conversation.', {
    hint: 'show_draft lists the drafts there are.',
  });

/** Why a draft is not applied by what it is called alone. */
export const unnamedDraft = (id: string): RapportError =>
  new RapportError('invalid_input', 'Say which draft is to be applied, and at which revision.', {
    hint: `Here it is ${id}; show_draft gives its revision.`,
  });
