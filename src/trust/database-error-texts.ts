const again = '请稍后再试';

/** Sentences about the database that does not open or answer, in Chinese; see `error-texts.ts`. */
export const databaseErrorTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^The data directory (.+) cannot be written to\.$/, (path) => `数据目录 ${path} 无法写入。`],
  [/^The data directory (.+) cannot be made\.$/, (path) => `数据目录 ${path} 无法创建。`],
  [/^(.+) is a file, not a folder\.$/, (path) => `${path} 是文件，不是目录。`],
  [/^Choose another data directory\.$/, () => '请另选数据目录。'],
  [/^Change its permissions, or choose another data directory\.$/, () => '请修改其权限，或另选数据目录。'],
  [/^Choose a data directory with a shorter path\.$/, () => '请选择路径更短的数据目录。'],
  [/^The folder (.+) belongs to another user\.$/, (folder) => `目录 ${folder} 属于另一位用户。`],
  [
    /^The database in (.+) does not open; its files may be damaged\.$/,
    (path) => `${path} 中的数据库打不开，文件可能已损坏。`,
  ],
  [
    /^Restore a backup, or move the folder away to start with an empty database\.$/,
    () => '请恢复备份，或移走该目录，从空数据库开始。',
  ],
  [
    /^The database in (.+) was made by Postgres (\S+); this version of Rapport needs (\S+)\.$/,
    (path, made, needed) => `${path} 中的数据库由 Postgres ${made} 创建，本版本需要 ${needed}。`,
  ],
  [
    /^Export it with the version of Rapport that made it, then import it here\.$/,
    () => '请用创建它的 Rapport 版本导出，再在此导入。',
  ],
  [/^The disk that holds (.+) is full\.$/, (path) => `${path} 所在的磁盘已满。`],
  [/^The disk of the database is full\.$/, () => '数据库的磁盘已满。'],
  [
    /^Less than (\d+) MiB are free where (.+) lies\.$/,
    (room, path) => `${path} 所在的磁盘剩余空间不足 ${room} MiB。`,
  ],
  [
    /^Free some space and try again; what was stored before is safe\.$/,
    () => '请腾出空间后再试，此前保存的数据是安全的。',
  ],
  [
    /^Another process \((\d+)\) holds the database and does not answer\.$/,
    (pid) => `另一个进程（${pid}）占用着数据库且没有应答。`,
  ],
  [
    /^End that process; if it has ended already, delete (.+)\.$/,
    (file) => `请结束该进程；如果它已经结束，请删除 ${file}。`,
  ],
  [/^The database has been closed\.$/, () => '数据库已关闭。'],
  [/^The database did not answer in time\.$/, () => '数据库没有及时应答。'],
  [/^Ask for less at once, or try again\.$/, () => '请减少一次查询的内容，或再试一次。'],
  [/^The connection to the database was lost\.$/, () => '与数据库的连接已中断。'],
  [/^Try again in a moment\.$/, () => `${again}。`],
  [
    /^The server runs PostgreSQL (.+); Rapport needs 15 or newer\.$/,
    (version) => `服务器运行的是 PostgreSQL ${version}，Rapport 需要 15 或更新版本。`,
  ],
  [/^Update the server\.$/, () => '请升级服务器。'],
  [
    /^The database is encoded in (.+); Rapport needs UTF-8\.$/,
    (encoding) => `数据库的编码是 ${encoding}，Rapport 需要 UTF-8。`,
  ],
  [
    /^Let an administrator run: create database NAME encoding 'UTF8' template template0\.$/,
    () => "请管理员执行：create database NAME encoding 'UTF8' template template0。",
  ],
  [/^The Postgres server lacks the extension pgvector\.$/, () => 'Postgres 服务器没有扩展 pgvector。'],
  [/^Install pgvector 0\.8 or newer on the server\.$/, () => '请在服务器上安装 pgvector 0.8 或更新版本。'],
  [
    /^The database has pgvector (.+); Rapport needs 0\.8 or newer\.$/,
    (version) => `数据库的 pgvector 是 ${version}，Rapport 需要 0.8 或更新版本。`,
  ],
  [
    /^Let an administrator install it on the server and run: alter extension vector update\.$/,
    () => '请管理员在服务器上安装并执行：alter extension vector update。',
  ],
  [/^The database URL cannot be used\.$/, () => '数据库地址无法使用。'],
  [/^The host of the database server, (.+), is unknown\.$/, (host) => `找不到数据库服务器的主机 ${host}。`],
  [
    /^Correct the host in the database URL, or look after the name service\.$/,
    () => '请更正数据库地址中的主机名，或检查域名解析。',
  ],
  [/^Nothing answers at (.+)\.$/, (address) => `${address} 没有响应。`],
  [
    /^Start the database server, or correct host and port in the database URL\.$/,
    () => '请启动数据库服务器，或更正数据库地址中的主机和端口。',
  ],
  [/^The database server (.+) cannot be reached\.$/, (address) => `无法连接数据库服务器 ${address}。`],
  [
    /^Check network and firewall, or host and port in the database URL\.$/,
    () => '请检查网络和防火墙，或数据库地址中的主机和端口。',
  ],
  [
    /^What answers at (.+) is not a PostgreSQL server\.$/,
    (address) => `${address} 上运行的不是 PostgreSQL 服务器。`,
  ],
  [/^Correct host and port in the database URL\.$/, () => '请更正数据库地址中的主机和端口。'],
  [/^The database server (.+) closed the connection\.$/, (address) => `数据库服务器 ${address} 关闭了连接。`],
  [/^The database server did not let us log in\.$/, () => '数据库服务器不接受登录。'],
  [
    /^Try again in a moment; where this stays, check host and port in the database URL, and the log of the server or pooler\.$/,
    () => `${again}；如仍如此，请检查数据库地址中的主机和端口，以及服务器或连接池的日志。`,
  ],
  [/^The database server (.+) offers no TLS\.$/, (address) => `数据库服务器 ${address} 不提供 TLS。`],
  [
    /^Turn TLS on at the server \(ssl = on\), or let the URL say sslmode=disable where the network is safe\.$/,
    () => '请在服务器上启用 TLS（ssl = on）；若网络可信，可在数据库地址中写 sslmode=disable。',
  ],
  [
    /^The certificate of the database server was not made for the host in (.+)\.$/,
    (address) => `数据库服务器的证书与 ${address} 中的主机不符。`,
  ],
  [
    /^Use the host name in the certificate, or sslmode=verify-ca\.$/,
    () => '请使用证书中的主机名，或改用 sslmode=verify-ca。',
  ],
  [
    /^The certificate of the database server (.+) is not valid at this time\.$/,
    (address) => `数据库服务器 ${address} 的证书目前无效。`,
  ],
  [/^Renew it, or set the clock of this machine\.$/, () => '请更新证书，或校准本机时钟。'],
  [
    /^The certificate of the database server (.+) is not trusted\.$/,
    (address) => `数据库服务器 ${address} 的证书不受信任。`,
  ],
  [
    /^Let sslrootcert in the database URL name the file of the authority that signed it\.$/,
    () => '请用数据库地址中的 sslrootcert 指定签发机构的证书文件。',
  ],
  [
    /^TLS with the database server (.+) failed\.$/,
    (address) => `与数据库服务器 ${address} 的 TLS 握手失败。`,
  ],
  [
    /^Check sslmode, sslrootcert, sslcert and sslkey in the database URL\.$/,
    () => '请检查数据库地址中的 sslmode、sslrootcert、sslcert 和 sslkey。',
  ],
  [/^The database server admits no such login from here\.$/, () => '数据库服务器不允许从此处这样登录。'],
  [
    /^Let the database URL say sslmode=require where the server demands TLS; else let an administrator admit this user from this host \(pg_hba\.conf\)\.$/,
    () =>
      '若服务器要求 TLS，请在数据库地址中写 sslmode=require；否则请管理员在 pg_hba.conf 中允许该用户从本机登录。',
  ],
  [/^The database server refused the user or the password\.$/, () => '数据库服务器拒绝了该用户或密码。'],
  [
    /^Correct user and password in the database URL, or let an administrator allow the login\.$/,
    () => '请更正数据库地址中的用户和密码，或请管理员允许登录。',
  ],
  [/^The database server has no database of this name\.$/, () => '数据库服务器上没有这个名称的数据库。'],
  [
    /^Correct the name at the end of the database URL, or let an administrator run: (.+)\.$/,
    (statement) => `请更正数据库地址末尾的名称，或请管理员执行：${statement}`,
  ],
  [/^The database server is starting up or shutting down\.$/, () => '数据库服务器正在启动或关闭。'],
  [/^The database server takes no more connections\.$/, () => '数据库服务器不再接受新的连接。'],
  [
    /^Try again in a moment; where this stays, lower pool_size in the database URL, put PgBouncer between, or raise max_connections\.$/,
    () =>
      `${again}；如仍如此，请调低数据库地址中的 pool_size，在中间使用 PgBouncer，或调高 max_connections。`,
  ],
  [
    /^All (\d+) connections to the database were busy for (\S+) s\.$/,
    (count, seconds) => `全部 ${count} 个数据库连接已忙碌 ${seconds} 秒。`,
  ],
  [
    /^Try again in a moment; where this stays, raise pool_size in the database URL\.$/,
    () => `${again}；如仍如此，请调高数据库地址中的 pool_size。`,
  ],
  [
    /^The database server takes reads only: it is a standby, or set read-only\.$/,
    () => '数据库服务器只接受读取：它是备用服务器，或被设为只读。',
  ],
  [
    /^This database was changed by a newer version of Rapport\.$/,
    () => '该数据库已由更新版本的 Rapport 修改过。',
  ],
  [/^Update Rapport\.$/, () => '请更新 Rapport。'],
  [/^The database waits for its migrations\.$/, () => '数据库正等待结构迁移。'],
  [/^Try again in a moment; the next start applies them\.$/, () => `${again}，下次启动时会执行。`],
  [
    /^The user of the database URL may not set the database up\.$/,
    () => '数据库地址中的用户无权初始化该数据库。',
  ],
  [/^Let an administrator run: (.+)\.$/, (statements) => `请管理员执行：${statements}。`],
  [/^Let an administrator run: (.+)$/, (statements) => `请管理员执行：${statements}`],
  [/^"rapport doctor" says which of it is missing\.$/, () => '缺少哪一项，可用 rapport doctor 查看。'],
  [/^A record with this key already exists\.$/, () => '已经有使用这个键的记录。'],
  [/^Find that record and change it instead\.$/, () => '请找到该记录并修改它。'],
  [/^Another change to the same records came first\.$/, () => '另一项改动先修改了同样的记录。'],
];
