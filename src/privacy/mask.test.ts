import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMasking, createNameFinder } from './index.ts';

const findNames = createNameFinder(['Dana Ortiz', '王小明']);
const key = new Uint8Array(32);

test('the same datum has the same sign, and comes back', () => {
  const masking = createMasking(findNames, key);
  const text = '王小明 (wang@shop.example) asked: is wang@shop.example right? Call 138 1234 5678.';
  const masked = masking.mask(text);
  expect(masked).toMatch(
    /^<NAME_1_\w{6}> \((<EMAIL_1_\w{6}>)\) asked: is \1 right\? Call <PHONE_1_\w{6}>\.$/,
  );
  expect(masking.size).toBe(3);
  expect(masking.unmask(`I wrote to ${masking.mask('wang@shop.example')}.`)).toBe(
    'I wrote to wang@shop.example.',
  );
  expect(masking.unmask(masked)).toBe(text);
});

test('signs of another conversation give nothing away', () => {
  const [one, other] = [createMasking(findNames), createMasking(findNames)];
  const masked = one.mask('Dana Ortiz');
  expect(other.unmask(masked)).toBe(masked);
});

test('whatever is masked comes back as it was', () => {
  const making = createMasking(findNames, key).mask('a@b.example').slice('<EMAIL_1_'.length, -1);
  const piece = fc.constantFrom(
    'Dana Ortiz',
    '王总',
    'dana@juniper.example',
    '4111 1111 1111 1111',
    `<EMAIL_1_${making}>`,
    '<EMAIL_1_',
    making,
    '>',
    '请寄到杭州市文三路478号',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 12 }),
      (parts) => {
        const text = parts.join('');
        const masking = createMasking(findNames, key);
        masking.mask('a@b.example');
        expect(masking.unmask(masking.mask(text))).toBe(text);
      },
    ),
    { numRuns: 2_000 },
  );
});
