import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clauseLogOdds,
  decodeClauseNetwork,
  encodeClauseNetwork,
} from '../../src/language/clause-network.ts';
import { type LabelledText, randomFrom } from '../../src/language/index.ts';
import { trainClauseNetwork } from './clause-network.ts';

const random = randomFrom(3);
const oneOf = (words: string): string => {
  const choices = words.split(' ');
  return choices[Math.floor(random() * choices.length)]!;
};
const said = {
  positive: () => oneOf('质量很好 非常满意 物美价廉 great wonderful excellent'),
  negative: () => oneOf('质量太差 非常失望 上当受骗 terrible awful useless'),
};
const plain = (): string => oneOf('昨天到货 蓝色的 给妈妈买的 第一次买 arrived yesterday ordered online');
const examples = Array.from({ length: 300 }, (_, place): LabelledText => {
  const label = place % 2 === 0 ? 'positive' : 'negative';
  return { text: [plain(), said[label](), plain()].join('，'), label };
});
const network = trainClauseNetwork(examples, 500);

test.each([
  ['昨天到货，蓝色的，给妈妈买的，第一次买，非常满意', 1],
  ['昨天到货，蓝色的，给妈妈买的，第一次买，非常失望', -1],
  ['ordered, arrived, yesterday, online, wonderful', 1],
  ['ordered, arrived, yesterday, online, useless', -1],
])('one clear clause is heard beside others that say nothing: %s', (text, sign) => {
  expect(sign * clauseLogOdds(network, text)).toBeGreaterThan(1);
});

test('the same examples give the same network, of as many n-grams as are wanted', () => {
  expect(trainClauseNetwork(examples, 500)).toEqual(network);
  expect(trainClauseNetwork(examples, 40).hashes).toHaveLength(40);
});

test('any text has finite log-odds, about the same from bytes', () => {
  const stored = decodeClauseNetwork(encodeClauseNetwork(network));
  const words = fc.constantFrom('质量很好', '失望', ' ', '，', ', ', 'great', '!', 'but ', '但');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(words).map((all) => all.join('')),
      ),
      (text) => {
        const logOdds = clauseLogOdds(network, text);
        expect(Number.isFinite(logOdds)).toBe(true);
        expect(Math.abs(clauseLogOdds(stored, text) - logOdds)).toBeLessThan(0.3);
      },
    ),
  );
});
