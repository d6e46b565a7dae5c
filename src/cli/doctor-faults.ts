/** The messages and hints of a database that does not open, in Chinese; `$1` stands for what varies. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/^The host of the database server, (.+), is unknown\.$/, '找不到数据库服务器的主机 $1。'],
  [
    /^Correct the host in the database URL, or look after the name service\.$/,
    '请更正数据库 URL 中的主机名，或检查域名解析。',
  ],
  [/^Nothing answers at (.+)\.$/, '$1 没有响应。'],
  [/^Start the database server, or correct/, '请启动数据库服务器，或更正数据库 URL 中的主机和端口。'],
  [/^The database server (.+) cannot be reached\.$/, '无法连接数据库服务器 $1。'],
  [/^Check network and firewall/, '请检查网络和防火墙，或数据库 URL 中的主机和端口。'],
  [/^What answers at (.+) is not a PostgreSQL server\.$/, '$1 上运行的不是 PostgreSQL 服务器。'],
  [/^Correct host and port in the database URL\.$/, '请更正数据库 URL 中的主机和端口。'],
  [/^The database server did not let us log in\.$/, '数据库服务器没有让我们登录。'],
  [
    /^Try again in a moment; where this stays, check host/,
    '请稍后再试；若仍如此，请检查主机和端口，以及服务器或连接池的日志。',
  ],
  [/^The database server refused the user or the password\.$/, '数据库服务器拒绝了该用户或密码。'],
  [/^The database server admits no such login from here\.$/, '数据库服务器不允许从此处这样登录。'],
  [
    /^Let the database URL say sslmode=require/,
    '若服务器要求 TLS，请在数据库 URL 中写 sslmode=require；否则请管理员在 pg_hba.conf 中允许该用户从本机登录。',
  ],
  [/^Correct user and password/, '请更正数据库 URL 中的用户和密码，或请管理员允许该登录。'],
  [/^The database server has no database of this name\.$/, '数据库服务器上没有这个名称的数据库。'],
  [/^Correct the name at the end/, '请更正数据库 URL 末尾的名称，或请管理员执行：create database NAME;'],
  [/^The database server takes no more connections\.$/, '数据库服务器的连接数已满。'],
  [
    /^Try again in a moment; where this stays, lower/,
    '请稍后再试；若仍如此，请减小 pool_size、使用 PgBouncer，或增大 max_connections。',
  ],
  [/^The database server is starting up or shutting down\.$/, '数据库服务器正在启动或关闭。'],
  [/^The database server (.+) offers no TLS\.$/, '数据库服务器 $1 不提供 TLS。'],
  [
    /^Turn TLS on at the server/,
    '请在服务器上启用 TLS（ssl = on）；若网络可信，可在 URL 中写 sslmode=disable。',
  ],
  [
    /^The certificate of the database server was not made for the host in (.+)\.$/,
    '数据库服务器的证书与主机 $1 不符。',
  ],
  [/^Use the host name in the certificate/, '请使用证书中的主机名，或改用 sslmode=verify-ca。'],
  [
    /^The certificate of the database server (.+) is not valid at this time\.$/,
    '数据库服务器 $1 的证书目前无效。',
  ],
  [/^Renew it, or set the clock/, '请更新证书，或校准本机时钟。'],
  [/^The certificate of the database server (.+) is not trusted\.$/, '数据库服务器 $1 的证书不受信任。'],
  [/^Let sslrootcert in the database URL/, '请用 URL 中的 sslrootcert 指定签发该证书的机构的证书文件。'],
  [/^The file of (\w+) in the database URL cannot be read\.$/, '无法读取数据库 URL 中 $1 指定的文件。'],
  [/^Let (\w+) name a file in PEM format/, '请让 $1 指向本用户可读的 PEM 格式文件。'],
  [/^TLS with the database server (.+) failed\.$/, '与数据库服务器 $1 的 TLS 握手失败。'],
  [/^Check sslmode, sslrootcert/, '请检查数据库 URL 中的 sslmode、sslrootcert、sslcert 和 sslkey。'],
  [/^The database server (.+) closed the connection\.$/, '数据库服务器 $1 关闭了连接。'],
  [/^The connection to the database was lost\.$/, '与数据库的连接已断开。'],
  [/^Try again in a moment\.$/, '请稍后再试。'],
  [/^The database URL cannot be used\.$/, '数据库 URL 无法使用。'],
];

/** The sentence in Chinese; one that is not known stays as it is. */
export function inChinese(text: string): string {
  for (const [pattern, chinese] of phrases) {
    const match = pattern.exec(text);
    if (match) return chinese.replace('$1', match[1] ?? '');
  }
  return text;
}
