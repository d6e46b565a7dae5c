import { isInputRequiredResult, specTypeSchemas, withInputRequired } from '@modelcontextprotocol/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectTestClient, type TestClient } from '../../tools/kernel/testing.ts';

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
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.constantFrom(...'aZ09-_.'), async (at, character) => {
      fc.pre(sealed[at] !== character);
      // The last character of a part may carry bits that say nothing.
      fc.pre(at !== sealed.length - 1);
      const requestState = `${sealed.slice(0, at)}${character}${sealed.slice(at + 1)}`;
      const answer = { name: 'delete_records', arguments: everyDana, requestState, inputResponses: yes };
      await expect(round(client, answer)).rejects.toMatchObject({ code: -32602 });
    }),
    { numRuns: 200 },
  );
  expect(await client.difference()).toEqual({});
});

test('takes no state that another server sealed', async () => {
  await using first = await connect();
  await using second = await connect();
  const requestState = await question(first);
  const answer = { name: 'delete_records', arguments: everyDana, requestState, inputResponses: yes };
  await expect(round(second, answer)).rejects.toMatchObject({ code: -32602 });
});
