import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('list_changes', () => {
  test('shows who changed which field, newest first, page by page', async () => {
    await using client = await connectTestClient();
    await client.call('save_contacts', { contact: '张伟', city: '天津' });
    const last = await client.call('save_contacts', { contact: '张伟', city: '广州' });

    const first = await client.call('list_changes', { limit: 1 });
    const second = await client.call('list_changes', { limit: 1, cursor: first.nextCursor });

    expect(first.items).toMatchObject([
      {
        changeId: last.changeId,
        tool: 'save_contacts',
        undone: false,
        records: [{ label: '张伟', fields: [{ field: 'city', before: '天津', after: '广州' }] }],
      },
    ]);
    expect(second.items).toMatchObject([{ records: [{ fields: [{ field: 'city', after: '天津' }] }] }]);
  });

  test('坏的游标被拒绝', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    expect(await client.fail('list_changes', { cursor: 'x' })).toMatchObject({ code: 'invalid_input' });
  });
});
