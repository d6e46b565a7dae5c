import { expect, test } from 'vitest';
import { errorText } from '../src/trust/error-texts.ts';
import type { PreviewedRecord } from '../src/trust/index.ts';
import { previewLines } from './kernel/preview.ts';
import { connectTestClient } from './kernel/testing.ts';

// What is erased is held against every table and file in src/privacy/persons/erase.test.ts.
test('erase_person: a person says yes, and then nobody is there; nobody else may', async () => {
  await using client = await connectTestClient({ company: 'none', person: () => 'yes' });
  await client.call('save_contacts', { name: '王芳', phones: ['+8613800138000'] });
  expect(await client.call('erase_person', { contact: '王芳', dryRun: true })).toMatchObject({
    dryRun: true,
    tables: { contacts: { removed: 1 } },
  });
  const { subjectId } = await client.call('erase_person', { contact: '王芳' });
  expect(await client.fail('erase_person', { contact: '+86 138 0013 8000' })).toMatchObject({
    code: 'erased',
  });
  expect(await client.call('erase_person', { contact: subjectId })).toMatchObject({ alreadyErased: true });
  expect(await client.fail('save_contacts', { name: '某人', phones: ['138 0013 8000'] })).toMatchObject({
    code: 'erased',
  });
  for (const wrong of [{}, { contact: '' }, { contact: '没有这个人' }, { contact: 'con_none' }])
    expect(['invalid_input', 'not_found']).toContain((await client.fail('erase_person', wrong)).code);
});

test.each(['Dana J. Ortiz', '王芳', 'Robert "Bob" Stone'])(
  'erase_person: whoever is asked is told that it is %s, in both languages',
  async (name) => {
    await using client = await connectTestClient({ company: 'none' });
    await client.call('save_contacts', { name });
    const { message, details } = await client.fail('erase_person', { contact: name });
    expect(message).toContain(`It erases "${name}" (con_`);
    expect(errorText(message, 'zh')).toMatch(/^将永久抹除 ".+"（con_\w+）：共 \d+ 行。[^a-z]*$/u);
    expect(errorText(message, 'zh')).toContain(name);
    const { preview } = details as { preview: PreviewedRecord[] };
    expect(previewLines(preview, 1, 'en')).toEqual([expect.stringMatching(/^- create erasure con_/)]);
    expect(previewLines(preview, 1, 'zh')).toEqual([expect.stringMatching(/^- 新建 抹除记录 con_/)]);
  },
);

test('erase_person: a no changes nothing', async () => {
  await using client = await connectTestClient({ company: 'none', person: () => 'no' });
  await client.call('save_contacts', { name: 'Dana Ortiz' });
  expect(await client.fail('erase_person', { contact: 'Dana Ortiz' })).toMatchObject({ code: 'forbidden' });
  expect(await client.call('search_contacts', { query: 'Dana' })).toMatchObject({ total: 1 });
});
