import {
  commitChange,
  createPeople,
  type Person,
  type PersonDetails,
  roleName,
  roleNamed,
  type Scope,
} from '../trust/index.ts';
import type { App } from '../wire.ts';
import { chooseAction } from './actions.ts';
import { type Command, type CommandCall, limitsOf, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { changeVisibility, showVisibility } from './visibility.ts';

export default {
  usage: '[list | add | set WHO | remove WHO | visibility]',
  takes: [0, 2],
  options: {
    name: { type: 'string', value: 'NAME', help: { en: 'add, set: their name', zh: 'add、set：姓名' } },
    email: {
      type: 'string',
      value: 'E-MAIL',
      help: { en: 'add, set: their e-mail, by which they sign in', zh: 'add、set：登录用的邮箱' },
    },
    role: {
      type: 'string',
      value: 'ROLE',
      help: {
        en: 'add, set: owner, manager, representative (the default) or viewer',
        zh: 'add、set：owner（所有者）、manager（经理）、representative（业务员，默认）或 viewer（只读）',
      },
    },
    team: {
      type: 'string',
      value: 'TEAM',
      help: {
        en: 'add, set: whose records they share; "none" for none',
        zh: 'add、set：所属团队；none 表示无',
      },
    },
    subject: {
      type: 'string',
      value: 'ID',
      help: {
        en: 'add, set: what your sign-in service calls them (the token’s sub); "none" for none',
        zh: 'add、set：登录服务中的用户标识（令牌的 sub）；none 表示无',
      },
    },
    'their-language': {
      type: 'string',
      value: 'en|zh',
      help: { en: 'add, set: the language they read', zh: 'add、set：他们使用的语言' },
    },
    disable: { type: 'boolean', help: { en: 'set: lets them in no more', zh: 'set：停用，不再允许进入' } },
    enable: { type: 'boolean', help: { en: 'set: lets them in again', zh: 'set：重新启用' } },
    records: {
      type: 'string',
      value: 'all|own',
      help: {
        en: 'visibility: whether representatives and viewers see all records, or their own, their team’s and nobody’s',
        zh: 'visibility：业务员和只读成员看到全部记录（all），还是只看到自己的、团队的和无人负责的（own）',
      },
    },
    hide: {
      type: 'string',
      value: 'KIND.FIELD=ROLE,…',
      help: {
        en: 'visibility: hides a field from roles, such as deal.amount=viewer',
        zh: 'visibility：对某些角色隐藏字段，例如 deal.amount=viewer',
      },
    },
    show: {
      type: 'string',
      value: 'KIND.FIELD',
      help: { en: 'visibility: shows a field to every role again', zh: 'visibility：重新对所有角色显示字段' },
    },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { positionals, values, terminal } = call;
    const action = chooseAction(call, actions, usage, 'list');
    const who = positionals[1];
    refuseBoth(call);
    await using app = await openApp(call);
    if (action === 'visibility') {
      const isChange = [values.records, values.hide, values.show].some((value) => value !== undefined);
      if (isChange) await changeVisibility(app, call);
      await showVisibility(app, call);
      return 0;
    }
    if (action === 'list') {
      const people = await read(app, call, (scope) => createPeople(scope).list());
      if (values.json) terminal.printJson(people);
      else for (const person of people) terminal.print(lineOf(person, call));
      return 0;
    }
    const said = detailsOf(call);
    const [person, changeId] = await write(app, call, (scope) => {
      const people = createPeople(scope);
      if (action === 'add') return people.add(said);
      return action === 'set' ? people.set(who!, said) : people.remove(who!);
    });
    if (values.json) terminal.printJson({ ...person, changeId });
    else terminal.print(lineOf(person, call));
    if (action === 'remove' && !values.json)
      terminal.say(
        terminal.words({
          en: `${person.name} is out. Their records stay theirs; give them to others with the tool assign_records. Take it back with: rapport undo ${changeId}`,
          zh: `${person.name} 已移除。其名下的记录保持不变，可用工具 assign_records 转给他人。撤销：rapport undo ${changeId}`,
        }),
      );
    return 0;
  },
} satisfies Command;

const usage = {
  en: 'users [list] | add --name NAME --email E-MAIL [--role ROLE] | set WHO … | remove WHO | visibility …',
  zh: 'users [list] | add --name 姓名 --email 邮箱 [--role 角色] | set 成员 … | remove 成员 | visibility …',
};

const details = ['name', 'email', 'role', 'team', 'subject', 'their-language'];
const actions = {
  list: { takes: 0 },
  add: { takes: 0, options: details },
  set: { takes: 1, options: [...details, 'disable', 'enable'] },
  remove: { takes: 1 },
  visibility: { takes: 0, options: ['records', 'hide', 'show'] },
};

/** @throws UsageError */
function refuseBoth({ values, terminal }: CommandCall): void {
  if (values.disable && values.enable)
    throw new UsageError(
      terminal.words({
        en: 'Give either --enable or --disable.',
        zh: '--enable 和 --disable 只能给一个。',
      }),
    );
}

function detailsOf({ values }: CommandCall): PersonDetails {
  const emptied = (name: string) => {
    const text = textOf(values, name);
    return text?.trim().toLowerCase() === 'none' ? '' : text;
  };
  const role = textOf(values, 'role');
  return {
    name: textOf(values, 'name'),
    email: textOf(values, 'email'),
    role: role && roleNamed(role),
    team: emptied('team'),
    subject: emptied('subject'),
    language: textOf(values, 'their-language'),
    ...((values.disable || values.enable) && { active: values.enable === true }),
  };
}

function lineOf({ id, name, email, role, team, active }: Person, { terminal }: CommandCall): string {
  const notes = [
    ...(team === null ? [] : [terminal.words({ en: `team ${team}`, zh: `团队 ${team}` })]),
    ...(active ? [] : [terminal.words({ en: 'disabled', zh: '已停用' })]),
  ];
  return [id, name, `<${email}>`, roleName(role, terminal.language), ...notes].join('  ');
}

const read = <Result>(app: App, call: CommandCall, work: (scope: Scope) => Promise<Result>) =>
  app.runtime.read(app.session, work, limitsOf(call));

/** Writes with an entry in the change log. */
const write = <Result>(app: App, call: CommandCall, work: (scope: Scope) => Promise<Result>) =>
  app.runtime.write(
    app.session,
    async (scope) => [await work(scope), await commitChange(scope, { tool: 'rapport users' })] as const,
    limitsOf(call),
  );
