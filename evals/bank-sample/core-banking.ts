import { createHash } from 'node:crypto';

export interface Account {
  number: string;
  kind: 'checking' | 'savings';
  /** In cents. */
  balance: number;
}

/** Somebody money has been sent to before. */
export interface Payee {
  number: string;
  name: string;
}

export interface Transfer {
  from: string;
  to: string;
  cents: number;
}

/** A transfer as far as it is known. */
export type PartialTransfer = { [Field in keyof Transfer]?: Transfer[Field] | undefined };

export interface LoanApplication {
  number: string;
  cents: number;
  months: number;
  purpose: string;
}

/** Why the bank does not do it. */
export type Refused = 'unknown_from' | 'unknown_to' | 'same_account' | 'too_little' | 'over_limit';

/**
 * A core-banking system that is none: it holds everything in memory and forgets it with the process. Whoever
 * asks for their accounts the first time is given two.
 */
export interface CoreBanking {
  /** Accounts of one customer, and of no other. */
  accountsOf(customer: string): readonly Account[];
  payees(): readonly Payee[];
  /** Why a transfer would not be done now, as far as it is known; `undefined` where nothing speaks against it. */
  refusal(customer: string, transfer: PartialTransfer): Refused | undefined;
  /** Moves money. @throws Error where it would be refused: ask before */
  transfer(customer: string, transfer: Transfer): { reference: string };
  apply(customer: string, application: Omit<LoanApplication, 'number'>): LoanApplication;
  applicationsOf(customer: string): readonly LoanApplication[];
}

/** The most that leaves an account at once, in cents. */
export const transferLimit = 1_000_000;

const opening = { checking: 245_000, savings: 800_000 };
const payees: readonly Payee[] = [
  { number: '6200000017', name: 'Lina Park 李娜' },
  { number: '6200000025', name: 'City Water Works 自来水公司' },
  { number: '6200000033', name: 'Green Energy 绿能电力' },
];

export function createCoreBanking(): CoreBanking {
  const customers = new Map<string, Account[]>();
  const applications = new Map<string, LoanApplication[]>();
  let operations = 0;
  const reference = (kind: string) => `${kind}${String(++operations).padStart(6, '0')}`;

  const accountsOf = (customer: string): Account[] => {
    const known = customers.get(customer);
    if (known) return known;
    const opened = (['checking', 'savings'] as const).map((kind) => ({
      number: accountNumber(customer, kind),
      kind,
      balance: opening[kind],
    }));
    customers.set(customer, opened);
    return opened;
  };
  const accountOf = (customer: string, number: string) =>
    accountsOf(customer).find((account) => account.number === number);
  const anywhere = (number: string) =>
    [...customers.values()].flat().find((account) => account.number === number);

  function refusal(customer: string, { from, to, cents = 0 }: PartialTransfer): Refused | undefined {
    const source = from === undefined ? undefined : accountOf(customer, from);
    if (from !== undefined && !source) return 'unknown_from';
    if (to !== undefined && !anywhere(to) && !payees.some(({ number }) => number === to)) return 'unknown_to';
    if (from !== undefined && from === to) return 'same_account';
    if (cents > transferLimit) return 'over_limit';
    return source && cents > source.balance ? 'too_little' : undefined;
  }

  return {
    accountsOf,
    payees: () => payees,
    refusal,
    transfer(customer, transfer) {
      const refused = refusal(customer, transfer);
      if (refused) throw new Error(`refused: ${refused}`);
      accountOf(customer, transfer.from)!.balance -= transfer.cents;
      const target = anywhere(transfer.to);
      if (target) target.balance += transfer.cents;
      return { reference: reference('TR') };
    },
    apply(customer, application) {
      const filed = { ...application, number: reference('LN') };
      applications.set(customer, [...(applications.get(customer) ?? []), filed]);
      return filed;
    },
    applicationsOf: (customer) => applications.get(customer) ?? [],
  };
}

/** Ten digits that are always the same for a customer and a kind of account. */
function accountNumber(customer: string, kind: Account['kind']): string {
  const digest = createHash('sha256').update(`${customer} ${kind}`).digest();
  return `${kind === 'checking' ? 61 : 63}${String(digest.readUInt32BE() % 100_000_000).padStart(8, '0')}`;
}

/** The monthly rate of a loan in cents, at a yearly interest (annuity). */
export function monthlyRate(cents: number, months: number, yearly: number): number {
  const monthly = yearly / 12;
  return Math.round((cents * monthly) / (1 - (1 + monthly) ** -months));
}
