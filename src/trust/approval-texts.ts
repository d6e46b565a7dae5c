/** Why a person is asked, and what is said of links, in Chinese. */
export const approvalTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^It lets something out of the house\.$/, () => '会把内容发到外部。'],
  [/^It changes more than single records\.$/, () => '改动的不止个别记录。'],
  [/^It deletes (“.*”)\.$/su, (label) => `将删除${label}。`],
  [
    /^It writes about a record nobody asked for: (“.*”)\.$/su,
    (label) => `会写入没有人提到的记录：${label}。`,
  ],
  [/^It changes how (“.*”) is reached\.$/su, (label) => `会更改${label}的联系方式。`],
  [
    /^It carries words that outsiders wrote: (“.*”)\.$/su,
    (words) => `其中含有外部人员所写的文字：${words}。`,
  ],
  [/^Nobody here said (“.*”)\.$/su, (words) => `这里没有人说过${words}。`],
  [
    /^Texts that outsiders wrote were read before \((.*)\)\.$/su,
    (tools) => `此前读过外部人员所写的文字（${tools}）。`,
  ],
  [
    /^Texts that outsiders wrote were read before, through another server\.$/,
    () => '此前通过另一台服务器读过外部人员所写的文字。',
  ],
  [/^"(.*)" is no name of a host\.$/su, (host) => `"${host}" 不是主机名。`],
  [
    /^Write it like www\.example\.com: no scheme, port or path, and no "\*"\.$/,
    () => '写法如 www.example.com：不带协议、端口和路径，也不能用 "*"。',
  ],
  [/^"(.*)" is not among the hosts\.$/su, (host) => `"${host}" 不在允许的主机之列。`],
  [/^List them with: rapport links$/, () => '查看列表：rapport links'],
  [/^There may be (\d+) hosts at most\.$/, (count) => `最多允许 ${count} 个主机。`],
  [/^Take one away first: rapport links remove HOST$/, () => '请先移除一个：rapport links remove 主机名'],
];
