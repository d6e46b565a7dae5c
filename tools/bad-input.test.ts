import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectTestClient, type TestClient } from './kernel/testing.ts';

// What assistants get wrong: one clear line with the next step, and nothing half-written.

vi.setConfig({ testTimeout: 240_000 });

type Case = [mistake: string, tool: string, callArguments: Record<string, unknown>, says: RegExp];

const long = 'x'.repeat(1_000_000);
const many = Array(100_000).fill('a@b.example');
const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
const marks = `a${'\u0301'.repeat(300)}`;
const dana = { contact: 'Dana Ortiz' };
const call = { ...dana, channel: 'call', summary: 'Renewal' };

const invalid: Case[] = [
  ['an unknown field', 'search_contacts', { qurey: 'dana' }, /Did you mean query\?/],
  [
    'an unknown field of a record',
    'save_contacts',
    { name: 'A', custom: { nmae: 'B' } },
    /Did you mean name\?/,
  ],
  ['a workspace as a field', 'search_contacts', { workspaceId: 'w2' }, /no field "workspaceId"/],
  ['nothing', 'get_customer', {}, /customer is missing/],
  ['a number as text', 'search_contacts', { limit: '5' }, /limit must be a number/],
  ['half a record', 'search_contacts', { limit: 1.5 }, /limit must be a whole number/],
  ['too many records', 'search_contacts', { limit: 1e9 }, /limit must be at most 100/],
  ['a list as text', 'search_contacts', { query: ['dana'] }, /query must be a text/],
  ['an unknown value', 'log_interaction', { ...call, channel: 'emial' }, /one of call.*Did you mean email\?/],
  ['an unknown stage', 'save_contacts', { ...dana, lifecycleStage: 'Qualifed' }, /Did you mean Qualified\?/],
  ['a megabyte of name', 'save_contacts', { name: long }, /name must be at most 200 characters/],
  ['a megabyte of notes', 'save_contacts', { name: 'A', notes: long }, /notes must be at most 10000 char/],
  ['a megabyte of query', 'search_contacts', { query: long }, /query must be at most/],
  ['100,000 entries', 'save_contacts', { name: 'A', emails: many }, /emails must be at most 20 entries/],
  ['nesting without end', 'save_contacts', { name: 'A', custom: deep }, /nested too deeply/],
  ['a NUL', 'save_contacts', { name: 'a\u0000b' }, /name holds characters that are not text/],
  ['a NUL in a field', 'save_contacts', { name: 'A', custom: { 'a\u0000b': 'x' } }, /no field "a b"/],
  ['half a surrogate pair', 'log_interaction', { ...call, summary: 'a\ud800b' }, /summary holds characters/],
  ['300 combining marks', 'save_contacts', { name: marks }, /name must be at most 200 characters/],
  ['a name without ink', 'save_contacts', { name: '\u200b\u2060' }, /name must hold something one can see/],
  ['an empty name', 'save_contacts', { name: ' 　' }, /name must not be empty/],
  ['the 30th of February', 'save_contacts', { ...dana, followUpOn: '2026-02-30' }, /a day that exists/],
  ['a relative day', 'save_tasks', { title: 'A', dueOn: 'tomorrow' }, /dueOn must be a day.*2026-03-05/],
  ['the year 0', 'save_contacts', { ...dana, followUpOn: '0000-01-01' }, /followUpOn must be a day/],
  ['the year 10000', 'save_contacts', { ...dana, followUpOn: '10000-01-01' }, /followUpOn must be a day/],
  ['a moment that never was', 'log_interaction', { ...call, occurredAt: '2025-02-29T10:00Z' }, /that exists/],
  [
    'a call to come',
    'log_interaction',
    { ...call, occurredAt: '2999-01-01' },
    /has not come yet.*save_tasks/,
  ],
  [
    'no day, in a filter',
    'search_contacts',
    { filter: 'lastContactOn < 2026-02-30' },
    /"2026-02-30" is none/,
  ],
  ['an unknown field in a filter', 'search_contacts', { filter: 'nmae = x' }, /Did you mean name\?/],
  [
    'SQL as a filter',
    'search_contacts',
    { filter: "name = ''; drop table contacts;--" },
    /cannot be read at/,
  ],
  ['SQL as a sort', 'search_contacts', { sort: 'name; drop table x' }, /no field "name; drop table x"/],
  ['a filter of parentheses', 'search_contacts', { filter: '('.repeat(1_000) }, /nested too deeply/],
  ['a forged cursor', 'search_contacts', { cursor: 'eyJvZmZzZXQiOjF9' }, /cursor does not belong/],
  ['a forged cursor of changes', 'list_changes', { cursor: '-1' }, /cursor does not belong/],
  ['no e-mail address', 'save_contacts', { name: 'A', emails: ['dana at example'] }, /name@example\.com/],
  ['a second line', 'save_contacts', { name: 'A', emails: ['a@b.example\nBcc: c@d.example'] }, /no e-mail/],
  ['no phone number', 'save_contacts', { name: 'A', phones: ['ring me'] }, /no phone number.*digits/],
  ['money with a sign', 'save_deals', { name: 'A', amount: '$5' }, /amount must be a decimal such as/],
  ['no currency', 'save_deals', { name: 'A', amount: '5', currency: 'dollar' }, /ISO 4217 code such as/],
  ['a change of nothing', 'save_contacts', dana, /nothing to change/],
  ['emptying the name', 'save_contacts', { ...dana, clear: ['name'] }, /name cannot be empty/],
];

