import { DatabaseError, inspectServer, type ServerInspection } from '../../db/index.ts';
import type { Phrase } from './command.ts';
import type { Finding } from './doctor.ts';
import { inChinese } from './doctor-faults.ts';
import type { Terminal } from './terminal.ts';

/** More than this between two clocks, in milliseconds, is worth a word. */
const noticeableSkewMs = 5_000;

/**
 * What the login of the database URL may do on its server, and what an administrator has to run for what it
 * may not. Nothing on the server is changed.
 *
 * @returns whether the database has the tables of this version, and one finding for each thing looked at
 */
export async function checkServer(
  url: string,
  { language, words }: Terminal,
): Promise<{ current: boolean; findings: Finding[] }> {
  try {
    const server = await inspectServer(url);
    const { applied, known } = server.migrations;
    return { current: applied === known, findings: findingsOf(server, words) };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const say = (text: string) => (language === 'zh' ? inChinese(text) : text);
    const name = words({ en: 'database server', zh: '数据库服务器' });
    const finding = {
      name,
      ok: false,
      detail: say(error.message),
      ...(error.hint && { next: say(error.hint) }),
    };
    return { current: false, findings: [finding] };
  }
}

type Words = (phrase: Phrase) => string;

function findingsOf(server: ServerInspection, words: Words): Finding[] {
  const ask = (...statements: string[]): string => {
    const all = statements.map((statement) => `${statement};`).join(' ');
    return words({ en: `Let an administrator run: ${all}`, zh: `请管理员执行：${all}` });
  };
  const finding = (name: Phrase, ok: boolean, detail: Phrase | string, next?: string): Finding => ({
    name: words(name),
    ok,
    detail: typeof detail === 'string' ? detail : words(detail),
    ...(next !== undefined && { next }),
  });
  const rights = server.rights === undefined ? [] : rightFindings(server, finding, ask);
  return [
    serverFinding(server, finding, words, ask),
    vectorFinding(server, finding, words, ask),
    loginFinding(server, finding),
    ...rights,
    isolationFinding(server, finding, ask),
    migrationFinding(server, finding, words),
    linkFinding(server, finding),
    connectionFinding(server, finding),
    clockFinding(server, finding, words),
  ];
}

type Make = (name: Phrase, ok: boolean, detail: Phrase | string, next?: string) => Finding;
type Ask = (...statements: string[]) => string;

function serverFinding(
  { location, facts, faults }: ServerInspection,
  make: Make,
  words: Words,
  ask: Ask,
): Finding {
  const name = { en: 'database server', zh: '数据库服务器' };
  const detail = `${location}, PostgreSQL ${facts.version}, ${facts.encoding}`;
  if (faults.includes('version'))
    return make(
      name,
      false,
      detail,
      words({ en: 'Update it to PostgreSQL 15 or newer.', zh: '请升级到 PostgreSQL 15 或更新版本。' }),
    );
  if (faults.includes('encoding'))
    return make(name, false, detail, ask(`create database NAME encoding 'UTF8' template template0`));
  if (!facts.readOnly) return make(name, true, detail);
  return make(
    name,
    false,
    { en: `${detail}; it takes reads only`, zh: `${detail}；只接受读取` },
    words({
      en: 'Let the database URL name the primary server, or try again once the failover is over.',
      zh: '请让数据库 URL 指向主服务器，或等故障切换完成后再试。',
    }),
  );
}

function vectorFinding(
  { facts, faults, rights }: ServerInspection,
  make: Make,
  words: Words,
  ask: Ask,
): Finding {
  const name = { en: 'pgvector', zh: 'pgvector' };
  const version = facts.vector ?? facts.vectorOffered;
  const install = words({
    en: 'Install pgvector 0.8 or newer on the server.',
    zh: '请在服务器上安装 pgvector 0.8 或更新版本。',
  });
  if (version === null)
    return make(name, false, { en: 'missing on the server', zh: '服务器上没有' }, install);
  if (faults.includes('vector-old'))
    return make(name, false, version, facts.vector === null ? install : ask('alter extension vector update'));
  if (rights?.vector === false)
    return make(
      name,
      false,
      { en: 'not in this database, and the login may not create it', zh: '此数据库中没有，且该登录无权创建' },
      ask('create extension vector'),
    );
  return make(name, true, version);
}

function loginFinding({ login }: ServerInspection, make: Make): Finding {
  const { name, superuser, bypassesRowSecurity } = login;
  const power = superuser ? 'SUPERUSER' : bypassesRowSecurity ? 'BYPASSRLS' : undefined;
  return make(
    { en: 'login', zh: '登录角色' },
    true,
    power === undefined
      ? name
      : {
          en: `${name}, ${power}: every call gives that up for the role rapport_app; a plain owner would do`,
          zh: `${name}（${power}）：每次调用都会改用角色 rapport_app 而放弃此权限；普通的所有者即可`,
        },
  );
}

