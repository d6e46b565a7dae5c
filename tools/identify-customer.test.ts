import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test('a customer is known by e-mail, or by name and postcode', async () => {
  await using client = await connectTestClient({ company: 'shop', customer: '' });
  const byMail = await client.call('identify_customer', { email: 'Olivia.Ito5204@example.com' });
  expect(byMail).toEqual({ contactId: expect.stringMatching(/^con_/), name: 'Olivia Ito' });
  expect(await client.call('identify_customer', { name: 'olivia ito', postcode: '80218' })).toEqual(byMail);
});

test.for([
  { email: 'nobody@example.com' },
  { name: 'Olivia Ito', postcode: '00000' },
  { name: 'Nobody Atall', postcode: '80218' },
])('%j is nobody, in one answer for all', async (identity) => {
  await using client = await connectTestClient({ company: 'shop', customer: '' });
  const { errorId, ...told } = await client.fail('identify_customer', identity);
  expect(told).toEqual({
    code: 'not_found',
    message: 'No customer is known by these details.',
    hint: 'Check the spelling, or try the other way: e-mail, or name and postcode.',
    retryable: false,
  });
});

test('一位客户不能变成另一位；信息不全要说明', async () => {
  await using client = await connectTestClient({ company: 'shop', customer: 'olivia', language: 'zh' });
  expect(await client.fail('identify_customer', { email: 'mia.moore8091@example.com' })).toMatchObject({
    code: 'not_found',
    message: '没有找到与这些信息相符的客户。',
  });
  expect(await client.fail('identify_customer', { name: 'Olivia Ito' })).toMatchObject({
    code: 'invalid_input',
    message: '请提供邮箱，或姓名和邮编。',
  });
});
