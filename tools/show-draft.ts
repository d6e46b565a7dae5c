import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { DraftReference, DraftSummary, diffLines, entryLine } from './kernel/drafts.ts';

const mostShown = 50;

export default defineTool({
  name: 'show_draft',
  title: 'Show a draft',
  toolset: 'crm',
  scope: 'crm:read',
  drafts: 'manages',
  description:
    'What a draft would change: each record, each field before and after, where it comes from, and what others have changed since. Without a draft, the drafts there are. ' +
    'Use before finish_draft. Not for what was changed already: list_changes.',
  phrases: {
    en: [
      'show the draft',
      'show the draft {draft}',
      'which drafts are there',
      'what is in the draft',
      'what would the draft {draft} change',
      'list all drafts we have',
      'let me review the draft before it goes live',
      'before and after view of draft {draft}',
      'are there conflicts in draft {draft} with newer edits',
      'which fields does our draft touch',
      'can I see the pending draft changes',
      'do we have any drafts lying around',
      "I'd like to look over the draft {draft} before approving",
      'diff of the draft {draft}',
    ],
    zh: [
      '看看草稿',
      '显示草稿{draft}',
      '有哪些草稿',
      '草稿里有什么',
      '草稿{draft}会改动哪些记录',
      '还有没有没处理的草稿',
      '生效之前先让我过一遍草稿',
      '草稿{draft}改前改后对比一下',
      '草稿{draft}跟别人后来的修改有冲突吗',
      '这份草稿动了哪些字段',
      '打开草稿{draft}看一眼',
      '现在一共几个草稿，列一下',
      '我想核对一下草稿里攒的修改',
      '麻烦把草稿{draft}的差异列出来',
    ],
  },
  input: z.strictObject({ draft: DraftReference.optional() }),
  output: z.strictObject({
    draft: DraftSummary.nullable(),
    drafts: z.array(DraftSummary),
    changes: z.array(
      z.strictObject({
        position: z.int(),
        kind: z.string(),
        id: z.string(),
        label: z.string(),
        operation: z.string(),
        isInTheWay: z.literal(true).optional(),
        fields: z.array(
          z.looseObject({
            field: z.string(),
            before: z.unknown(),
            after: z.unknown(),
            source: z.looseObject({}),
          }),
        ),
      }),
    ),
    more: z.int(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ draft, drafts, changes }, language) {
    const none = { en: 'There are no drafts.', zh: '没有草稿。' }[language];
    if (!draft) return drafts.map((entry) => entryLine(entry, language)).join('\n') || none;
    return [entryLine(draft, language), ...diffLines({ changes: changes as never }, language)].join('\n');
  },

  handler({ draft: reference }, { read, draft }) {
    return read(async ({ crm: { drafts } }) => {
      const shown =
        reference !== undefined
          ? await drafts.show(reference)
          : draft
            ? await drafts.current(draft.key)
            : null;
      if (!shown)
        return { draft: null, drafts: (await drafts.list()).slice(0, mostShown), changes: [], more: 0 };
      const { changes, changeId: _, ...entry } = shown;
      return {
        draft: entry,
        drafts: [],
        changes: changes.slice(0, mostShown).map(({ fields, ...change }) => ({
          ...change,
          fields: fields.map((field) => ({ ...field })),
        })),
        more: Math.max(0, changes.length - mostShown),
      };
    });
  },
});
