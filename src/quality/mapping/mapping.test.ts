import { describe, expect, test } from 'vitest';
import { openText } from '../../files/index.ts';
import { type ImportProblem, isProblem, type MappedRow, type Mapping, type Source } from '../contract.ts';
import { mapRows } from './apply.ts';
import { dateEvidence, parseBooleanCell, parseDateCell, parseNumberCell, partsOf } from './cells.ts';
import { readMapFile, writeMapFile } from './map-file.ts';
import { proposeMapping } from './propose.ts';

const english = { language: 'en', currency: 'USD' } as const;

async function rowsOf(source: Source, mapping: Mapping): Promise<(MappedRow | ImportProblem)[]> {
  const rows = [];
  for await (const piece of mapRows(source, mapping, english)) rows.push(...piece);
  return rows;
}

async function mapped(text: string, name = 'text') {
  const source = await openText(name, text, english);
  const { mapping } = await proposeMapping(source, english);
  const rows = await rowsOf(source, mapping);
  return {
    mapping,
    rows,
    fields: Object.fromEntries(mapping.columns.map(({ column, field }) => [column, field])),
  };
}

describe('dates', () => {
  test.each([
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5 14:05', '2026-03-05T14:05:00'],
    ['2026年3月5日', '2026-03-05'],
    ['2026年3月5日 下午2:30', '2026-03-05T14:30:00'],
    ['20260305', '2026-03-05'],
    ['05.03.2026', '2026-03-05'],
    ['25/12/2026', '2026-12-25'],
    ['12/25/26 9:00 PM', '2026-12-25T21:00:00'],
    ['2024-01-01T10:00:00.000+0000', '2024-01-01T10:00:00+00:00'],
    ['5 March 2026', '2026-03-05'],
    ['Mar 5, 2026 at 2:30 pm', '2026-03-05T14:30:00'],
    ['1772668800000', '2026-03-05T00:00:00.000Z'],
    ['2026-02-30', null],
    ['03/04/2026', null],
    ['tomorrow', null],
    ['', null],
  ])('%j is %j', (cell, read) => {
    expect(parseDateCell(cell, {})).toBe(read);
  });

  test('in either order follow the file', () => {
    expect(parseDateCell('03/04/2026', { dateOrder: 'day-month' })).toBe('2026-04-03');
    expect(parseDateCell('03/04/2026', { dateOrder: 'month-day' })).toBe('2026-03-04');
    expect(['03/04/2026', '13/04/2026', '04/13/2026', '2026-01-02'].map(dateEvidence)).toEqual([
      'either',
      'day-month',
      'month-day',
      null,
    ]);
  });
});

describe('numbers', () => {
  test.each([
    ['1,234.50', false, '1234.5', undefined],
    ['1.234,56', true, '1234.56', undefined],
    ['￥12,000.50', false, '12000.5', 'CNY'],
    ['USD 50,000.00', false, '50000', 'USD'],
    ['€ 1.200', true, '1200', 'EUR'],
    ['1.2万', false, '12000', undefined],
    ['(300)', false, '-300', undefined],
    ['-5', false, '-5', undefined],
    ['1 234 567', false, '1234567', undefined],
    ['3.5k', false, '3500', undefined],
    ['12,000元', false, '12000', 'CNY'],
    ['0.10', false, '0.1', undefined],
  ])('%j is %j', (cell, decimalComma, value, currency) => {
    expect(parseNumberCell(cell, { decimalComma })).toEqual({ value, ...(currency && { currency }) });
  });

  test('words and dates are none', () => {
    for (const cell of ['many', '2026-03-05', 'n/a', '待定']) expect(parseNumberCell(cell, {})).toBeNull();
  });
});

test('yes and no, and several addresses in a cell', () => {
  expect(['Yes', '是', '0', '否', 'maybe'].map(parseBooleanCell)).toEqual([
    'true',
    'true',
    'false',
    'false',
    null,
  ]);
  expect(partsOf('a@x.example; b@x.example a@x.example', 'emails')).toEqual(['a@x.example', 'b@x.example']);
  expect(partsOf("'+86 138 0013 8000 / 0571-8888 8888", 'phones')).toEqual([
    '+86 138 0013 8000',
    '0571-8888 8888',
  ]);
});

