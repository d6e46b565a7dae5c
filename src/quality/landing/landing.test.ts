import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestPlace, type TestPlace } from '../../../db/testing.ts';
import { openBatches } from '../../../tools/kernel/batches.ts';
import { type App, createApp } from '../../wire.ts';
import type { ImportKind, ImportReport, MappedRow } from '../contract.ts';
import { changes, contentsOf, counts, ok, people, recordsOf, rowsOf, run, verified } from './testing.ts';

const now = new Date('2026-03-05T09:00:00Z');
let place: TestPlace;
let root: App;
let workspaces = 0;

beforeAll(async () => {
  place = await makeTestPlace();
  const { drop, ...where } = place;
  root = await createApp({ ...where, clock: () => now, client: 'test', toolsets: ['all'] });
});
afterAll(async () => {
  await root.close();
  await place.drop();
});

const openWorkspace = () =>
  root.inWorkspace(`import ${++workspaces}`, { timeZone: 'Asia/Shanghai', currency: 'CNY', language: 'en' });

describe('contacts', () => {
  test('go in once: a second import changes nothing and logs nothing, a changed file changes what changed', async () => {
    const app = await openWorkspace();
    const first = await run(app, 'contact', people(1_200));
    expect(counts(first)).toEqual({ read: 1_200, created: 1_200, updated: 0, unchanged: 0, skipped: 0 });
    expect((await recordsOf(app, 'company')).map(({ name }) => name).sort()).toEqual([
      'Acme Ltd',
      '华阳科技',
    ]);
    const found = await ok(app, 'search_contacts', { query: 'person7@example.com' });
    expect((found.items as unknown[])[0]).toMatchObject({ name: 'Ada Byron 7', company: '华阳科技' });
    const sounded = await ok(app, 'search_contacts', { query: 'wang xiaoming 999' });
    expect((sounded.items as unknown[])[0]).toMatchObject({ name: '王小明999' });

    const again = await run(app, 'contact', people(1_200));
    expect(counts(again)).toMatchObject({ created: 0, updated: 0, unchanged: 1_200 });
    expect(again.changeId).toBeNull();
    expect(await changes(app)).toHaveLength(1);

    const changed = people(1_200);
    changed[5]!.values.jobTitle = 'Director';
    changed[6]!.values.emails = ['person6@example.com', 'second6@example.com'];
    expect(counts(await run(app, 'contact', changed))).toMatchObject({ updated: 2, unchanged: 1_198 });
    expect((await verified(app)).firstBreak).toBeNull();
  });

  test('in two imports of one file at once go in once', async () => {
    const app = await openWorkspace();
    const both = await Promise.all([run(app, 'contact', people(1_200)), run(app, 'contact', people(1_200))]);
    expect(both.reduce((sum, { created, unchanged }) => sum + created + unchanged, 0)).toBe(2_400);
    expect(await recordsOf(app, 'contact')).toHaveLength(1_200);
  });

  test('are one change to a person, which is undone as one and redone as one', async () => {
    const app = await openWorkspace();
    const before = await contentsOf(app);
    const { changeId } = await run(app, 'contact', people(700));
    const after = await contentsOf(app);
    const [change] = await changes(app);
    expect(change).toMatchObject({ changeId, tool: 'import_records', undone: false, more: 699 });

    const undone = await ok(app, 'undo_change', { changeId });
    expect(undone).toMatchObject({ undone: [changeId] });
    expect(await contentsOf(app)).toEqual(before);
    expect((await ok(app, 'search_contacts', { query: 'person7@example.com' })).items).toEqual([]);
    expect((await changes(app))[1]).toMatchObject({ changeId, undone: true });
    expect(await app.call('undo_change', { changeId })).toMatchObject({ error: { code: 'not_found' } });

    await ok(app, 'undo_change', { changeId: undone.changeId });
    expect(await contentsOf(app)).toEqual(after);
    expect((await verified(app)).firstBreak).toBeNull();
  });

  test('edited since are not undone, nor are any of the others', async () => {
    const app = await openWorkspace();
    const { changeId } = await run(app, 'contact', people(600));
    await ok(app, 'save_contacts', { contact: 'person3@example.com', city: 'Berlin' });
    const edited = await contentsOf(app);
    const refused = await app.call('undo_change', { changeId });
    expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(JSON.stringify(refused)).toContain('王小明3');
    expect(await contentsOf(app)).toEqual(edited);
  });

  test('that cannot be stored are told with line, column and reason, and the good ones go in', async () => {
    const app = await openWorkspace();
    const report = await run(app, 'contact', [
      ...rowsOf([
        { name: 'Good One', emails: ['good@example.com'] },
        { name: 'Bad Mail', emails: ['nonsense'] },
        { name: 'Bad Stage', lifecycleStage: 'Leed' },
        { jobTitle: 'nobody at all' },
        { name: 'Bad Day', followUpOn: '2026-02-30' },
        { name: 'Nobody’s', owner: 'Somebody Else' },
        { emails: ['only@example.com'] },
      ]),
      { line: 9, reason: 'unterminated quote' },
    ]);
    expect(counts(report)).toEqual({ read: 8, created: 3, updated: 0, unchanged: 0, skipped: 5 });
    expect(report.problems).toMatchObject([
      { line: 3, column: 'emails', value: 'nonsense' },
      { line: 4, column: 'lifecycleStage', reason: expect.stringContaining('Did you mean Lead?') },
      { line: 5, column: 'name' },
      { line: 6, column: 'followUpOn', value: '2026-02-30' },
      { line: 9, reason: 'unterminated quote' },
      { line: 7, column: 'owner', reason: expect.stringContaining('without this owner') },
    ]);
  });

  test('of the same file are one record where they say the same, and a problem where they do not', async () => {
    const app = await openWorkspace();
    const rows = rowsOf([
      { name: 'Li Wei', emails: ['li@example.com'] },
      { name: 'Li Wei', emails: ['li@example.com'] },
      { name: 'Li Wei', emails: ['li@example.com'], city: 'Xi’an' },
      { name: 'Front Desk', phones: ['021 555 0100'] },
      { name: 'Back Office', phones: ['021 555 0100'] },
      { name: 'Li Wei', emails: ['other@example.com'] },
    ]);
    const expected = { read: 6, skipped: 1 };
    expect(counts(await run(app, 'contact', rows))).toMatchObject({ ...expected, created: 4, unchanged: 1 });
    expect(counts(await run(app, 'contact', rows))).toMatchObject({ ...expected, created: 0, unchanged: 5 });
  });

  test('are known again by the id of their source, which is nobody else’s', async () => {
    const app = await openWorkspace();
    const row = (externalId: string, values: MappedRow['values']): MappedRow => ({
      line: 2,
      values,
      externalId,
    });
    await run(app, 'contact', [row('17', { name: 'Grace Hopper', emails: ['grace@navy.mil'] })], {
      source: 'hubspot',
    });
    const renamed = row('17', { name: 'Grace Murray Hopper', emails: ['grace@example.com'] });
    expect(counts(await run(app, 'contact', [renamed], { source: 'hubspot' }))).toMatchObject({ updated: 1 });
    const stranger = row('17', { name: 'Linus Pauling', emails: ['linus@example.com'] });
    expect(counts(await run(app, 'contact', [stranger], { source: 'pipedrive' }))).toMatchObject({
      created: 1,
    });
    expect(await recordsOf(app, 'contact')).toHaveLength(2);
  });

  test('that share an id of their source in one file are one record: the first line decides which', async () => {
    const app = await openWorkspace();
    const row = (line: number, values: MappedRow['values'], externalId?: string): MappedRow => {
      return { line, values, ...(externalId && { externalId }) };
    };
    const rows = [
      row(2, { name: 'Ana Silva', emails: ['a@x.io'] }),
      row(3, { name: 'Ana Silva', emails: ['a@x.io'] }, '1'),
      row(4, { name: 'Ana Silva', emails: ['b@x.io'] }, '1'),
      row(5, { name: 'Bo Li', emails: ['bo@x.io'] }, '2'),
      row(6, { name: '张伟', emails: ['zhang@x.io'] }, '2'),
    ];
    const expected = { read: 5, skipped: 2 };
    const first = await run(app, 'contact', rows);
    expect(counts(first)).toMatchObject({ ...expected, created: 2, unchanged: 1 });
    expect(first.problems).toMatchObject([{ line: 4 }, { line: 6 }]);
    expect(counts(await run(app, 'contact', rows))).toMatchObject({ ...expected, created: 0, unchanged: 3 });
  });

  test('of another workspace are never taken for those of this one', async () => {
    const [ours, theirs] = [await openWorkspace(), await openWorkspace()];
    await run(theirs, 'contact', people(60));
    const before = await contentsOf(theirs);
    expect(counts(await run(ours, 'contact', people(60)))).toMatchObject({ created: 60 });
    expect(await contentsOf(theirs)).toEqual(before);
  });

  test('in a dry run leave nothing', async () => {
    const app = await openWorkspace();
    const before = await contentsOf(app);
    const report = await run(app, 'contact', people(600), { dryRun: true });
    expect(counts(report)).toMatchObject({ created: 600 });
    expect(report.changeId).toBeNull();
    expect(await contentsOf(app)).toEqual(before);
    expect(await changes(app)).toEqual([]);
  });

  test('of an import that was stopped are whole batches, and the next import brings the rest', async () => {
    const app = await openWorkspace();
    const stopping = new AbortController();
    const rows = people(6_000);
    const onProgress = (read: number) => {
      if (read > 500) stopping.abort();
    };
    const stopped = run(app, 'contact', rows, { signal: stopping.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({
      code: 'timeout',
      hint: expect.stringContaining('rapport undo imp_'),
    });
    expect(await recordsOf(app, 'contact')).toHaveLength(500);
    const rest = await run(app, 'contact', rows);
    expect(counts(rest)).toMatchObject({ created: 5_500, unchanged: 500 });
  });

  test('of a file that breaks off are taken back, those of the files before it stay', async () => {
    const app = await openWorkspace();
    await run(app, 'contact', people(20), { importId: 'imp_two' });
    const before = await contentsOf(app);
    function* breaking() {
      yield* people(900);
      throw new Error('the file changed');
    }
    await expect(run(app, 'contact', breaking(), { importId: 'imp_two' })).rejects.toThrow('file changed');
    expect(await contentsOf(app)).toEqual(before);
  });
});

test('a shop’s customers, products with variants and orders with lines, payments and returns: one import, one undo', async () => {
  const app = await openWorkspace();
  const before = await contentsOf(app);
  const mapped = (externalId: string, rest: Omit<MappedRow, 'line' | 'externalId'>): MappedRow => {
    return { line: 2, externalId, ...rest };
  };
  const files: [ImportKind, MappedRow[]][] = [
    ['contact', [mapped('mia_1', { values: { name: 'Mia Garcia', emails: ['mia@example.com'] } })]],
    [
      'product',
      [
        mapped('p1', {
          values: { name: 'Desk Lamp', currency: 'USD' },
          children: {
            product_variant: [
              { sku: 'v1', options: { color: 'black' }, price: '64.50', stock: '3' },
              { sku: 'v2', options: { color: 'white' }, price: '59', available: 'false' },
            ],
          },
        }),
      ],
    ],
    [
      'order',
      [
        mapped('#W1', {
          values: { number: '#W1', currency: 'USD', status: 'delivered', orderedAt: '2026-02-01' },
          references: { contact: 'mia_1' },
          address: { line1: '12 Elm St', city: 'Austin' },
          children: {
            order_line: [{ product: 'p1', variant: 'v2', quantity: '2', unitPrice: '59' }],
            payment: [{ method: 'gift card', amount: '118' }],
            return: [{ variant: 'v2', quantity: '1', refund: '59' }],
          },
        }),
      ],
    ],
  ];
  const importAll = async (importId: string) => {
    const reports: ImportReport[] = [];
    for (const [kind, rows] of files) reports.push(await run(app, kind, rows, { source: 'shop', importId }));
    return reports;
  };
  const first = await importAll('imp_shop');
  expect(first.flatMap(({ problems }) => problems)).toEqual([]);
  const [order] = await recordsOf(app, 'order');
  expect(order).toMatchObject({ totalMinor: 11_800, shippingAddress: { city: 'Austin' } });
  expect(await recordsOf(app, 'product_variant')).toHaveLength(2);
  expect(await recordsOf(app, 'return')).toMatchObject([{ refundMinor: 5_900 }]);

  const again = await importAll('imp_again');
  expect(again.map(counts)).toMatchObject(files.map(() => ({ created: 0, updated: 0, unchanged: 1 })));
  files[2]![1][0]!.children!.payment![0]!.amount = '117';
  expect((await importAll('imp_changed')).map(counts)[2]).toMatchObject({ updated: 1 });

  await ok(app, 'undo_change', { changeId: 'imp_changed' });
  await ok(app, 'undo_change', { changeId: 'imp_shop' });
  expect(await contentsOf(app)).toEqual(before);
});

test('what was said to a contact is known again, and needs a contact', async () => {
  const app = await openWorkspace();
  await run(app, 'contact', people(3));
  const said = { channel: '电话', occurredAt: '2026-02-01T10:00', summary: '嫌价格太贵' };
  const rows = rowsOf([
    { ...said, contact: 'person1@example.com' },
    said,
    { ...said, contact: '没有这个人' },
  ]);
  const expected = { read: 3, skipped: 2 };
  expect(counts(await run(app, 'interaction', rows))).toMatchObject({ ...expected, created: 1 });
  expect(counts(await run(app, 'interaction', rows))).toMatchObject({ ...expected, unchanged: 1 });
  expect(await recordsOf(app, 'interaction')).toMatchObject([
    { channel: 'call', occurredAt: '2026-02-01T02:00:00.000Z' },
  ]);
});

test('any rows: importing and undoing leaves what was there, importing twice is importing once', async () => {
  const name = fc.constantFrom(
    'Ana Silva',
    'Bo Li',
    '张伟',
    '欧阳娜娜',
    ' ',
    'X',
    'Ana  Silva',
    'O’Neil\u0000',
  );
  const row = fc.record(
    {
      name,
      emails: fc.array(fc.constantFrom('a@x.io', 'b@x.io', 'A@X.io', 'broken', '伟@例子.cn'), {
        maxLength: 2,
      }),
      phones: fc.array(fc.constantFrom('13800000000', '+86 138 0000 0000', '12'), { maxLength: 2 }),
      company: fc.constantFrom('Acme', 'ACME!', '华阳', '...'),
      city: fc.string({ maxLength: 5 }),
      'custom.Tier': fc.constantFrom('gold', 'silver'),
    },
    { requiredKeys: [] },
  );
  const externalId = fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined });
  const rows = fc.array(fc.tuple(row, externalId), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const app = await openWorkspace();
      await run(app, 'contact', people(3));
      const mapped = given.map(([values, id], index): MappedRow => {
        return { line: index + 2, values: values as MappedRow['values'], ...(id && { externalId: id }) };
      });
      const before = await contentsOf(app);
      const first = await run(app, 'contact', mapped);
      const after = await contentsOf(app);
      const second = await run(app, 'contact', mapped);
      expect(second.changeId).toBeNull();
      expect(await contentsOf(app)).toEqual(after);
      if (first.changeId === null) return;
      await ok(app, 'undo_change', { changeId: first.changeId });
      expect(await contentsOf(app)).toEqual(before);
    }),
    { numRuns: 8 },
  );
});

