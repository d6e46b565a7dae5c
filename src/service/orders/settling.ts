import type { RecordValues } from '../../../db/index.ts';
import { toMajor } from '../../crm/index.ts';
import { type Language, RapportError, type Scope } from '../../trust/index.ts';
import { methodLabel, type PaymentMethod } from './account.ts';
import type { OrderPolicy } from './policy.ts';
import type { WholeOrder } from './view.ts';
import { listed, type Said, spoken } from './words.ts';

/** Money on its way: a payment that is taken, or a refund that goes back. */
export interface Settlement {
  kind: 'payment' | 'refund';
  /** The name of the payment method. */
  method: string;
  amountMinor: number;
}

/** What is told of it. */
export interface SettlementView {
  kind: 'payment' | 'refund';
  method: string;
  label: string;
  amount: string;
  /** When it is there. */
  when: string;
}

/**
 * Enters payments and refunds of an order, and what they do to gift cards.
 * @throws RapportError conflict where a gift card holds too little
 */
export async function settle(
  { records, now, workspace }: Scope,
  { order, methods }: WholeOrder,
  policy: OrderPolicy,
  settlements: readonly Settlement[],
  language: Language,
): Promise<void> {
  for (const { kind, method: name, amountMinor } of settlements) {
    const method = methods.find((candidate) => candidate.name === name);
    if (method && method.balanceMinor !== null) {
      const held = (await records.image('payment_method', method.id))!.balanceMinor as number;
      const balanceMinor = kind === 'refund' ? held + amountMinor : held - amountMinor;
      if (balanceMinor < 0) throw tooLittle(method, amountMinor, workspace.currency, language);
      await records.update('payment_method', method.id, { balanceMinor });
    }
    const isImmediate = method !== undefined && policy.immediateRefunds.includes(method.kind);
    const values: RecordValues<'payment'> = { orderId: order.id, method: name, kind, amountMinor };
    await records.insert('payment', { ...values, paidAt: isImmediate ? now : null });
  }
}

/** Refuses a gift card that cannot pay so much. @throws RapportError conflict */
export function requireBalance(
  method: PaymentMethod,
  amountMinor: number,
  currency: string,
  language: Language,
): void {
  if (method.balanceMinor !== null && method.balanceMinor < amountMinor)
    throw tooLittle(method, amountMinor, currency, language);
}

function tooLittle(
  method: PaymentMethod,
  amountMinor: number,
  currency: string,
  language: Language,
): RapportError {
  const label = methodLabel(method, currency, language);
  const needed = `${toMajor(amountMinor, currency)} ${currency}`;
  const { message, more } = spoken(
    language,
    { en: `${needed} is more than the ${label} can pay.`, zh: `${label}不足以支付 ${needed}。` },
    { en: 'Choose another payment method.', zh: '请选择其他支付方式。' },
  );
  return new RapportError('conflict', message, more);
}

/** Money on its way as a person is told of it. */
export function settlementViews(
  { workspace }: Scope,
  { order, methods }: WholeOrder,
  policy: OrderPolicy,
  settlements: readonly Settlement[],
  language: Language,
): SettlementView[] {
  const [least, most] = policy.refundDays;
  return settlements.map(({ kind, method: name, amountMinor }) => {
    const method = methods.find((candidate) => candidate.name === name);
    const isAtOnce =
      kind === 'payment' || (method !== undefined && policy.immediateRefunds.includes(method.kind));
    const later = { en: `in ${least} to ${most} business days`, zh: `${least}至${most}个工作日内` };
    const when: Said = isAtOnce ? { en: 'at once', zh: '立即' } : later;
    return {
      kind,
      method: name,
      label: method ? methodLabel(withoutBalance(method), workspace.currency, language) : name,
      amount: `${toMajor(amountMinor, order.currency)} ${order.currency}`,
      when: when[language],
    };
  });
}

const withoutBalance = (method: PaymentMethod): PaymentMethod => ({ ...method, balanceMinor: null });

/** Payments and refunds as the end of a sentence; nothing where no money moves. */
export const settlementWords = (views: readonly SettlementView[], language: Language): string =>
  listed(
    views.map(({ kind, label, amount, when }) =>
      kind === 'refund'
        ? { en: `${amount} goes back to the ${label} ${when}`, zh: `${amount} ${when}退回${label}` }[language]
        : { en: `${amount} is paid by the ${label}`, zh: `由${label}支付 ${amount}` }[language],
    ),
    language,
  );
