import { expect, test } from 'vitest';
import { connectTestClient } from '../../../../tools/kernel/testing.ts';

// Questions about goods, years and groups of customers come to the tools with what they name.

test.each([
  ['predict sales of unicorns for next month', 'forecast_sales', { product: 'unicorns' }],
  ['预测独角兽下个月的销量', 'forecast_sales', { product: '独角兽' }],
  ['forecast sales of label printers', 'forecast_sales', { product: 'label printer' }],
  ['下季度能卖多少标签打印机', 'forecast_sales', { product: 'pro_000009', unit: 'quarter' }],
  ['what goes well with unicorn saddles', 'recommend_products', { products: ['unicorn saddles'] }],
  ['标签打印机适合搭配什么', 'recommend_products', { products: ['pro_000009'] }],
  ['sales report for the last fiscal year', 'sales_report', { from: '2025-01-01', to: '2025-12-31' }],
  ['本财年的销售报告', 'sales_report', { from: '2026-01-01', to: '2026-03-05' }],
  ['segment our customers', 'segment_customers', {}],
  ['what are customers complaining about lately', 'extract_themes', { sentiment: 'negative' }],
  ['最近客户主要在抱怨什么', 'extract_themes', { sentiment: 'negative' }],
  ['how are sales going to look next quarter', 'forecast_sales', { unit: 'quarter' }],
  ['预测一下订单数', 'forecast_sales', { measure: 'orders' }],
  [
    'what will our sales be next quarter',
    'forecast_sales',
    { measure: 'revenue', unit: 'quarter', periods: 2 },
  ],
  ['预测下个月的销售额', 'forecast_sales', { measure: 'revenue', unit: 'month' }],
  ['帮我预测下个季度的营收', 'forecast_sales', { measure: 'revenue', unit: 'quarter' }],
  ['按产品预测下个月销量', 'forecast_sales', { measure: 'units', by: 'product' }],
])('%s', async (said, tool, named) => {
  await using client = await connectTestClient();
  const agent = await client.app.agent({ model: 'local' });
  const { steps } = await agent.ask(said);
  expect(steps).toMatchObject([{ tool }]);
  if (Object.keys(named).length === 0) expect(steps[0]!.arguments).toEqual({});
  else expect(steps[0]!.arguments).toMatchObject(named);
  if (tool === 'forecast_sales' && !('product' in named))
    expect(steps[0]!.arguments).not.toHaveProperty('product');
});

test.each([
  ['forecast sales of unicorns', 'No product matches "unicorns"'],
  ['预测独角兽的销量', '没有与 "独角兽" 相符的产品'],
])('goods nobody sells are told, not a forecast of everything: %s', async (said, answer) => {
  await using client = await connectTestClient();
  const agent = await client.app.agent({ model: 'local' });
  expect((await agent.ask(said)).answer).toContain(answer);
});

test.each(['how do our customers feel about delivery this quarter', '这个季度客户对物流的情绪怎么样'])(
  'what feelings are about is no product: %s',
  async (said) => {
    await using client = await connectTestClient();
    const agent = await client.app.agent({ model: 'local' });
    const { steps } = await agent.ask(said);
    expect(steps).toMatchObject([{ tool: 'analyze_sentiment' }]);
    expect(steps[0]!.arguments).not.toHaveProperty('product');
  },
);

test('words that stand where an order would are none', async () => {
  await using client = await connectTestClient();
  const agent = await client.app.agent({ model: 'local' });
  const { answer, steps } = await agent.ask('"Call Colin about the renewal" is no longer needed, cancel it');
  expect(steps).toEqual([]);
  expect(answer).toContain('Nothing was changed');
});
