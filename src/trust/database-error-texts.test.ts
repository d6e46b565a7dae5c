import { expect, test } from 'vitest';
import { errorText } from './error-texts.ts';

test.each([
  [
    'The data directory /data cannot be written to. Change its permissions, or choose another data directory.',
    '数据目录 /data 无法写入。请修改其权限，或另选数据目录。',
  ],
  [
    '/data/a is a file, not a folder. Choose another data directory.',
    '/data/a 是文件，不是目录。请另选数据目录。',
  ],
  [
    'The disk that holds /data is full. Free some space and try again; what was stored before is safe.',
    '/data 所在的磁盘已满。请腾出空间后再试，此前保存的数据是安全的。',
  ],
  [
    'The database in /data does not open; its files may be damaged. Restore a backup, or move the folder away to start with an empty database.',
    '/data 中的数据库打不开，文件可能已损坏。请恢复备份，或移走该目录，从空数据库开始。',
  ],
  [
    'The database server refused the user or the password. Correct user and password in the database URL, or let an administrator allow the login.',
    '数据库服务器拒绝了该用户或密码。请更正数据库地址中的用户和密码，或请管理员允许登录。',
  ],
  [
    'The database server db:5432 offers no TLS. Turn TLS on at the server (ssl = on), or let the URL say sslmode=disable where the network is safe.',
    '数据库服务器 db:5432 不提供 TLS。请在服务器上启用 TLS（ssl = on）；若网络可信，可在数据库地址中写 sslmode=disable。',
  ],
  [
    'The certificate of the database server db:5432 is not trusted. Let sslrootcert in the database URL name the file of the authority that signed it.',
    '数据库服务器 db:5432 的证书不受信任。请用数据库地址中的 sslrootcert 指定签发机构的证书文件。',
  ],
  [
    'The database server admits no such login from here. Let the database URL say sslmode=require where the server demands TLS; else let an administrator admit this user from this host (pg_hba.conf).',
    '数据库服务器不允许从此处这样登录。若服务器要求 TLS，请在数据库地址中写 sslmode=require；否则请管理员在 pg_hba.conf 中允许该用户从本机登录。',
  ],
  [
    'The user of the database URL may not set the database up. Let an administrator run: create extension if not exists vector; grant create on schema public to the user. "rapport doctor" says which of it is missing.',
    '数据库地址中的用户无权初始化该数据库。请管理员执行：create extension if not exists vector; grant create on schema public to the user。缺少哪一项，可用 rapport doctor 查看。',
  ],
  [
    'The Postgres server lacks the extension pgvector. Install pgvector 0.8 or newer on the server.',
    'Postgres 服务器没有扩展 pgvector。请在服务器上安装 pgvector 0.8 或更新版本。',
  ],
  [
    'The database has pgvector 0.5.1; Rapport needs 0.8 or newer. Let an administrator install it on the server and run: alter extension vector update.',
    '数据库的 pgvector 是 0.5.1，Rapport 需要 0.8 或更新版本。请管理员在服务器上安装并执行：alter extension vector update。',
  ],
  [
    'The server runs PostgreSQL 14.9 (Debian 14.9-1); Rapport needs 15 or newer. Update the server.',
    '服务器运行的是 PostgreSQL 14.9 (Debian 14.9-1)，Rapport 需要 15 或更新版本。请升级服务器。',
  ],
  [
    "The database is encoded in SQL_ASCII; Rapport needs UTF-8. Let an administrator run: create database NAME encoding 'UTF8' template template0.",
    "数据库的编码是 SQL_ASCII，Rapport 需要 UTF-8。请管理员执行：create database NAME encoding 'UTF8' template template0。",
  ],
  ['The connection to the database was lost. Try again in a moment.', '与数据库的连接已中断。请稍后再试。'],
])('%s', (english, chinese) => {
  expect(errorText(english, 'zh')).toBe(chinese);
});
