import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'erase_person',
  title: 'Erase a person',
  toolset: 'privacy',
  scope: 'crm:admin',
  description:
    'Erases a person for good, everywhere: records, search index, conversations, change log; what the books need stays without them. ' +
    'Cannot be undone; a person must approve. Use when somebody asks to be forgotten. Not to delete a record: delete_records.',
  phrases: {
    en: [
      'erase all personal data of {contact}',
      '{contact} asks to be forgotten under the GDPR',
      'permanently erase {contact} everywhere',
      'right to erasure request from {contact}',
      '{contact} wants all personal data erased',
      'forget {contact} for good, nothing personal may remain',
      'GDPR erasure of {contact}, irreversible',
      'please wipe every trace of {contact} including chats and change log',
      'we must honour the erasure request of {contact} under privacy law',
      '{contact} invokes the right to be forgotten',
      'can you anonymise {contact} for good in all orders and logs',
      'I received a data erasure demand from {contact}, carry it out',
      'irrevocably destroy the personal information of {contact}',
      'remove the personal data of {contact} from search index, conversations and history',
      'privacy request: {contact} must be erased without a way back',
    ],
    zh: [
      '彻底抹除{contact}的个人信息',
      '{contact}要求行使被遗忘权',
      '把{contact}的个人数据永久抹除',
      '{contact}要求我们永久删除他的所有个人信息',
      '按个人信息保护法，把{contact}的数据清除干净，不留痕迹',
      '{contact}行使删除权，麻烦处理一下',
      '把{contact}从系统、对话、日志里彻底抹掉，不可恢复',
      '收到{contact}的隐私删除申请，执行吧',
      '{contact}的个人资料一点都不能留',
      '能不能把{contact}的隐私数据永久销毁',
      '对{contact}做不可撤销的个人数据擦除',
      '我要响应{contact}的被遗忘请求',
      '{contact}说要我们忘掉他，个人痕迹全部抹去',
    ],
  },
  input: z.strictObject({ contact: Reference, ...writeControls }),
  output: Written.extend({
    erasureId: z.string(),
    subjectId: z.string(),
    alreadyErased: z.boolean(),
    erasedOn: z.string(),
    tables: z.record(z.string(), z.strictObject({ removed: z.int(), blanked: z.int() })),
    changesRedacted: z.int(),
    documents: z.array(z.string()).describe('Knowledge documents passages were cut out of'),
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  deadline: 60_000,
  summarize(result, language) {
    const { subjectId, tables, changesRedacted, documents, alreadyErased, erasedOn, dryRun } = result;
    const counts = Object.entries(tables).map(
      ([table, { removed, blanked }]) => `${table} ${removed}${blanked > 0 ? `+${blanked}` : ''}`,
    );
    if (language === 'zh')
      return [
        alreadyErased
          ? `${subjectId} 已于 ${erasedOn} 抹除。`
          : `${dryRun ? '试运行，未写入：' : ''}已抹除 ${subjectId}，不可撤销。`,
        `各表（删除+去除个人信息）：${counts.join('，')}；变更日志 ${changesRedacted} 条。`,
        ...(documents.length > 0 ? [`知识库文档已删去相关段落，原文件仍含有：${documents.join('、')}`] : []),
        ...(alreadyErased ? [] : ['磁盘上的旧副本在运行 rapport privacy compact 后清除；备份须另行处理。']),
      ].join('\n');
    return [
      alreadyErased
        ? `${subjectId} was erased on ${erasedOn}.`
        : `${dryRun ? 'Dry run, nothing written: ' : ''}Erased ${subjectId}, for good.`,
      `By table (removed+blanked): ${counts.join(', ')}; ${changesRedacted} entries of the change log.`,
      ...(documents.length > 0
        ? [`Passages were cut out of documents whose files still hold them: ${documents.join(', ')}`]
        : []),
      ...(alreadyErased
        ? []
        : ['Old copies on the disk go with rapport privacy compact; backups are yours to see to.']),
    ].join('\n');
  },

  handler({ contact }, { write }) {
    let who = '';
    return write(
      async ({ crm, privacy }) => {
        const service = await privacy();
        const id = await service.contactId(contact, (text) => crm.references.forWrite('contact', text));
        const { erasedAt, changes, documents, name, ...report } = await service.erase(id);
        who = name ?? '';
        return {
          ...report,
          erasedOn: erasedAt.toISOString().slice(0, 10),
          changesRedacted: changes,
          documents: documents.slice(0, 20),
        };
      },
      ({ subjectId, tables }) => {
        const rows = Object.values(tables).reduce((sum, { removed, blanked }) => sum + removed + blanked, 0);
        return `It erases ${who} (${subjectId}) for good: ${rows} rows.`;
      },
    );
  },
});
