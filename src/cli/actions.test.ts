import { expect, test } from 'vitest';
import { runHere } from './testing/home.ts';

// What is wrong with a command's words is told before a database is opened.

test.each<[string, RegExp, RegExp]>([
  [
    'users lst',
    /^What is "lst"\? Did you mean list\? Usage: rapport users /,
    /^多余的参数“lst”。您是想用 list 吗？用法：/,
  ],
  ['users set', /^Usage: rapport users /, /^用法：rapport users /],
  ['users --role viewer', /^--role does not go with list\./, /^list 不能用 --role。/],
  ['keys revok x', /Did you mean revoke\?/, /您是想用 revoke 吗？/],
  ['keys new', /^A key needs the name of the program/, /^请给出使用该密钥的程序名称/],
  ['keys new --chat --expires 30d', /^--expires does not go with --chat/, /^--chat 不能与 --expires 合用/],
  ['drafts aply spring', /Did you mean apply\?/, /您是想用 apply 吗？/],
  ['drafts apply spring --conflicts maybe', /^--conflicts is theirs or draft\./, /^--conflicts 只能是/],
  ['privacy compact --dry-run', /^--dry-run does not go with compact\./, /^compact 不能用 --dry-run。/],
  ['privacy eras Ann', /Did you mean erase\?/, /您是想用 erase 吗？/],
  ['audit verfy', /Did you mean verify\?/, /您是想用 verify 吗？/],
  ['audit head --against x', /^--against does not go with head\./, /^head 不能用 --against。/],
  ['approve --reject', /^--reject goes with an ID/, /^--reject 要与 ID 一起使用/],
  ['--data-dir somewhere', /^--data-dir stands behind the command/, /^--data-dir 要写在命令之后/],
])('rapport %s', async (line, en, zh) => {
  const words = line.split(' ');
  for (const [language, said] of [
    ['en', en],
    ['zh', zh],
  ] as const)
    expect(await runHere(words, { RAPPORT_DATA: '/nowhere', RAPPORT_LANGUAGE: language })).toEqual({
      code: 2,
      out: '',
      said: expect.stringMatching(new RegExp(`${said.source}.*\\n$`)),
    });
});
