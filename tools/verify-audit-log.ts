import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';

export default defineTool({
  name: 'verify_audit_log',
  title: 'Verify the audit log',
  toolset: 'privacy',
  scope: 'crm:admin',
  description:
    'Verifies the hash-chained change log from its start: whether any entry was changed, removed, added or moved, and where. ' +
    'Use to prove that the history is whole. Not to read it: list_changes.',
  phrases: {
    en: [
      'verify the audit log',
      'is the change log tamper-free',
      'check the hash chain of the audit trail',
      'has anybody tampered with the change log',
    ],
    zh: ['校验审计日志', '变更日志有没有被篡改', '检查审计日志的哈希链'],
  },
  input: z.strictObject({
    head: z.string().max(120).optional().describe('A head kept elsewhere, as `head` was told before'),
  }),
  output: z.strictObject({
    whole: z.boolean(),
    entries: z.int(),
    erased: z.int().describe('Entries of which something was erased by right'),
    head: z.string().nullable().describe('Keep it elsewhere to notice a rewrite'),
    firstBreak: z
      .strictObject({ sequence: z.int(), changeId: z.string().nullable(), reason: z.string() })
      .nullable(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 60_000,
  summarize({ whole, entries, erased, head, firstBreak }, language) {
    if (firstBreak)
      return language === 'zh'
        ? `变更日志在第 ${firstBreak.sequence} 条被改动（${firstBreak.reason}）。`
        : `The change log was tampered with at entry ${firstBreak.sequence} (${firstBreak.reason}).`;
    const kept = whole && head ? (language === 'zh' ? `头部值：${head}` : ` Head: ${head}`) : '';
    return language === 'zh'
      ? `变更日志共 ${entries} 条，全部完好（依法抹除 ${erased} 条）。${kept}`
      : `All ${entries} entries are whole (${erased} erased by right).${kept}`;
  },

  async handler({ head }, { read }) {
    const found = await read(async ({ privacy }) => (await privacy()).verifyLog(head));
    const { entries, erased, firstBreak, head: hash } = found;
    return {
      whole: firstBreak === null,
      entries,
      erased,
      head: entries > 0 && firstBreak === null ? `${entries}:${hash}` : null,
      firstBreak,
    };
  },
});
