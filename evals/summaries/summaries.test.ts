import { expect, test } from 'vitest';
import { meanRouge, rouge, rougeTokens } from './rouge.ts';

test('known values of ROUGE', () => {
  // The example of Lin (2004), section 3: "police kill the gunman" against "police killed the gunman".
  expect(rouge('police kill the gunman', 'police killed the gunman')).toEqual({
    rouge1: 0.75,
    rouge2: expect.closeTo(1 / 3, 12),
    rougeL: 0.75,
  });
  expect(rouge('the gunman kill police', 'police killed the gunman')).toMatchObject({
    rougeL: 0.5,
    rouge2: 1 / 3,
  });
  expect(rouge('a b', 'a b c d')).toMatchObject({
    rouge1: expect.closeTo(2 / 3, 12),
    rougeL: expect.closeTo(2 / 3, 12),
  });
});

test('a word counts as often as the reference has it', () => {
  expect(rouge('the the the the', 'the cat').rouge1).toBeCloseTo(2 / 6, 12);
});

test('Chinese by characters, speakers as words', () => {
  expect(rougeTokens('#Person1#: 价格太贵, OK?')).toEqual(['person1', '价', '格', '太', '贵', 'ok']);
  expect(rouge('价格太贵', '价格贵')).toMatchObject({ rouge1: 6 / 7, rougeL: 6 / 7 });
});

test('several references count by their mean; nothing said scores nothing', () => {
  expect(meanRouge('a', ['a', 'b']).rouge1).toBe(0.5);
  expect(rouge('', 'a')).toEqual({ rouge1: 0, rouge2: 0, rougeL: 0 });
});
