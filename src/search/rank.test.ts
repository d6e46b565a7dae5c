import { describe, expect, test } from 'vitest';
import { parseQuery } from './query.ts';
import { rank } from './rank.ts';
import { type IndexedText, termsOf } from './terms.ts';

const candidate = (id: string, ...texts: IndexedText[]) => ({
  id,
  held: 0,
  wholes: termsOf(texts).wholes,
});
const name = (text: string): IndexedText => ({ text, as: 'name' });
const matchOf = (query: string, ...texts: IndexedText[]) =>
  rank(parseQuery(query), [candidate('a', ...texts)], 5)[0]?.match ?? 'none';

describe('rank', () => {
  test.each([
    ['Taylor Wilson', 'Taylor Wilson', 'exact'],
    ['TAYLOR  wilson', 'Taylor Wilson', 'exact'],
    ['ｔａｙｌｏｒ wilson', 'Taylor Wilson', 'exact'],
    ['Jose Alvarez', 'José Álvarez', 'exact'],
    ['ONeil', 'O’Neil', 'exact'],
    ['Taylor', 'Taylor Wilson', 'strong'],
    ['Wilson', 'Taylor Wilson', 'strong'],
    ['taylorwilson', 'Taylor Wilson', 'strong'],
    ['Tayolr Wilson', 'Taylor Wilson', 'strong'],
    ['Taylor Wlson', 'Taylor Wilson', 'strong'],
    ['Store 12 Mainz', 'Store 12 Mainy', 'strong'],
    ['Store 12 Mainz', 'Store 13 Mainz', 'weak'],
    ['Contact 1', 'Contact 10', 'weak'],
    ['Wilson Taylor', 'Taylor Wilson', 'weak'],
    ['tay wil', 'Taylor Wilson', 'weak'],
    ['Taylo', 'Taylor Wilson', 'weak'],
    ['Dina', 'Dana', 'weak'],
    ['Morgan Price', 'Taylor Wilson', 'none'],
    ['张伟', '张伟', 'exact'],
    ['zhang wei', '张伟', 'strong'],
    ['zhangwei', '张伟', 'strong'],
    ['Zhang Wei', '张伟', 'strong'],
    ['张伟', 'Zhang Wei', 'strong'],
    ['Wei Zhang', '张伟', 'weak'],
    ['张玮', '张伟', 'weak'],
    ['小明', '王小明', 'strong'],
    ['华为', '北京华为技术有限公司', 'strong'],
    ['huawei', '北京华为技术有限公司', 'strong'],
    ['wang xiaoming', '王小明', 'strong'],
    ['xiaoming', '王小明', 'strong'],
    ['lv bu', '吕布', 'strong'],
    ['zeng guofan', '曾国藩', 'strong'],
    ['李娜', '张伟', 'none'],
  ])('%s → %s: %s', (query, text, match) => {
    expect(matchOf(query, name(text))).toBe(match);
  });

  test.each([
    ['taylor.wilson@nexus.com', 'exact'],
    ['Taylor.Wilson@NEXUS.com', 'exact'],
    ['taylor.wilson', 'strong'],
    ['taylor.wilson@nexus', 'strong'],
    ['wilson@nex', 'weak'],
  ])('e-mail %s: %s', (query, match) => {
    expect(matchOf(query, { text: 'taylor.wilson@nexus.com', as: 'email' })).toBe(match);
  });

  test.each([
    ['952-257-9165', 'exact'],
    ['(952) 2579165', 'exact'],
    ['+1 952 257 9165', 'exact'],
    ['９５２２５７９１６５', 'exact'],
    ['257-9165', 'strong'],
    ['952-257', 'weak'],
    ['9165', 'weak'],
    ['952-257-9166', 'none'],
  ])('phone %s: %s', (query, match) => {
    expect(matchOf(query, { text: '952-257-9165', as: 'phone' })).toBe(match);
  });

  test('codes without their punctuation', () => {
    expect(matchOf('w2890441', { text: '#W2890441', as: 'code' })).toBe('exact');
    expect(matchOf('2890441', { text: '#W2890441', as: 'code' })).toBe('weak');
  });

  test('two names one mistake away are both weak', () => {
    const hits = rank(
      parseQuery('Marian Lopez'),
      [candidate('a', name('Marina Lopez')), candidate('b', name('Mariah Lopez'))],
      5,
    );
    expect(hits.map(({ match }) => match)).toEqual(['weak', 'weak']);
  });
});
