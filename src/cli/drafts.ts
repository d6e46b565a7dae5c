import { type DiffStyle, diffLines, entryLine } from '../../tools/kernel/drafts.ts';
import type { DraftDetails, DraftEntry } from '../crm/index.ts';
import { RapportError } from '../trust/errors.ts';
import { chooseAction } from './actions.ts';
import { type Command, type CommandCall, listOf, textOf, UsageError } from './command.ts';
import { isYes, leftAsItWas } from './confirm.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';
import type { Terminal } from './terminal.ts';

const usage = '[list | show ID | apply ID | discard ID]';
const actions = {
  list: { takes: 0 },
  show: { takes: 1 },
  apply: { takes: 1, options: ['only', 'conflicts', 'yes'] },
  discard: { takes: 1 },
};

export default {
  usage,
  takes: [0, 2],
  options: {
    only: {
      type: 'string',
      value: '1,2.city',
      help: {
        en: 'apply only these records, or fields of them, by the numbers shown',
        zh: '只让这些记录或字段生效（用列出的编号）',
      },
    },
    conflicts: {
      type: 'string',
      value: 'theirs | draft',
      help: {
        en: 'of fields others have changed since: keep theirs, or take the draft’s',
        zh: '他人其后改过的字段：保留他人的，或采用草稿的',
      },
    },
    yes: {
      type: 'boolean',
      help: {
        en: 'apply without asking; ID then names the revision, as ID@3',
        zh: '不再询问；此时 ID 须带版本，如 ID@3',
      },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal, stop } = call;
    const written = `drafts ${usage}`;
    const action = chooseAction(call, actions, { en: written, zh: written }, 'list');
    const reference = positionals[1];
    const conflicts = textOf(values, 'conflicts');
    if (conflicts !== undefined && conflicts !== 'theirs' && conflicts !== 'draft')
      throw new UsageError(
        terminal.words({
          en: '--conflicts is theirs or draft.',
          zh: '--conflicts 只能是 theirs 或 draft。',
        }),
      );
    await using app = await openApp(call, { tools: ['show_draft', 'finish_draft'] });
    const limits = { signal: stop, timeoutMs: 15_000 };
    const read = <Result>(work: Parameters<typeof app.runtime.read<Result>>[1]) =>
      app.runtime.read(app.session, work, limits);
    if (reference === undefined) {
      tellList(await read((_, { crm }) => crm.drafts.list()), call);
      return 0;
    }
    const { id, revision } = named(reference);
    const draft = await read((_, { crm }) => crm.drafts.show(id));
    if (action === 'show') {
      if (values.json) terminal.printJson(draft);
      else terminal.print(shown(draft, terminal).join('\n'));
      return 0;
    }
    if (action === 'discard') {
      const discarded = { outcome: 'discard', draft: draft.draft };
      return report(await app.call('finish_draft', discarded), terminal, values.json === true);
    }
    if (values.yes !== true || revision === undefined) {
      terminal.say(shown(draft, terminal).join('\n'));
      if (!terminal.interactive) throw needsRevision(draft, call);
      if (!(await isYes(terminal))) return leftAsItWas(terminal);
    }
    const only = listOf(values, 'only');
    const outcome = await app.call(
      'finish_draft',
      {
        outcome: 'apply',
        draft: draft.draft,
        revision: revision ?? draft.revision,
        ...(only && { only }),
        ...(conflicts !== undefined && { conflicts }),
      },
      { signal: stop, language: terminal.language, confirm: async () => 'approved' },
    );
    return report(outcome, terminal, values.json === true);
  },
} satisfies Command;

/** The draft a person names by id or name, and the revision where they name that: `dft_1a@3`, `ask@3`. */
function named(reference: string): { id: string; revision: number | undefined } {
  const [, id = reference, revision] = /^(.+)@(\d{1,9})$/.exec(reference) ?? [];
  return { id, revision: revision === undefined ? undefined : Number(revision) };
}

/** Nothing is applied that nobody has looked at; the command that says so keeps what else was asked for. */
function needsRevision({ draft, revision }: DraftEntry, { values, terminal }: CommandCall): RapportError {
  const chosen = ['only', 'conflicts'].flatMap(
    (name) => textOf(values, name)?.replace(/^/, `--${name} `) ?? [],
  );
  const command = ['rapport drafts apply', `${draft}@${revision}`, ...chosen, '--yes'].join(' ');
  return new RapportError(
    'approval_required',
    terminal.words(
      values.yes
        ? {
            en: '--yes is for the revision you have read; nothing was applied.',
            zh: '--yes 须指明您看过的版本，没有应用任何修改。',
          }
        : { en: 'Nobody is there to say yes; nothing was applied.', zh: '无人确认，没有应用任何修改。' },
    ),
    {
      hint: terminal.words({
        en: `Having read the above, run: ${command}`,
        zh: `阅读以上内容后运行：${command}`,
      }),
    },
  );
}

function tellList(drafts: readonly DraftEntry[], { values, terminal }: CommandCall): void {
  if (values.json) terminal.printJson(drafts);
  else if (drafts.length === 0)
    terminal.say(terminal.words({ en: 'There are no drafts.', zh: '没有草稿。' }));
  else for (const entry of drafts) terminal.print(entryLine(entry, terminal.language));
}

/** The diff as the terminal shows it, in colours where there are any. */
function shown(draft: DraftDetails, { language, style, words }: Terminal): string[] {
  const colours: DiffStyle = {
    record: (text, operation) =>
      style(operation === 'delete' ? 'red' : operation === 'update' ? 'bold' : 'green', text),
    before: (text) => style('red', text),
    after: (text) => style('green', text),
    conflict: (text) => style('yellow', text),
    source: (text) => style('dim', text),
  };
  const { draft: id, revision, status, changeId, changes } = draft;
  const next =
    status === 'open'
      ? words({
          en: `Apply it: rapport drafts apply ${id}   Let go of it: rapport drafts discard ${id}`,
          zh: `生效：rapport drafts apply ${id}   丢弃：rapport drafts discard ${id}`,
        })
      : words({
          en: `Applied as ${changeId ?? '–'}. Undo: rapport undo ${changeId ?? ''}`.trimEnd(),
          zh: `已作为 ${changeId ?? '–'} 生效。撤销：rapport undo ${changeId ?? ''}`.trimEnd(),
        });
  const none = words({ en: 'Nothing is left to change.', zh: '没有要修改的内容。' });
  return [
    style('bold', entryLine({ ...draft, revision }, language)),
    ...(changes.length > 0 ? diffLines(draft, language, colours) : [none]),
    style('dim', next),
  ];
}
