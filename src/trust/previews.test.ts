import { expect, test } from 'vitest';
import { previewLines } from '../../tools/kernel/preview.ts';
import { createApp } from '../wire.ts';

test('whoever approves sees what records are called, not their ids', async () => {
  const app = await createApp({ toolsets: ['all'], clock: () => new Date('2026-03-05T09:00:00Z') });
  try {
    for (let number = 0; number < 11; number += 1)
      await app.call('save_contacts', { name: `Visitor ${number}`, company: 'Orchid' });
    const held = await app.call('save_contacts', { filter: "company = 'Orchid'", company: '远山贸易' });
    expect(held).toMatchObject({ ok: false, error: { code: 'approval_required' } });
    const [waiting] = await app.pendingApprovals();
    const line = '- update contact Visitor 0 (companyId: Orchid → 远山贸易)';
    expect(waiting!.shown.flatMap((record) => previewLines([record]))).toContain(line);
    expect(JSON.stringify(held)).toContain('"names":{"com_');
    expect(await app.approve(waiting!.id, 'approved')).toMatchObject({ ok: true });
    expect(await app.call('search_contacts', { filter: "company = '远山贸易'" })).toMatchObject({
      data: { total: 11 },
    });
  } finally {
    await app.close();
  }
});
