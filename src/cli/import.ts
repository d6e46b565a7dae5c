import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parse as parsePath, resolve } from 'node:path';
import { kindNameIn } from '../../tools/kernel/lines.ts';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import {
  type ImportInput,
  type ImportKind,
  type ImportProblem,
  type ImportWorkspace,
  importKinds,
  type PreparedImport,
} from '../quality/index.ts';
import { problemLine } from '../quality/mapping/apply.ts';
import { expandPaths, inOrder } from '../quality/paths.ts';
import { didYouMean, errorText, newId, quoted, RapportError } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { type Command, type CommandCall, textOf, UsageError, type Values } from './command.ts';
import { isYes } from './confirm.ts';
import { mapFor, mappingTable, mapsToWrite, readMaps } from './import-mapping.ts';
import { openApp } from './open.ts';
import type { Terminal } from './terminal.ts';

/** Problems shown at the terminal; the report file has all of them. */
const mostShown = 10;

export default {
  usage: 'PATH…',
  takes: [1, 1_000],
  options: {
    kind: {
      type: 'string',
      value: importKinds.join('|'),
      help: { en: 'what the files hold; by default recognised', zh: '文件中的记录类型，默认自动识别' },
    },
    map: {
      type: 'string',
      value: 'FILE',
      help: {
        en: 'how columns become fields, as --save-map wrote it',
        zh: '列与字段的映射文件（由 --save-map 生成）',
      },
    },
    'save-map': {
      type: 'string',
      value: 'FILE',
      help: { en: 'write the proposed mapping to edit it, and stop', zh: '写出建议的映射供编辑，不导入' },
    },
    'date-order': {
      type: 'string',
      value: 'day-month|month-day',
      help: { en: 'what 03/04/2026 means', zh: '03/04/2026 的含义' },
    },
    sheet: { type: 'string', value: 'NAME', help: { en: 'sheet of a workbook', zh: '工作表名称' } },
    'dry-run': {
      type: 'boolean',
      help: { en: 'tell what would happen, write nothing', zh: '只演练，不写入' },
    },
    yes: { type: 'boolean', help: { en: 'import without asking', zh: '不询问，直接导入' } },
    report: {
      type: 'string',
      value: 'FILE',
      help: { en: 'write the rows left out as CSV', zh: '把未导入的行写成 CSV' },
    },
    json: { type: 'boolean', help: { en: 'the results as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal } = call;
    const { language } = terminal;
    const given = choices(values, terminal);
    const maps = await readMaps(textOf(values, 'map'), language);
    const paths = (await expandPaths(positionals, language)).map((path) => resolve(path));
    const problems = problemFile(textOf(values, 'report'), terminal);
    const files = parsePath(paths[0]!).root;
    await using app = await openApp(call, {
      tools: ['import_records'],
      files,
      onImportProblem: problems.hear,
    });
    const workspace = await workspaceOf(app, language);
    const prepared = [];
    for (const path of paths) {
      const input: ImportInput = { path, ...given, ...mapFor(maps, path) };
      prepared.push({ path, ...(await app.runtime.importing.prepare(input, workspace)) });
    }
    const ordered = inOrder(prepared);
    for (const file of ordered) terminal.say(mappingTable(file, terminal));
    const saveTo = textOf(values, 'save-map');
    if (saveTo !== undefined) {
      await writeFile(saveTo, mapsToWrite(ordered)).catch(() => {
        throw cannotWrite(saveTo, terminal);
      });
      terminal.say(
        terminal.words({
          en: `The mapping is in ${saveTo}: edit it, then import with --map ${saveTo}.`,
          zh: `映射已写入 ${saveTo}：编辑后用 --map ${saveTo} 导入。`,
        }),
      );
      return 0;
    }
    if (!(await mayGoOn(call, ordered.length))) return 1;
    const partOf = ordered.length > 1 ? newId('import', app.runtime.clock()) : undefined;
    let well = true;
    let changeId: string | undefined;
    for (const file of ordered) {
      problems.source = file.source.name;
      const outcome = await importOne(app, file, partOf, call);
      well = told(outcome, file.source.name, problems, call) && well;
      if (outcome.ok && typeof outcome.data.changeId === 'string') changeId = outcome.data.changeId;
      if (call.stop.aborted) break;
    }
    if (changeId !== undefined)
      terminal.say(
        terminal.words({
          en: `To take it back: rapport undo ${changeId}`,
          zh: `撤销：rapport undo ${changeId}`,
        }),
      );
    await problems.close();
    return well ? 0 : 1;
  },
} satisfies Command;

/** What the options say about every file. @throws UsageError */
function choices(values: Values, { words }: Terminal): Partial<ImportInput> {
  const kind = textOf(values, 'kind');
  if (kind !== undefined && !importKinds.includes(kind as ImportKind))
    throw new UsageError(
      words({
        en: `--kind: there is no kind ${quoted(kind)}. ${didYouMean(kind, importKinds)}`,
        zh: `--kind：没有 ${quoted(kind)} 这种记录。可用：${importKinds.join('、')}。`,
      }),
    );
  const dateOrder = textOf(values, 'date-order');
  if (dateOrder !== undefined && dateOrder !== 'day-month' && dateOrder !== 'month-day')
    throw new UsageError(
      words({
        en: '--date-order is day-month or month-day.',
        zh: '--date-order 应为 day-month 或 month-day。',
      }),
    );
  return {
    kind: kind as ImportKind | undefined,
    dateOrder,
    sheet: textOf(values, 'sheet'),
    incomplete: values['save-map'] !== undefined,
  };
}

async function workspaceOf(
  { runtime, session }: App,
  language: ImportWorkspace['language'],
): Promise<ImportWorkspace> {
  const limits = { signal: AbortSignal.timeout(30_000), timeoutMs: 30_000 };
  const fields = await runtime.read(
    session,
    (_, { crm }) =>
      Promise.all(
        importKinds.map(
          async (kind) => [kind, (await crm.fields(kind)).filter(({ custom }) => custom)] as const,
        ),
      ),
    limits,
  );
  const custom = new Map(fields);
  return { language, currency: session.workspace.currency, customFields: (kind) => custom.get(kind) ?? [] };
}

/** Asks the person once for all files. */
async function mayGoOn({ values, terminal }: CommandCall, files: number): Promise<boolean> {
  if (values['dry-run'] || values.yes) return true;
  if (terminal.interactive) {
    terminal.say(
      terminal.words({ en: `Import ${files} file(s) like this?`, zh: `按以上映射导入 ${files} 个文件？` }),
    );
    return isYes(terminal);
  }
  terminal.say(
    terminal.words({
      en: 'Nothing was written. Rehearse with --dry-run, import with --yes.',
      zh: '没有写入任何内容。可用 --dry-run 演练，用 --yes 导入。',
    }),
  );
  return false;
}

function importOne(
  app: App,
  { path, mapping }: PreparedImport & { path: string },
  partOf: string | undefined,
  call: CommandCall,
): Promise<ToolOutcome> {
  const { terminal, values, stop } = call;
  const { kind, columns, dateOrder, decimalComma } = mapping;
  const translated = columns.flatMap((column) => (column.values ? [[column.column, column.values]] : []));
  let shown = -1;
  return app.call(
    'import_records',
    {
      path,
      sheet: textOf(values, 'sheet'),
      kind,
      columns: Object.fromEntries(columns.map(({ column, field }) => [column, field])),
      values: Object.fromEntries(translated),
      dateOrder,
      decimalComma,
      ...(values['dry-run'] && { dryRun: true }),
      ...(partOf !== undefined && { partOf }),
      repeat: true,
    },
    {
      signal: stop,
      language: terminal.language,
      confirm: async () => 'approved',
      progress(done, total, name) {
        const percent = Math.floor((100 * done) / Math.max(1, total));
        if (percent === shown) return;
        shown = percent;
        terminal.say(`${name}: ${percent} %`);
      },
    },
  );
}

/** Tells what became of a file. @returns whether anything of it could be taken */
function told(
  outcome: ToolOutcome,
  name: string,
  problems: ReturnType<typeof problemFile>,
  call: CommandCall,
): boolean {
  const { terminal, values } = call;
  const { print, printJson, say, words } = terminal;
  if (!outcome.ok) {
    if (values.json) printJson({ file: name, error: outcome.error });
    const reason = [outcome.error.message, outcome.error.hint].filter(Boolean).join(' ');
    say(words({ en: `${name}: ${reason}`, zh: `${name}：${errorText(reason, terminal.language)}` }));
    return false;
  }
  const { read, created, updated, unchanged, skipped, kind } = outcome.data as Record<
    string,
    number | string | null
  >;
  const head = values['dry-run']
    ? words({ en: 'rehearsed, nothing written', zh: '仅演练，未写入' })
    : words({ en: 'imported', zh: '已导入' });
  if (values.json) printJson(outcome.data);
  else
    print(
      words({
        en: `${name}: ${head}: ${read} rows of ${kindNameIn('en', String(kind))} read, ${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} left out`,
        zh: `${name}：${head}：读取 ${read} 行${kindNameIn('zh', String(kind))}，新建 ${created}，更新 ${updated}，未变 ${unchanged}，跳过 ${skipped}`,
      }),
    );
  const bad = problems.take();
  for (const problem of bad.first) say(`  ${problemLine(problem, terminal.language)}`);
  if (bad.count > bad.first.length)
    say(
      words({
        en: `  … and ${bad.count - bad.first.length} more: ${problems.path ?? '--report FILE writes them all'}`,
        zh: `  …… 另有 ${bad.count - bad.first.length} 行：${problems.path ?? '用 --report FILE 可全部写出'}`,
      }),
    );
  return read === 0 || Number(skipped) < Number(read);
}

/** Collects the rows that are left out: the first ones to show, all of them in a CSV file where one is wanted. */
function problemFile(path: string | undefined, terminal: Terminal) {
  const first: ImportProblem[] = [];
  let count = 0;
  const file = path === undefined ? undefined : createWriteStream(path);
  let failed = false;
  file?.on('error', () => {
    failed = true;
  });
  file?.write('\uFEFFfile,line,column,value,reason\r\n');
  const cell = (text: string | number): string => {
    const safe = /^[=+\-@\t]/.test(String(text)) ? `'${text}` : String(text);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const self = {
    path,
    source: '',
    hear(problem: ImportProblem): void {
      count++;
      if (first.length < mostShown) first.push(problem);
      const { line, column = '', value = '', reason } = problem;
      file?.write(`${[self.source, line, column, value, reason].map(cell).join(',')}\r\n`);
    },
    take(): { first: ImportProblem[]; count: number } {
      const taken = { first: first.splice(0), count };
      count = 0;
      return taken;
    },
    async close(): Promise<void> {
      if (file) await new Promise<void>((resolveClosed) => file.end(() => resolveClosed()));
      if (failed) throw cannotWrite(path!, terminal);
    },
  };
  return self;
}

const cannotWrite = (path: string, { words }: Terminal): RapportError =>
  new RapportError(
    'invalid_input',
    words({ en: `${quoted(path)} cannot be written.`, zh: `无法写入 ${quoted(path)}。` }),
  );
