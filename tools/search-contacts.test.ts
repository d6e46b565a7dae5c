import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

describe('search_contacts', () => {
  test('finds people by script, pinyin, half a name, a typo, phone digits and e-mail fragments', async () => {
    await using client = await connectTestClient();
    const found = async (query: string) => {
      const page = await client.call('search_contacts', { query, limit: 3 });
      return (page.items as { name: string }[]).map((contact) => contact.name);
    };

    expect((await found('张伟'))[0]).toBe('张伟');
    expect((await found('zhang wei'))[0]).toBe('张伟');
    expect(await found('Whitf')).toContain('Dana Whitfield');
    expect(await found('Dana Ortzi')).toContain('Dana Ortiz');
    expect(await found('610-555-0100')).toContain('Dana Ortiz');
    expect(await found('13800000001')).toContain('张伟');
    expect(await found('wei.zhang@huafan')).toContain('张伟');
  });

  test('pages through a filter without losing or repeating anybody', async () => {
    await using client = await connectTestClient();
    const filter = 'lifecycleStage in (Won, Lost, Proposal) or city is empty';
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await client.call('search_contacts', {
        filter,
        sort: '-lastContactOn',
        limit: 7,
        ...(cursor && { cursor }),
      });
      seen.push(...(page.items as { id: string }[]).map((contact) => contact.id));
      cursor = page.nextCursor as string | null;
      expect(page.total).toBeGreaterThan(7);
    } while (cursor);

    const whole = await client.call('search_contacts', { filter, limit: 100 });
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual((whole.items as { id: string }[]).map((contact) => contact.id).sort());
  });

  test('字段名写错时给出提示', async () => {
    await using client = await connectTestClient({ language: 'zh' });

    const refused = await client.fail('search_contacts', { filter: 'lifecycleStge = Lead' });

    expect(refused).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('lifecycleStage'),
    });
  });

  test("refuses another search's cursor", async () => {
    await using client = await connectTestClient();
    const page = await client.call('search_contacts', { limit: 2 });

    const refused = await client.fail('search_contacts', {
      limit: 2,
      cursor: page.nextCursor,
      sort: '-name',
    });

    expect(refused).toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('nextCursor') });
  });
});
