import { z } from 'zod';
import { RapportError } from '../../src/trust/index.ts';
import type { ToolContext } from '../../tools/kernel/context.ts';
import { defineTool, type Tool } from '../../tools/kernel/define-tool.ts';
import { type ReadSum, readSum } from './amount.ts';
import {
  type CoreBanking,
  monthlyRate,
  type PartialTransfer,
  type Refused,
  transferLimit,
} from './core-banking.ts';
import { words } from './words.ts';

const ShownAccount = z.strictObject({
  number: z.string(),
  kind: z.string(),
  name: z.string(),
  balance: z.string(),
});
const Recipient = z.strictObject({ number: z.string(), name: z.string() });
const AccountNumber = z.string().max(40);
const readOnly = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
const writing = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true };

const yearlyInterest = 0.069;
const loanBounds = { least: 50_000, most: 5_000_000 };
const terms = ['12', '24', '36', '60'] as const;

/** The tools of the fake core-banking system. */
export function createBankTools(core: CoreBanking): Tool[] {
  return [
    defineTool({
      name: 'list_bank_accounts',
      title: 'Accounts of a bank customer',
      toolset: 'service',
      scope: 'service:own',
      description:
        'The customer’s own accounts with their balances, and those they can send money to. Use before a transfer and for balances. Not for other people’s accounts: nobody sees those.',
      phrases: { en: ['what is my balance', 'show my accounts'], zh: ['我的余额是多少', '查看我的账户'] },
      input: z.strictObject({
        accounts: z
          .union([AccountNumber, z.array(AccountNumber).max(20)])
          .optional()
          .describe('Numbers of some accounts; all by default'),
      }),
      output: z.strictObject({ accounts: z.array(ShownAccount), recipients: z.array(Recipient) }),
      annotations: readOnly,
      async handler({ accounts: wanted }, context) {
        const customer = holderOf(context);
        const own = core.accountsOf(customer).map((one) => ({
          number: one.number,
          kind: one.kind,
          name: words[context.language].kinds[one.kind],
          balance: shownSum(one.balance, context),
        }));
        const numbers = wanted === undefined ? own.map(({ number }) => number) : [wanted].flat();
        const accounts = numbers.map((number) => {
          const account = own.find((one) => one.number === number);
          if (account === undefined) throw refused('unknown_from', number, context);
          return account;
        });
        return {
          accounts,
          recipients: [...own.map(({ number, name }) => ({ number, name })), ...core.payees()],
        };
      },
    }),
    defineTool({
      name: 'check_bank_order',
      title: 'Whether a transfer or a loan is possible',
      toolset: 'service',
      scope: 'service:own',
      description:
        'Says whether what is known of a transfer or a loan can be done, and why not. Changes nothing. Not for doing it: transfer_money, request_loan.',
      phrases: {
        en: ['can I transfer {amount} to {to}', 'could I have a loan of {amount}'],
        zh: ['可以转{amount}到{to}吗', '可以贷{amount}吗'],
      },
      input: z.strictObject({
        order: z.enum(['transfer', 'loan']),
        amount: z.string().max(200).optional(),
        from: AccountNumber.optional(),
        to: AccountNumber.optional(),
      }),
      output: z.strictObject({ possible: z.literal(true) }),
      annotations: readOnly,
      async handler({ order, amount, from, to }, context) {
        const customer = holderOf(context);
        const cents = amount === undefined ? undefined : centsOf(amount, context);
        if (order === 'loan') lendable(cents, context);
        else transferable(core, customer, { from, to, cents }, context);
        return { possible: true as const };
      },
    }),
    defineTool({
      name: 'transfer_money',
      title: 'Transfer money',
      toolset: 'service',
      scope: 'service:own',
      description:
        'Moves money from one of the customer’s accounts to another account. The customer must say yes first. Use list_bank_accounts for the numbers.',
      phrases: {
        en: ['transfer {amount} from {from} to {to}', 'send {amount} to {to}'],
        zh: ['从{from}转{amount}到{to}', '给{to}转账{amount}'],
      },
      input: z.strictObject({
        from: z.string().max(40).describe('Number of the customer’s account'),
        to: z.string().max(40).describe('Number of the account that is paid'),
        amount: z.string().min(1).max(200).describe('As the customer wrote it: 50, $1,200.50, 五百元'),
        dryRun: z.boolean().optional(),
      }),
      output: z.strictObject({
        reference: z.string(),
        amount: z.string(),
        from: z.string(),
        to: z.string(),
        balance: z.string(),
        changeId: z.null(),
      }),
      annotations: writing,
      async handler({ from, to, amount }, context) {
        const customer = holderOf(context);
        const cents = centsOf(amount, context);
        const transfer = { from, to, cents };
        transferable(core, customer, transfer, context);
        const sum = shownSum(cents, context);
        const say = words[context.language];
        return context.outside(say.transfer(sum, from, to), async (isRehearsal) => {
          const { reference } = isRehearsal ? { reference: say.preview } : core.transfer(customer, transfer);
          const { balance } = core.accountsOf(customer).find(({ number }) => number === from)!;
          return { reference, amount: sum, from, to, balance: shownSum(balance, context), changeId: null };
        });
      },
    }),
    defineTool({
      name: 'request_loan',
      title: 'Apply for a loan',
      toolset: 'service',
      scope: 'service:own',
      description:
        'Files an application for a loan, which a person at the bank decides on. The customer must say yes first. Not for questions about loans: search_knowledge.',
      phrases: {
        en: ['I would like a loan of {amount} over {months} months', 'apply for a {purpose} loan'],
        zh: ['我想申请{amount}的贷款，分{months}期', '申请{purpose}贷款'],
      },
      input: z.strictObject({
        amount: z.string().min(1).max(200),
        months: z.enum(terms),
        purpose: z.enum(['home', 'car', 'education', 'other']),
        dryRun: z.boolean().optional(),
      }),
      output: z.strictObject({
        number: z.string(),
        amount: z.string(),
        months: z.string(),
        rate: z.string(),
        changeId: z.null(),
      }),
      annotations: writing,
      async handler({ amount, months, purpose }, context) {
        const customer = holderOf(context);
        const say = words[context.language];
        const cents = centsOf(amount, context);
        lendable(cents, context);
        const sum = shownSum(cents, context);
        const rate = shownSum(monthlyRate(cents, Number(months), yearlyInterest), context);
        return context.outside(say.loan(sum, months, rate), async (isRehearsal) => {
          const { number } = isRehearsal
            ? { number: say.preview }
            : core.apply(customer, { cents, months: Number(months), purpose });
          return { number, amount: sum, months, rate, changeId: null };
        });
      },
    }),
  ] as Tool[];
}

