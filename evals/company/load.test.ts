import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/wire.ts';
import { loadWorkBench, openCompany } from './load.ts';
import { readWorkBench } from './workbench.ts';

const now = new Date('2026-03-05T09:00:00+08:00');

describe('loading the sample company', () => {
  let app: App;
  let company: App;
  beforeAll(async () => {
    app = await createApp({ clock: () => now });
    company = await openCompany(app, { size: 'small' });
  });
  afterAll(() => app.close());

  test('its owner acts in a workspace labelled synthetic', () => {
    expect(company.session.actor).toMatchObject({ id: 'usr_000001', name: 'Helen Marsh', role: 'owner' });
    expect(company.session.workspace).toMatchObject({
      name: 'Northwind Atlas',
      timeZone: 'Asia/Shanghai',
      currency: 'USD',
      settings: { synthetic: { seed: 1, interactions: 200, until: now.toISOString() } },
    });
  });

  test.each(['Dana Ortiz', '张伟', 'zhang wei'])('%s is found', async (query) => {
    const found = await company.call('search_contacts', { query });
    expect(found).toMatchObject({
      ok: true,
      data: { items: [{ name: query === 'Dana Ortiz' ? query : '张伟' }] },
    });
  });

  test.each(['手持扫码枪', 'Handheld Scanner'])('the product %s is found', async (query) => {
    const found = await company.call('search_records', { kind: 'product', query, limit: 1 });
    expect(found).toMatchObject({ ok: true, data: { items: [{ name: 'Handheld Scanner S2 手持扫码枪' }] } });
  });

  test('a second time changes nothing', async () => {
    const before = await company.snapshot();
    const again = await openCompany(app, { size: 'small' });
    expect(again.session.actor.id).toBe('usr_000001');
    expect(await again.snapshot()).toEqual(before);
    expect(Object.keys(before.user!)).toHaveLength(8);
  });

  test('a workspace that holds something else is left alone', async () => {
    await expect(openCompany(app, { size: 'small', seed: 2 })).rejects.toMatchObject({ code: 'conflict' });
    await app.inWorkspace('Mine');
    await expect(openCompany(app, { size: 'small', workspace: 'Mine' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('WorkBench comes in beside it, once', async () => {
    const workBench = await readWorkBench(company.runtime.clock());
    await loadWorkBench(company, workBench);
    await loadWorkBench(company, workBench);
    const { contact, user, custom_field } = await company.snapshot();
    expect(Object.keys(contact!).filter((id) => id.startsWith('con_wb'))).toHaveLength(200);
    expect([Object.keys(user!).length, Object.keys(custom_field!).length]).toEqual([28, 1]);

    const filter = 'owner = raj and productInterest = Software and lifecycleStage in (Qualified, Proposal)';
    const found = await company.call('search_contacts', { filter });
    expect(found).toMatchObject({ ok: true, data: { total: expect.any(Number) } });
  });

  test('progress ends at its total', async () => {
    const steps: [number, number][] = [];
    await openCompany(app, {
      size: 'small',
      workspace: 'Another',
      progress: (done, total) => steps.push([done, total]),
    });
    const [done, total] = steps.at(-1)!;
    expect(steps.every(([some], index) => index === 0 || some > steps[index - 1]![0])).toBe(true);
    expect(done / total).toBeGreaterThan(0.8);
  });
});
