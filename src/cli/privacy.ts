import { writeFile } from 'node:fs/promises';
import type { RetentionReport } from '../privacy/index.ts';
import { RapportError } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { chooseAction } from './actions.ts';
import { sayFault } from './archive.ts';
import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { askPerson, isYes } from './confirm.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

const actions = {
  export: { run: exportPerson, takes: 1, options: ['out'] },
  'export-anonymised': { run: anonymised, takes: 0, options: ['out'] },
  erase: { run: erase, takes: 1, options: ['dry-run', 'yes'] },
  readmit: { run: readmit, takes: 1 },
  retention: { run: retention, takes: 0, options: ['conversations', 'changes', 'apply', 'yes'] },
  compact: { run: compact, takes: 0 },
  encrypt: { run: encrypt, takes: 0 },
  rotate: { run: encrypt, takes: 0 },
};

const usage =
  'export PERSON | export-anonymised | erase PERSON | readmit E-MAIL | retention | compact | encrypt | rotate';

export default {
  usage,
  takes: [1, 2],
  options: {
    out: {
      type: 'string',
      value: 'FILE',
      help: { en: 'exports: into this file', zh: 'export、export-anonymised：写入此文件' },
    },
    'dry-run': {
      type: 'boolean',
      help: { en: 'erase: show what would go', zh: 'erase：只显示将抹除什么' },
    },
    conversations: {
      type: 'string',
      value: 'MONTHS',
      help: { en: 'retention: keep silent conversations so long', zh: 'retention：对话保留的月数' },
    },
    changes: {
      type: 'string',
      value: 'MONTHS',
      help: {
        en: 'retention: keep what the change log says so long',
        zh: 'retention：变更日志内容保留的月数',
      },
    },
    apply: {
      type: 'boolean',
      help: { en: 'retention: take out what is older', zh: 'retention：清除超期内容' },
    },
    yes: {
      type: 'boolean',
      short: 'y',
      help: { en: 'erase, retention: do not ask', zh: 'erase、retention：不再询问' },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const action = chooseAction(call, actions, { en: `privacy ${usage}`, zh: `privacy ${usage}` });
    await using app = await openApp(call, { toolsets: ['all'] });
    return await actions[action].run(call, app, call.positionals[1] ?? '');
  },
} satisfies Command;

/** All that is held of a person, whole, as JSON. */
async function exportPerson(call: CommandCall, app: App, reference: string): Promise<number> {
  const { values, terminal, stop } = call;
  requireScope(app, 'crm:export');
  const found = await app.runtime.read(
    app.session,
    async (_, { crm, privacy }) => {
      const service = await privacy();
      const id = await service.contactId(reference, (text) => crm.references.forWrite('contact', text));
      return service.export(id, await crm.peopleNames());
    },
    { signal: stop, timeoutMs: 600_000 },
  );
  const file = textOf(values, 'out');
  if (file === undefined) terminal.printJson(found);
  else {
    try {
      await writeFile(file, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      return await sayFault(error, file, terminal);
    }
    terminal.say(terminal.words({ en: `Written to ${file}.`, zh: `已写入 ${file}。` }));
  }
  return 0;
}

async function erase(call: CommandCall, app: App, reference: string): Promise<number> {
  const { values, terminal, stop } = call;
  const outcome = await app.call(
    'erase_person',
    { contact: reference, ...(values['dry-run'] && { dryRun: true }) },
    {
      signal: stop,
      language: terminal.language,
      ...(values.yes
        ? { confirm: async () => 'approved' as const }
        : terminal.interactive && { confirm: (pending) => askPerson(pending, terminal) }),
    },
  );
  return report(outcome, terminal, values.json === true);
}

async function readmit(call: CommandCall, app: App, reference: string): Promise<number> {
  const { terminal, stop } = call;
  requireScope(app, 'crm:admin');
  const lifted = await app.runtime.write(
    app.session,
    async (_, { privacy }) => (await privacy()).readmit(reference),
    { signal: stop, timeoutMs: 15_000 },
  );
  terminal.say(
    terminal.words(
      lifted
        ? { en: 'They may be taken in again.', zh: '可以重新收录此人。' }
        : { en: 'Nobody with it was erased.', zh: '没有抹除过使用它的人。' },
    ),
  );
  return lifted ? 0 : 1;
}

/** Settles how long things are kept, shows what is older and, on a yes, takes it out. */
async function retention(call: CommandCall, app: App): Promise<number> {
  const { values, terminal, stop } = call;
  requireScope(app, 'crm:admin');
  const limits = { signal: stop, timeoutMs: 600_000 };
  const given = {
    ...monthsOf(call, 'conversations'),
    ...monthsOf(call, 'changes'),
  };
  const rules = await app.runtime.write(
    app.session,
    async (_, { privacy }) => {
      const service = await privacy();
      return Object.keys(given).length > 0 ? service.setRetention(given) : service.retention();
    },
    limits,
  );
  const run = (isRehearsal: boolean) =>
    app.runtime.write(
      app.session,
      async (_, { privacy }) => {
        const report = await (await privacy()).applyRetention(rules);
        if (isRehearsal) throw new Rehearsed(report);
        return report;
      },
      limits,
    );
  const preview = await run(true).catch((error: unknown) => {
    if (error instanceof Rehearsed) return error.report;
    throw error;
  });
  if (!values.json) tellRetention(preview, terminal);
  const isDue = preview.conversations + preview.changes + preview.keptAnswers > 0;
  const mayRun = values.apply && isDue && (values.yes || (terminal.interactive && (await isYes(terminal))));
  const done = mayRun ? await run(false) : undefined;
  if (values.json) terminal.printJson({ ...(done ?? preview), applied: done !== undefined });
  else if (done) terminal.say(terminal.words({ en: 'Taken out.', zh: '已清除。' }));
  else if (values.apply && isDue)
    terminal.say(terminal.words({ en: 'Nothing was taken out: add --yes.', zh: '未清除：请加 --yes。' }));
  return values.apply && isDue && !done ? 1 : 0;
}

/** Carries a report out of the transaction that is rolled back. */
class Rehearsed extends Error {
  readonly report: RetentionReport;
  constructor(report: RetentionReport) {
    super('rehearsed');
    this.report = report;
  }
}

function monthsOf({ values, terminal }: CommandCall, name: 'conversations' | 'changes') {
  const text = textOf(values, name);
  if (text === undefined) return {};
  if (!/^\d{1,4}$/.test(text))
    throw new UsageError(
      terminal.words({
        en: `--${name} takes a whole number of months; 0 keeps for ever.`,
        zh: `--${name} 应为月数（整数），0 表示一直保留。`,
      }),
    );
  return { [name]: Number(text) };
}

function tellRetention(
  { rules, conversations, changes, keptAnswers }: RetentionReport,
  terminal: CommandCall['terminal'],
): void {
  const kept = (months: number | undefined) => ({
    en: months === undefined ? 'for ever' : `${months} months`,
    zh: months === undefined ? '一直保留' : `保留 ${months} 个月`,
  });
  const [talks, log] = [kept(rules.conversations), kept(rules.changes)];
  terminal.print(
    terminal.words({
      en: `Conversations are kept ${talks.en}, what the change log says ${log.en}.\nOlder: ${conversations} conversations, ${changes} entries of the change log, ${keptAnswers} kept answers.`,
      zh: `对话${talks.zh}，变更日志内容${log.zh}。\n超期：对话 ${conversations} 个，变更日志 ${changes} 条，保留的答复 ${keptAnswers} 条。`,
    }),
  );
}

async function compact({ terminal }: CommandCall, app: App): Promise<number> {
  requireScope(app, 'crm:admin');
  await app.database.compact();
  terminal.say(
    terminal.words(
      app.database.kind === 'embedded'
        ? {
            en: 'The files hold nothing of what was erased. Backups made before still do.',
            zh: '数据文件中已没有被抹除的内容；此前的备份仍含有。',
          }
        : {
            en: 'The tables are written anew. The server’s log archive, replicas and backups are its administrator’s to see to.',
            zh: '各表已重写。服务器的日志归档、副本和备份须由管理员处理。',
          },
    ),
  );
  return 0;
}

async function anonymised(call: CommandCall, app: App): Promise<number> {
  requireScope(app, 'crm:export');
  const { exportAnonymised } = await import('./anonymised.ts');
  return exportAnonymised(call, app);
}

/** Seals what is stored with the key that seals now, and lets the keys before it go. */
async function encrypt(call: CommandCall, app: App): Promise<number> {
  requireScope(app, 'crm:admin');
  const { sealAll } = await import('./sealing.ts');
  return sealAll(call, app);
}

function requireScope(app: App, scope: 'crm:export' | 'crm:admin'): void {
  const { actor } = app.session;
  if (actor.scopes.includes(scope)) return;
  throw new RapportError('forbidden', `This needs the scope ${scope}, which ${actor.name} does not have.`, {
    hint: 'Ask the workspace owner for the right, or use a tool that only reads.',
  });
}
