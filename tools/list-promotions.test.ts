import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test('list_promotions tells what is planned, running and over, the newest first', async () => {
  await using client = await connectTestClient({
    company: 'none',
    language: 'zh',
    now: '2026-03-05T09:00:00+08:00',
  });
  expect(await client.call('list_promotions', {})).toEqual({ promotions: [] });
  const save = (name: string, startsOn: string, endsOn: string) =>
    client.call('save_promotion', { name, startsOn, endsOn, percentOff: 10 });
  await save('旧', '2026-02-01', '2026-03-04');
  await save('春季周', '2026-03-05', '2026-03-05');
  await save('新', '2026-03-06', '2026-03-07');

  const { content } = await client.client.callTool({ name: 'list_promotions', arguments: {} });
  const lines = (content as { text: string }[])[0]!.text;
  expect(lines).toMatch(
    /新.+未开始.+“春季周”：2026-03-05 至 2026-03-05，优惠 10 %，全部产品（进行中）.+旧.+已结束/su,
  );
  expect(await client.call('list_promotions', { state: 'over' })).toMatchObject({
    promotions: [{ name: '旧' }],
  });
  expect(
    await client.fail('save_promotion', { name: '旧', startsOn: '2026-02-01', endsOn: '2026-02-02' }),
  ).toMatchObject({ code: 'conflict' });
});
