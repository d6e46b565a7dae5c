import { describe, expect, test } from 'vitest';
import { beginTalk, contactNamed } from '../src/service/desk/testing.ts';
import { connectTestClient } from './kernel/testing.ts';

describe('get_conversation', () => {
  test('shows who said what, as a tool and as a resource', async () => {
    await using client = await connectTestClient();
    const dana = await contactNamed(client.app, 'Dana Ortiz');
    const { id } = await beginTalk(client.app, ['Where is my order?', 'It was sent yesterday.'], dana);

    const shown = await client.call('get_conversation', { conversation: id });

    expect(shown).toMatchObject({
      id,
      status: 'open',
      channel: 'web',
      contact: 'Dana Ortiz',
      turns: 1,
      messages: [
        { ordinal: 1, from: 'customer', text: 'Where is my order?', untrusted: true },
        { ordinal: 2, from: 'assistant', text: 'It was sent yesterday.' },
      ],
      nextAfter: null,
    });
    const { contents } = await client.client.readResource({ uri: `crm://conversation/${id}` });
    const [content] = contents as { text: string }[];
    expect(JSON.parse(content!.text)).toEqual(shown);
  });

  test('is cut into pages where it is long', async () => {
    await using client = await connectTestClient();
    const { id } = await beginTalk(
      client.app,
      Array.from({ length: 9 }, (_, turn) => `${turn} ${'word '.repeat(700)}`),
    );

    const first = await client.call('get_conversation', { conversation: id });
    expect(first).toMatchObject({ nextAfter: 4, messages: { length: 4 } });
    const second = await client.call('get_conversation', { conversation: id, after: first.nextAfter });
    expect(second).toMatchObject({ nextAfter: 8, messages: [{ ordinal: 5 }, {}, {}, {}] });
  });

  test('别人的对话等于没有', async () => {
    await using client = await connectTestClient({ language: 'zh' });
    const { id } = await beginTalk(client.app, ['你好'], await contactNamed(client.app, '张伟'));
    const { customer } = await beginTalk(client.app, ['在吗']);

    const refused = await customer.call('get_conversation', { conversation: id });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await client.fail('get_conversation', {})).toMatchObject({ code: 'not_found' });
  });
});
