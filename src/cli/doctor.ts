import { sql } from 'drizzle-orm';
import type { Database } from '../../db/index.ts';
import { objectKinds } from '../crm/index.ts';
import { publicError } from '../trust/index.ts';
import type { App } from '../wire.ts';
import type { Command, CommandCall, Phrase } from './command.ts';
import { openApp } from './open.ts';

interface Finding {
  name: string;
  ok: boolean;
  detail: string;
  /** What to do about it. */
  next?: string;
}

const oldestNode = [22, 12] as const;

export default {
  usage: '',
  takes: [0, 0],
  options: { json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } } },
  async run(call) {
    const { terminal, values } = call;
    const findings = [checkNode(call), ...(await checkDatabase(call)), checkModel(call), checkLanguage(call)];
    if (values.json) terminal.printJson(findings);
    else
      for (const { name, ok, detail, next } of findings) {
        const mark = ok ? terminal.style('green', 'ok') : terminal.style('red', 'no');
        terminal.print(`${mark}  ${name}: ${detail}${next ? `\n      → ${next}` : ''}`);
      }
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
} satisfies Command;

function checkNode({ terminal }: CommandCall): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const next = terminal.words({ en: 'Install Node 22.12 or later.', zh: '请安装 Node 22.12 或更新版本。' });
  return { name: 'Node', ok, detail: process.versions.node, ...(!ok && { next }) };
}

async function checkDatabase(call: CommandCall): Promise<Finding[]> {
  const { words } = call.terminal;
  const name = words({ en: 'database', zh: '数据库' });
  try {
    await using app = await openApp(call);
    return [...(await describeDatabase(app, words)), await checkWorkspace(app, words)];
  } catch (error) {
    const known = publicError(error);
    const detail = known?.message ?? words({ en: 'did not open', zh: '无法打开' });
    const next =
      known?.hint ?? words({ en: 'Try again with RAPPORT_LOG=debug.', zh: '请加 RAPPORT_LOG=debug 再试。' });
    return [{ name, ok: false, detail, next }];
  }
}

type Words = (phrase: Phrase) => string;

async function describeDatabase({ database }: App, words: Words): Promise<Finding[]> {
  const { kind, location, owner, serverVersion, vectorVersion, migrations } = await database.describe();
  const runs = owner === 'this process' ? words({ en: 'this process', zh: '本进程' }) : `PID ${owner.pid}`;
  const role = await effectiveRole(database);
  return [
    {
      name: words({ en: 'database', zh: '数据库' }),
      ok: true,
      detail: `${kind}, ${location}, ${words({ en: 'run by', zh: '运行于' })} ${runs}`,
    },
    { name: 'PostgreSQL', ok: true, detail: `${serverVersion}, pgvector ${vectorVersion}` },
    {
      name: words({ en: 'migrations', zh: '结构迁移' }),
      ok: migrations.length > 0,
      detail: `${migrations.length}, ${migrations.at(-1) ?? '–'}`,
    },
    {
      name: words({ en: 'separation of workspaces', zh: '工作区隔离' }),
      ok: !role.bypasses,
      detail: role.bypasses
        ? words({ en: `the role ${role.name} bypasses it`, zh: `角色 ${role.name} 会绕过隔离` })
        : words({ en: `row-level security holds for ${role.name}`, zh: `行级安全对 ${role.name} 生效` }),
      ...(role.bypasses && {
        next: words({
          en: 'Connect as a role without SUPERUSER and BYPASSRLS.',
          zh: '请改用没有 SUPERUSER 和 BYPASSRLS 权限的角色连接。',
        }),
      }),
    },
  ];
}

/** The role that statements about a workspace really run as. */
async function effectiveRole(database: Database): Promise<{ name: string; bypasses: boolean }> {
  const [role] = await database.read({ workspaceId: '' }, (tx) =>
    tx.execute<{ name: string; bypasses: boolean }>(
      sql`select rolname as name, rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user`,
    ),
  );
  return role ?? { name: '?', bypasses: true };
}

async function checkWorkspace(app: App, words: Words): Promise<Finding> {
  const { actor, workspace } = app.session;
  const counts = await Promise.all(
    objectKinds.map(async (kind) => {
      const counted = await app.call('summarize_records', { kind, measure: 'count' });
      return `${kind} ${counted.ok ? (counted.data.total as { count: number }).count : '?'}`;
    }),
  );
  return {
    name: words({ en: 'workspace', zh: '工作区' }),
    ok: true,
    detail: `${workspace.name} (${workspace.timeZone}, ${workspace.currency}, ${workspace.language}), ${actor.name} <${actor.email}>, ${actor.role}; ${counts.join(', ')}`,
  };
}

function checkModel({ config, terminal }: CommandCall): Finding {
  const { words } = terminal;
  const name = words({ en: 'language model', zh: '语言模型' });
  const model = config.model ?? 'local';
  const needsKey = model.startsWith('openai:') && !config.openai.apiKey && !config.openai.baseUrl;
  if (!needsKey) return { name, ok: true, detail: model };
  return {
    name,
    ok: false,
    detail: model,
    next: words({
      en: 'Set OPENAI_API_KEY (or OPENAI_BASE_URL), or leave RAPPORT_MODEL out for the local model.',
      zh: '请设置 OPENAI_API_KEY（或 OPENAI_BASE_URL）；不设 RAPPORT_MODEL 则使用本地模型。',
    }),
  };
}

const checkLanguage = ({ config, terminal }: CommandCall): Finding => ({
  name: terminal.words({ en: 'language', zh: '语言' }),
  ok: true,
  detail: `${terminal.language}${config.languageChosen ? '' : terminal.words({ en: ' (from the locale)', zh: '（取自系统区域）' })}`,
});
