import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { DraftReference, DraftSummary, noDraft, unnamedDraft } from './kernel/drafts.ts';
import { wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'finish_draft',
  title: 'Finish a draft',
  toolset: 'crm',
  scope: 'crm:write',
  drafts: 'manages',
  description:
    'Ends a draft. submit leaves it for a person; apply writes it (or only some records and fields) as one change after the person has said yes, at the revision show_draft gave; discard lets go of it. ' +
    'What others have changed since is named and not overwritten, unless conflicts says whose to take.',
  phrases: {
    en: [
      'apply the draft',
      'apply the draft {draft}',
      'discard the draft {draft}',
      'submit the draft for review',
      'the draft looks good, write it',
      'I approve the draft {draft}, go ahead',
      'throw the draft away',
      'apply only the address changes from the draft {draft}',
      'hand in the draft {draft} for approval',
      'apply the draft, but keep what others changed',
      'apply revision {revision} of the draft {draft}',
      'where others edited meanwhile the draft wins, apply it',
      "never mind the draft, I don't want it any more",
      'please make the changes in draft {draft} final',
    ],
    zh: [
      '让草稿生效',
      '让草稿{draft}生效',
      '丢弃草稿{draft}',
      '提交草稿待审',
      '把草稿应用了',
      '草稿没问题，正式写入吧',
      '草稿{draft}我同意，执行',
      '这份草稿不要了，作废',
      '只应用草稿里改地址的那几处',
      '把草稿{draft}提交给领导审批',
      '草稿{draft}生效，有冲突就以别人的修改为准',
      '应用草稿{draft}的第{revision}版',
      '冲突的地方按草稿来，直接应用草稿',
      '草稿写完了，送审吧',
      '能把草稿{draft}扔掉吗',
    ],
  },
  input: z.strictObject({
    outcome: z.enum(['submit', 'apply', 'discard']),
    draft: DraftReference.optional(),
    revision: z.int().min(0).optional().describe('To apply: the one shown'),
    only: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(500)
      .optional()
      .describe('Numbers of records, or fields as 2.city'),
    conflicts: z.enum(['theirs', 'draft']).optional(),
    ...writeControls,
  }),
  output: Written.extend({
    ...DraftSummary.shape,
    applied: z.int().optional(),
    kept: z.array(z.string()).optional().describe('Left as others have them'),
    left: z.int().optional().describe('Records still in the draft'),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize(result, language) {
    const { name, status, applied, kept = [], left = 0 } = result;
    if (applied === undefined)
      return {
        en: `Draft ${name}: ${status === 'discarded' ? 'discarded, nothing of it is left' : 'waits for a person (rapport drafts)'}.`,
        zh: `草稿“${name}”${status === 'discarded' ? '已丢弃，没有留下任何内容' : '已提交，待人批准（rapport drafts）'}。`,
      }[language];
    const what = {
      en: `Applied draft ${name}: ${applied} records${kept.length > 0 ? `, ${kept.join(', ')} left as others have them` : ''}${left > 0 ? `, ${left} still in the draft` : ''}`,
      zh: `草稿“${name}”已生效：${applied} 条记录${kept.length > 0 ? `，${kept.join('、')} 保留他人的修改` : ''}${left > 0 ? `，草稿中还剩 ${left} 条` : ''}`,
    }[language];
    return wrote(result, what, language);
  },

  async handler({ outcome, draft: reference, revision, only, conflicts }, { read, write, draft, language }) {
    const named = reference ?? (draft && (await read(({ crm }) => crm.drafts.current(draft.key)))?.draft);
    if (named === undefined) throw noDraft();
    if (outcome === 'apply' && reference === undefined) throw unnamedDraft(named);
    if (outcome !== 'apply') return write(({ crm }) => crm.drafts[outcome](named));
    return write(
      ({ crm }) => crm.drafts.apply(named, { revision, only, conflicts }),
      ({ name, records }) =>
        ({
          en: `This applies the draft ${name}: ${records} records.`,
          zh: `这将使草稿“${name}”生效：${records} 条记录。`,
        })[language],
    );
  },
});