describe('exports', () => {
  test('HubSpot contacts', async () => {
    const { mapping, rows } = await mapped(
      'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Primary Associated Company ID,Associated Company,Lifecycle Stage,Last Activity Date,Create Date\n' +
        '101,Dana,Whitfield,dana@n.example,+1 415 555 0100,Raj Patel,9001,Northwind,Marketing Qualified Lead,2024-03-05 09:00,2024-01-02\n',
    );
    expect(mapping).toMatchObject({ kind: 'contact', from: 'hubspot' });
    expect(rows).toEqual([
      {
        line: 2,
        values: {
          name: 'Dana Whitfield',
          emails: ['dana@n.example'],
          phones: ['+1 415 555 0100'],
          owner: 'Raj Patel',
          company: 'Northwind',
          lifecycleStage: 'Qualified',
          lastContactOn: '2024-03-05',
          createdAt: '2024-01-02',
        },
        externalId: '101',
        references: { company: '9001' },
      },
    ]);
  });

  test('Salesforce opportunities', async () => {
    const { mapping, rows } = await mapped(
      'Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,OwnerId,CreatedDate\n006A,false,001A,Big one,Closed Won,50000.0,2024-06-30,005A,2024-01-01T10:00:00.000+0000\n',
    );
    expect(mapping).toMatchObject({ kind: 'deal', from: 'salesforce' });
    expect(rows[0]).toMatchObject({
      values: { name: 'Big one', stage: 'Won', amount: '50000', expectedCloseOn: '2024-06-30' },
      externalId: '006A',
      references: { company: '001A' },
    });
  });

  test('Pipedrive deals: what is won is won, whatever its stage', async () => {
    const { mapping, rows } = await mapped(
      'Deal - Title,Deal - Value,Deal - Currency of value,Deal - Organization,Deal - Contact person,Deal - Stage,Deal - Status,Deal - ID\nWidget,1200,EUR,Acme,Jo Doe,Proposal Made,Won,5\nGadget,80,EUR,Acme,Jo Doe,Proposal Made,Open,6\n',
    );
    expect(mapping).toMatchObject({ kind: 'deal', from: 'pipedrive' });
    expect(rows.map((row) => (row as MappedRow).values.stage)).toEqual(['Won', 'Proposal Made']);
  });

  test('中文客户表和商机表', async () => {
    const contacts = await mapped(
      '客户姓名,手机,公司,跟进时间,状态\n张伟,13800138000,杭州远山贸易,2026年3月5日,已成交\n',
    );
    expect(contacts.fields).toEqual({
      客户姓名: 'name',
      手机: 'phones',
      公司: 'company',
      跟进时间: 'followUpOn',
      状态: 'lifecycleStage',
    });
    expect(contacts.rows[0]).toMatchObject({
      values: { name: '张伟', followUpOn: '2026-03-05', lifecycleStage: 'Won' },
    });
    const deals = await mapped(
      '商机名称,客户名称,商机金额（万元）,预计成交日期,商机阶段\n续约,杭州远山贸易,1.2,2026-04-30,赢单\n',
    );
    expect(deals.rows[0]).toMatchObject({
      values: {
        name: '续约',
        company: '杭州远山贸易',
        amount: '12000',
        expectedCloseOn: '2026-04-30',
        stage: 'Won',
      },
    });
  });

  test('headers in any spelling, and names in the order of their script', async () => {
    const { fields, rows } = await mapped(
      'first_name,lastName,E-MAIL,mobilePhone,do_not_contact\n伟,张,w@x.example,1380013,yes\n',
    );
    expect(Object.values(fields)).toEqual(['name.first', 'name.last', 'emails', 'phones', 'doNotContact']);
    expect(rows[0]).toMatchObject({ values: { name: '张伟', doNotContact: 'true' } });
  });

  test('a date order follows from the one date that tells; a bad cell leaves its row out', async () => {
    const { mapping, rows } = await mapped(
      'Name,Email,Last contacted\nA,a@x.example,03/04/2026\nB,b@x.example,25/04/2026\nC,c@x.example,soon\n',
    );
    expect(mapping.dateOrder).toBe('day-month');
    expect(rows[0]).toMatchObject({ values: { lastContactOn: '2026-04-03' } });
    expect(rows[2]).toEqual({
      line: 4,
      column: 'Last contacted',
      value: 'soon',
      reason: expect.stringContaining('no date'),
    });
  });

  test('a text of a megabyte and cut phone numbers are problems of their row, formulas are text', async () => {
    const { rows } = await mapped(
      `Name,Phone,Notes\nA,123456,${'x'.repeat(1_048_576)}\nB,1.38E+10,\nC,1234567,=1+1\n`,
    );
    expect(rows.map((row) => (isProblem(row) ? row.column : row.values.notes))).toEqual([
      'Notes',
      'Phone',
      '=1+1',
    ]);
  });
});

