import { auditPage, type ChainReport, readAnchor, verifyChain, writeAnchor } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { chooseAction } from './actions.ts';
import { checkEvents, showEvents } from './audit-events.ts';
import { type Command, type CommandCall, limitsOf, type Phrase, textOf } from './command.ts';
import { openApp } from './open.ts';

/** How long a walk over the whole log may take. */
const longMs = 600_000;

const runs = { verify, head, export: exportLines, events: showEvents };
const actions = {
  verify: { takes: 0, options: ['against'] },
  head: { takes: 0 },
  export: { takes: 0, options: ['values'] },
  events: { takes: 0 },
};
const usage = 'verify | head | export | events';

export default {
  usage,
  takes: [1, 1],
  options: {
    against: {
      type: 'string',
      value: 'HEAD',
      help: {
        en: 'verify: a head kept elsewhere, which the log must still have',
        zh: 'verify：另存过的头部值，日志须与之相符',
      },
    },
    values: {
      type: 'boolean',
      help: {
        en: 'export: with what was written, personal data included',
        zh: 'export：包括写入的内容（含个人信息）',
      },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const action = chooseAction(call, actions, { en: `audit ${usage}`, zh: `audit ${usage}` });
    await using app = await openApp(call);
    return await runs[action](call, app);
  },
} satisfies Command;

/** What is wrong with an entry, by the reason its verification gives. */
const reasons: Readonly<Record<NonNullable<ChainReport['firstBreak']>['reason'], Phrase>> = {
  missing: { en: 'the entry is not there', zh: '该条缺失' },
  chain: { en: 'it does not follow from the entry before', zh: '与前一条不衔接' },
  entry: { en: 'who did what and when is not as it was written', zh: '操作者、操作或时间与写入时不符' },
  payload: { en: 'what it changed is not as it was written', zh: '改动内容与写入时不符' },
  undone: { en: 'its mark of being taken back is not true', zh: '撤销标记不实' },
  anchor: { en: 'it is not the entry whose head you gave', zh: '与您给出的头部值不符' },
};

async function verify(call: CommandCall, app: App): Promise<number> {
  const { values, terminal } = call;
  const against = textOf(values, 'against');
  const kept = against === undefined ? undefined : readAnchor(against);
  const found = await app.runtime.read(
    app.session,
    (scope) => verifyChain(scope, kept),
    limitsOf(call, longMs),
  );
  const { entries, erased, firstBreak } = found;
  const events = await checkEvents(call, app);
  if (values.json) terminal.printJson({ ...found, events });
  else if (firstBreak) {
    const { sequence, changeId, reason } = firstBreak;
    const [named, what] = [changeId === null ? '' : ` (${changeId})`, reasons[reason]];
    terminal.print(
      terminal.words({
        en: `The change log was tampered with at entry ${sequence}${named}: ${what.en} (${reason}). ${sequence - 1} entries before it are whole.`,
        zh: `变更日志在第 ${sequence} 条${named}被改动：${what.zh}（${reason}）。此前 ${sequence - 1} 条完好。`,
      }),
    );
  } else
    terminal.print(
      terminal.words({
        en: `${entries} entries, all whole (${erased} erased by right).${entries > 0 ? ` Keep this to notice a rewrite: ${writeAnchor(found)}` : ''}`,
        zh: `共 ${entries} 条，全部完好（其中依法抹除 ${erased} 条）。${entries > 0 ? `请另存此值，以便发现整体改写：${writeAnchor(found)}` : ''}`,
      }),
    );
  return firstBreak || events.firstBreak ? 1 : 0;
}

/** The head of a log that is whole: what is worth keeping elsewhere. */
async function head(call: CommandCall, app: App): Promise<number> {
  const { values, terminal } = call;
  const found = await app.runtime.read(app.session, (scope) => verifyChain(scope), limitsOf(call, longMs));
  if (found.firstBreak) return verify(call, app);
  const { entries, head: hash } = found;
  if (values.json) terminal.printJson({ entries, head: hash });
  else if (entries > 0) terminal.print(writeAnchor(found));
  else terminal.say(terminal.words({ en: 'Nothing was written yet.', zh: '还没有任何改动。' }));
  return 0;
}

/** The log as JSON lines, oldest first. */
async function exportLines(call: CommandCall, app: App): Promise<number> {
  const { values, terminal } = call;
  for (let after = 0; ; ) {
    const page = await app.runtime.read(
      app.session,
      (scope) => auditPage(scope, after, values.values === true),
      limitsOf(call, longMs),
    );
    const last = page.at(-1);
    if (!last) return 0;
    for (const line of page) terminal.print(JSON.stringify(line));
    after = last.sequence;
  }
}
