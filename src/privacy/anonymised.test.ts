import { expect, test } from 'vitest';
import { createAnonymiser } from './anonymised.ts';

const known = {
  people: ['Ada Quill', 'Grace', '高兴', '欧阳晓明', "Siobhán O'Neil"],
  companies: ['Aviary & Sons', '杭州远山贸易'],
  emails: ['ada.quill@aviary.example', 'grace@aviary.example'],
  phones: ['+14155550177', '+86 138 0013 8000', '62321234'],
  codes: ['W2890441', 'TKT-1042'],
};

test('nothing a workspace knows is left, in either language, however it is written', () => {
  const anonymise = createAnonymiser(known);
  const texts = [
    'Ada Quill (ada.quill@aviary.example, 415-555-0177) rang about W2890441; ADA QUILL wants 12 pcs for $1,200.',
    'Spoke to grace of Aviary & Sons, mail GRACE@AVIARY.EXAMPLE, then (415) 555 0177 again. See tkt-1042.',
    '高兴说欧阳晓明在杭州远山贸易，电话138-0013-8000或62321234，订单W2890441金额8000元。',
    "Siobhán O'Neil: call 001 415.555.0177, born 3 March 1985.",
  ];
  const written = texts.map(anonymise).join('\n').toLowerCase();
  for (const one of [...known.people, ...known.companies, ...known.emails, ...known.codes])
    expect(written).not.toContain(one.toLowerCase());
  for (const digits of ['5550177', '555 0177', '555-0177', '555.0177', '0013', '62321234', '1985'])
    expect(written).not.toContain(digits);
  expect(written).toContain('12 pcs for $1,200');
  expect(written).toContain('8000元');
});

test('the same datum has the same pseudonym within an export, and another in the next', () => {
  const [one, other] = [createAnonymiser(known), createAnonymiser(known)];
  const text = 'Ada Quill met Grace';
  expect(one(text)).toBe(one(text));
  expect(one(text)).toMatch(/^<PERSON_[\da-f]{8}> met <PERSON_[\da-f]{8}>$/);
  expect(one(text)).not.toBe(other(text));
});
