import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createEndpointEmbedder } from './embedder.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function endpoint(reply: (body: { input: string[] }) => { status?: number; body: unknown }) {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { status = 200, body } = reply(
        JSON.parse(Buffer.concat(parts).toString()) as { input: string[] },
      );
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return createEndpointEmbedder('letters', { baseUrl: `http://127.0.0.1:${port}/v1` });
}

const vectorsOf = (input: readonly string[], length: number) =>
  input.map((text, index) => ({ index, embedding: new Array<number>(length).fill(text.length) }));

test('vectors come in the order of the texts, filled up to 1,024 numbers', async () => {
  const embedder = await endpoint(({ input }) => ({ body: { data: vectorsOf(input, 3).reverse() } }));
  const [one, two] = await embedder.embed(['a', 'bb']);
  expect([one!.length, two!.length]).toEqual([1_024, 1_024]);
  expect([one!.slice(0, 4), two!.slice(0, 4)]).toEqual([
    [1, 1, 1, 0],
    [2, 2, 2, 0],
  ]);
  expect(embedder.name).toMatch(/^letters@127\.0\.0\.1/);
});

test.each([
  [
    'case 36: longer vectors than we keep',
    (input: string[]) => ({ body: { data: vectorsOf(input, 1_536) } }),
    /1536/,
  ],
  ['case 36: fewer vectors than texts', () => ({ body: { data: [] } }), /0 of 1/],
  [
    'case 36: what is no vector',
    () => ({ body: { data: [{ index: 0, embedding: [1, null, 'NaN'] }] } }),
    /./,
  ],
  ['a refusal', () => ({ status: 401, body: {} }), /401/],
])('refuses %s', async (_, reply, message) => {
  const embedder = await endpoint(({ input }) => reply(input));
  await expect(embedder.embed(['a'])).rejects.toThrow(message);
});
