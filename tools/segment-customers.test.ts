import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

interface Segments {
  customers: number;
  revenue: string;
  segments: {
    key: string;
    name: string;
    customers: number;
    revenue: string;
    share: number;
    doNotContact?: number;
  }[];
  members?: { id: string; name: string; revenue: string }[];
  nextCursor: string | null;
  notes: string[];
}
const segmentsOf = async (client: TestClient, callArguments: Record<string, unknown> = {}) =>
  (await client.call('segment_customers', callArguments)) as unknown as Segments;

describe('segment_customers', () => {
  test('puts everyone who bought into one segment, and pages through its members', async () => {
    await using client = await connectTestClient();
    const { customers, revenue, segments, nextCursor } = await segmentsOf(client);

    expect(customers).toBeGreaterThan(20);
    expect(segments.reduce((sum, one) => sum + one.customers, 0)).toBe(customers);
    const total = segments.reduce((sum, one) => sum + Number(one.revenue), 0);
    expect(total).toBeCloseTo(Number(revenue), 2);
    expect(segments.map(({ key }) => key)).toContain('champions');
    expect(nextCursor).toBeNull();
    const [largest] = segments.toSorted((one, other) => other.customers - one.customers);
    const first = await segmentsOf(client, { segment: largest!.key, limit: 3 });
    const second = await segmentsOf(client, { segment: largest!.key, limit: 3, cursor: first.nextCursor });
    expect(first.members).toHaveLength(3);
    expect(second.members!.map(({ id }) => id)).not.toContain(first.members![0]!.id);

    const grouped = await segmentsOf(client, { method: 'kmeans', groups: 3 });
    expect(grouped.segments.map(({ key }) => key).toSorted()).toEqual([
      'cluster_1',
      'cluster_2',
      'cluster_3',
    ]);
    const owned = await segmentsOf(client, { filter: 'owner = me' });
    expect(owned.customers).toBeLessThan(customers);
    expect(await client.difference()).toEqual({});

    const { segments: before } = await segmentsOf(client);
    const [asked] = first.members!;
    await client.call('save_contacts', { contact: asked!.id, doNotContact: true });
    const withheld = (all: Segments['segments']) =>
      all.reduce((sum, { doNotContact = 0 }) => sum + doNotContact, 0);
    expect(withheld((await segmentsOf(client)).segments)).toBe(withheld(before) + 1);
    const { members } = await segmentsOf(client, { segment: largest!.key, limit: 3 });
    expect(members![0]).toMatchObject({ id: asked!.id, doNotContact: true });
  });

  test('方法、分群、筛选或翻页标记不对时给出提示；没有客户时如实说明', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });

    expect(await segmentsOf(client)).toMatchObject({
      customers: 0,
      revenue: '0.00',
      segments: [],
      notes: ['还没有客户买过东西。'],
    });
    expect(await client.fail('segment_customers', { method: 'astrology' })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.fail('segment_customers', { filter: 'colour = red' })).toMatchObject({
      code: 'invalid_input',
    });
    await client.app.load('contact', [{ id: 'con_1', name: '王芳', lifecycleStage: 'Customer' }]);
    await client.app.load('order', [
      {
        id: 'ord_1',
        number: '1',
        contactId: 'con_1',
        orderedAt: new Date('2026-03-01T00:00:00Z'),
        status: 'delivered',
        currency: 'USD',
        totalMinor: 8_000,
      },
    ]);
    for (const method of ['rfm', 'kmeans'])
      expect(await segmentsOf(client, { method })).toMatchObject({
        customers: 1,
        segments: [{ customers: 1, share: 1, revenue: '80.00' }],
      });
    expect(await client.fail('segment_customers', { segment: 'champion' })).toMatchObject({
      code: 'not_found',
    });
    expect(await client.fail('segment_customers', { segment: 'loyal', cursor: 'x' })).toMatchObject({
      code: 'invalid_input',
    });
  });
});
