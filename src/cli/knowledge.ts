import { parse, resolve } from 'node:path';
import type { ToolOutcome } from '../../tools/kernel/tool-error.ts';
import type { Audience } from '../knowledge/index.ts';
import type { App } from '../wire.ts';
import { type Command, type CommandCall, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

const actions = ['add', 'list', 'show', 'remove', 'embed'] as const;
type Action = (typeof actions)[number];

/** How often a line of progress is said while files are read, in shares of the whole. */
const steps = 20;

export default {
  usage: 'add PATH… | list [WORDS] | show DOCUMENT | remove DOCUMENT… | embed',
  takes: [1, 1_001],
  options: {
    untrusted: {
      type: 'boolean',
      help: { en: 'add: outsiders wrote these documents', zh: 'add：这些文档出自外部人员' },
    },
    audience: {
      type: 'string',
      value: 'staff | customers',
      help: {
        en: 'add: who is answered from these documents; customers includes staff; by default as before, at first staff',
        zh: 'add：这些文档用来回答谁；customers 包括员工；默认沿用原来的设置，首次为 staff（仅员工）',
      },
    },
    'remove-missing': {
      type: 'boolean',
      help: {
        en: 'add: remove documents whose files are gone from the folders',
        zh: 'add：移除文件夹中已不存在的文件对应的文档',
      },
    },
    'dry-run': {
      type: 'boolean',
      help: { en: 'tell what would happen, write nothing', zh: '只演练，不写入' },
    },
    json: { type: 'boolean', help: { en: 'the results as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, terminal } = call;
    const [action = '', ...named] = positionals;
    const namesNothing = action === 'list' || action === 'embed';
    if (!isAction(action) || (!namesNothing && named.length === 0)) throw usage(call);
    const tools = ['add_knowledge', 'list_knowledge', 'remove_knowledge'];
    await using app = await openApp(call, { tools, files: parse(resolve('.')).root });
    const run = (name: string, callArguments: Record<string, unknown>, more = {}): Promise<ToolOutcome> =>
      app.call(name, callArguments, {
        signal: call.stop,
        language: terminal.language,
        confirm: async () => 'approved',
        ...more,
      });
    switch (action) {
      case 'add':
        return await add(call, named, run);
      case 'list':
        return await list(call, named.join(' '), run);
      case 'show':
        return await show(call, named.join(' '), run);
      case 'remove':
        return await remove(call, named, run);
      case 'embed':
        return await embed(call, app);
    }
  },
} satisfies Command;

type Run = (
  name: string,
  callArguments: Record<string, unknown>,
  more?: Parameters<App['call']>[2],
) => Promise<ToolOutcome>;

const isAction = (word: string): word is Action => actions.some((action) => action === word);

const usage = ({ terminal }: CommandCall): UsageError =>
  new UsageError(
    terminal.words({
      en: 'Usage: rapport knowledge add PATH… | list [WORDS] | show DOCUMENT | remove DOCUMENT… | embed',
      zh: '用法：rapport knowledge add 路径… | list [关键词] | show 文档 | remove 文档… | embed',
    }),
  );

async function add({ values, terminal }: CommandCall, paths: readonly string[], run: Run): Promise<number> {
  let said = -1;
  const outcome = await run(
    'add_knowledge',
    {
      paths: paths.map((path) => resolve(path)),
      ...(values.untrusted && { untrusted: true }),
      ...(values.audience !== undefined && { audience: audienceOf(values.audience, terminal) }),
      ...(values['remove-missing'] && { removeMissing: true }),
      ...(values['dry-run'] && { dryRun: true }),
      repeat: true,
    },
    {
      progress(done, total, file) {
        const step = Math.floor((steps * done) / Math.max(1, total));
        if (step === said) return;
        said = step;
        terminal.say(`${Math.floor((100 * done) / Math.max(1, total))} %  ${file}`);
      },
    },
  );
  if (!outcome.ok) return report(outcome, terminal, false);
  const { data } = outcome;
  if (values.json) terminal.printJson(data);
  else terminal.print(countsOf(data, values['dry-run'] === true)[terminal.language]);
  const problems = data.problems as { file: string; reason: string }[];
  for (const { file, reason } of problems) terminal.say(`  ${file}: ${reason}`);
  const more = Number(data.problemCount) - problems.length;
  if (more > 0) terminal.say(terminal.words({ en: `  … and ${more} more`, zh: `  …… 另有 ${more} 个` }));
  const missing = data.missing as string[];
  if (missing.length > 0)
    terminal.say(
      terminal.words({
        en: `${String(data.missingCount)} documents stay although their files are gone (--remove-missing removes them): ${missing.slice(0, 10).join(', ')}`,
        zh: `有 ${String(data.missingCount)} 份文档的文件已不存在，仍予保留（--remove-missing 可移除）：${missing.slice(0, 10).join('、')}`,
      }),
    );
  const missingVectors = (data.vectors as { missing: number } | undefined)?.missing ?? 0;
  if (missingVectors > 0)
    terminal.say(
      terminal.words({
        en: `${missingVectors} passages have no vector yet; make the rest with: rapport knowledge embed`,
        zh: `${missingVectors} 段暂无向量；补齐请运行：rapport knowledge embed`,
      }),
    );
  if (values.audience === undefined && Number(data.added) > 0 && !values.json)
    terminal.say(
      terminal.words({
        en: 'New documents answer your own people; to answer customers from them too, add them with --audience customers.',
        zh: '新文档只用来回答员工；如也要用来回答客户，请加 --audience customers。',
      }),
    );
  if (typeof data.changeId === 'string')
    terminal.say(
      terminal.words({
        en: `to take it back: rapport undo ${data.changeId}`,
        zh: `撤销：rapport undo ${data.changeId}`,
      }),
    );
  return Number(data.problemCount) > 0 ? 1 : 0;
}

/** @throws UsageError where it is nobody */
function audienceOf(written: unknown, { words }: CommandCall['terminal']): Audience {
  if (written === 'staff' || written === 'customers') return written;
  throw new UsageError(
    words({
      en: '--audience must be staff or customers.',
      zh: '--audience 只能是 staff（员工）或 customers（客户）。',
    }),
  );
}

function countsOf(data: Record<string, unknown>, rehearsed: boolean) {
  const { files, added, updated, unchanged, removed, problemCount, chunks, ignored } = data;
  const en = `${String(files)} files: ${String(added)} added, ${String(updated)} updated, ${String(unchanged)} unchanged, ${String(removed)} removed, ${String(problemCount)} left out; ${String(chunks)} passages written`;
  const zh = `共 ${String(files)} 个文件：新增 ${String(added)}，更新 ${String(updated)}，未变 ${String(unchanged)}，移除 ${String(removed)}，未收录 ${String(problemCount)}；写入 ${String(chunks)} 段`;
  const others = Number(ignored) > 0;
  return {
    en: `${rehearsed ? 'Rehearsed, nothing written: ' : ''}${en}${others ? `; ${String(ignored)} files of other kinds` : ''}`,
    zh: `${rehearsed ? '仅演练，未写入：' : ''}${zh}${others ? `；其他类型文件 ${String(ignored)} 个` : ''}`,
  };
}

interface Item {
  id: string;
  title: string;
  source: string;
  chunks: number;
  version: number;
  datedOn?: string;
  fileDay?: string;
  untrusted?: true;
  audience: Audience;
}

async function list({ values, terminal }: CommandCall, query: string, run: Run): Promise<number> {
  const items: Item[] = [];
  for (let offset: number | null = 0; offset !== null; ) {
    const outcome: ToolOutcome = await run('list_knowledge', { ...(query !== '' && { query }), offset });
    if (!outcome.ok) return report(outcome, terminal, false);
    items.push(...(outcome.data.items as Item[]));
    offset = (outcome.data.nextOffset as number | null | undefined) ?? null;
  }
  if (values.json) terminal.printJson(items);
  else for (const item of items) terminal.print(lineOf(item, terminal.language));
  if (items.length === 0) terminal.say(terminal.words({ en: 'No documents.', zh: '没有文档。' }));
  return 0;
}

function lineOf(
  { id, title, source, chunks, datedOn, fileDay, untrusted, audience }: Item,
  language: 'en' | 'zh',
): string {
  const reader = {
    en: { staff: 'staff', customers: 'customers' },
    zh: { staff: '仅员工', customers: '客户可见' },
  }[language][audience];
  const foreign = { en: 'outsiders’', zh: '外部' }[language];
  const passages = { en: `${chunks} passages`, zh: `${chunks} 段` }[language];
  const file = { en: `file of ${fileDay}`, zh: `文件日期 ${fileDay}` }[language];
  const day = datedOn ?? (fileDay === undefined ? '–' : file);
  return [id, day, title, source, passages, reader, ...(untrusted ? [foreign] : [])].join('  ');
}

async function show({ values, terminal }: CommandCall, document: string, run: Run): Promise<number> {
  for (let offset: number | null = 0; offset !== null; ) {
    const outcome: ToolOutcome = await run('list_knowledge', { document, offset });
    if (!outcome.ok) return report(outcome, terminal, false);
    const { items, text, nextOffset } = outcome.data;
    if (values.json) terminal.printJson(outcome.data);
    else {
      if (offset === 0) terminal.say(lineOf((items as Item[])[0]!, terminal.language));
      terminal.write(String(text));
    }
    offset = (nextOffset as number | null | undefined) ?? null;
  }
  if (!values.json) terminal.write('\n');
  return 0;
}

async function remove(
  { terminal, values }: CommandCall,
  documents: readonly string[],
  run: Run,
): Promise<number> {
  let well = true;
  for (const document of documents) {
    const outcome = await run('remove_knowledge', {
      document,
      ...(values['dry-run'] && { dryRun: true }),
      repeat: true,
    });
    if (!outcome.ok) {
      report(outcome, terminal, false);
      well = false;
    } else if (values.json) terminal.printJson(outcome.data);
    else terminal.print(outcome.text);
  }
  return well ? 0 : 1;
}

/** Gives every passage a vector of the embedder that is set; what is done stays when it is stopped. */
async function embed({ terminal, stop }: CommandCall, app: App): Promise<number> {
  const done = await app.embedding.run({
    signal: stop,
    progress: (count, total) => terminal.say(`${count} / ${total}`),
  });
  const { embedder, passages, pending } = await app.embedding.state();
  terminal.print(
    terminal.words({
      en: `${done} passages embedded by ${embedder}; ${passages - pending} of ${passages} have its vectors.`,
      zh: `已用 ${embedder} 为 ${done} 段生成向量；${passages} 段中有 ${passages - pending} 段带有其向量。`,
    }),
  );
  return pending === 0 ? 0 : 1;
}
