import { expect, test } from 'vitest';
import { matchRequirements } from './match.ts';

test('a quote counts where half of both quotes is the same, one to one', () => {
  const wanted = [
    { kind: 'need', quote: 'single sign-on' },
    { kind: 'budget', quote: '$40,000 a year', value: '40000.00 USD' },
  ] as const;
  const match = matchRequirements(
    [
      { kind: 'need', quote: 'a single sign-on' },
      { kind: 'need', quote: 'single sign-on' },
      { kind: 'budget', quote: '$40,000', value: '40000.00 EUR' },
    ],
    wanted,
  );
  expect(match).toMatchObject({
    hits: [{ kind: 'need' }, { kind: 'budget', isValueRight: false }],
    extra: [{ kind: 'need' }],
    missed: [],
  });
  expect(
    matchRequirements([{ kind: 'need', quote: '审批流' }], [{ kind: 'constraint', quote: '审批流' }]),
  ).toMatchObject({
    extra: [{}],
    missed: [{}],
  });
});
