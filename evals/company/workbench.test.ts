import { describe, expect, test } from 'vitest';
import { collectRows } from './rows.ts';
import { contactIdOf, customerIdOf, importWorkBench, readWorkBench } from './workbench.ts';

const at = new Date('2023-11-30T00:00:00Z');

describe('the WorkBench import', () => {
  test('takes all 200 customers and all 20 colleagues, and warns of every e-mail', async () => {
    const { rows, ...report } = await readWorkBench(at);
    const { contact, user, custom_field } = collectRows(rows);
    expect([report.read, report.imported, report.skipped.length, report.incomplete.length]).toEqual([
      200, 200, 0, 200,
    ]);
    expect([contact.length, user.length, custom_field.length]).toEqual([200, 20, 1]);
    expect(report.incomplete[0]).toEqual({ line: 1, address: 'taylor.jackson@nanolabs' });

    const users = new Map(user.map(({ id, name }) => [id, name]));
    const jaden = contact.find(({ id }) => id === contactIdOf('00000052'))!;
    expect(jaden).toMatchObject({
      name: 'Jaden White',
      emails: ['jaden.white@protracefoods'],
      phones: ['724-857-2625'],
      lifecycleStage: 'Won',
      lastContactOn: '2023-11-30',
      followUpOn: '2023-12-13',
      notes: '2023-10-17: Had a call. ',
      custom: { productInterest: 'Hardware' },
    });
    expect(users.get(jaden.ownerId!)).toBe('Raj Patel');
    expect(contact.every(({ ownerId }) => users.has(ownerId!))).toBe(true);
    expect(contact.every(({ id }) => contactIdOf(customerIdOf(id)!) === id)).toBe(true);
  });

  test('leaves out lines it cannot read and says why', () => {
    const customer = {
      customer_id: '1',
      assigned_to_email: 'ann.lee@atlas.com',
      customer_name: 'Ann',
      customer_email: 'ann@lee.example',
      customer_phone: null,
      last_contact_date: null,
      product_interest: null,
      status: 'Lead',
      follow_up_by: null,
      notes: null,
    };
    const lines = [
      customer,
      customer,
      { ...customer, customer_id: '2', status: 'Sold' },
      { ...customer, customer_id: '3', assigned_to_email: 'bob@atlas.com' },
    ].map((line) => JSON.stringify(line));
    const { imported, skipped, incomplete } = importWorkBench(
      [...lines, '{broken'].join('\n'),
      '{"email_address":"ann.lee@atlas.com"}',
      at,
    );
    expect(imported).toBe(1);
    expect(incomplete).toEqual([]);
    expect(skipped.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'customer_id 1 stands here twice'],
      [3, expect.stringContaining('status')],
      [4, 'bob@atlas.com is not in the directory'],
      [5, expect.any(String)],
    ]);
  });
});
