import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAmounts, parseEmails, parseNumber, parseNumbers, parsePhones } from './index.ts';

describe('parseNumber', () => {
  test.each([
    ['1,200', '1200'],
    ['3.5k', '3500'],
    ['1.2m', '1200000'],
    ['2 million', '2000000'],
    ['-4', '-4'],
    ['1200.50', '1200.5'],
    ['twenty-one', '21'],
    ['two hundred and fifty', '250'],
    ['three thousand four hundred', '3400'],
    ['half a million', '500000'],
    ['a couple of', '2'],
    ['a dozen', '12'],
    ['五', '5'],
    ['十五', '15'],
    ['二十', '20'],
    ['一百零五', '105'],
    ['一百二', '120'],
    ['两万五', '25000'],
    ['3万5', '35000'],
    ['1.2亿', '120000000'],
    ['一亿三千万', '130000000'],
    ['一千二百万', '12000000'],
    ['二〇二三', '2023'],
    ['三点五万', '35000'],
    ['半亿', '50000000'],
    ['hello', null],
    ['', null],
  ])('%s is %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  test('money keeps every cent', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.integer({ min: 1, max: 99 }),
        (whole, cents) => {
          const decimal = `${whole}.${String(cents).padStart(2, '0')}`;
          const grouped = decimal.replace(/\B(?=(\d{3})+\.)/g, ',');
          expect(parseAmounts(`worth $${grouped} net`)[0]?.value).toBe(decimal.replace(/0$/, ''));
        },
      ),
    );
  });
});

describe('parseAmounts', () => {
  const short = (text: string) =>
    parseAmounts(text).map(({ value, currency, text }) => [text, value, currency].filter(Boolean).join(' '));

  test.each([
    ['a deal worth $1.2m', ['$1.2m 1200000 USD']],
    ['20k USD a year', ['20k USD 20000 USD']],
    ['USD 5,000.50 now', ['USD 5,000.50 5000.5 USD']],
    ['about €3 million', ['€3 million 3000000 EUR']],
    ['RMB 5000 per seat', ['RMB 5000 5000 CNY']],
    ['five hundred dollars', ['five hundred dollars 500 USD']],
    ['HK$300', ['HK$300 300 HKD']],
    ['a budget of 8000', ['8000 8000']],
    ['set the value to 12k', ['12k 12000']],
    ['合同金额三万五千元', ['三万五千元 35000 CNY']],
    ['预算大概50万', ['50万 500000']],
    ['报价1.5亿人民币', ['1.5亿人民币 150000000 CNY']],
    ['￥12,000', ['￥12,000 12000 CNY']],
    ['每个席位200美元', ['200美元 200 USD']],
    ['两百块钱', ['两百块钱 200 CNY']],
    ['20 seats for 3 months, 50% off, room 12', []],
    ['三个人等了五天', []],
    ['call on 2023-12-01', []],
  ])('%s', (text, amounts) => {
    expect(short(text)).toEqual(amounts);
  });
});

describe('parsePhones', () => {
  test.each([
    ['call 952-257-9165', '+19522579165'],
    ['(724) 857 2625', '+17248572625'],
    ['952.257.9165', '+19522579165'],
    ['95 22 57 91 65', '+19522579165'],
    ['+44 20 7946 0958', '+442079460958'],
    ['手机13812345678', '+8613812345678'],
    ['138-1234-5678', '+8613812345678'],
    ['138 1234 5678', '+8613812345678'],
    ['+86 138 1234 5678', '+8613812345678'],
    ['座机 010-62345678', '+861062345678'],
  ])('%s', (text, international) => {
    expect(parsePhones(text)).toMatchObject([{ international }]);
  });

  test('dates, amounts, record numbers and addresses are no telephones', () => {
    for (const text of [
      '2023-12-01',
      '12/01/2023',
      '$1,200,000',
      'customer 00000060',
      '20231201',
      'a1234567890@x.com',
      '5000000',
    ]) {
      expect(parsePhones(text)).toEqual([]);
    }
  });

  test('a short local number needs a word that says so', () => {
    expect(parsePhones('phone is 5551234')).toMatchObject([{ digits: '5551234' }]);
    expect(parsePhones('order 5551234')).toEqual([]);
  });
});

describe('parseEmails', () => {
  test('with and without a top-level domain, beside Chinese text and punctuation', () => {
    expect(parseEmails('邮箱改成Taylor.Jackson@nanolabs，抄送 a.b+c@mail.example.co.uk.')).toMatchObject([
      { address: 'taylor.jackson@nanolabs', complete: false },
      { address: 'a.b+c@mail.example.co.uk', complete: true },
    ]);
    expect(parseEmails('meet @ noon, @handle, me@')).toEqual([]);
  });
});

test('spans of every kind lie inside the text and tell what stands there', () => {
  const pieces = fc.constantFrom(
    '$',
    '1,200',
    '万',
    '5',
    '元',
    'k',
    ' ',
    '-',
    '+86',
    '138',
    '(',
    ')',
    '@',
    'a.b',
    '.',
    'two hundred',
    '三十',
    '点',
    '半',
  );
  const messy = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(messy, (text) => {
      for (const span of [
        ...parseNumbers(text),
        ...parseAmounts(text),
        ...parsePhones(text),
        ...parseEmails(text),
      ]) {
        expect(text.slice(span.start, span.end)).toBe(span.text);
      }
      for (const { value } of parseAmounts(text)) expect(value).toMatch(/^\d+(\.\d+)?$/);
    }),
  );
});
