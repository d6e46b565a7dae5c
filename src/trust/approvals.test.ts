import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeItem } from '../../db/index.ts';
import { createApp } from '../wire.ts';
import { requireCovered } from './approvals.ts';

const balance = (before: number, after: number): ChangeItem => ({
  kind: 'payment_method',
  id: 'pmm_1',
  label: 'gift card',
  before: { balanceMinor: before, name: 'card' },
  after: { balanceMinor: after, name: 'card' },
});
const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });

test('an approved call may bring a number where it was shown, or move it as far from elsewhere, and no further', () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, (before, after, from, to) => {
      fc.pre(before !== after && from !== to);
      const check = () => requireCovered([balance(before, after)], [balance(from, to)]);
      if (to === after || to - from === after - before) check();
      else expect(check).toThrow('do more than was approved');
    }),
  );
  fc.assert(
    fc.property(amount, amount, amount, (before, by, from) => {
      fc.pre(by !== 0);
      requireCovered([balance(before, before + by)], [balance(from, from + by)]);
      const twice = [balance(from, from + by), balance(from, from + by)];
      expect(() => requireCovered([balance(before, before + by)], twice)).toThrow();
    }),
  );
});

test('of two calls that wait on the same records the second is refused once the first has changed them', async () => {
  const app = await createApp({ toolsets: ['all'], clock: () => new Date('2026-03-05T09:00:00Z') });
  try {
    for (let number = 0; number < 11; number += 1)
      await app.call('save_contacts', {
        name: `Visitor ${number}`,
        company: 'Orchid',
        lifecycleStage: 'Lead',
      });
    const filter = "company = 'Orchid'";
    await app.call('save_contacts', { filter, lifecycleStage: 'Won' });
    await app.call('save_contacts', { filter, lifecycleStage: 'Lost' });
    const [second, first] = await app.pendingApprovals();
    expect(await app.approve(first!.id, 'approved')).toMatchObject({ ok: true });
    const before = await app.snapshot();
    expect(await app.approve(second!.id, 'approved')).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'The record was changed after this was asked for.' },
    });
    expect(await app.snapshot()).toEqual(before);
  } finally {
    await app.close();
  }
});
