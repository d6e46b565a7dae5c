import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArray, serializeArray } from './array.ts';

test('any texts come back as they were', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'NULL', '\\', '"', '{},', ' ', '张伟'),
  );
  fc.assert(
    fc.property(fc.array(fc.option(text)), (values) => {
      expect(parseArray(serializeArray(values), (element) => element)).toEqual(values);
    }),
  );
});

test('numbers as Postgres writes them, and a literal that is ready', () => {
  expect(parseArray('{1,-2.5,NULL}', Number)).toEqual([1, -2.5, null]);
  expect(parseArray('{}', Number)).toEqual([]);
  expect(serializeArray('{"a"}')).toBe('{"a"}');
});
