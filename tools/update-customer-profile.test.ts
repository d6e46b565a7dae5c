import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

const address = { line1: '12 Elm St', city: 'Austin', postcode: '78701' };

test('a customer’s default address changes on their yes; orders that were placed keep theirs', async () => {
  const questions: string[] = [];
  const person = (question: string) => {
    questions.push(question);
    return 'yes' as const;
  };
  await using client = await connectTestClient({ company: 'shop', customer: 'olivia', person });
  expect(await client.call('update_customer_profile', { address })).toMatchObject({ profile: { address } });
  expect(questions[0]).toContain('The default address of Olivia Ito becomes 12 Elm St, Austin, 78701.');
  expect(await client.difference()).toEqual({ contacts: { changed: 1 } });
  expect(await client.call('identify_customer', { name: 'Olivia Ito', postcode: '78701' })).toBeTruthy();
});

test('别人的资料改不了；员工要指明客户，可以撤销', async () => {
  const person = () => 'yes' as const;
  await using customer = await connectTestClient({
    company: 'shop',
    customer: 'olivia',
    language: 'zh',
    person,
  });
  expect(
    await customer.fail('update_customer_profile', { customer: 'mia.moore8091@example.com', address }),
  ).toMatchObject({ code: 'not_found', message: '没有这个客户。' });
  expect(await customer.difference()).toEqual({});

  await using staff = await connectTestClient({ company: 'shop', language: 'zh', person });
  const done = await staff.call('update_customer_profile', {
    customer: 'mia.moore8091@example.com',
    address,
  });
  await staff.call('undo_change', { changeId: done.changeId });
  expect(await staff.difference()).toEqual({});
});
