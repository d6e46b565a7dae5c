/** Whether the digits end in the check digit of payment cards (ISO/IEC 7812-1, Luhn's formula). */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighed = place % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** Whether an international bank account number, letters and digits alone, has its remainder (ISO 13616). */
export function isIbanValid(number: string): boolean {
  const moved = number.slice(4) + number.slice(0, 4);
  let remainder = 0;
  for (const sign of moved.toUpperCase()) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A Chinese resident's number of eighteen signs: a birth day that exists and its check sign (GB 11643-1999). */
export function isResidentNumberValid(number: string): boolean {
  if (!isDay(number.slice(6, 14))) return false;
  const sum = residentWeights.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return '10X98765432'[sum % 11] === number[17]!.toUpperCase();
}

/** A Chinese resident's number of fifteen digits, issued until 1999: a province and a birth day that exist. */
export const isOldResidentNumberValid = (number: string): boolean =>
  /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])/.test(number) && isDay(`19${number.slice(6, 12)}`);

const isDay = (digits: string): boolean => {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number);
  const date = new Date(Date.UTC(year!, month! - 1, day!));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day && year! >= 1900 && year! < 2100;
};

/** A Spanish identity number, `12345678Z` or with X, Y, Z in front: its letter is the remainder by 23. */
export const isSpanishNumberValid = (number: string): boolean =>
  'TRWAGMYFPDXBNJZSQVHLCKE'[
    Number(number.slice(0, -1).replace(/^[XYZ]/i, (first) => String('XYZ'.indexOf(first.toUpperCase())))) % 23
  ] === number.at(-1)!.toUpperCase();

/** A French social security number of fifteen digits: the last two are 97 less the remainder of the others. */
export const isFrenchNumberValid = (number: string): boolean =>
  97n - (BigInt(number.slice(0, 13)) % 97n) === BigInt(number.slice(13));

/** A German tax number of eleven digits (ISO/IEC 7064, MOD 11,10). */
export function isGermanTaxNumberValid(number: string): boolean {
  let product = 10;
  for (const digit of number.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return number[0] !== '0' && (11 - product) % 10 === Number(number[10]);
}

/** A Taiwanese identity number, a letter and nine digits. */
export function isTaiwaneseNumberValid(number: string): boolean {
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(number[0]!.toUpperCase()) + 10;
  const digits = Array.from(number.slice(1), Number);
  const sum = digits.reduce((total, digit, place) => total + digit * (place === 8 ? 1 : 8 - place), 0);
  return (Math.floor(letter / 10) + (letter % 10) * 9 + sum) % 10 === 0;
}

/** A Hong Kong identity number, one or two letters, six digits and a check sign. */
export function isHongKongNumberValid(number: string): boolean {
  const signs = number.toUpperCase().padStart(9, ' ');
  let sum = 0;
  for (let place = 0; place < 8; place++) {
    const sign = signs[place]!;
    const value = sign === ' ' ? 36 : Number.parseInt(sign, 36);
    sum += value * (9 - place);
  }
  return 'A0'.includes(signs[8]!)
    ? (sum + (signs[8] === 'A' ? 10 : 0)) % 11 === 0
    : (sum + Number(signs[8])) % 11 === 0;
}

/** A Singaporean identity number, a letter, seven digits and a check letter. */
export function isSingaporeanNumberValid(number: string): boolean {
  const upper = number.toUpperCase();
  const weights = [2, 7, 6, 5, 4, 3, 2];
  const offset = 'TG'.includes(upper[0]!) ? 4 : 0;
  const sum = weights.reduce((total, weight, place) => total + weight * Number(upper[place + 1]), offset);
  return ('ST'.includes(upper[0]!) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[sum % 11] === upper[8];
}

const brazilianDigit = (digits: string): number => {
  const sum = Array.from(digits, Number).reduce(
    (total, digit, place) => total + digit * (digits.length + 1 - place),
    0,
  );
  return ((sum * 10) % 11) % 10;
};

/** A Brazilian taxpayer's number of eleven digits, two of them check digits. */
export const isBrazilianNumberValid = (number: string): boolean =>
  brazilianDigit(number.slice(0, 9)) === Number(number[9]) &&
  brazilianDigit(number.slice(0, 10)) === Number(number[10]);
