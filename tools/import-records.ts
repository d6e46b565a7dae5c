import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { kindNameIn, wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';

const kinds = ['contact', 'company', 'deal', 'interaction', 'product', 'order', 'ticket', 'task'] as const;
/** How many columns and problems a result shows. */
const [mostColumns, mostProblems] = [100, 20];

const Values = z.record(z.string().max(200), z.record(z.string().max(200), z.string().max(200).nullable()));

export default defineTool({
  name: 'import_records',
  title: 'Import a file',
  toolset: 'quality',
  scope: 'crm:write',
  description:
    'Imports contacts, companies, deals, interactions, products, orders, tickets or tasks from a CSV, XLSX or JSON file (path) or text. ' +
    'Start with dryRun: it shows how columns map to fields, counts and bad rows. Importing the same again changes nothing. ' +
    'Not for one record: save_contacts, save_records.',
  phrases: {
    en: [
      'import the file {path}',
      'import contacts from {path}',
      'load this CSV into the CRM: {text}',
      'bring in {path}',
      'import {kind}s from {path}',
      'please load {path} into the CRM',
      'upload the spreadsheet {path}',
      'read in the file {path}',
      'add all rows of {path}',
      'import our customer list {path}',
      'try importing {path} without writing anything',
      'can you pull {path} into our CRM for me',
      'I have an Excel export {path}, get it into the system',
      'bulk upload of {kind}s out of {path}',
      'only the sheet {sheet} of {path} should be imported',
      'do a trial run of importing {path} first',
      'dates in {path} are {dateOrder}, import it that way',
      'migrate our old order history from {path}',
      'how would the columns of {path} map to our fields on import',
      'paste import, here are the rows: {text}',
      "I'd like all leads from {path} loaded in one go",
    ],
    zh: [
      '导入文件{path}',
      '把{path}里的客户导入进来',
      '从{path}导入联系人',
      '导入这个表格：{text}',
      '把{path}导入系统',
      '导入客户表格{path}',
      '把表格{path}里的数据读进来',
      '上传{path}',
      '从{path}批量导入{kind}',
      '试着导入{path}，先不要写入',
      '我有一份Excel，{path}，帮我导进CRM',
      '{path}里只导{sheet}这个工作表',
      '批量录入{path}中的{kind}',
      '先试导一遍{path}，看看有没有坏数据',
      '把老系统导出来的{path}迁移过来',
      '{path}的列怎么对应字段，导入前让我看看',
      '这些是CSV内容，帮我导进去：{text}',
      '{path}里的日期是{dateOrder}格式，照这个导入',
      '展会名单在{path}，能不能一次性导进来',
      '我想把{path}里的历史订单都灌进系统',
    ],
  },
  input: z.strictObject({
    path: z.string().min(1).max(1_000).optional().describe('Under the folder given by --files'),
    text: z.string().min(1).max(100_000).optional().describe('CSV or JSON itself'),
    sheet: z.string().max(100).optional(),
    kind: z.enum(kinds).optional().describe('By default recognised'),
    columns: z
      .record(z.string().max(200), z.string().max(80).nullable())
      .optional()
      .describe('Column → field, custom.NAME, or null; by default proposed. Needs kind'),
    values: Values.optional().describe('Column → its value → ours'),
    dateOrder: z.enum(['day-month', 'month-day']).optional().describe('What 03/04/2026 means'),
    decimalComma: z.boolean().optional(),
    partOf: z
      .string()
      .regex(/^imp_\w+$/)
      .optional()
      .describe('changeId of the import of another file: one undo for both'),
    ...writeControls,
  }),
  output: Written.extend({
    file: z.string(),
    kind: z.enum(kinds),
    from: z.enum(['hubspot', 'salesforce', 'pipedrive']).nullable(),
    columns: z.record(z.string(), z.string().nullable()),
    values: Values,
    dateOrder: z.enum(['day-month', 'month-day']).nullable(),
    read: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    skipped: z.int(),
    problems: z.array(
      z.strictObject({
        line: z.int(),
        column: z.string().optional(),
        value: z.string().optional(),
        reason: z.string(),
      }),
    ),
    problemCount: z.int(),
  }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 24 * 3_600_000,
  summarize(result, language) {
    const { read, created, updated, unchanged, skipped, kind, file, problems } = result;
    const kindName = kindNameIn(language, kind);
    const what =
      language === 'zh'
        ? `${file}：读取 ${read} 行${kindName}，新建 ${created}，更新 ${updated}，未变 ${unchanged}，跳过 ${skipped}`
        : `${file}: ${read} rows of ${kindName} read, ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} left out`;
    const first = problems
      .slice(0, 3)
      .map(({ line, column, reason }) => `${line}${column === undefined ? '' : ` ${column}`}: ${reason}`);
    return [wrote(result, what, language), ...first].join('\n');
  },

  async handler({ dryRun, idempotencyKey, repeat, partOf, ...input }, context) {
    const { importing, inBatches, progress, read, workspace, language } = context;
    const custom = await read(async ({ crm }) =>
      Promise.all(
        kinds.map(async (kind) => [kind, (await crm.fields(kind)).filter((field) => field.custom)] as const),
      ),
    );
    const prepared = await importing.prepare(input, {
      language,
      currency: workspace.currency,
      customFields: (kind) => new Map(custom).get(kind) ?? [],
    });
    const { source, mapping } = prepared;
    const reason = {
      en: `This imports ${kindNameIn('en', mapping.kind)} from ${source.name}.`,
      zh: `这将从 ${source.name} 导入${kindNameIn('zh', mapping.kind)}。`,
    }[language];
    return inBatches(
      'import',
      async (batches) => {
        const report = await prepared.land(batches, {
          dryRun: dryRun === true,
          onProgress: (done, total) => progress(done, total, source.name),
        });
        const shown = mapping.columns.slice(0, mostColumns);
        return {
          file: source.name,
          kind: mapping.kind,
          from: mapping.from ?? null,
          columns: Object.fromEntries(shown.map(({ column, field }) => [column, field])),
          values: Object.fromEntries(
            shown.flatMap(({ column, values }) => (values ? [[column, values]] : [])),
          ),
          dateOrder: mapping.dateOrder ?? null,
          read: report.read,
          created: report.created,
          updated: report.updated,
          unchanged: report.unchanged,
          skipped: report.skipped,
          problems: report.problems.slice(0, mostProblems).map(({ source: _, ...problem }) => problem),
          problemCount: report.problemCount,
        };
      },
      reason,
      partOf,
    );
  },
});