test('housekeeping that fails is reported, and the change goes on', async () => {
  const app = await openWorkspace();
  const { signal } = new AbortController();
  const batches = openBatches(app, { kind: 'import', tool: 'import_records' }, signal);
  expect(await batches.keepHouse(() => Promise.reject(new Error('no room')))).toBe(false);
  expect(await batches.keepHouse(({ landing }) => landing.tidy())).toBe(false);
  await batches.step(({ landing }) => landing.ground('contact'));
});

test('texts of any characters arrive as they were given', async () => {
  const app = await openWorkspace();
  const awkward = ['NULL', 'null', '{}', '{a,b}', '"', '\\', '\\"', ',', "O'Neil", ' 两 行\n', '🙂', 'a b'];
  const rows = awkward.map((text, index) => ({
    name: `x${text}x`,
    phones: [`(415) 555-01${10 + index}`, `+86 138 0000 00${10 + index}`],
    jobTitle: text,
    'custom.remark': text,
  }));
  expect(await run(app, 'contact', rowsOf(rows))).toMatchObject({ problems: [] });
  const found = await recordsOf(app, 'contact');
  expect(found.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name.trim()).sort());
  for (const [index, text] of awkward.entries()) {
    const record = found.find(({ name }) => name === rows[index]!.name);
    expect(record).toMatchObject({ jobTitle: text, phones: rows[index]!.phones, custom: { remark: text } });
  }
});
