import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../wire.ts';
import { errorText } from './error-texts.ts';

// Errors as tools really give them, as a person who speaks Chinese is told them.

let app: App;
beforeAll(async () => {
  app = await createApp({ toolsets: ['all'], clock: () => new Date('2026-03-05T09:00:00Z') });
  await app.call('save_contacts', { name: 'Dana Ortiz', emails: ['dana@ortiz.example'] });
});
afterAll(() => app.close());

describe('known errors hold no English sentence in Chinese', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['get_customer', { customer: 'Nobody Atall' }, /^没有与 "Nobody Atall" 相符的/],
    ['serch_contacts', {}, /没有 "serch_contacts" 这个工具。您是想用 search_contacts 或/],
    ['save_contacts', { company: 'Nowhere' }, /^新建联系人需要 name。/],
    ['save_contacts', { name: 'Dana Ortiz' }, /^已经有联系人用了 "Dana Ortiz"/],
    ['undo_change', { changeId: 'chg_none' }, /^没有可以撤销的这项改动。可能已经撤销过/],
    ['save_contacts', { contact: 'Dana Ortiz', owner: 'Zork' }, /没有叫 "Zork" 的同事/],
    [
      'save_deals',
      { name: 'Big', stage: 'Wonn' },
      /^没有与 "Wonn" 相符的阶段。可用 describe_workspace 查看各阶段。$/,
    ],
    ['undo_change', { changeId: 'x'.repeat(81) }, /^changeId 最多 80 个字符。请更正参数后再试/],
    ['recommend_products', {}, /^请说明推荐给哪位客户，或与哪些产品搭配。请给出 customer/],
    ['recommend_products', { customer: 'Dana Ortiz', maxPrice: '-5' }, /^价格上限应为大于 0 的金额。/],
    ['sales_report', { from: '2030-01-01' }, /^从 2030-01-01 开始的时期在将来；今天是 2026-03-05。将来的/],
    [
      'sales_report',
      { from: '2026-03-01', to: '2026-02-01' },
      /^2026-03-01 到 2026-02-01 这段时间的结束早于/,
    ],
    ['forecast_sales', { measure: 'pipeline' }, /^没有可供预测的进行中商机。请用 search_records/],
    ['forecast_sales', { measure: 'orders', by: 'category' }, /^一个订单可能含多个产品.+。请改为/],
    ['save_promotion', { promotion: 'Spring', remove: true }, /^没有叫 "Spring" 的促销活动。目前还没有。$/],
    ['save_promotion', { name: 'Spring' }, /^新建促销需要名称、开始日和结束日。请给出/],
    ['forecast_sales', {}, /^没有可供预测的完整销售周期。请用 search_records/],
  ])('%s %o', async (tool, given, told) => {
    const outcome = await app.call(tool, given);
    const { message, hint } = outcome.ok ? { message: '', hint: '' } : outcome.error;
    const text = errorText([message, hint].filter(Boolean).join(' '), 'zh');
    expect(text).toMatch(told);
    expect(errorText(message, 'en')).toBe(message);
  });
});

test('sentences that are Chinese already follow one another without a blank', () => {
  expect(errorText('没有文件 "a.csv"。 请检查路径。', 'zh')).toBe('没有文件 "a.csv"。请检查路径。');
});

test('a sentence nobody translated stays as it is', () => {
  expect(errorText('The filter is nested too deeply. Look with list_changes.', 'zh')).toBe(
    'The filter is nested too deeply. 可用 list_changes 查看。',
  );
});
