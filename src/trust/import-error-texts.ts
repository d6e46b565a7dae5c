import { kindOf } from './kind-names.ts';

/** Why a row of a file was left out, in Chinese. */
export const importErrorTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^It may be one of several (\w+) records\.$/, (kind) => `可能是多个${kindOf(kind)}之一，无法确定。`],
  [/^An earlier line is the same (\w+) already\.$/, (kind) => `前面已有一行是同一个${kindOf(kind)}。`],
  [
    /^Imported without this owner; further lines are not listed\.$/,
    () => '已导入但不带负责人；后面的行不再列出。',
  ],
  [/^An interaction needs a contact\.$/, () => '互动需要联系人。'],
  [/^An? (\w+) needs an? (\w+)\.$/, (kind, field) => `${kindOf(kind)}需要 ${field}。`],
  [
    /^No (\w+) was imported from here as ("[^"]*")\.$/,
    (kind, id) => `这个来源没有导入过编号为 ${id} 的${kindOf(kind)}。`,
  ],
  [/^No (\w+) is called ("[^"]*")\.$/, (kind, name) => `没有叫 ${name} 的${kindOf(kind)}。`],
  [
    /^No product of the order is known as ("[^"]*"): import the products first\.$/,
    (name) => `订单中的产品 ${name} 不存在：请先导入产品。`,
  ],
  [/^(\S+): at most ([\d,]+) characters\.$/, (field, most) => `${field} 最多 ${most} 个字符。`],
  [/^(\S+) cannot be empty\.$/, (field) => `${field} 不能为空。`],
  [/^(\S+): ("[^"]*") is no moment\.$/, (field, text) => `${field}：${text} 不是时间。`],
  [
    /^(\S+): ("[^"]*") is no whole number(?: in range)?\.$/,
    (field, text) => `${field}：${text} 不是可用的整数。`,
  ],
  [/^(\S+) is true or false\.$/, (field) => `${field} 应为 true 或 false。`],
  [/^There is no currency ("[^"]*")\.$/, (currency) => `没有 ${currency} 这种货币。`],
  [/^Write it as ISO 4217 does, such as USD or CNY\.$/, () => '请按 ISO 4217 书写，例如 USD 或 CNY。'],
  [/^Write it as name@example\.com\.$/, () => '请写成 name@example.com。'],
  [/^Write it with its digits, such as \+1 415 555 0100\.$/, () => '请写出数字，例如 +86 138 0013 8000。'],
  [/^Write it as (2026-03-05(?:T09:00:00Z)?)\.$/, (example) => `请写成 ${example}。`],
];
