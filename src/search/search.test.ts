import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/index.ts';
import { openTestDatabase } from '../../db/testing.ts';
import { createSearch, type IndexedText, type Search } from './index.ts';
import { readings } from './pinyin.ts';

let database: Database;
const write = <T>(work: (search: Search) => Promise<T>, workspaceId = 'acme') =>
  database.write({ workspaceId }, (tx) => work(createSearch({ tx, workspaceId })));
const find = (query: string, kind = 'contact', workspaceId = 'acme') =>
  write((search) => search.find(kind, query, { limit: 10 }), workspaceId);
const idsOf = async (query: string, kind?: string) => (await find(query, kind)).map(({ id }) => id);

const person = (name: string, email: string, phone: string): IndexedText[] => [
  { text: name, as: 'name' },
  { text: email, as: 'email' },
  { text: phone, as: 'phone' },
];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('find', () => {
  beforeAll(() =>
    write(async (search) => {
      await search.indexMany('contact', [
        { id: 'con_001', texts: person('Taylor Wilson', 'taylor.wilson@nexus', '952-257-9165') },
        { id: 'con_002', texts: person('张伟', 'wei.zhang@huayang.cn', '+86 138-0013-8000') },
        { id: 'con_003', texts: person('Zhang Wei', 'zw@example.com', '415-555-0199') },
        { id: 'con_004', texts: person('José Álvarez-O’Neil', 'jose@acme.io', '+34 600 123 456') },
        { id: 'con_005', texts: person('欧阳小明', 'ouyang@acme.io', '021-6888-1234') },
        { id: 'con_006', texts: person('张薇', 'vivian@acme.io', '13900001111') },
        { id: 'con_007', texts: person('Maria Kessler', 'maria.kessler617@acme.io', '+49 30 901820') },
      ]);
      await search.index('company', 'com_001', [{ text: '北京华为技术有限公司', as: 'name' }]);
      await search.index('order', 'ord_001', [{ text: '#W2890441', as: 'code' }]);
      await search.index('interaction', 'int_001', [
        { text: 'She found the renewal pricing too expensive', as: 'text' },
      ]);
      await search.index('interaction', 'int_002', [{ text: '他觉得续约价格太贵了', as: 'text' }]);
    }),
  );

  test('records of several kinds are known by their whole names, however many are asked for', async () => {
    const many = Array.from({ length: 100 }, (_, number) => `nobody ${number}`);
    for (const others of [[], many]) {
      const names = ['taylor WILSON', 'Taylor', '张伟', '北京华为技术有限公司', ...others];
      const found = await write((search) => search.called(['contact', 'company', 'deal'], names));
      expect(found.toSorted((one, other) => one.id.localeCompare(other.id))).toEqual([
        { kind: 'company', name: '北京华为技术有限公司', id: 'com_001' },
        { kind: 'contact', name: 'taylor WILSON', id: 'con_001' },
        { kind: 'contact', name: '张伟', id: 'con_002' },
      ]);
    }
    const filed = await write((search) => search.kindsFiled(['contact', 'order', 'deal']));
    expect(filed).toEqual(new Set(['contact', 'order']));
  });

  test.each([
    ['Taylor Wilson', 'con_001'],
    ['tay wil', 'con_001'],
    ['Taylo', 'con_001'],
    ['Tyalor Wilson', 'con_001'],
    ['Taylor Wlson', 'con_001'],
    ['taylro', 'con_001'],
    ['952-257', 'con_001'],
    ['(952) 2579165', 'con_001'],
    ['+1 952 257 9165', 'con_001'],
    ['9165', 'con_001'],
    ['taylor.wilson@nexus', 'con_001'],
    ['wilson@nex', 'con_001'],
    ['kesler617', 'con_007'],
    ['maria.kesselr617@acme.io', 'con_007'],
    ['张伟', 'con_002'],
    ['13800138000', 'con_002'],
    ['00138000', 'con_002'],
    ['jose alvarez oneil', 'con_004'],
    ['小明', 'con_005'],
    ['ouyang xiaoming', 'con_005'],
    ['con_005', 'con_005'],
  ])('%s finds %s first', async (query, id) => {
    expect((await idsOf(query))[0]).toBe(id);
  });

  test('a name by its sound finds both scripts, the written one first', async () => {
    expect(await find('张伟')).toMatchObject([
      { id: 'con_002', match: 'exact', score: 1 },
      { id: 'con_003', match: 'strong' },
      { id: 'con_006', match: 'weak' },
    ]);
    expect((await idsOf('zhangwei')).toSorted()).toEqual(['con_002', 'con_003', 'con_006']);
    expect((await find('Zhang Wei'))[0]).toMatchObject({ id: 'con_003', match: 'exact' });
  });

  test.each([
    ['华为', 'company', 'com_001'],
    ['huawei', 'company', 'com_001'],
    ['W2890441', 'order', 'ord_001'],
    ['2890441', 'order', 'ord_001'],
    ['expensive renewals', 'interaction', 'int_001'],
    ['续约价格', 'interaction', 'int_002'],
  ])('%s among records of kind %s', async (query, kind, id) => {
    expect(await idsOf(query, kind)).toEqual([id]);
  });

  test.each(['Morgan Price', '李娜', '555-0000', 'nobody@nowhere.org', '!!!', '', '\u0000', '\ud800'])(
    'nothing is like %j',
    async (query) => {
      expect(await find(query)).toEqual([]);
    },
  );

  test('who is called exactly so does not hide those whose names begin so', async () => {
    await write((search) =>
      search.index('contact', 'con_007', person('Tay Nguyen', 'tn@acme.io', '0301234567')),
    );
    const found = await find('Tay');
    expect(found.map(({ id, match }) => [id, match])).toEqual([
      ['con_007', 'strong'],
      ['con_001', 'weak'],
    ]);
    await write((search) => search.remove(['con_007']));
  });

  test.each(['wilson taylor', 'Ｔａｙｌｏｒ　Ｗｉｌｓｏｎ', 'TAYLOR WILSON'])(
    '%s is Taylor Wilson',
    async (query) => {
      expect((await idsOf(query))[0]).toBe('con_001');
    },
  );

  test('another workspace sees nothing', async () => {
    expect(await find('Taylor Wilson', 'contact', 'other')).toEqual([]);
  });

  test('a record is found by its last texts only, and not once removed', async () => {
    await write((search) => search.index('task', 'tas_001', [{ text: 'Send the quote', as: 'name' }]));
    await write((search) => search.index('task', 'tas_001', [{ text: 'Call the lawyer', as: 'name' }]));
    expect(await idsOf('send the quote', 'task')).toEqual([]);
    expect(await idsOf('call the lawyer', 'task')).toEqual(['tas_001']);
    await write((search) => search.remove(['tas_001']));
    expect(await idsOf('call the lawyer', 'task')).toEqual([]);
  });

  test('any text can be filed and asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        await write(async (search) => {
          await search.index('task', 'tas_002', [
            { text, as: 'name' },
            { text, as: 'email' },
            { text, as: 'phone' },
            { text, as: 'code' },
            { text, as: 'text' },
          ]);
          await search.find('task', text, { limit: 3 });
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('recall among 2,000 people', () => {
  const latin =
    'Taylor Avery Jordan Casey Riley Morgan Priya Sofia Hannah Marcus Elena Tobias Ingrid Pablo Yusuf'.split(
      ' ',
    );
  const family =
    'Wilson Okafor Lindqvist Ramirez Novak Delgado Fischer Whitaker Chaudhry Bergstrom Moreau Sandoval Petrov Haddad Kowalski Brennan Iyer Tanaka Osborne Villanueva'.split(
      ' ',
    );
  const surnames = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗');
  const given = Array.from('伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平');
  const people = Array.from({ length: 2_000 }, (_, index) => {
    const [one, two, three] = [index % 20, Math.floor(index / 20) % 20, Math.floor(index / 7) % 20];
    const name =
      index % 2 === 0
        ? `${latin[one % 15]}${index % 3 === 0 ? ` ${family[three]![0]}.` : ''} ${family[two]}`
        : surnames[two]! + given[one] + (index % 3 === 0 ? given[three] : '');
    return {
      id: `con_${index}`,
      name,
      phone: `6${String((index * 7_919) % 1_000_000_007).padStart(9, '0')}`,
    };
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const someone = fc.constantFrom(...people);
  const western = fc.constantFrom(...people.filter((_, index) => index % 2 === 0));
  const chinese = fc.constantFrom(...people.filter((_, index) => index % 2 === 1));

  const among = async (query: string) => (await find(query, 'person')).map(({ id }) => nameOf.get(id)!);
  const always = (property: fc.IAsyncProperty<unknown>) => fc.assert(property, { numRuns: 40 });

  beforeAll(() =>
    write((search) =>
      search.indexMany(
        'person',
        people.map(({ id, name, phone }) => ({
          id,
          texts: [
            { text: name, as: 'name' },
            { text: phone, as: 'phone' },
          ],
        })),
      ),
    ),
  );

  test('by the name in any case', () =>
    always(
      fc.asyncProperty(someone, async ({ name }) => {
        expect((await among(name.toUpperCase()))[0]).toBe(name);
      }),
    ));

  test('by the beginnings of its words', () =>
    always(
      fc.asyncProperty(western, async ({ name }) => {
        const half = name.split(' ').map((word) => word.slice(0, Math.max(3, word.length - 2)));
        expect(await among(half.join(' '))).toContain(name);
      }),
    ));

  test('with two letters swapped or one missing', () =>
    always(
      fc.asyncProperty(western, fc.nat(), fc.boolean(), async ({ name }, place, swapped) => {
        const at = 1 + (place % (name.length - 2));
        const wrong = swapped
          ? name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2)
          : name.slice(0, at) + name.slice(at + 1);
        expect(await among(wrong)).toContain(name);
      }),
    ));

  test.each([
    ['Jordan S. andoval', 'Jordan S. Sandoval'],
    ['Riley W. hitaker', 'Riley W. Whitaker'],
  ])('%s is %s, though somebody is called so but for a blank', async (wrong, name) => {
    expect(await among(wrong)).toContain(name);
  });

  test('by pinyin, spaced or joined', () =>
    always(
      fc.asyncProperty(chinese, fc.constantFrom('', ' '), async ({ name }, space) => {
        const sound = readings(name)[0]!.join(space);
        const sounds = (await among(sound)).map((found) => readings(found)[0]!.join(space));
        expect(sounds[0]).toBe(sound);
      }),
    ));

  test('by any seven digits of the phone number', () =>
    always(
      fc.asyncProperty(someone, fc.nat({ max: 3 }), async ({ id, phone }, start) => {
        const digits = phone.slice(start, start + 7);
        const hits = await find(`${digits.slice(0, 3)}-${digits.slice(3)}`, 'person');
        expect(hits.map((hit) => hit.id)).toContain(id);
      }),
    ));
});
