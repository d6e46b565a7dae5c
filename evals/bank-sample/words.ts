import type { Language } from '../../src/language/index.ts';

/** What the bank's tools say. */
interface Words {
  kinds: { checking: string; savings: string };
  preview: string;
  unknownCustomer: string;
  identify: string;
  transfer(sum: string, from: string, to: string): string;
  loan(sum: string, months: string, rate: string): string;
  loanBounds(least: string, most: string): string;
  sums: {
    none: string;
    negative: string;
    zero: string;
    cents: string;
    mistyped(written: string, meant: string): string;
  };
  refusals: Record<
    'unknown_from' | 'unknown_to' | 'same_account' | 'too_little' | 'over_limit',
    (detail: string) => string
  >;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    kinds: { checking: 'Checking account', savings: 'Savings account' },
    preview: 'preview',
    unknownCustomer: 'I do not know yet whose accounts these are.',
    identify: 'Tell me your e-mail address.',
    transfer: (sum, from, to) => `Transfer of ${sum} from account ${from} to account ${to}.`,
    loan: (sum, months, rate) =>
      `Application for a loan of ${sum} over ${months} months, about ${rate} a month.`,
    loanBounds: (least, most) => `Loans are given from ${least} to ${most}.`,
    sums: {
      none: 'I see no amount there.',
      negative: 'An amount cannot be negative.',
      zero: 'The amount must be more than zero.',
      cents: 'An amount has at most two decimals.',
      mistyped: (written, meant) =>
        `“${written}” is not an amount.${meant === '' ? '' : ` Did you mean ${meant}?`}`,
    },
    refusals: {
      unknown_from: (number) => `You have no account ${number}.`,
      unknown_to: (number) => `There is no account ${number} I could send money to.`,
      same_account: (number) =>
        `${number} is the account the money would come from. Nothing can be sent to itself.`,
      too_little: (number) => `There is not enough money in account ${number}.`,
      over_limit: (limit) => `At most ${limit} can be sent at once.`,
    },
  },
  zh: {
    kinds: { checking: '活期账户', savings: '储蓄账户' },
    preview: '预览',
    unknownCustomer: '我还不知道您是哪位客户。',
    identify: '请告诉我您的邮箱。',
    transfer: (sum, from, to) => `从账户${from}转账${sum}到账户${to}。`,
    loan: (sum, months, rate) => `申请贷款${sum}，分${months}个月，每月约${rate}。`,
    loanBounds: (least, most) => `贷款金额须在${least}到${most}之间。`,
    sums: {
      none: '我没有看到金额。',
      negative: '金额不能是负数。',
      zero: '金额必须大于零。',
      cents: '金额最多两位小数。',
      mistyped: (written, meant) => `“${written}”不是有效的金额。${meant === '' ? '' : `您是指${meant}吗？`}`,
    },
    refusals: {
      unknown_from: (number) => `您没有账户${number}。`,
      unknown_to: (number) => `没有可以转入的账户${number}。`,
      same_account: (number) => `${number}就是转出账户，不能转给自己。`,
      too_little: (number) => `账户${number}余额不足。`,
      over_limit: (limit) => `单笔最多可转${limit}。`,
    },
  },
};
