import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';

export default defineTool({
  name: 'remove_knowledge',
  title: 'Remove a knowledge document',
  toolset: 'knowledge',
  scope: 'crm:delete',
  description:
    'Takes one document out of the knowledge base, so that nothing is answered from it any more; undo_change brings it back. ' +
    'Not for replacing a document: add_knowledge with the same source.',
  phrases: {
    en: [
      'remove {document} from the knowledge base',
      'delete the document {document}',
      'remove the {document} document from the knowledge base',
      'take {document} out of the knowledge base',
      'the document {document} is outdated, delete it from the knowledge base',
      'drop the document {document}',
      'our assistant should no longer answer from {document}',
      '{document} is no longer valid, pull it from the knowledge base',
      'could you delete the old document {document} from our docs',
      'knowledge base cleanup: remove {document}',
      'I want {document} gone from the knowledge base',
      'stop quoting the document {document}',
      'we withdrew the policy {document}, remove that document',
      'please unpublish the knowledge article {document}',
      'throw the document {document} out',
      "don't use the knowledge document {document} anymore",
    ],
    zh: [
      '从知识库删除{document}',
      '删除文档{document}',
      '把知识库里的{document}删掉',
      '把文档{document}从知识库移除',
      '{document}这份文档过期了，从知识库删掉',
      '知识库不要{document}了',
      '别再用{document}这份文档回答客户了',
      '{document}作废了，从知识库撤下来',
      '知识库清理，去掉{document}',
      '麻烦删一下知识库里的旧文档{document}',
      '我想把{document}从知识库下架',
      '{document}这份资料内容有误，移出知识库',
      '知识库里那份{document}不用留了',
      '以后不要引用文档{document}',
      '制度更新了，旧的{document}文档请删掉',
      '文档{document}撤掉，别让客户看到',
    ],
  },
  input: z.strictObject({
    document: z.string().trim().min(1).max(500).describe('Id, title or source'),
    ...writeControls,
  }),
  output: Written.extend({
    document: z.strictObject({ id: z.string(), title: z.string(), source: z.string() }),
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) =>
    wrote(
      result,
      language === 'zh' ? `已删除《${result.document.title}》` : `Removed “${result.document.title}”`,
      language,
    ),

  handler({ document }, { write }) {
    return write(async ({ knowledge }) => {
      const { id, title, source } = await knowledge.remove(document);
      return { document: { id, title, source } };
    });
  },
});
