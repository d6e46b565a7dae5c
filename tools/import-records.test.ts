import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

const table = [
  'First Name,Last Name,Email,Mobile,Company Name,Lifecycle Stage,Shoe size',
  'Dana,Whitfield,dana@northwind.example,+1 415 555 0100,Northwind Traders,Customer,42',
  '伟,张,zhang.wei@yuanshan.example,138 0013 8000,杭州远山贸易,Lead,43',
  'Nobody,Known,nobody-example,,,Lead,',
].join('\n');

describe('import_records', () => {
  test('shows the mapping and the counts first, imports on a yes, changes nothing the second time, is undone as one', async () => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });

    const rehearsed = await client.call('import_records', { text: table, dryRun: true });
    expect(rehearsed).toMatchObject({
      dryRun: true,
      kind: 'contact',
      columns: { 'First Name': 'name.first', Email: 'emails', 'Company Name': 'company', 'Shoe size': null },
      values: { 'Lifecycle Stage': { Customer: 'Won' } },
      read: 3,
      created: 2,
      skipped: 1,
      problems: [{ line: 4, column: 'emails', value: 'nobody-example' }],
    });
    expect(await client.difference()).toEqual({});

    const imported = await client.call('import_records', { text: table });
    expect(imported).toMatchObject({ created: 2, skipped: 1, changeId: expect.any(String) });
    expect(await client.call('search_contacts', { query: '张伟' })).toMatchObject({
      items: [{ name: '张伟', lifecycleStage: 'Lead' }],
    });

    const again = await client.call('import_records', { text: table, repeat: true });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 2, changeId: null });

    const { changeId } = imported;
    const companies = { text: 'Company Name,Domain\nOrchid,orchid.example\n', kind: 'company' };
    const more = await client.call('import_records', { ...companies, partOf: changeId });
    expect(more).toMatchObject({ created: 1, changeId });

    await client.call('undo_change', { changeId: imported.changeId });
    expect(await client.difference()).toEqual({});
  });

  test.each([
    [
      'Salesforce',
      'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date\n006A,One,Orchid,Qualification,100,2026-12-01\n006B,Two,Orchid,Id. Decision Makers,100,2026-12-01\n006C,Three,Orchid,Proposal/Price Quote,100,2026-12-01\n006D,Four,Orchid,Negotiation/Review,100,2026-12-01\n006E,Five,Orchid,Closed Won,100,2026-01-01\n',
    ],
    [
      'HubSpot',
      'Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal owner\n1,One,Appointment Scheduled,100,2026-12-01,\n2,Two,Qualified To Buy,100,2026-12-01,\n3,Three,Decision Maker Bought-In,100,2026-12-01,\n4,Four,Contract Sent,100,2026-12-01,\n5,Five,Closed Won,100,2026-01-01,\n',
    ],
    [
      '商机',
      '商机名称,销售阶段,金额,预计成交日期\nOne,资格审查,100,2026-12-01\nTwo,需求分析,100,2026-12-01\nThree,提案/报价,100,2026-12-01\nFour,谈判/复审,100,2026-12-01\nFive,赢单,100,2026-01-01\n',
    ],
  ])('the stages another CRM begins with are told by ours: %s', async (_, text) => {
    await using client = await connectTestClient({ person: () => 'yes' });
    expect(await client.call('import_records', { text, kind: 'deal' })).toMatchObject({
      created: 5,
      skipped: 0,
    });
    const { items } = (await client.call('search_records', {
      kind: 'deal',
      filter: "name in ('One', 'Two', 'Three', 'Four', 'Five')",
    })) as {
      items: { name: string; stage: string }[];
    };
    expect(Object.fromEntries(items.map(({ name, stage }) => [name, stage]))).toEqual({
      One: 'Qualified',
      Two: 'Qualified',
      Three: 'Proposal',
      Four: 'Negotiation',
      Five: 'Won',
    });
  });

  test.each([
    [
      'Dana Whitfield',
      'Record ID,First Name,Last Name,Email,Create Date\n101,Dana,Whitfield,dana@n.example,2024-01-02 17:30\n',
    ],
    ['张伟', '姓名,邮箱,创建时间\n张伟,zhang.wei@y.example,2024-01-02 17:30\n'],
  ])('a record is as old as it was where it comes from: %s', async (name, text) => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
    const imported = await client.call('import_records', { text, kind: 'contact' });
    expect(Object.values(imported.columns as object)).toContain('createdAt');
    const created = async () => {
      const { items } = (await client.call('search_contacts', {
        filter: 'createdAt < 2024-02-01',
      })) as { items: { name: string }[] };
      return items.map((item) => item.name);
    };
    expect(await created()).toEqual([name]);
    expect(await client.call('import_records', { text, kind: 'contact', repeat: true })).toMatchObject({
      unchanged: 1,
    });
    const undone = await client.call('undo_change', { changeId: imported.changeId });
    expect(await created()).toEqual([]);
    await client.call('undo_change', { changeId: undone.changeId });
    expect(await created()).toEqual([name]);
  });

  test('after an import of many rows queries are planned by what is there now', async () => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
    const addresses = Array.from({ length: 5_600 }, (_, number) => `${number}@a.co`);
    await client.call('import_records', { text: ['Email', ...addresses].join('\n') });
    const known = sql`select reltuples::integer as rows from pg_class where oid = 'contacts'::regclass`;
    const [contacts] = await client.app.database.system((tx) => tx.execute<{ rows: number }>(known));
    expect(contacts?.rows).toBeGreaterThan(5_000);
  });

  test('however many imports there were, a search reads few segments and finds the people of each: 每次导入的人都找得到', async () => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
    const [imports, people] = [66, 50];
    const nameOf = (number: number) => (number % 2 === 0 ? `Ada Byron ${number}` : `王小明${number}`);
    const textOf = (round: number) =>
      [
        'Name,Email',
        ...Array.from({ length: people }, (_, row) => round * people + row).map(
          (number) => `${nameOf(number)},person${number}@example.com`,
        ),
      ].join('\n');
    const segments = async () => {
      const standing = sql`
        select count(*)::integer as count from segments 
        where part_of is null and kind = 'contact.wholes' and workspace_id = ${client.app.session.workspace.id}`;
      const [row] = await client.app.database.system((tx) => tx.execute<{ count: number }>(standing));
      return row?.count;
    };
    const found = async (query: string) =>
      (await client.call('search_contacts', { query })).items as { name: string }[];
    const changes = [];
    for (let round = 0; round < imports; round++)
      changes.push((await client.call('import_records', { text: textOf(round) })).changeId);
    expect(await segments()).toBe(imports - 63);
    for (const number of [0, 1, 1_633, 1_634, 3_298, 3_299]) {
      expect(await found(nameOf(number))).toContainEqual(expect.objectContaining({ name: nameOf(number) }));
      expect((await found(`person${number}@example.com`))[0]).toMatchObject({ name: nameOf(number) });
    }
    await client.call('undo_change', { changeId: changes[0] });
    expect((await found('person0@example.com')).map(({ name }) => name)).not.toContain(nameOf(0));
    expect((await found('person50@example.com'))[0]).toMatchObject({ name: nameOf(50) });
    const again = await client.call('import_records', { text: textOf(1), repeat: true });
    expect(again).toMatchObject({ created: 0, unchanged: people });
  });

  test('rows that are lines of one order become that order, with its goods; unknown goods are told of', async () => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
    await client.call('import_records', { text: 'Name,SKU,Price\nMug,MUG,20.5\n茶壶,TP,80\n' });
    await client.call('import_records', { text: 'Name,Email\nDana,dana@x.example\n' });
    const orders = [
      '订单号,邮箱,下单时间,商品名称,货号,数量,单价',
      'A1,dana@x.example,2026-03-01,,MUG,2,20.5',
      'A1,dana@x.example,2026-03-01,茶壶,,1,80',
      'A2,dana@x.example,2026-03-02,Fork,,1,5',
    ].join('\n');
    const imported = await client.call('import_records', { text: orders, kind: 'order' });
    expect(imported).toMatchObject({
      created: 1,
      skipped: 1,
      problems: [{ line: 4, reason: expect.stringContaining('"Fork"') }],
    });
    const found = await client.call('search_records', { kind: 'order' });
    expect(found).toMatchObject({ items: [{ number: 'A1', contact: 'Dana', total: '121.00 USD' }] });
    const again = await client.call('import_records', { text: orders, kind: 'order', repeat: true });
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  test('没有人批准就不写入', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    const refused = await client.fail('import_records', { text: table });
    expect(refused).toMatchObject({ code: 'approval_required', message: expect.stringContaining('联系人') });
    expect(await client.difference()).toEqual({});
  });

  test('reads no file where no folder is given, and none outside it', async () => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('import_records', { path: 'people.csv' })).toMatchObject({
      code: 'invalid_input',
      hint: expect.stringContaining('--files'),
    });

    const folder = await mkdtemp(join(tmpdir(), 'rapport-import-'));
    await writeFile(join(folder, 'people.csv'), table);
    const { createImporting } = await import('../src/quality/index.ts');
    const importing = createImporting(join(folder));
    const workspace = { language: 'en', currency: 'USD', customFields: () => [] } as const;
    const prepared = await importing.prepare({ path: 'people.csv' }, workspace);
    expect(prepared.mapping.kind).toBe('contact');
    for (const path of ['../people.csv', tmpdir()])
      await expect(importing.prepare({ path }, workspace)).rejects.toMatchObject({ code: 'forbidden' });
    await rm(folder, { recursive: true });
  });

  test.each([
    [{ text: 'Umsatz,Ort\n1,Köln\n' }, /cannot be read as records of any kind: "Umsatz", "Ort"/],
    [{ text: 'Name,Full Name,Email\nA,B,a@x.example\n' }, /"Name" and "Full Name" both mean name/],
    [{ text: 'Email,Follow-up\na@x.example,03/04/2026\n' }, /may be day-month or month-day/],
    [
      { text: table, kind: 'contact', columns: { Email: 'emials' } },
      /no field "emials"\. Did you mean emails/,
    ],
    [
      { text: table, kind: 'contact', columns: { 'E-mail': 'emails' } },
      /no column "E-mail"\. Did you mean Email/,
    ],
    [{ text: table, columns: { Email: 'emails' } }, /Columns need a kind/],
    [{}, /either a path or a text/],
    [{ text: table, kind: 'person' }, /kind/],
  ])('%j is refused with the next step', async (given, message) => {
    await using client = await connectTestClient({ company: 'none' });
    expect(await client.fail('import_records', { ...given, dryRun: true })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(message),
    });
  });
});