function rightFindings({ login, schema, rights }: ServerInspection, make: Make, ask: Ask): Finding[] {
  const { createTables, role, setRole } = rights!;
  const tables = make(
    { en: 'right to make tables', zh: '建表权限' },
    createTables,
    createTables
      ? { en: `in schema ${schema}`, zh: `模式 ${schema}` }
      : { en: `missing in schema ${schema ?? 'public'}`, zh: `在模式 ${schema ?? 'public'} 中没有` },
    createTables ? undefined : ask(`grant create, usage on schema ${schema ?? 'public'} to ${login.name}`),
  );
  const roleName = { en: 'role rapport_app', zh: '角色 rapport_app' };
  if (!role)
    return [
      tables,
      make(
        roleName,
        false,
        { en: 'missing, and the login may not create it', zh: '不存在，且该登录无权创建' },
        ask('create role rapport_app nologin', `grant rapport_app to ${login.name}`),
      ),
    ];
  return [
    tables,
    make(
      roleName,
      setRole,
      setRole
        ? { en: 'the login may take it on', zh: '该登录可以切换为此角色' }
        : { en: 'the login may not take it on', zh: '该登录不能切换为此角色' },
      setRole ? undefined : ask(`grant rapport_app to ${login.name}`),
    ),
  ];
}

function isolationFinding(server: ServerInspection, make: Make, ask: Ask): Finding {
  const name = { en: 'separation of workspaces', zh: '工作区隔离' };
  const { roleBypasses, unprotectedTables, foreignTables, login, migrations } = server;
  if (roleBypasses)
    return make(
      name,
      false,
      { en: 'the role rapport_app could bypass it', zh: '角色 rapport_app 可以绕过隔离' },
      ask('alter role rapport_app nosuperuser nobypassrls'),
    );
  if (foreignTables.length > 0)
    return make(
      name,
      false,
      {
        en: `${foreignTables.length} tables belong to another role, so that no update could change them`,
        zh: `${foreignTables.length} 个表属于其他角色，升级时无法修改`,
      },
      ask(...foreignTables.map((table) => `alter table ${table} owner to ${login.name}`)),
    );
  if (unprotectedTables.length > 0)
    return make(name, true, {
      en: `row-level security is not in force for ${unprotectedTables.join(', ')}; the next start forces it`,
      zh: `${unprotectedTables.join('、')} 的行级安全未生效，下次启动时会强制启用`,
    });
  return make(
    name,
    true,
    migrations.applied === 0
      ? { en: 'comes with the first start', zh: '首次启动时建立' }
      : { en: 'row-level security is forced', zh: '行级安全已强制启用' },
  );
}

function migrationFinding({ migrations }: ServerInspection, make: Make, words: Words): Finding {
  const { applied, known, latest } = migrations;
  const newer = applied > known;
  return make(
    { en: 'migrations', zh: '结构迁移' },
    !newer,
    newer
      ? { en: `${applied}, of a newer version of Rapport`, zh: `${applied}，来自更新版本的 Rapport` }
      : {
          en: `${applied} of ${known}${latest ? `, ${latest}` : ''}`,
          zh: `${applied}/${known}${latest ? `，${latest}` : ''}`,
        },
    newer ? words({ en: 'Update Rapport.', zh: '请升级 Rapport。' }) : undefined,
  );
}

const linkFinding = ({ encrypted }: ServerInspection, make: Make): Finding =>
  make(
    { en: 'TLS', zh: 'TLS' },
    true,
    encrypted ? { en: 'in use', zh: '已启用' } : { en: 'not in use', zh: '未启用' },
  );

const connectionFinding = ({ pooler, poolSize, maxConnections }: ServerInspection, make: Make): Finding =>
  make({ en: 'connections', zh: '连接' }, true, {
    en: `at most ${poolSize} of this process; the server takes ${maxConnections}${pooler ? '; a pooler such as PgBouncer stands between' : ''}`,
    zh: `本进程最多 ${poolSize} 个，服务器最多 ${maxConnections} 个${pooler ? '；中间有 PgBouncer 之类的连接池' : ''}`,
  });

function clockFinding({ clockSkewMs }: ServerInspection, make: Make, words: Words): Finding {
  const seconds = (Math.abs(clockSkewMs) / 1_000).toFixed(1);
  const off = Math.abs(clockSkewMs) > noticeableSkewMs;
  return make(
    { en: 'clock', zh: '时钟' },
    true,
    {
      en: `the server's is ${seconds} s ${clockSkewMs < 0 ? 'behind' : 'ahead of'} this machine's`,
      zh: `服务器时钟比本机${clockSkewMs < 0 ? '慢' : '快'} ${seconds} 秒`,
    },
    off ? words({ en: 'Synchronise both clocks (NTP).', zh: '请同步两边的时钟（NTP）。' }) : undefined,
  );
}
