import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('convert_lead', () => {
  test('makes the lead qualified, founds the company and opens the deal, in one change', async () => {
    await using client = await connectTestClient();
    await client.call('save_contacts', { name: 'Ines Duarte', owner: 'Priya' });

    const converted = await client.call('convert_lead', {
      contact: 'Ines Duarte',
      company: 'Duarte Foods',
      dealName: 'Duarte scanners',
      amount: '4000',
    });

    expect(converted).toMatchObject({
      contact: { lifecycleStage: 'Qualified', company: 'Duarte Foods' },
      deal: { name: 'Duarte scanners', owner: 'Priya Nair', company: 'Duarte Foods', stage: 'Lead' },
    });
    await client.call('undo_change', { changeId: converted.changeId });
    expect(await client.difference()).toEqual({ contacts: { added: 1 } });
  });

  test('已经不是线索的不能再转化', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    expect(await client.fail('convert_lead', { contact: '张伟' })).toMatchObject({
      code: 'conflict',
      hint: expect.stringContaining('save_deals'),
    });
  });
});
