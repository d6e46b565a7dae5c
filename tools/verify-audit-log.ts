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
      'prove that nobody altered our change history',
      'does the audit log match the head {head}',
      'integrity check of the audit log',
      'are any entries missing from the audit log',
      'can we trust that the change log is complete',
      'check the log chain against {head}',
      'run a tamper check on the change log',
      'I need proof for the auditor that the log is intact',
      'was an audit entry ever deleted or moved',
      'validate the hashes of the change history',
    ],
    zh: [
      '校验审计日志',
      '变更日志有没有被篡改',
      '检查审计日志的哈希链',
      '证明一下变更历史没人动过手脚',
      '审计日志和链头{head}对得上吗',
      '审计日志完整性检查',
      '审计日志有没有缺条目',
      '改动日志还完整吗，验证一下哈希',
      '用{head}核对一下日志链',
      '给变更日志做个防篡改检测',
      '审计要证据，证明日志是完整的',
      '有没有审计记录被删掉或挪动过',
      '我想确认日志链条没有断',
    ],
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
