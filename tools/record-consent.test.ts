import { expect, test } from 'vitest';
import { connectTestClient } from './kernel/testing.ts';

test('record_consent: what is said is kept, honoured by whatever proposes to reach out, and undone', async () => {
  await using client = await connectTestClient({ company: 'none' });
  await client.call('save_contacts', {
    name: 'Dana Ortiz',
    emails: ['dana@ortiz.example'],
    followUpOn: '2026-03-01',
  });
  await client.call('save_contacts', { name: '王芳', phones: ['+8613800138000'] });

  const said = { contact: 'dana@ortiz.example', channel: 'phone', state: 'withdrawn', source: 'by letter' };
  expect(await client.call('record_consent', said)).toMatchObject({
    doNotContact: false,
    consents: { phone: { state: 'withdrawn', on: '2026-03-05', source: 'by letter' } },
  });
  const entry = { contact: 'Dana Ortiz', summary: 'Renewal', repeat: true };
  expect(await client.call('log_interaction', { ...entry, channel: 'call' })).toMatchObject({
    warning: 'consent_withdrawn',
  });
  expect(await client.call('log_interaction', { ...entry, channel: 'email' })).not.toHaveProperty('warning');
  expect(await client.call('daily_brief', {})).toMatchObject({ followUps: { total: 1 }, optOut: 0 });

  const { changeId } = await client.call('record_consent', { ...said, channel: 'all' });
  expect(await client.call('daily_brief', {})).toMatchObject({ followUps: { total: 0 }, optOut: 1 });
  expect(await client.call('log_interaction', { ...entry, channel: 'email' })).toMatchObject({
    warning: 'do_not_contact',
  });
  expect(await client.call('log_interaction', { ...entry, channel: 'note' })).not.toHaveProperty('warning');
  expect(await client.call('get_customer', { customer: 'Dana Ortiz' })).toMatchObject({
    nextBestAction: { action: 'do_not_contact' },
  });
  await client.call('record_consent', { ...said, channel: 'all', state: 'given' });
  expect(await client.call('daily_brief', {})).toMatchObject({ followUps: { total: 1 } });
  expect(await client.fail('undo_change', { changeId })).toMatchObject({ code: 'conflict' });

  const chinese = await client.call('record_consent', {
    contact: '王芳',
    channel: 'email',
    state: 'withdrawn',
  });
  await client.call('undo_change', { changeId: chinese.changeId });
  for (const wrong of [{ on: '2026-03-09' }, { channel: 'fax' }, { state: 'maybe' }, { contact: '李四' }])
    expect(['invalid_input', 'not_found']).toContain(
      (await client.fail('record_consent', { ...said, ...wrong })).code,
    );
});
