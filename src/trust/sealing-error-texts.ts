/** Sentences about encrypted databases, in Chinese; see `error-texts.ts`. */
export const sealingErrorTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^This database is encrypted, and no key was given\.$/, () => '该数据库已加密，但没有提供密钥。'],
  [
    /^Set RAPPORT_ENCRYPTION_KEY, or RAPPORT_ENCRYPTION_KEY_FILE to the file that holds it\.$/,
    () => '请设置 RAPPORT_ENCRYPTION_KEY，或用 RAPPORT_ENCRYPTION_KEY_FILE 指定密钥文件。',
  ],
  [
    /^This database is encrypted with key (\w+), and other keys were given\.$/,
    (id) => `该数据库以密钥 ${id} 加密，而提供的是其他密钥。`,
  ],
  [
    /^Give key (\w+) too, behind the new one where it is being rotated: .+$/,
    (id) => `请同时提供密钥 ${id}；轮换时放在新密钥之后：RAPPORT_ENCRYPTION_KEY=新,旧。`,
  ],
  [
    /^An encryption key is 32 bytes in base64 or hexadecimal\.$/,
    () => '加密密钥应为 32 字节，以 base64 或十六进制书写。',
  ],
  [/^Make one with: (openssl rand -base64 32)\.$/, (command) => `可用 ${command} 生成。`],
  [
    /^Several are parted by commas or lines, the newest first\.$/,
    () => '多个密钥以逗号或换行分隔，最新的在前。',
  ],
  [
    /^An encrypted value does not open: its key is not given, or it was altered\.$/,
    () => '有加密的值无法解开：没有提供其密钥，或内容被改动。',
  ],
  [
    /^Give every key that was in use in RAPPORT_ENCRYPTION_KEY, .+$/,
    () => '请在 RAPPORT_ENCRYPTION_KEY 中提供用过的全部密钥，最新的在前；rapport doctor 可以检查。',
  ],
  [/^Somebody else is encrypting this database just now\.$/, () => '此刻已有人在加密该数据库。'],
  [/^Wait until it is done; what it has sealed stays sealed\.$/, () => '请等其完成；已加密的内容保持加密。'],
  [
    /^E-mails and phones are encrypted here: they are found whole, not in part\.$/,
    () => '邮箱和电话已加密，只能按完整内容查找。',
  ],
  [
    /^(\w+) is encrypted here: it is found whole, not in part or in order\.$/,
    (field) => `${field} 已加密：只能按完整内容查找，不能按部分查找或排序。`,
  ],
  [
    /^Give the whole value \((\w+) = …\), or is empty\.$/,
    (field) => `请给出完整的值（${field} = …），或用 is empty。`,
  ],
];
