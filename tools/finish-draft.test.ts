import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Invocation } from './kernel/context.ts';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

const people = [
  { id: 'con_ann', name: 'Ann Lee', lifecycleStage: 'Lead', city: 'Oslo' },
  { id: 'con_bo', name: 'Bo Berg', lifecycleStage: 'Lead', city: 'Rome' },
];

/** A workspace of two people, with a draft begun in it; a person says yes where they are asked. */
async function connectWithDraft(answers: ('yes' | 'no')[] = []): Promise<TestClient & { draft: string }> {
  const client = await connectTestClient({ company: 'none', person: () => answers.shift() ?? 'yes' });
  await client.app.load('contact', people);
  const { draft } = await client.call('start_draft', { name: 'Changes' });
  return { ...client, draft: String(draft) };
}

/** The change of a colleague, outside of the draft. */
async function change({ app }: TestClient, callArguments: Record<string, unknown>): Promise<void> {
  const outcome = await app.call('save_contacts', callArguments);
  if (!outcome.ok) throw new Error(outcome.error.message);
}

describe('finish_draft', () => {
  test('applies what was shown, as one change with one undo', async () => {
    await using client = await connectWithDraft();
    const before = await client.app.snapshot();
    await client.call('save_contacts', { contact: 'Ann Lee', city: 'Bergen' });
    await client.call('save_contacts', { name: 'Cy Young', city: 'Cork' });
    await client.call('save_tasks', { title: 'Call Cy', contact: 'Cy Young' });
    await client.call('delete_records', { kind: 'contact', record: 'Bo Berg' });
    const { draft } = client;

    const applied = await client.call('finish_draft', { outcome: 'apply', draft, revision: 4 });
    expect(applied).toMatchObject({
      status: 'applied',
      applied: 4,
      left: 0,
      changeId: expect.stringMatching(/^chg_/),
    });
    const after = await client.app.snapshot();
    expect(cities(after)).toEqual([
      ['Ann Lee', 'Bergen'],
      ['Cy Young', 'Cork'],
    ]);
    expect(await client.call('show_draft', { draft })).toMatchObject({ draft: { status: 'applied' } });
    expect(await client.fail('finish_draft', { outcome: 'apply', draft, revision: 4 })).toMatchObject({
      code: 'conflict',
    });

    await client.call('undo_change', { changeId: applied.changeId });
    expect(contents(await client.app.snapshot())).toEqual(contents(before));
  });

  test('parts are applied by number and field; what is left stays in the draft', async () => {
    await using client = await connectWithDraft();
    const { draft } = client;
    await client.call('save_contacts', { contact: 'Ann Lee', city: 'Bergen', jobTitle: 'CFO' });
    await client.call('save_contacts', { name: 'Cy Young', city: 'Cork' });
    await client.call('save_tasks', { title: 'Call Cy', contact: 'Cy Young' });
    const apply = { outcome: 'apply', draft, revision: 3 };

    expect(await client.fail('finish_draft', { ...apply, only: ['3'] })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('belongs to Cy Young'),
    });
    expect(await client.fail('finish_draft', { ...apply, only: ['9'] })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.fail('finish_draft', { ...apply, only: ['1.colour'] })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.call('finish_draft', { ...apply, only: ['1.city', '2'] })).toMatchObject({
      status: 'open',
      applied: 2,
      left: 2,
    });
    expect(cities(await client.app.snapshot())).toEqual([
      ['Ann Lee', 'Bergen'],
      ['Bo Berg', 'Rome'],
      ['Cy Young', 'Cork'],
    ]);
    expect(await client.call('show_draft', { draft })).toMatchObject({
      changes: [{ label: 'Ann Lee', fields: [{ field: 'jobTitle', after: 'CFO' }] }, { kind: 'task' }],
    });
    // The numbers are others now: who has seen the whole draft does not mean its first record any more.
    expect(await client.fail('finish_draft', { ...apply, only: ['1'] })).toMatchObject({ code: 'conflict' });
    expect(await client.call('finish_draft', { ...apply, revision: 4 })).toMatchObject({
      status: 'applied',
      applied: 2,
    });
    expect(await client.call('search_records', { kind: 'task', query: 'Call Cy' })).toMatchObject({
      total: 1,
    });
  });

  test('what others changed since is shown field by field and not overwritten', async () => {
    await using client = await connectWithDraft();
    const { draft } = client;
    await client.call('save_contacts', { contact: 'Ann Lee', city: 'Bergen', jobTitle: 'CFO' });
    await client.call('delete_records', { kind: 'contact', record: 'Bo Berg' });
    await change(client, { contact: 'con_ann', city: 'Paris', notes: 'met in Paris' });
    await change(client, { contact: 'con_bo', jobTitle: 'CEO' });

    // The draft keeps to what it wrote: of the record all else is as it stands now.
    expect(await client.call('get_customer', { customer: 'Ann Lee' })).toMatchObject({
      profile: { city: 'Bergen', notes: 'met in Paris' },
    });
    const { changes } = (await client.call('show_draft', { draft })) as { changes: unknown[] };
    expect(changes).toMatchObject([
      {
        fields: expect.arrayContaining([
          expect.objectContaining({ field: 'city', before: 'Oslo', now: 'Paris' }),
        ]),
      },
      { operation: 'delete', isInTheWay: true },
    ]);
    const apply = { outcome: 'apply', draft, revision: 2 };
    expect(await client.fail('finish_draft', apply)).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('1 Ann Lee (city)'),
      details: {
        conflicts: [{ fields: [{ field: 'city', now: 'Paris', draft: 'Bergen' }] }, { id: 'con_bo' }],
      },
    });
    expect(await client.call('finish_draft', { ...apply, conflicts: 'theirs', dryRun: true })).toMatchObject({
      applied: 1,
      kept: ['1.city', '2.deletedAt'],
    });
    expect(await client.call('finish_draft', { ...apply, conflicts: 'draft' })).toMatchObject({ applied: 2 });
    expect(cities(await client.app.snapshot())).toEqual([['Ann Lee', 'Bergen']]);
  });

  test('a person decides, on what they were shown', async () => {
    await using client = await connectWithDraft(['no']);
    const { draft } = client;
    await client.call('save_contacts', { contact: 'Ann Lee', city: 'Bergen' });
    expect(await client.fail('finish_draft', { outcome: 'apply' })).toMatchObject({ code: 'invalid_input' });
    expect(await client.fail('finish_draft', { outcome: 'apply', draft })).toMatchObject({
      code: 'invalid_input',
    });
    expect(await client.fail('finish_draft', { outcome: 'apply', draft, revision: 0 })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('changed since it was shown'),
    });
    expect(await client.fail('finish_draft', { outcome: 'apply', draft, revision: 1 })).toMatchObject({
      code: 'forbidden',
    });
    expect(await client.difference()).toEqual({ contacts: { added: 2 } });

    expect(await client.call('finish_draft', { outcome: 'submit' })).toMatchObject({ status: 'open' });
    await client.call('save_contacts', { contact: 'Bo Berg', city: 'Milan' });
    expect(cities(await client.app.snapshot())).toContainEqual(['Bo Berg', 'Milan']);
    expect(await client.fail('finish_draft', { outcome: 'discard' })).toMatchObject({ code: 'not_found' });
    expect(await client.call('finish_draft', { outcome: 'discard', draft })).toMatchObject({
      status: 'discarded',
    });
    expect(await client.call('show_draft', {})).toMatchObject({ drafts: [] });
    const kept = await client.app.database.read({ workspaceId: client.app.session.workspace.id }, (tx) =>
      tx.execute(sql`select (select count(*) from draft_steps) + (select count(*) from drafts) as rows`),
    );
    expect(kept[0]?.rows).toBe(0);
  });

  test('whatever is drafted: reads in it are the data once it is applied, and undone all is as before', async () => {
    const name = fc.constantFrom('con_ann', 'con_bo');
    const write = fc.oneof(
      fc.record({
        tool: fc.constant('save_contacts'),
        contact: name,
        city: fc.constantFrom('Oslo', 'Rome', '天津'),
      }),
      fc.record({ tool: fc.constant('save_contacts'), contact: name, clear: fc.constant(['city']) }),
      fc.record({ tool: fc.constant('save_contacts'), name: fc.constantFrom('Zoe Quill', '王小明') }),
      fc.record({ tool: fc.constant('delete_records'), kind: fc.constant('contact'), record: name }),
      fc.record({
        tool: fc.constant('log_interaction'),
        contact: name,
        channel: fc.constant('note'),
        summary: fc.constantFrom('ok', '很好'),
        followUpOn: fc.constant('2026-03-20'),
      }),
      fc.record({ tool: fc.constant('save_tasks'), title: fc.constantFrom('Call', '回访') }),
      fc.record({ tool: fc.constant('undo_change') }),
    );
    await using client = await connectTestClient({ company: 'none' });
    const { app } = client;
    await app.load('contact', people);
    const draft = { key: 'name:any', name: 'any' };
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (writes, isKept) => {
          const before = contents(await app.snapshot());
          for (const { tool, ...callArguments } of writes) await app.call(tool, callArguments, { draft });
          expect(contents(await app.snapshot())).toEqual(before);
          const seen = await lookedAt(app, draft);
          const shown = await app.call('show_draft', {}, { draft });
          if (!shown.ok || shown.data.draft === null) return;
          const { draft: id, revision } = shown.data.draft as { draft: string; revision: number };
          if (!isKept) {
            await app.call('finish_draft', { outcome: 'discard', draft: id });
            expect(await lookedAt(app, undefined)).toEqual(await lookedAt(app, draft));
            expect(contents(await app.snapshot())).toEqual(before);
            return;
          }
          const applied = await app.call(
            'finish_draft',
            { outcome: 'apply', draft: id, revision },
            { confirm: async () => 'approved' },
          );
          expect(applied).toMatchObject({ ok: true });
          expect(await lookedAt(app, undefined)).toEqual(seen);
          const { changeId } = applied.ok ? applied.data : {};
          if (changeId) await app.call('undo_change', { changeId });
          expect(contents(await app.snapshot())).toEqual(before);
        },
      ),
      { numRuns: 8 },
    );
  });
});

