import { z } from 'zod';
import type { ProposedChange } from '../src/research/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { kindNameIn, wrote } from './kernel/lines.ts';
import { IsoDate, Reference, Written, writeControls } from './kernel/params.ts';
import { oneTextOf, textInput, todayOf } from './kernel/statements.ts';

const longestReason = 1_500;
/** Longer texts would keep everybody else waiting. */
const mostRead = 20_000;
const longestSource = 240;

export default defineTool({
  name: 'propose_changes',
  title: 'Propose changes',
  toolset: 'research',
  scope: 'crm:write',
  drafts: 'lands',
  description:
    'Turns a transcript, an e-mail thread or notes (text, path or chat) into one change set: contacts, company, interaction, deal, tasks, each field with its source. Nothing is written before a person says yes; dryRun only shows it. ' +
    'Not for one plain note: log_interaction.',
  phrases: {
    en: [
      'propose changes from these notes: {text}',
      'turn this e-mail into CRM records: {text}',
      'put this call transcript into the CRM: {text}',
      'file these meeting notes: {text}',
      'enter what this mail says: {text}',
      'propose changes from {path}',
      'make CRM records of these notes: {text}',
      'here is my transcript, work out what to update in the CRM: {text}',
      'suggest CRM updates based on the chat {conversation}',
      'take these notes about {customer} and propose the records: {text}',
      'what should be updated in our records after this e-mail thread: {text}',
      'read the transcript {path} and propose which records to change',
      'extract contacts, deal and tasks from this mail into the CRM: {text}',
      "I'd like this meeting written up in the CRM, notes: {text}",
      'process the minutes {path} into contacts, deals and tasks',
      'from this transcript of {writtenOn}, suggest record updates: {text}',
      'file the conversation {conversation} as contacts, interaction and tasks',
    ],
    zh: [
      '根据这段纪要提出修改：{text}',
      '把这封邮件录入系统：{text}',
      '把这段通话记录整理进CRM：{text}',
      '把会议纪要归档：{text}',
      '根据{path}提出修改',
      '把下面的内容整理成客户、商机和任务：{text}',
      '这是通话文字稿，看看系统里该更新什么：{text}',
      '根据对话{conversation}建议一下要改哪些记录',
      '这份笔记是关于{customer}的，帮我整理成CRM记录：{text}',
      '读一下{path}，把客户、商机、任务都提出来待我确认',
      '邮件往来在这儿，该建的建该改的改，先给我过目：{text}',
      '会议记录转成CRM数据：{text}',
      '我想把这份拜访纪要录成客户和任务：{text}',
      '把聊天{conversation}拆成联系人、互动和待办',
      '{writtenOn}的会议纪要，提出要更新的字段：{text}',
      '先不写入，看看{path}这份纪要该产生哪些变更',
    ],
  },
  input: z.strictObject({
    ...textInput(mostRead),
    customer: Reference.optional().describe('Whom it is about, where the text does not say'),
    writtenOn: IsoDate.optional().describe('What “next Friday” is counted from; by default today'),
    without: z
      .array(z.string().regex(/^[a-z]+(?:_\d+)?$/))
      .max(50)
      .optional()
      .describe('Keys of proposed changes to leave out'),
    ...writeControls,
  }),
  output: Written.extend({
    of: z.string(),
    cut: z.literal(true).optional(),
    changes: z.array(
      z.strictObject({
        key: z.string(),
        kind: z.enum(['contact', 'company', 'deal', 'interaction', 'task']),
        action: z.enum(['create', 'update', 'keep', 'ask']),
        id: z.string().optional(),
        label: z.string(),
        fields: z.array(
          z.strictObject({
            field: z.string(),
            value: z.string(),
            before: z.string().optional(),
            source: z.strictObject({ start: z.int(), end: z.int(), text: z.string() }).optional(),
          }),
        ),
        candidates: z.array(z.strictObject({ id: z.string(), label: z.string() })).optional(),
        warning: z.literal('do_not_contact').optional(),
        untrusted: z.literal(true),
      }),
    ),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 60_000,
  summarize(result, language) {
    const lines = result.changes.map((change) => lineOf(change, language));
    const count = result.changes.filter(({ action }) => action === 'create' || action === 'update').length;
    const what = { en: `${count} changes from the text`, zh: `按文中内容修改 ${count} 处` }[language];
    return [wrote(result, what, language), ...lines, ...(result.cut ? [cutNote(language)] : [])].join('\n');
  },

  async handler({ customer, writtenOn, without, idempotencyKey, dryRun, repeat, ...chosen }, context) {
    const { research, understanding, workspace, language, write, cite } = context;
    const found = await oneTextOf(chosen, context);
    const text = 'text' in found ? found.text : '';
    const isCut = text.length > mostRead;
    const today = writtenOn ?? todayOf(context);
    const draft = await research.draft(text, { today, currency: workspace.currency });
    const sentiment = await understanding.sentiment(text.slice(0, mostRead));
    const reasonOf = ({ changes }: { changes: readonly ProposedChange[] }): string =>
      [
        { en: 'This writes what the text says:', zh: '这将按文中内容写入：' }[language],
        ...(isCut ? [cutNote(language)] : []),
        ...changes.map((change) => lineOf(change, language)),
      ]
        .join('\n')
        .slice(0, longestReason);
    return write(async ({ proposals }) => {
      const changes = await proposals.apply(draft, { customer, without, sentiment, language });
      for (const { kind, id, fields } of changes)
        for (const { field, source } of fields)
          if (id !== undefined && source)
            cite({ kind, id, field, words: text.slice(source.start, source.end).slice(0, longestSource) });
      const said = changes.map(({ fields, id, ...change }) => ({
        ...change,
        ...(id !== undefined && !(dryRun && change.action === 'create') && { id }),
        fields: fields.map(({ source, ...field }) => ({
          ...field,
          ...(source && {
            source: { ...source, text: text.slice(source.start, source.end).slice(0, longestSource) },
          }),
        })),
        untrusted: true as const,
      }));
      return { of: found.name, ...(isCut && { cut: true as const }), changes: said };
    }, reasonOf);
  },
});

const cutNote = (language: 'en' | 'zh'): string =>
  ({
    en: `Only the first ${mostRead} characters of the text were read.`,
    zh: `文中只读了前 ${mostRead} 个字符。`,
  })[language];

interface ShownChange extends Pick<ProposedChange, 'key' | 'kind' | 'action' | 'label'> {
  warning?: ProposedChange['warning'] | undefined;
  candidates?: ProposedChange['candidates'] | undefined;
  fields: readonly {
    field: string;
    value: string;
    before?: string | undefined;
    source?: object | undefined;
  }[];
}

const actions = {
  en: { create: 'new', update: 'update', keep: 'as it is', ask: 'unclear, left out' },
  zh: { create: '新建', update: '更新', keep: '不变', ask: '不明确，未处理' },
};

/** A change in one line: what becomes of which record, field by field, and the words it rests on. */
function lineOf(
  { key, kind, action, label, fields, candidates, warning }: ShownChange,
  language: 'en' | 'zh',
): string {
  const values = fields
    .filter(({ value }) => value !== label)
    .map(({ field, value, before, source }) => {
      const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
      const quote =
        source && 'text' in source && source.text !== value ? ` (“${String(source.text).slice(0, 40)}”)` : '';
      return `${field}: ${before === undefined ? '' : `${before} → `}${shown}${quote}`;
    });
  const among = candidates?.map((one) => `${one.label} [${one.id}]`) ?? [];
  const asked = { en: 'they asked not to be contacted', zh: '客户要求勿联系' }[language];
  const details = [...values, ...among, ...(warning ? [asked] : [])].join('; ');
  const what = `${kindNameIn(language, kind, 1)} ${label} (${actions[language][action]})`;
  return `${key}: ${what}${details === '' ? '' : ` — ${details}`}`;
}