describe('orders with a row for each line', () => {
  const shop = [
    'Name,Email,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku',
    '#1001,dana@x.example,2026-03-05,61.00,2,Blue mug,20.50,MUG-B',
    '#1002,,2026-03-06,9.00,1,Spoon,9.00,SPN',
    '#1001,,,,1,Plate,20.00,',
  ].join('\n');

  test('are one order a number; its first row speaks for it', async () => {
    const { mapping, rows } = await mapped(shop, 'orders_export.csv');
    expect(mapping.kind).toBe('order');
    expect(rows).toMatchObject([
      {
        line: 2,
        values: { number: '#1001', contact: 'dana@x.example', total: '61' },
        children: {
          order_line: [
            { productName: 'Blue mug', sku: 'MUG-B', quantity: '2', unitPrice: '20.5' },
            { productName: 'Plate', quantity: '1', unitPrice: '20' },
          ],
        },
      },
      { line: 3, values: { number: '#1002', total: '9' }, children: { order_line: [{ sku: 'SPN' }] } },
    ]);
  });

  test('金额逐行不同的是明细金额，订单金额由明细得出', async () => {
    const { rows } = await mapped(
      '订单号,客户,商品名称,数量,单价,金额\nA1,张伟,茶杯,2,¥15,30\nA1,张伟,茶壶,1,¥80,80\nA2,李娜,茶壶,,,\n',
      '订单.csv',
    );
    expect(rows).toMatchObject([
      { values: { number: 'A1', contact: '张伟', total: '110', currency: 'CNY' } },
      { values: { number: 'A2' }, children: { order_line: [{ productName: '茶壶' }] } },
    ]);
  });

  test.each([
    ['Order number,Customer,Product,Quantity,Price\nA1,Dana,Mug,2,15\n', { unitPrice: '15' }, '30'],
    ['订单号,客户,商品名称,数量,价格\nA1,张伟,茶杯,2,15\n', { unitPrice: '15' }, '30'],
    ['Order number,Customer,Price\nA1,Dana,15\n', undefined, '15'],
  ])('a price alone is that of the goods where there are any: %j', async (text, line, total) => {
    const { rows } = await mapped(text, 'orders.csv');
    expect(rows).toMatchObject([{ values: { total }, ...(line && { children: { order_line: [line] } }) }]);
  });

  test('lines that come long after their order was put in are told of, never lost', async () => {
    const line = (number: number) => `N${number},Mug,1,5`;
    const numbers = [...Array.from({ length: 1_200 }, (_, index) => index), 0, 1_199];
    const { rows } = await mapped(
      `Order number,Product,Quantity,Unit price\n${numbers.map(line).join('\n')}\n`,
    );
    expect(rows.filter((row) => !isProblem(row))).toHaveLength(1_200);
    expect(rows.filter(isProblem)).toEqual([
      { line: 1_202, column: 'number', value: 'N0', reason: expect.stringContaining('sort the file') },
    ]);
    expect(rows.find((row) => !isProblem(row) && row.values.number === 'N1199')).toMatchObject({
      children: { order_line: [{}, {}] },
      values: { total: '10' },
    });
  });
});

describe('a mapping as a file', () => {
  const text = 'Name,Email,Customer,Size\nA,a@x.example,Acme,4\n';

  test('reads back as it was written, also edited', async () => {
    const source = await openText('text', text, english);
    const { mapping } = await proposeMapping(source, english);
    const file = writeMapFile(mapping);
    expect(readMapFile(file, source, english).columns.map(({ field }) => field)).toEqual(
      mapping.columns.map(({ field }) => field),
    );
    const edited = {
      ...JSON.parse(file),
      columns: { Name: '姓名', Size: 'custom.size' },
      values: { Size: { 4: 'four' } },
    };
    const reread = readMapFile(JSON.stringify(edited), source, english);
    expect(await rowsOf(source, reread)).toEqual([{ line: 2, values: { name: 'A', 'custom.size': 'four' } }]);
  });

  test.each([
    ['{}', /no JSON with "kind" and "columns"/],
    ['not json', /no JSON/],
    ['{"kind":"contacts","columns":{}}', /kind "contacts" is none\. Did you mean contact/],
    ['{"kind":"contact","columns":{"Name":"nmae"}}', /no field "nmae"\. Did you mean/],
    ['{"kind":"contact","columns":{"Nam":"name"}}', /no column "Nam"\. Did you mean Name/],
    [
      '{"kind":"contact","columns":{"Name":"name","Customer":"name"}}',
      /"Name" and "Customer" both mean name/,
    ],
    ['{"kind":"contact","columns":{"Name":"name"},"dateOrder":"mdy"}', /dateOrder/],
  ])('%s is refused', async (file, message) => {
    const source = await openText('text', text, english);
    expect(() => readMapFile(file, source, english)).toThrow(message);
  });
});
