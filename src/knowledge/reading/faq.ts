import type { Row, RowProblem, Source } from '../../files/index.ts';
import { type ReadDocument, Unreadable, withoutText } from './contract.ts';
import { readHtml } from './html.ts';
import { createMarkdownWriter } from './markdown-writer.ts';

const headers = {
  question:
    /^(?:q|questions?|query|faq|faq[ _]?question|question[ _]?text|user[ _]?question|问|问题|提问|常见问题|标准问|标准问题|用户问题|相似问|题目)$/i,
  answer:
    /^(?:a|answers?|reply|response|solution|faq[ _]?answer|answer[ _]?text|答|答案|回答|回复|解答|答复|标准答案|标准回复|参考答案)$/i,
  category: /^(?:category|class|topic|section|group|类别|分类|类目|主题|栏目|业务类型)$/i,
};

/**
 * A table of questions and answers as Markdown: each question a heading, its answer below; a column of
 * categories becomes headings above them.
 *
 * @throws Unreadable where there are no such columns, or a row cannot be read
 */
export async function readQuestions(source: Source): Promise<ReadDocument> {
  const question = columnOf(source, headers.question);
  const answer = columnOf(source, headers.answer);
  if (question < 0 || answer < 0) throw withoutColumns(source.columns);
  const category = columnOf(source, headers.category);
  const writer = createMarkdownWriter();
  let open = '';
  for await (const row of source.rows()) {
    if (isProblem(row)) throw badRow(row);
    const [asked, answered] = [row.cells[question]!.trim(), plainAnswer(row.cells[answer]!)];
    if (asked === '' || answered === '') continue;
    const under = category < 0 ? '' : row.cells[category]!.trim();
    if (under !== open) writer.heading(1, under);
    open = under;
    writer.heading(2, asked);
    writer.block(answered);
  }
  const text = writer.text();
  if (text === '') throw withoutText();
  return { text };
}

const columnOf = ({ columns }: Source, header: RegExp): number =>
  columns.findIndex((column) => header.test(column.trim()));

const isProblem = (row: Row | RowProblem): row is RowProblem => 'reason' in row;

/** Answers kept for a web page lose its marks. */
function plainAnswer(answer: string): string {
  const text = answer.trim();
  return /<(?:p|br|ul|ol|li|div|a|b|strong|span|table)\b[^<>]*>/i.test(text) ? readHtml(text).text : text;
}

function withoutColumns(columns: readonly string[]): Unreadable {
  return new Unreadable(
    {
      en: `It has no columns of questions and answers among its ${columns.length}.`,
      zh: `共 ${columns.length} 列，其中没有问题列和答案列。`,
    },
    {
      en: 'Name them "question" and "answer". Records of customers come in with rapport import.',
      zh: '请把它们命名为“问题”和“答案”。客户数据请用 rapport import 导入。',
    },
  );
}

const badRow = ({ line, reason }: RowProblem): Unreadable =>
  new Unreadable(
    { en: `Line ${line}: ${reason}`, zh: `第 ${line} 行：${reason}` },
    { en: 'Mend the line and add the file again.', zh: '请修正该行后重新添加。' },
  );
