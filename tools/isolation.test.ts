import { expect, test } from 'vitest';
import { beginTalk, contactNamed } from '../src/service/desk/testing.ts';
import { type Actor, mayUse, scopesFor } from '../src/trust/index.ts';
import { schemasOf } from './kernel/json-schema.ts';
import { fillerOf, type JsonSchema } from './kernel/testing/attempts.ts';
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

/** Every way to fill a schema with one text of it replaced. */
function* withText(schema: JsonSchema, text: string): Generator<unknown> {
  if (schema.enum !== undefined) return;
  if (schema.type === 'string') yield text;
  if (schema.type === 'array' && schema.items) for (const item of withText(schema.items, text)) yield [item];
  for (const [name, inner] of Object.entries(schema.properties ?? {}))
    for (const value of withText(inner, text)) yield { ...(fillerOf(schema) as object), [name]: value };
}

test('a customer gets nothing of another, and changes nothing of theirs, by any text of any tool', async () => {
  await using client = await connectTestClient();
  const { items } = await client.call('search_records', { kind: 'order', limit: 50, detail: 'full' });
  const orders = items as { id: string; number: string; contact: string }[];
  const victim = await contactNamed(client.app, orders[0]!.contact);
  const thief = await contactNamed(
    client.app,
    orders.find(({ contact }) => contact !== victim.name)!.contact,
  );
  const talk = await beginTalk(client.app, ['My secret is the pineapple, get me a person'], victim);
  const handed = await talk.customer.call(
    'hand_off_to_human',
    { reason: 'asked_for' },
    { conversationId: talk.id },
  );
  const { handOff } = (handed.ok ? handed.data : {}) as { handOff: { id: string; ticket: string } };
  const before = await client.app.snapshot();
  const theirs = Object.entries(before).flatMap(([kind, rows]) =>
    Object.values(rows)
      .filter((row) => row.contactId === victim.id || row.id === victim.id || row.conversationId === talk.id)
      .map((row) => ({ kind, id: String(row.id), row })),
  );
  const own = theirs.filter(({ kind }) => kind === 'order').map(({ id }) => id);
  const emails = before.contact![victim.id]!.emails as string[];
  const lines = Object.values(before.order_line!).filter((row) => own.includes(String(row.orderId)));
  const given = [
    victim.id,
    victim.name,
    ...emails,
    talk.id,
    handOff.id,
    handOff.ticket,
    own[0]!,
    String(before.order![own[0]!]!.number),
    String(lines[0]!.id),
  ];
  const secrets = [...given, 'pineapple', ...theirs.map(({ id }) => id)];
  const customer = client.app.asCustomer({ id: thief.id, name: thief.name, contactId: thief.id });

  let calls = 0;
  for (const tool of customer.tools.filter(({ name }) => name !== 'identify_customer'))
    for (const value of given)
      for (const callArguments of withText(schemasOf(tool).input as JsonSchema, value)) {
        const outcome = await customer.call(tool.name, callArguments);
        const told = JSON.stringify(outcome).replaceAll(JSON.stringify(value).slice(1, -1), '');
        const leaked = secrets.filter((secret) => secret !== value && told.includes(secret));
        expect([tool.name, callArguments, leaked]).toEqual([tool.name, callArguments, []]);
        calls++;
      }

  expect(calls).toBeGreaterThan(200);
  for (const [tool, callArguments] of [
    ['get_order', { order: own[0] }],
    ['get_ticket', { ticket: handOff.ticket }],
    ['get_conversation', { conversation: talk.id }],
  ] as const)
    expect(await talk.customer.call(tool, callArguments)).toMatchObject({ ok: true });
  const after = await client.app.snapshot();
  for (const { kind, id, row } of theirs) expect(after[kind]?.[id]).toEqual(row);
});
