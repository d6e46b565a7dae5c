import { parseAmounts, parseEmails, parseNumbers, parsePhones } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { type Meaning, type Mention, withoutOverlaps } from './mention.ts';

export function emails(text: string, workspace: WorkspaceDescription): Mention[] {
  return parseEmails(text).map(({ start, end, text: written, address }) => {
    const member = workspace.members.find((one) => one.email.toLowerCase() === address);
    const is: Meaning = member ? { type: 'member', members: [member] } : { type: 'email', value: written };
    return { start, end, text: written, is };
  });
}

export const phones = (text: string): Mention[] =>
  parsePhones(text).map(({ start, end, text: written }) => ({
    start,
    end,
    text: written,
    is: { type: 'phone', value: written },
  }));

export const withNumbers = (text: string, mentions: readonly Mention[]): Mention[] =>
  withoutOverlaps([...mentions, ...numbersIn(text)]);

/** The amounts and numbers of a text. */
export function numbersIn(text: string): Mention[] {
  const amounts = parseAmounts(text).map(
    ({ start, end, text: written, value, currency }): Mention => ({
      start,
      end,
      text: written,
      is: { type: 'number', value, money: true, ...(currency !== undefined && { currency }) },
    }),
  );
  const numbers = parseNumbers(text)
    .filter((number) => /\d/.test(number.text))
    .map(
      ({ start, end, text: written, value }): Mention => ({
        start,
        end,
        text: written,
        is: { type: 'number', value, money: false },
      }),
    );
  return withoutOverlaps([...amounts, ...numbers]);
}
