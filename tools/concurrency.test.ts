import { describe, expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';
import type { ToolOutcome } from './kernel/tool-error.ts';

const atOnce = <Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

const codes = (outcomes: readonly ToolOutcome[]): string[] =>
  outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code)).toSorted();

describe('calls at the same moment', () => {
  test('case 68: one key, ten deliveries: one task', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const outcomes = await atOnce(10, () =>
      client.app.call('save_tasks', { title: 'Ring Dana', idempotencyKey: 'ring' }),
    );
    const changes = outcomes.map((outcome) => (outcome.ok ? outcome.data.changeId : outcome.error.code));
    expect(new Set(changes).size).toBe(1);
    expect(await client.difference()).toEqual({ tasks: { added: 1 } });
  });

  test('case 67: 32 people write on one contact: every note is kept', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('save_contacts', { name: 'Dana Ortiz' });
    const outcomes = await atOnce(32, (index) =>
      client.app.call('save_contacts', { contact: 'Dana Ortiz', appendNote: `note ${index}.` }),
    );
    expect(new Set(codes(outcomes))).toEqual(new Set(['ok']));

    const [contact] = Object.values((await client.app.snapshot()).contact!);
    const kept = String(contact?.notes).match(/note \d+\./g);
    expect(kept?.toSorted()).toEqual(Array.from({ length: 32 }, (_, index) => `note ${index}.`).toSorted());
    expect(contact?.version).toBe(33);
  });

  test('case 67: ten people change the version they read: one wins, nine are told', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('save_contacts', { name: 'Dana Ortiz' });
    const outcomes = await atOnce(10, (index) =>
      client.app.call('save_contacts', { contact: 'Dana Ortiz', city: `City ${index}`, expectedVersion: 1 }),
    );
    expect(codes(outcomes)).toEqual([...Array(9).fill('conflict'), 'ok']);
  });

  test('case 67: undo and an edit of the same record: never both, and nothing is lost unseen', async () => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('save_contacts', { name: 'Dana Ortiz', city: 'Lima' });
    const { changeId } = await client.call('save_contacts', { contact: 'Dana Ortiz', city: 'Quito' });
    const [undone, edited] = await Promise.all([
      client.app.call('undo_change', { changeId }),
      client.app.call('save_contacts', { contact: 'Dana Ortiz', jobTitle: 'Buyer' }),
    ]);
    const [contact] = Object.values((await client.app.snapshot()).contact!);
    expect(edited.ok).toBe(true);
    expect(contact).toMatchObject({ city: undone?.ok ? 'Lima' : 'Quito', jobTitle: 'Buyer' });
  });

  test('a client that goes leaves each of its writes whole or not there, and none is told as our failure', async () => {
    await using client = await connectTestClient({ company: 'none' });
    const outcomes = await atOnce(24, async (index) => {
      const gone = new AbortController();
      const call = client.app.call(
        'save_contacts',
        { name: `Dana ${index}`, allowDuplicate: true },
        { signal: gone.signal, conversationId: `talk-${index}` },
      );
      for (let turn = 0; turn < index; turn += 1) await new Promise(setImmediate);
      gone.abort(new Error('The connection is closed.'));
      return call;
    });
    expect(codes(outcomes).filter((code) => code !== 'ok' && code !== 'timeout')).toEqual([]);
    const contacts = Object.values((await client.app.snapshot()).contact ?? {});
    expect(contacts.length).toBeGreaterThanOrEqual(outcomes.filter(({ ok }) => ok).length);
  });
});
