import type { App } from '../../wire.ts';
import type { Said } from './conversations.ts';

const limits = () => ({ signal: AbortSignal.timeout(20_000), timeoutMs: 20_000 });
let talks = 0;

/** A conversation with a customer in the words given, with theirs read for how they feel; theirs and ours in turn. */
export async function beginTalk(
  app: App,
  says: readonly string[],
  contact?: { id: string; name: string },
): Promise<{ id: string; customer: App }> {
  const id = `cnv_test_${++talks}`;
  const customer = app.asCustomer(
    contact ? { id: contact.id, name: contact.name, contactId: contact.id } : { id, name: 'Visitor' },
  );
  const said: Said[] = [];
  for (const [index, text] of says.entries()) {
    const { score } = await app.runtime.understanding.sentiment(text);
    said.push(
      index % 2 === 0
        ? { role: 'user', content: text, sentiment: score }
        : { role: 'assistant', content: text },
    );
  }
  await app.runtime.write(
    customer.session,
    async (_, { desk }) => {
      await desk.conversations.begin({ id, channel: 'web', contactId: contact?.id });
      await desk.conversations.append(id, said);
    },
    limits(),
  );
  return { id, customer };
}

/** A contact of the workspace. */
export async function contactNamed(app: App, name: string): Promise<{ id: string; name: string }> {
  const found = await app.call('search_contacts', { query: name, limit: 1 });
  if (!found.ok) throw new Error(found.error.message);
  const [contact] = found.data.items as { id: string; name: string }[];
  return contact!;
}
