import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

interface Offered {
  products: { id: string; offer?: { name: string; price: string } }[];
}

describe('save_promotion', () => {
  test('one that runs is offered, one that is changed, ended or taken back is not', async () => {
    await using client = await connectTestClient({ now: '2026-03-05T09:00:00+08:00' });
    const offers = async () => {
      const answer = await client.call('recommend_products', { customer: 'con_000003', limit: 1 });
      return (answer as unknown as Offered).products.map(({ offer }) => offer?.name);
    };
    const save = (fields: Record<string, unknown>) => client.call('save_promotion', fields);
    expect(await offers()).toEqual([undefined]);

    const made = await save({
      name: 'Spring week',
      startsOn: '2026-03-02',
      endsOn: '2026-03-08',
      percentOff: 20,
    });
    expect(made).toMatchObject({ promotion: { name: 'Spring week', state: 'running', percentOff: 20 } });
    expect(await client.difference()).toEqual({ promotions: { added: 1 } });
    expect(await offers()).toEqual(['Spring week']);

    const ended = await save({ promotion: 'spring week', startsOn: '2026-03-01', endsOn: '2026-03-04' });
    expect(ended).toMatchObject({ promotion: { state: 'over', percentOff: 20 } });
    expect(await offers()).toEqual([undefined]);
    await client.call('undo_change', { changeId: ended.changeId });
    expect(await offers()).toEqual(['Spring week']);
    await save({ promotion: 'Spring week', remove: true });
    expect(await offers()).toEqual([undefined]);
  });

  test('日期颠倒、缺少日期、没有的品类或产品、重复的折扣、没有的促销：说明原因，什么都不写', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const week = { name: '春季周', startsOn: '2026-03-02', endsOn: '2026-03-08' };
    const fail = (fields: Record<string, unknown>) => client.fail('save_promotion', fields);
    const invalid = (message: string) => ({
      code: 'invalid_input',
      message: expect.stringContaining(message),
    });

    expect(await fail({ ...week, endsOn: '2026-03-01' })).toMatchObject(invalid('ends before it begins'));
    expect(await fail({ name: '春季周' })).toMatchObject(invalid('needs a name, a first and a last day'));
    expect(await fail({ ...week, endsOn: '2026-02-30' })).toMatchObject(invalid('a day that exists'));
    expect(await fail({ ...week, percentOff: 120 })).toMatchObject(invalid('percentOff'));
    expect(await fail({ ...week, percentOff: 10, amountOff: '5' })).toMatchObject(
      invalid('a share or an amount'),
    );
    expect(await fail({ ...week, category: 'Hardwear' })).toMatchObject({ hint: 'Did you mean Hardware?' });
    expect(await fail({ ...week, products: ['Xqzzy'] })).toMatchObject({ code: 'not_found' });
    expect(await fail({ promotion: 'Xqzzy', remove: true })).toMatchObject({ code: 'not_found' });
    expect(await fail({ remove: true })).toMatchObject({ code: 'invalid_input' });
    expect(await client.difference()).toEqual({});
  });
});
