import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountIn, comparableTo } from './quantities.ts';

test.each([
  ['480 g', '0.5 kg'],
  ['320克', '1斤'],
  ['750ml', '1 l'],
  ['500毫升', '1.5升'],
  ['11 inch', '1 m'],
  ['256GB', '1TB'],
  ['USD 1,200.00', 'USD 1,300.00'],
  ['S', 'XL'],
  ['小号', '大号'],
])('%s is less than %s', (less, more) => {
  const [one, other] = [amountIn(less)!, amountIn(more)!];
  expect(comparableTo(one, other)).toBe(true);
  expect(one.size).toBeLessThan(other.size);
});

test('what measures different things is not compared, and words are no quantity', () => {
  expect(comparableTo(amountIn('480 g')!, amountIn('480 ml')!)).toBe(false);
  expect(amountIn('steel')).toBeUndefined();
  expect(amountIn('不锈钢')).toBeUndefined();
});

test('of one unit the larger number is more', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1e6 }),
      fc.nat({ max: 1e6 }),
      fc.constantFrom('g', '克', ' ml', '毫升', 'cm', ' GB', ' USD', ''),
      (one, other, unit) => {
        const [first, second] = [amountIn(`${one}${unit}`)!, amountIn(`${other}${unit}`)!];
        expect(Math.sign(first.size - second.size)).toBe(Math.sign(one - other));
      },
    ),
  );
});
