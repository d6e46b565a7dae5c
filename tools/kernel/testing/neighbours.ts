import type { App } from '../../../src/wire.ts';

/** Stands in every text of the neighbours, and nowhere here. */
export const canary = 'qzcanary';

/** The data of a call. @throws Error where it was refused */
export const made = async (app: App, tool: string, given: object): Promise<Record<string, unknown>> => {
  const outcome = await app.call(tool, given);
  if (!outcome.ok) throw new Error(`${tool}: ${outcome.error.message}`);
  return outcome.data;
};

/** The first record of each kind. */
export const firstIds = (snapshot: Record<string, Record<string, object>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(snapshot).flatMap(([kind, rows]) =>
      Object.keys(rows)
        .slice(0, 1)
        .map((id) => [kind, id]),
    ),
  );

/** Fills the neighbours' workspace with a record of every kind that a tool may name. */
export async function settle(app: App): Promise<Record<string, string>> {
  const name = (what: string) => `${canary} ${what}`;
  const company = await made(app, 'save_records', { kind: 'company', fields: { name: name('Ltd') } });
  const contact = await made(app, 'save_contacts', {
    name: name('Person'),
    company: name('Ltd'),
    emails: [`${canary}@next-door.example`],
    notes: canary,
  });
  const product = await made(app, 'save_records', {
    kind: 'product',
    fields: { name: name('Thing'), sku: 'QZ-1', price: '9.00' },
  });
  await made(app, 'save_deals', { name: name('deal'), contact: name('Person') });
  await made(app, 'save_tasks', { title: name('task'), contact: name('Person') });
  await made(app, 'log_interaction', { contact: name('Person'), channel: 'call', summary: canary });
  await made(app, 'open_ticket', { subject: name('trouble'), contact: name('Person') });
  const known = firstIds(await app.snapshot());
  const order = { orderId: 'ord_nextdoor0001', productId: known.product! };
  await app.load('order', [
    {
      id: order.orderId,
      number: '#QZ77',
      contactId: known.contact!,
      status: 'delivered',
      currency: 'USD',
      totalMinor: 900,
      orderedAt: app.runtime.clock(),
    },
  ]);
  await app.load('product_variant', [{ id: 'var_nextdoor0001', productId: known.product!, sku: 'QZ-1' }]);
  await app.load('order_line', [
    { id: 'orl_nextdoor0001', ...order, variantId: 'var_nextdoor0001', quantity: 1, unitPriceMinor: 900 },
  ]);
  await app.load('conversation', [
    {
      id: 'cnv_nextdoor0001',
      actorId: app.session.actor.id,
      contactId: known.contact!,
      channel: 'chat',
      title: canary,
    },
  ]);
  await app.load('hand_off', [
    {
      id: 'hnd_nextdoor0001',
      conversationId: 'cnv_nextdoor0001',
      contactId: known.contact!,
      reason: canary,
      summary: canary,
    },
  ]);
  const knowledge = await made(app, 'add_knowledge', {
    text: `# ${canary}\n\nHow do I water a cactus? ${canary} once a month.`,
    source: `${canary}.md`,
  });
  const all = firstIds(await app.snapshot());
  const pages = await made(app, 'search_contacts', { limit: 1 });
  return {
    ...all,
    change: String(contact.changeId),
    cursor: String(pages.nextCursor ?? ''),
    user: app.session.actor.id,
    workspace: app.session.workspace.id,
    more: [company, product, knowledge].length.toString(),
  };
}

/** A contact of somebody's with a deal, a task, an interaction, a ticket and an order. */
export async function belongings(
  app: App,
  owner: string,
  word: string,
  amount: string,
): Promise<Record<string, string>> {
  const contact = await made(app, 'save_contacts', {
    name: `${word} Person`,
    emails: [`${word}@example.com`],
    phones: ['+49 1555 7654321'],
    notes: `${word} ${amount}`,
    allowDuplicate: true,
    owner,
  });
  const id = (data: Record<string, unknown>) => (data.record as { id: string }).id;
  const person = id(contact);
  const deal = await made(app, 'save_deals', {
    name: `${word} deal`,
    contact: person,
    amount: `${amount}.00`,
    owner,
  });
  const task = await made(app, 'save_tasks', { title: `${word} task`, contact: person, owner });
  const talk = await made(app, 'log_interaction', {
    contact: person,
    channel: 'call',
    summary: `${word} talk`,
  });
  const ticket = await made(app, 'open_ticket', { subject: `${word} trouble`, contact: person });
  const order = `ord_${word}0001`;
  await app.load('order', [
    {
      id: order,
      number: `#${word}1`,
      contactId: person,
      status: 'delivered',
      currency: 'USD',
      totalMinor: Number(amount) * 100,
      orderedAt: app.runtime.clock(),
    },
  ]);
  return {
    contact: person,
    deal: id(deal),
    task: id(task),
    interaction: String((talk.interaction as { id?: string } | undefined)?.id ?? ''),
    ticket: String((ticket.ticket as { id?: string } | undefined)?.id ?? ticket.id ?? ''),
    order,
    change: String(contact.changeId),
  };
}
