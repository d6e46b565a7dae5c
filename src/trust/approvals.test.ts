import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeItem } from '../../db/index.ts';
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
