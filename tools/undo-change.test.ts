import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

describe('undo_change', () => {
  test('a later edit is shown, not overwritten', async () => {
    await using client = await connectTestClient();
    const first = await client.call('save_contacts', { contact: '张伟', city: '天津' });
    const second = await client.call('save_contacts', { contact: '张伟', jobTitle: '经理' });

    const refused = await client.fail('undo_change', { changeId: first.changeId });
    expect(refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('张伟'),
      details: {
        edits: [{ changeId: second.changeId, fields: [{ field: 'jobTitle', now: '经理' }] }],
      },
    });

    await client.call('undo_change', { changeId: second.changeId });
    await client.call('undo_change', { changeId: first.changeId });
    expect(await client.difference()).toEqual({});
  });

  test('undoing an undo restores it', async () => {
    await using client = await connectTestClient();
    await client.call('save_contacts', { contact: '张伟', city: '天津' });

    const undone = await client.call('undo_change', {});
    expect(await client.difference()).toEqual({});
    await client.call('undo_change', { changeId: undone.changeId });

    expect(await client.call('get_customer', { customer: '张伟' })).toMatchObject({
      profile: { city: '天津' },
    });
  });

  test('撤销整个对话', async () => {
    await using client = await connectTestClient({ language: 'zh', person: () => 'yes' });
    await client.call('save_contacts', { contact: '张伟', city: '天津' });
    await client.call('save_tasks', { title: '回访张伟', contact: '张伟' });
    await client.call('delete_records', { kind: 'contact', record: 'Dana Whitfield' });

    const undone = await client.call('undo_change', { conversation: true });

    expect(undone.undone).toHaveLength(3);
    expect(await client.difference()).toEqual({});
    expect(await client.fail('undo_change', { conversation: true })).toMatchObject({ code: 'not_found' });
  });

  test('whatever is written, undoing it in any number of steps gives back the start', async () => {
    await using client = await connectTestClient();
    const people = ['张伟', 'Dana Ortiz', 'Dana Whitfield', '王磊'];
    const edit = fc.oneof(
      fc.record({
        tool: fc.constant('save_contacts'),
        contact: fc.constantFrom(...people),
        city: fc
          .string({ minLength: 1, maxLength: 8, unit: 'grapheme' })
          .filter((text) => text.trim() !== '' && !text.includes('\0')),
      }),
      fc.record({
        tool: fc.constant('save_contacts'),
        contact: fc.constantFrom(...people),
        lifecycleStage: fc.constantFrom('Lead', 'Won', 'Lost'),
      }),
      fc.record({
        tool: fc.constant('log_interaction'),
        contact: fc.constantFrom(...people),
        channel: fc.constant('note'),
        summary: fc.constantFrom('ok', '很好', 'too late'),
        followUpOn: fc.constant('2026-03-20'),
      }),
      fc.record({ tool: fc.constant('save_tasks'), title: fc.constantFrom('Call', '回访') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        const changes: string[] = [];
        for (const { tool, ...callArguments } of edits) {
          const outcome = await client.app.call(tool, { ...callArguments, repeat: true });
          if (outcome.ok && outcome.data.changeId) changes.unshift(String(outcome.data.changeId));
        }
        for (const changeId of changes) await client.call('undo_change', { changeId });
        expect(await client.difference()).toEqual({});
      }),
      { numRuns: 12 },
    );
  });

  test('what one person did in a time is taken back, and only by those who may', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.app.load('user', [
      { id: 'usr_priya', name: 'Priya Nair', email: 'priya@rapport.test', role: 'representative' },
    ]);
    const member = await client.app.asMember('Priya Nair');
    const people = ['con_one', 'con_two'];
    await client.app.load(
      'contact',
      people.map((id) => ({ id, name: `Person ${id}`, city: '0', lifecycleStage: 'Lead' })),
    );
    const edit = fc.record({
      by: fc.constantFrom('owner', 'member'),
      contact: fc.constantFrom(...people),
      city: fc.constantFrom('1', '2', '3'),
    });
    const cities = async () => {
      const { contact = {} } = await client.app.snapshot();
      return people.map((id) => contact[id]?.city);
    };
    let minute = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 2, maxLength: 7 }),
        fc.nat(6),
        fc.nat(6),
        async (edits, from, length) => {
          const start = await cities();
          const city = new Map(people.map((id, index) => [id, start[index]]));
          const begun = minute;
          const done: { by: string; contact: string; before: unknown; after: string; at: number }[] = [];
          for (const { by, contact, city: after } of edits) {
            const at = ++minute;
            const app = by === 'owner' ? client.app : member;
            const outcome = await app.call('save_contacts', { contact, city: after, repeat: true });
            if (!outcome.ok) throw new Error(outcome.error.message);
            await wroteAt(client, String(outcome.data.changeId), at);
            if (outcome.data.changeId) done.push({ by, contact, before: city.get(contact), after, at });
            city.set(contact, after);
          }
          const [since, until] = [begun + 1 + from, begun + 1 + from + length];
          const meant = done.filter(({ by, at }) => by === 'member' && at >= since && at <= until);
          const expected = new Map(city);
          let isInTheWay = false;
          for (const { contact, before, after } of meant.toReversed()) {
            if (expected.get(contact) !== after) isInTheWay = true;
            expected.set(contact, before as string);
          }
          const wanted = { actor: 'Priya Nair', since: momentOf(since), until: momentOf(until) };
          const preview = await client.app.call('undo_change', { ...wanted, dryRun: true });
          expect(await cities()).toEqual([...city.values()]);
          const undone = await client.app.call('undo_change', wanted);
          expect(undone.ok).toBe(preview.ok);
          if (undone.ok) expect(isInTheWay).toBe(false);
          else expect(undone.error.code).toBe(meant.length === 0 ? 'not_found' : 'conflict');
          expect(await cities()).toEqual([...(undone.ok ? expected : city).values()]);
        },
      ),
      { numRuns: 10 },
    );
    const other = client.app.session.actor.id;
    expect(await member.call('undo_change', { actor: other })).toMatchObject({
      error: { code: 'forbidden' },
    });
  });

  test('of many records names fifty and counts the others', async () => {
    await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: `con_many${index}`,
      name: `Person ${index}`,
      lifecycleStage: 'Lead',
    }));
    await client.app.load('contact', rows);

    const deleted = await client.call('delete_records', { kind: 'contact', filter: 'name ~ Person' });
    expect(deleted).toMatchObject({ deleted: { length: 50 }, more: 10 });
    const undone = await client.call('undo_change', { changeId: deleted.changeId });
    expect(undone).toMatchObject({ restored: { length: 50 }, more: 10 });
    expect(await client.difference()).toEqual({ contacts: { added: 60 } });
  });
});

const beginning = Date.parse('2026-03-01T00:00:00Z');
const momentOf = (minute: number): string => new Date(beginning + minute * 60_000).toISOString();

/** Has a change have been made at this minute: the clock of a test stands still. */
const wroteAt = ({ app }: TestClient, id: string, minute: number): Promise<unknown> =>
  app.database.system((tx) =>
    tx.execute(
      sql`update changes set occurred_at = ${momentOf(minute)}::timestamptz where id = ${id} and workspace_id = ${app.session.workspace.id}`,
    ),
  );
