import type { DatabaseDescription, DirectoryUse } from '../../db/index.ts';
import { kindNameIn } from '../../tools/kernel/lines.ts';
import { objectKinds } from '../crm/index.ts';
import { errorText, publicError, roleName } from '../trust/index.ts';
import type { App } from '../wire.ts';
import type { Command, CommandCall, Phrase } from './command.ts';
import { checkEntrance } from './doctor-entrance.ts';
import { checkModel } from './doctor-model.ts';
import { checkServer } from './doctor-server.ts';
import { openApp } from './open.ts';
import { checkEncryption } from './sealing.ts';

export interface Finding {
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
    const findings = [
      checkNode(call),
      ...(await checkDatabase(call)),
      await checkModel(call),
      checkLanguage(call),
    ];
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
  const { config, terminal } = call;
  const { words } = terminal;
  const server =
    config.databaseUrl === undefined
      ? { current: true, findings: [] }
      : await checkServer(config.databaseUrl, terminal);
  // What is amiss on a server, or not set up yet, is told and left as it is.
  if (!server.current || server.findings.some(({ ok }) => !ok)) return server.findings;
  const name = words({ en: 'database', zh: '数据库' });
  try {
    await using app = await openApp(call);
    const description = await app.database.describe();
    const database = description.directory
      ? describeDirectory(description, description.directory, words)
      : [];
    return [
      ...server.findings,
      ...database,
      await checkWorkspace(app, words),
      await checkEncryption(app, words),
      await checkEntrance(app, call),
      await checkKnowledge(app, words),
      ...(await checkModels(app, words)),
    ];
  } catch (error) {
    const known = publicError(error);
    const inWords = (text: string | undefined) => text && errorText(text, terminal.language);
    const detail = inWords(known?.message) ?? words({ en: 'did not open', zh: '无法打开' });
    const next =
      inWords(known?.hint) ??
      words({ en: 'Try again with RAPPORT_LOG=debug.', zh: '请加 RAPPORT_LOG=debug 再试。' });
    return [...server.findings, { name, ok: false, detail, next }];
  }
}

/** Models learned from the workspace's own data, and whether today's data still resemble those. */
async function checkModels({ runtime, session }: App, words: Words): Promise<Finding[]> {
  const limits = { signal: AbortSignal.timeout(20_000), timeoutMs: 20_000 };
  const drifts = await runtime.read(session, (_, { insight }) => insight.modelDrift(), limits);
  return drifts.map(({ name, version, features }) => {
    const drifted = features.filter(({ verdict }) => verdict === 'drifted');
    const named = drifted.map(({ feature, index }) => `${feature} ${index}`).join(', ');
    const detail = words(
      drifted.length === 0
        ? { en: `version ${version}, its data are as they were`, zh: `版本 ${version}，数据没有明显变化` }
        : {
            en: `version ${version}, its data have drifted: ${named}`,
            zh: `版本 ${version}，数据已明显变化：${named}`,
          },
    );
    const next = words({
      en: 'Train it anew: rapport train churn.',
      zh: '请重新训练：rapport train churn。',
    });
    return { name, ok: true, detail, ...(drifted.length > 0 && { next }) };
  });
}

type Words = (phrase: Phrase) => string;

/** The embedded database: whose it is, how large, and how much room is left. */
function describeDirectory(
  { location, owner, serverVersion, vectorVersion, migrations, sizeBytes }: DatabaseDescription,
  { attached, ownedSince, freeBytes }: DirectoryUse,
  words: Words,
): Finding[] {
  const runs = owner === 'this process' ? words({ en: 'this process', zh: '本进程' }) : `PID ${owner.pid}`;
  const others = attached.filter((pid) => pid !== process.pid);
  const since = ownedSince?.toISOString() ?? '?';
  const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;
  return [
    {
      name: words({ en: 'database', zh: '数据库' }),
      ok: true,
      detail: words({
        en: `embedded, ${location}, run by ${runs}`,
        zh: `内置，${location}，由${runs}运行`,
      }),
    },
    {
      name: words({ en: 'owner', zh: '所有者' }),
      ok: true,
      detail: words({
        en: `${runs}, since ${since}; attached: ${others.map((pid) => `PID ${pid}`).join(', ') || 'nobody else'}`,
        zh: `${runs}，自 ${since}；已连接：${others.map((pid) => `PID ${pid}`).join('、') || '没有其他进程'}`,
      }),
    },
    {
      name: words({ en: 'room', zh: '空间' }),
      ok: true,
      detail: words({
        en: `${megabytes(sizeBytes)} used, ${megabytes(freeBytes)} free on the disk`,
        zh: `已用 ${megabytes(sizeBytes)}，磁盘剩余 ${megabytes(freeBytes)}`,
      }),
    },
    { name: 'PostgreSQL', ok: true, detail: `${serverVersion}, pgvector ${vectorVersion}` },
    {
      name: words({ en: 'migrations', zh: '结构迁移' }),
      ok: migrations.length > 0,
      detail: `${migrations.length}, ${migrations.at(-1) ?? '–'}`,
    },
  ];
}

async function checkWorkspace(app: App, words: Words): Promise<Finding> {
  const { actor, workspace } = app.session;
  const counts = await Promise.all(
    objectKinds.map(async (kind) => {
      const counted = await app.call('summarize_records', { kind, measure: 'count' });
      const count = counted.ok ? (counted.data.total as { count: number }).count : undefined;
      return `${count ?? '?'} ${words({ en: kindNameIn('en', kind, count), zh: kindNameIn('zh', kind) })}`;
    }),
  );
  return {
    name: words({ en: 'workspace', zh: '工作区' }),
    ok: true,
    detail: `${workspace.name} (${workspace.timeZone}, ${workspace.currency}, ${workspace.language}), ${actor.name} <${actor.email}>, ${words({ en: actor.role, zh: roleName(actor.role, 'zh') })}; ${counts.join(', ')}`,
  };
}

/** Which embedder is set, and how many passages have its vectors. */
async function checkKnowledge(app: App, words: Words): Promise<Finding> {
  const { embedder, passages, pending } = await app.embedding.state();
  const next = words({
    en: 'Until rapport knowledge embed has run, the others are found by their words alone.',
    zh: '运行 rapport knowledge embed 之前，其余段落只按词语查找。',
  });
  return {
    name: words({ en: 'knowledge base', zh: '知识库' }),
    ok: true,
    detail: words({
      en: `${passages} passages, ${passages - pending} with vectors of ${embedder}`,
      zh: `${passages} 段，其中 ${passages - pending} 段带有 ${embedder} 的向量`,
    }),
    ...(pending > 0 && { next }),
  };
}

const checkLanguage = ({ config, terminal }: CommandCall): Finding => ({
  name: terminal.words({ en: 'language', zh: '语言' }),
  ok: true,
  detail: `${terminal.language}${config.languageChosen ? '' : terminal.words({ en: ' (from the locale)', zh: '（取自系统区域）' })}`,
});
