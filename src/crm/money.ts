import { RapportError } from '../trust/index.ts';

const knownDecimals = new Map<string, number>();

/** Decimal places of a currency's minor unit (2 for USD, 0 for JPY), by ISO 4217 as the runtime knows it. */
export function decimalsOf(currency: string): number {
  const known = knownDecimals.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  knownDecimals.set(currency, decimals);
  return decimals;
}

/** A decimal amount in major units as whole minor units. @throws RapportError invalid_input */
export function toMinor(amount: string, currency: string): number {
  const decimals = decimalsOf(currency);
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(amount.trim());
  const fraction = match?.[3] ?? '';
  if (!match || fraction.replace(/0+$/, '').length > decimals)
    throw new RapportError(
      'invalid_input',
      `An amount in ${currency} is a decimal with at most ${decimals} places, such as 1200${decimals > 0 ? '.00' : ''}.`,
    );
  const minor = Number(match[2]! + fraction.padEnd(decimals, '0').slice(0, decimals));
  if (!Number.isSafeInteger(minor)) throw new RapportError('invalid_input', 'The amount is too large.');
  return match[1] === '-' ? -minor : minor;
}

/** Whole minor units as a decimal amount in major units: 120050 USD is "1200.50". */
export function toMajor(minor: number, currency: string): string {
  return (minor / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));
}
