import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('save_records', () => {
  test('开一个工单，再解决它', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const opened = await client.call('save_records', {
      kind: 'ticket',
      fields: { subject: '扫码枪无法开机', contact: '张伟', priority: '紧急' },
    });
    const solved = await client.call('save_records', {
      kind: 'ticket',
      record: (opened.record as { id: string }).id,
      fields: { status: 'resolved' },
    });

    expect(opened).toMatchObject({ record: { contact: '张伟', priority: 'urgent', status: 'open' } });
    expect(solved).toMatchObject({ record: { status: 'resolved', resolvedAt: expect.any(String) } });
  });

  test('changes the stock of a product', async () => {
    await using client = await connectTestClient();

    const changed = await client.call('save_records', {
      kind: 'product',
      record: 'Edge Gateway',
      fields: { stock: 40 },
    });

    expect(changed).toMatchObject({ record: { stock: 40 } });
  });

  test('an unknown field is told with the one that was meant', async () => {
    await using client = await connectTestClient();

    const refused = await client.fail('save_records', {
      kind: 'product',
      record: 'Edge Gateway',
      fields: { stok: 40 },
    });

    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('stock') });
  });
});
