import type { Language } from './rows.ts';

const areaCodes =
  '202 206 212 213 214 215 216 303 304 305 307 308 309 310 312 313 314 315 316 317 401 402 404 405 406 407 408 412 413 414 415 416 417 419 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 601 602 603 604 605 606 607 608 609 610'.split(
    ' ',
  );
const mobilePrefixes = ['138', '139', '136', '137', '150', '151', '158', '159', '186', '187', '188', '189'];

/**
 * The n-th person's number, which nobody answers. North America sets 555-0100 to 555-0199 of every area
 * aside for fiction; China has no such range, so the block 0000 of a mobile prefix stands in. Numbers repeat
 * after some thousand people.
 */
export function personPhone(language: Language, number: number): string {
  if (language === 'en') return fictional(Math.floor(number / 100), number);
  return `+86 ${at(mobilePrefixes, Math.floor(number / 10_000))} 0000 ${padded(number % 10_000, 4)}`;
}

/** The n-th company's switchboard. */
export function companyPhone(language: Language, number: number): string {
  if (language === 'en') return fictional(areaCodes.length - 1 - Math.floor(number / 100), number);
  return `+86 400 ${padded(Math.floor(number / 10_000), 3)} ${padded(number % 10_000, 4)}`;
}

const fictional = (area: number, number: number): string =>
  `+1 ${at(areaCodes, area)}-555-01${padded(number % 100, 2)}`;

const at = (list: readonly string[], index: number): string =>
  list[((index % list.length) + list.length) % list.length]!;

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');
