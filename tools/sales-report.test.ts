import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

interface Results {
  won: number;
  wonAmount: string;
  lost: number;
  lostAmount: string;
}
interface Report {
  pipeline: { deals: number; amount: string; stages: { stage: string; deals: number; amount: string }[] };
  current: Results;
  owners: (Results & { openDeals: number; openAmount: string })[];
  winsBySource: { deals: number; amount: string }[];
  lossReasons: { deals: number; amount: string }[];
  conversion: { stage: string; entered: number; movedOn: number; lost: number; stillThere: number }[];
  retention: { start: string; customers: number; retained: number[] }[];
  notes: string[];
  markdown: string;
}
const total = <Row>(rows: readonly Row[], of: (row: Row) => number | string): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(of(row)) * 100), 0) / 100;

describe('sales_report', () => {
  test('every list adds up to the figure it is the parts of', async () => {
    await using client = await connectTestClient();
    const report = (await client.call('sales_report', { from: '2025-03-06' })) as unknown as Report;
    const { pipeline, current, owners, winsBySource, lossReasons, retention } = report;

    expect(current.won).toBeGreaterThan(5);
    expect(current.lost).toBeGreaterThan(1);
    expect(total(pipeline.stages, ({ amount }) => amount)).toBe(Number(pipeline.amount));
    expect(total(owners, ({ wonAmount }) => wonAmount)).toBe(Number(current.wonAmount));
    expect(total(owners, ({ openAmount }) => openAmount)).toBe(Number(pipeline.amount));
    expect(total(owners, ({ lost }) => lost)).toBe(current.lost);
    expect(total(winsBySource, ({ amount }) => amount)).toBe(Number(current.wonAmount));
    expect(total(lossReasons, ({ amount }) => amount)).toBe(Number(current.lostAmount));
    expect(retention.length).toBeGreaterThan(1);
    for (const { start, retained } of retention)
      expect(start < '2026-03-01' && retained.length <= 11).toBe(true);
    expect(report.conversion).toEqual([]);
    expect(report.notes[0]).toContain('The change log knows no moves of these deals');
    expect(report.markdown).toContain('### Why deals were lost');
    expect(await client.difference()).toEqual({});
    const drawn = await client.client.callTool({ name: 'sales_report', arguments: { chart: true } });
    expect(drawn.content).toContainEqual(expect.objectContaining({ type: 'image', mimeType: 'image/png' }));
    const told = String((drawn.content as { text?: string }[])[0]?.text);
    for (const part of ['Won by: ', 'Won deals came from: ', 'Customers who ordered again', 'velocity '])
      expect(told).toContain(part);
  });

  test('follows deals from stage to stage as they are moved, also where a move is taken back', async () => {
    await using client = await connectTestClient();
    const { changeId: _, record } = await client.call('save_deals', {
      name: 'Tea for all',
      amount: '900.00',
    });
    const deal = (record as { id: string }).id;
    const { changeId } = await client.call('save_deals', { deal, stage: 'Lost' });
    await client.call('undo_change', { changeId });
    await client.call('save_deals', { deal, stage: 'Qualified' });

    const report = (await client.call('sales_report', {})) as unknown as Report;
    const [lead, qualified] = report.conversion;
    expect(lead).toMatchObject({
      stage: 'Lead',
      entered: 2,
      movedOn: 1,
      lost: 1,
      stillThere: 0,
      medianDays: 0,
    });
    expect(qualified).toMatchObject({ stage: 'Qualified', entered: 1, stillThere: 1, conversion: null });
  });

  test('没有商机时如实说明；时期颠倒、在未来或负责人不存在时给出提示', async () => {
    await using client = await connectTestClient({ company: 'none', language: 'zh' });
    expect(await client.call('sales_report', {})).toMatchObject({
      pipeline: { deals: 0, amount: '0.00', stages: [] },
      current: { won: 0, winRate: null, averageWon: null },
      velocity: { amountPerDay: null },
      retention: [],
      notes: ['这个工作区还没有销售流程。'],
    });
    for (const wrong of [
      { from: '2026-03-05', to: '2026-03-01' },
      { from: '2027-01-01' },
      { from: '2026-02-30' },
    ])
      expect(await client.fail('sales_report', wrong)).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('sales_report', { owner: '查无此人' })).toMatchObject({ code: 'not_found' });
  });
});
