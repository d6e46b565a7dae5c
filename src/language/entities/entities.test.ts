import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGazetteer, extractEntities, type GazetteerEntry } from '../index.ts';

const now = '2026-11-18';
const records: GazetteerEntry[] = [
  { type: 'person', name: 'Marek Dvořák' },
  { type: 'person', name: 'Siobhan Kearney' },
  { type: 'person', name: 'Chidi Okafor' },
  { type: 'person', name: 'Adaeze Okafor' },
  { type: 'person', name: '欧阳静' },
  { type: 'person', name: '廖海波' },
  { type: 'person', name: '高兴' },
  { type: 'company', name: 'Kestrel Aerospace' },
  { type: 'company', name: '青岛远航物流有限公司' },
  { type: 'product', name: 'Cobalt 500 Printer' },
  { type: 'product', name: 'SilverLine Headset' },
  { type: 'product', name: '飞鸽短信包' },
  { type: 'owner', name: 'Celeste Dubois' },
  { type: 'stage', name: 'Won', aliases: ['赢单', '成交'] },
  { type: 'stage', name: 'Proposal', aliases: ['报价'] },
];
const gazetteer = createGazetteer(records);
/** Types, words and values in short. */
const short = (text: string) =>
  extractEntities(text, { now, gazetteer })
    .map(
      ({ type, text: words, value }) =>
        `${type} ${words} = ${typeof value === 'object' ? `${value.amount} ${value.currency}` : value}`,
    )
    .join(' | ');

describe('extractEntities', () => {
  test.each([
    [
      'Marek from Kestrel wants 10 Cobalt 500s for $12.5k by Dec 15',
      'person Marek = Marek Dvořák | company Kestrel = Kestrel Aerospace | quantity 10 = 10 | product Cobalt 500s = Cobalt 500 Printer | money $12.5k = 12500 USD | date Dec 15 = 2026-12-15',
    ],
    ['ship between 3 and 7 December.', 'date_range between 3 and 7 December = 2026-12-03/2026-12-07'],
    ['away from 23 to 27 November', 'date_range from 23 to 27 November = 2026-11-23/2026-11-27'],
    ['no budget until Q2', 'date_range Q2 = 2027-04-01/2027-06-30'],
    [
      'siobhan kearny, (212) 555-0148',
      'person siobhan kearny = Siobhan Kearney | phone (212) 555-0148 = +12125550148',
    ],
    ['Okafor called', ''],
    [
      'silver line headsets for Celeste',
      'product silver line headsets = SilverLine Headset | owner Celeste = Celeste Dubois',
    ],
    ['order SO-20931, invoice 9921', 'order SO-20931 = SO-20931'],
    ['DKK 45,000 and 7.5% off', 'money DKK 45,000 = 45000 DKK | percent 7.5% = 7.5'],
    ['mark it Won', 'stage Won = Won'],
    ['We won the match, I will send a proposal', ''],
    [
      '远航要三百条飞鸽，下下周三之前，报价四千五',
      'company 远航 = 青岛远航物流有限公司 | quantity 三百条 = 300 | product 飞鸽 = 飞鸽短信包 | date 下下周三 = 2026-12-02 | money 四千五 = 4500 null',
    ],
    [
      '单价三块二，尾款9.1万8月底付',
      'money 三块二 = 3.2 CNY | money 9.1万 = 91000 null | date 8月底 = 2027-08-31',
    ],
    ['打186 0000 1234找hai bo', 'phone 186 0000 1234 = +8618600001234 | person hai bo = 廖海波'],
    ['欧阳总说好', 'person 欧阳 = 欧阳静'],
    ['我很高兴，高兴的电话多少', 'person 高兴 = 高兴'],
    ['单子是90017，18912340000', 'order 90017 = 90017 | phone 18912340000 = +8618912340000'],
    ['阶段改成赢单，涨8个点', 'stage 赢单 = Won | percent 8个点 = 8'],
  ])('%s', (text, expected) => {
    expect(short(text)).toBe(expected);
  });

  test('days no calendar has are none, and sums without a currency say so', () => {
    expect(short('due Feb 30, 2027')).toBe('');
    expect(short('2月30日到期')).toBe('');
    expect(short('a budget of 8000')).toBe('money 8000 = 8000 null');
  });

  test('nothing, pictures and a megabyte', () => {
    expect(short('')).toBe('');
    expect(short('🎉🎉')).toBe('');
    expect(extractEntities('call Marek '.repeat(100_000), { now, gazetteer }).length).toBeGreaterThan(900);
  });

  test('whatever the text: spans inside it and apart', () => {
    const pieces = fc.constantFrom(
      'Marek',
      '远航',
      '$',
      '1,200',
      '万',
      '12月',
      '3日',
      ' ',
      '，',
      'to',
      'SO-123',
      '#',
      '%',
      '@a.b',
      '+86',
      '高兴',
      's',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const entity of extractEntities(text, { now, gazetteer })) {
          expect(entity.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(entity.start, entity.end)).toBe(entity.text);
          end = entity.end;
        }
      }),
    );
  });
});
