import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('save_contacts', () => {
  test('creates, changes and takes back, byte for byte', async () => {
    await using client = await connectTestClient();

    const created = await client.call('save_contacts', {
      name: 'Ines Duarte',
      company: 'Duarte Foods',
      owner: 'Priya',
      custom: { productInterest: 'training' },
    });
    expect(created).toMatchObject({
      created: true,
      record: {
        name: 'Ines Duarte',
        company: 'Duarte Foods',
        lifecycleStage: 'Lead',
        owner: 'Priya Nair',
        productInterest: 'Training',
      },
    });
    expect(await client.difference()).toEqual({ contacts: { added: 1 }, companies: { added: 1 } });

    const changed = await client.call('save_contacts', {
      contact: 'Ines Duarte',
      lifecycleStage: '合格',
      clear: ['company'],
    });
    expect(changed).toMatchObject({ record: { lifecycleStage: 'Qualified', version: 2 } });
    expect(changed.record as object).not.toHaveProperty('company');

    await client.call('undo_change', { changeId: changed.changeId });
    await client.call('undo_change', { changeId: created.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('两个同名联系人：不写入，要求确认', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const refused = await client.fail('save_contacts', { contact: 'Dana', lifecycleStage: 'Lost' });

    expect(refused).toMatchObject({ code: 'ambiguous', hint: expect.stringContaining('Dana Ortiz') });
    expect(await client.difference()).toEqual({});
  });

  test('the same call twice is one contact; with repeat it is refused as a duplicate', async () => {
    await using client = await connectTestClient();
    const contact = { name: 'Noor Haddad', emails: ['noor@haddad.example'] };

    const first = await client.call('save_contacts', contact);
    const again = await client.call('save_contacts', contact);
    const refused = await client.fail('save_contacts', { ...contact, repeat: true });

    expect(again).toEqual({ ...first, possibleDuplicate: true });
    expect(refused).toMatchObject({ code: 'conflict', hint: expect.stringContaining('allowDuplicate') });
    expect(await client.difference()).toEqual({ contacts: { added: 1 } });
  });

  test('an idempotency key stands for one call only', async () => {
    await using client = await connectTestClient();

    const first = await client.call('save_contacts', { contact: '张伟', city: '北京', idempotencyKey: 'k1' });
    const again = await client.call('save_contacts', { contact: '张伟', city: '北京', idempotencyKey: 'k1' });
    const refused = await client.fail('save_contacts', {
      contact: '张伟',
      city: '上海',
      idempotencyKey: 'k1',
    });

    expect(again).toEqual(first);
    expect(refused).toMatchObject({ code: 'conflict' });
  });

  test('a dry run shows the result and writes nothing', async () => {
    await using client = await connectTestClient();

    const tried = await client.call('save_contacts', { contact: '张伟', jobTitle: '采购总监', dryRun: true });

    expect(tried).toMatchObject({ dryRun: true, changeId: null, record: { jobTitle: '采购总监' } });
    expect(await client.difference()).toEqual({});
  });

  test('an outdated version is refused', async () => {
    await using client = await connectTestClient();
    await client.call('save_contacts', { contact: '张伟', city: '天津' });

    const refused = await client.fail('save_contacts', { contact: '张伟', city: '广州', expectedVersion: 1 });

    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('version 2') });
  });

  test('more than ten at once wait for a person, whose no is kept', async () => {
    await using client = await connectTestClient({ person: () => 'no' });

    const refused = await client.fail('save_contacts', { filter: 'name is set', doNotContact: true });

    expect(refused).toMatchObject({ code: 'forbidden' });
    expect(await client.difference()).toEqual({});
  });

  test('a value that is none of the picklist is told with the values', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('save_contacts', { contact: '张伟', lifecycleStage: 'Qualfied' });

    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('Qualified') });
  });
});