const conflict: Case[] = [
  ['an old version', 'save_contacts', { ...dana, city: 'Lima', expectedVersion: 99 }, /at version 1, not 99/],
  ['a second Dana Ortiz', 'save_contacts', { name: 'dana ortiz' }, /already a contact.*allowDuplicate/],
];

const notFound: Case[] = [
  ['a tool with a typing error', 'serch_contacts', {}, /Did you mean search_contacts/],
  ['a tool of the prototype', '__proto__', {}, /no tool "__proto__"/],
  ['a tool name of a megabyte', long, {}, /no tool "x{63}…"/],
  ['a name too unlike to write to', 'save_contacts', { contact: 'Dna Ortz', city: 'Lima' }, /Dana Ortiz/],
  ['an id nobody has', 'get_customer', { customer: 'con_000000000000000' }, /No contact matches/],
  ['an id as a company', 'save_contacts', { ...dana, company: 'con_000000000000000' }, /No company matches/],
  ['a change nobody made', 'undo_change', { changeId: "x' or 1=1" }, /no such change.*list_changes/],
];

let client: TestClient;
beforeAll(async () => {
  client = await connectTestClient({ company: 'none' });
  await client.call('save_contacts', { name: 'Dana Ortiz', emails: ['dana@ortiz.example'] });
});
afterAll(() => client[Symbol.asyncDispose]());

describe.each([
  ['invalid_input', invalid],
  ['conflict', conflict],
  ['not_found', notFound],
])('%s', (code, cases) => {
  test.each(cases)('%s', async (_, tool, callArguments, says) => {
    const refused = await client.fail(tool, callArguments);

    const line = `${refused.message} ${refused.hint ?? ''}`;
    expect([refused.code, line]).toEqual([code, expect.stringMatching(says)]);
    expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
    expect(line.length).toBeLessThan(1_000);
    expect(await client.difference()).toEqual({ contacts: { added: 1 } });
  });
});

describe('odd but right', () => {
  test.each(["'; DROP TABLE contacts;--", "' OR 1=1--", '100% _sure_ \\', '$1 & more', '.*(a+)+$'])(
    'the text %s is stored and found as it is',
    async (name) => {
      const saved = await client.call('save_contacts', { name });
      expect(saved.record).toMatchObject({ name });
      const found = await client.call('search_contacts', { filter: `name = ${JSON.stringify(name)}` });
      expect(found.items).toEqual([expect.objectContaining({ name })]);
    },
  );

  test('hidden characters are not shown; joiners that emoji and scripts need stay', async () => {
    const hidden = await client.call('save_contacts', { name: '\u202eevil\u202c \u200bname\u{e0041}' });
    expect(hidden.record).toMatchObject({ name: 'evil name' });

    const family = '👨‍👩‍👧 می‌خواهم';
    const shown = await client.call('save_contacts', { name: family });
    expect(shown.record).toMatchObject({ name: family });
  });

  test('composed and decomposed letters are the same', async () => {
    const once = await client.call('save_contacts', { name: 'Rene\u0301 Dupont' });
    const again = await client.call('save_contacts', { name: 'Ren\u00e9 Dupont' });
    expect(again).toMatchObject({ changeId: once.changeId, possibleDuplicate: true });
  });

  test('null is "not given"; a key of the prototype is no key', async () => {
    const saved = await client.call(
      'save_contacts',
      JSON.parse('{"name":"Nell","city":null,"__proto__":{"x":1}}'),
    );
    expect(saved.record).toMatchObject({ name: 'Nell' });
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});
