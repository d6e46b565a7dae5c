import { isInputRequiredResult, specTypeSchemas, withInputRequired } from '@modelcontextprotocol/client';
import type { ServerContext } from '@modelcontextprotocol/server';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../tools/kernel/testing.ts';
import { listEvents } from '../trust/index.ts';
import { sealWaitingCalls } from './approval.ts';

// What travels through a client between the question and the answer is in the client's hands: none of it may
// approve anything but the one call the person was asked about, once.

const everyDana = { kind: 'contact', filter: 'name ~ Dana' };
const yes = { approval: { action: 'accept', content: { approve: true } } };

const connect = (): Promise<TestClient> => connectTestClient({ era: '2026-07-28', person: () => 'yes' });

/** One round of a call, its outcome left as it comes. */
async function round(
  { client }: TestClient,
  params: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const schema = withInputRequired(specTypeSchemas.CallToolResult);
  return client.request({ method: 'tools/call', params }, schema, { allowInputRequired: true });
}

/** Makes the call up to the question. @returns the sealed state */
async function question(client: TestClient): Promise<string> {
  const asked = await round(client, { name: 'delete_records', arguments: everyDana });
  if (!isInputRequiredResult(asked) || asked.requestState === undefined) throw new Error('Nobody was asked.');
  return asked.requestState;
}

test('approves the call it was asked about, and that once', async () => {
  await using client = await connect();
  const answer = {
    name: 'delete_records',
    arguments: everyDana,
    requestState: await question(client),
    inputResponses: yes,
  };
  expect(await round(client, answer)).toMatchObject({ structuredContent: { deleted: { length: 2 } } });
  expect(await round(client, answer)).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('approved already') }],
  });
});

test('approves no other call', async () => {
  await using client = await connect();
  const requestState = await question(client);
  for (const other of [
    { name: 'delete_records', arguments: { ...everyDana, filter: 'name is not empty' } },
    { name: 'save_tasks', arguments: { title: 'Hello' } },
  ])
    expect(await round(client, { ...other, requestState, inputResponses: yes })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('belongs to another call') }],
    });
  expect(await client.difference()).toEqual({});
});

test('takes nothing but a yes for a yes', async () => {
  await using client = await connect();
  for (const inputResponses of [
    { approval: { action: 'accept', content: { approve: 'true' } } },
    { approval: { action: 'accept', content: {} } },
    { approval: { action: 'decline' } },
    { other: yes.approval },
    {},
  ]) {
    const requestState = await question(client);
    const answer = { name: 'delete_records', arguments: everyDana, requestState, inputResponses };
    expect(await round(client, answer)).toMatchObject({ isError: true });
  }
  expect(await client.difference()).toEqual({});
});

test('takes no state it did not seal', async () => {
  await using client = await connect();
  const sealed = await question(client);
  await fc.assert(
    fc.asyncProperty(mutationOf(sealed), async (requestState) => {
      const answer = { name: 'delete_records', arguments: everyDana, requestState, inputResponses: yes };
      await expect(round(client, answer)).rejects.toMatchObject({ code: -32602 });
    }),
    { numRuns: 30 },
  );
  expect(await client.difference()).toEqual({});
});

test('case 46: of 10,000 mutated states none opens, and none that another caller or method brings', async () => {
  const seal = sealWaitingCalls();
  const contextOf = (method: string, clientId: string) =>
    ({ mcpReq: { method }, http: { authInfo: { clientId } } }) as unknown as ServerContext;
  const mine = contextOf('tools/call', 'usr_1');
  const waiting = { approvalId: 'apr_1kjxr4em08bdv2x', digest: 'f'.repeat(64) };
  const sealed = await seal.mint(waiting, mine);
  expect(await seal.verify(sealed, mine)).toEqual(waiting);
  await fc.assert(
    fc.asyncProperty(mutationOf(sealed), async (state) => {
      await expect(seal.verify(state, mine)).rejects.toThrow();
    }),
    { numRuns: 10_000 },
  );
  for (const other of [contextOf('tools/call', 'usr_2'), contextOf('prompts/get', 'usr_1')])
    await expect(seal.verify(sealed, other)).rejects.toThrow();
});

test('case 46: forged, replayed, edited, foreign, expired, outgrown and double: refused, and kept as events', async () => {
  await using client = await connect();
  const { app } = client;
  const reasons = async () =>
    (await app.runtime.read(app.session, (scope) => listEvents(scope), limits())).map(({ reason }) => reason);
  const ask = async (): Promise<string> => {
    const outcome = await app.call('delete_records', everyDana);
    if (outcome.ok) throw new Error('Nobody was asked.');
    return String(outcome.error.details?.approvalId);
  };
  const waits = await ask();

  // What a model may send back approves nothing: there is no such tool, argument or conversation.
  expect(await client.fail('call_tool', { tool: 'approve', arguments: { id: waits } })).toBeDefined();
  expect(await app.approve('apr_forged000000000', 'approved')).toMatchObject({
    error: { code: 'not_found' },
  });
  const colleague = { ...app.session, actor: { ...app.session.actor, id: 'usr_000002' } };
  expect(await app.approve(waits, 'approved', { session: colleague })).toMatchObject({
    error: { code: 'not_found' },
  });
  await app.database.system((tx) =>
    tx.execute(
      sql`update approvals set arguments = '{"kind":"contact","filter":"name is not empty"}' where id = ${waits}`,
    ),
  );
  expect(await app.approve(waits, 'approved')).toMatchObject({ error: { code: 'conflict' } });
  const late = await ask();
  await app.database.system((tx) =>
    tx.execute(sql`update approvals set expires_at = created_at where id = ${late}`),
  );
  expect(await app.approve(late, 'approved')).toMatchObject({ error: { code: 'conflict' } });
  const grows = await ask();
  await app.load('contact', [{ id: 'con_dana9', name: 'Dana Ninth', lifecycleStage: 'Lead' }]);
  expect(await app.approve(grows, 'approved')).toMatchObject({
    error: { code: 'conflict', message: 'This would now do more than was approved.' },
  });
  expect(await client.difference()).toEqual({ contacts: { added: 1 } });

  const twice = await ask();
  const both = await Promise.all([app.approve(twice, 'approved'), app.approve(twice, 'approved')]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(await reasons()).toEqual(['replayed', 'outgrown', 'expired', 'edited', 'foreign', 'unknown']);
});

/** The same text with one to three characters changed, cut or doubled. */
const mutationOf = (sealed: string) =>
  fc
    .array(fc.tuple(fc.nat(sealed.length - 1), fc.constantFrom(...'aZ09-_.', '', 'xx')), {
      minLength: 1,
      maxLength: 3,
    })
    .map((edits) =>
      edits.reduce((text, [at, put]) => `${text.slice(0, at)}${put}${text.slice(at + 1)}`, sealed),
    )
    .filter((text) => bytesOf(text) !== bytesOf(sealed));

/** What a state says: the last character of a part may carry bits that say nothing. */
const bytesOf = (state: string): string =>
  state
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

const limits = () => ({ signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 });

test('takes no state that another server sealed', async () => {
  await using first = await connect();
  await using second = await connect();
  const requestState = await question(first);
  const answer = { name: 'delete_records', arguments: everyDana, requestState, inputResponses: yes };
  await expect(round(second, answer)).rejects.toMatchObject({ code: -32602 });
});