/** Whose money it is. @throws RapportError for a visitor who has not said who they are */
function holderOf({ actor, language }: ToolContext): string {
  if (actor.contactId === undefined)
    throw new RapportError('not_found', words[language].unknownCustomer, { hint: words[language].identify });
  return actor.contactId;
}

function centsOf(amount: string, context: ToolContext): number {
  const read: ReadSum = readSum(amount);
  if ('cents' in read) return read.cents;
  const say = words[context.language].sums;
  const message = read.fault === 'mistyped' ? say.mistyped(read.written, read.meant) : say[read.fault];
  throw new RapportError('invalid_input', message, { details: { field: 'amount' } });
}

/** @throws RapportError where what is known of a transfer cannot be done */
function transferable(
  core: CoreBanking,
  customer: string,
  transfer: PartialTransfer,
  context: ToolContext,
): void {
  const refusal = core.refusal(customer, transfer);
  if (refusal)
    throw refused(refusal, (refusal === 'unknown_to' ? transfer.to : transfer.from) ?? '', context);
}

/** @throws RapportError for a sum no loan is given over */
function lendable(cents: number | undefined, context: ToolContext): void {
  const { least, most } = loanBounds;
  if (cents === undefined || (cents >= least && cents <= most)) return;
  const message = words[context.language].loanBounds(shownSum(least, context), shownSum(most, context));
  throw new RapportError('invalid_input', message, { details: { field: 'amount' } });
}

function refused(why: Refused, number: string, context: ToolContext): RapportError {
  const say = words[context.language].refusals;
  const field = {
    unknown_from: 'from',
    unknown_to: 'to',
    same_account: 'to',
    too_little: 'amount',
    over_limit: 'amount',
  }[why];
  const message = say[why](why === 'over_limit' ? shownSum(transferLimit, context) : number);
  return new RapportError(why.startsWith('unknown') ? 'not_found' : 'invalid_input', message, {
    details: { field },
  });
}

const shownSum = (cents: number, { workspace, language }: ToolContext): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency: workspace.currency }).format(cents / 100);
