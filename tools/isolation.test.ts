import { expect, test } from 'vitest';
import { type Actor, mayUse, scopesFor } from '../src/trust/index.ts';
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

test('a customer has the tools of customers, and no other even by name', async () => {
  await using client = await connectTestClient();
  const visitor = client.app.asCustomer({ id: 'visitor', name: 'Visitor' });

  expect(visitor.tools.map((tool) => tool.name)).toContain('search_knowledge');
  expect(visitor.tools.filter(({ scope }) => !['service:own', 'knowledge:read'].includes(scope))).toEqual([]);
  for (const tool of client.app.tools.filter(({ scope }) => scope.startsWith('crm:'))) {
    const outcome = await visitor.call(tool.name, {});
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not_found' } });
  }
});

test('a viewer reads what customers may change, and changes nothing of it', () => {
  const viewer: Actor = {
    id: 'usr_1',
    name: 'Grace',
    email: '',
    role: 'viewer',
    workspaceId: 'wsp_1',
    scopes: scopesFor('viewer'),
    client: 'test',
  };
  const use = (readOnlyHint: boolean) =>
    mayUse(viewer, { scope: 'service:own', annotations: { readOnlyHint } });

  expect([use(true), use(false)]).toEqual([true, false]);
});
