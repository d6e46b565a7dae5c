import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test("another workspace's ids are nobody's, wherever a tool takes one", async () => {
  await using client = await connectTestClient();
  const other = await client.app.inWorkspace('The neighbours');
  const made = await other.call('save_contacts', { name: 'Neighbour', emails: ['n@next-door.example'] });
  if (!made.ok) throw new Error(made.error.message);
  const { record, changeId } = made.data;
  const { id } = record as { id: string };

  for (const [tool, callArguments] of [
    ['get_customer', { customer: id }],
    ['get_customer', { customer: 'n@next-door.example' }],
    ['save_contacts', { contact: id, city: 'Lima' }],
    ['save_contacts', { contact: 'Dana Ortiz', company: id }],
    ['save_contacts', { contact: 'Dana Ortiz', owner: id }],
    ['save_deals', { name: 'Renewal', contact: id }],
    ['save_tasks', { title: 'Ring', contact: id }],
    ['log_interaction', { contact: id, channel: 'call', summary: 'Renewal' }],
    ['delete_records', { kind: 'contact', record: id }],
    ['convert_lead', { contact: id }],
    ['assign_records', { kind: 'contact', record: id, owner: 'me' }],
    ['undo_change', { changeId }],
  ] as const) {
    const refused = await client.fail(tool, callArguments);
    expect([tool, refused.code]).toEqual([tool, 'not_found']);
    expect(JSON.stringify(refused)).not.toContain('Neighbour');
  }

  for (const [tool, callArguments] of [
    ['search_contacts', { query: id }],
    ['search_contacts', { query: 'n@next-door.example' }],
    ['list_changes', { record: id }],
  ] as const)
    expect(await client.call(tool, callArguments)).toMatchObject({ items: [] });

  expect(await client.difference()).toEqual({});
});