/** All that reads tell of people, tasks and what was said, versions left out. */
async function lookedAt(app: TestClient['app'], draft: Invocation['draft']): Promise<unknown> {
  const calls: [string, Record<string, unknown>][] = [
    ['search_contacts', { detail: 'full' }],
    ['search_contacts', { query: 'Zoe' }],
    ['search_records', { kind: 'task', detail: 'full' }],
    ['search_records', { kind: 'interaction', detail: 'full' }],
    ['summarize_records', { kind: 'contact', groupBy: 'city' }],
  ];
  const seen: unknown[] = [];
  for (const [tool, callArguments] of calls) {
    const outcome = await app.call(tool, callArguments, { draft });
    if (!outcome.ok) throw new Error(`${tool}: ${outcome.error.message}`);
    seen.push(
      JSON.parse(JSON.stringify(outcome.data), (key, value) => (key === 'version' ? undefined : value)),
    );
  }
  return seen;
}

const cities = (snapshot: Awaited<ReturnType<TestClient['app']['snapshot']>>) =>
  Object.values(snapshot.contact ?? {})
    .map(({ name, city }) => [name, city])
    .sort();

/** Records without version and time, which an undo moves on too. */
const contents = (snapshot: Awaited<ReturnType<TestClient['app']['snapshot']>>) =>
  Object.entries(snapshot).flatMap(([kind, records]) =>
    Object.values(records)
      .map(({ version, createdAt, updatedAt, ...content }) => ({ kind, id: content.id, ...content }))
      .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
  );
