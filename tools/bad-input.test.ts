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
  ['case 10: an unknown field', 'search_contacts', { qurey: 'dana' }, /Did you mean query\?/],
  [
    'case 10: an unknown field of a record',
    'save_contacts',
    { name: 'A', custom: { nmae: 'B' } },
    /Did you mean name\?/,
  ],
  ['a workspace as a field', 'search_contacts', { workspaceId: 'w2' }, /no field "workspaceId"/],
  ['nothing', 'get_customer', {}, /customer is missing/],
  ['a number as text', 'search_contacts', { limit: '5' }, /limit must be a number/],
  ['case 31: half a record', 'search_contacts', { limit: 1.5 }, /limit must be a whole number/],
  ['case 33: too many records', 'search_contacts', { limit: 1e9 }, /limit must be at most 100/],
  ['a list as text', 'search_contacts', { query: ['dana'] }, /query must be a text/],
  ['an unknown value', 'log_interaction', { ...call, channel: 'emial' }, /one of call.*Did you mean email\?/],
  ['an unknown stage', 'save_contacts', { ...dana, lifecycleStage: 'Qualifed' }, /Did you mean Qualified\?/],
  ['case 34: a megabyte of name', 'save_contacts', { name: long }, /name must be at most 200 characters/],
  [
    'case 34: a megabyte of notes',
    'save_contacts',
    { name: 'A', notes: long },
    /notes must be at most 10000 char/,
  ],
  ['a megabyte of query', 'search_contacts', { query: long }, /query must be at most/],
  [
    'case 34: 100,000 entries',
    'save_contacts',
    { name: 'A', emails: many },
    /emails must be at most 20 entries/,
  ],
  ['case 13: nesting without end', 'save_contacts', { name: 'A', custom: deep }, /nested too deeply/],
  ['case 27: a NUL', 'save_contacts', { name: 'a\u0000b' }, /name holds characters that are not text/],
  [
    'case 27: a NUL in a field',
    'save_contacts',
    { name: 'A', custom: { 'a\u0000b': 'x' } },
    /no field "a b"/,
  ],
  [
    'case 28: half a surrogate pair',
    'log_interaction',
    { ...call, summary: 'a\ud800b' },
    /summary holds characters/,
  ],
  ['case 29: 300 combining marks', 'save_contacts', { name: marks }, /name must be at most 200 characters/],
  [
    'case 29: a name without ink',
    'save_contacts',
    { name: '\u200b\u2060' },
    /name must hold something one can see/,
  ],
  ['an empty name', 'save_contacts', { name: ' 　' }, /name must not be empty/],
  [
    'case 32: the 30th of February',
    'save_contacts',
    { ...dana, followUpOn: '2026-02-30' },
    /a day that exists/,
  ],
  [
    'case 32: a relative day',
    'save_tasks',
    { title: 'A', dueOn: 'tomorrow' },
    /dueOn must be a day.*2026-03-05/,
  ],
  ['case 32: the year 0', 'save_contacts', { ...dana, followUpOn: '0000-01-01' }, /followUpOn must be a day/],
  [
    'case 32: the year 10000',
    'save_contacts',
    { ...dana, followUpOn: '10000-01-01' },
    /followUpOn must be a day/,
  ],
  [
    'case 32: a moment that never was',
    'log_interaction',
    { ...call, occurredAt: '2025-02-29T10:00Z' },
    /that exists/,
  ],
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
  ['case 26: an unknown field in a filter', 'search_contacts', { filter: 'nmae = x' }, /Did you mean name\?/],
  [
    'case 26: SQL as a filter',
    'search_contacts',
    { filter: "name = ''; drop table contacts;--" },
    /cannot be read at/,
  ],
  [
    'case 26: SQL as a sort',
    'search_contacts',
    { sort: 'name; drop table x' },
    /no field "name; drop table x"/,
  ],
  ['a filter of parentheses', 'search_contacts', { filter: '('.repeat(1_000) }, /nested too deeply/],
  ['case 33: a forged cursor', 'search_contacts', { cursor: 'eyJvZmZzZXQiOjF9' }, /cursor does not belong/],
  ['case 33: a forged cursor of changes', 'list_changes', { cursor: '-1' }, /cursor does not belong/],
  [
    'case 35: no e-mail address',
    'save_contacts',
    { name: 'A', emails: ['dana at example'] },
    /name@example\.com/,
  ],
  [
    'case 35: a second line',
    'save_contacts',
    { name: 'A', emails: ['a@b.example\nBcc: c@d.example'] },
    /no e-mail/,
  ],
  ['case 31: more than a number holds', 'search_contacts', { limit: 2 ** 53 }, /limit must be/],
  ['case 31: a number without end', 'save_deals', { name: 'A', amount: '1e400' }, /amount must be a decimal/],
  ['case 31: an amount out of range', 'save_deals', { name: 'A', amount: '9'.repeat(30) }, /amount/],
  ['case 33: no page at all', 'search_contacts', { limit: 0 }, /limit must be at least 1/],
  [
    'case 35: a name of 255 letters before the @',
    'save_contacts',
    { name: 'A', emails: [`${'a'.repeat(255)}@b.example`] },
    /emails/,
  ],
  ['no phone number', 'save_contacts', { name: 'A', phones: ['ring me'] }, /no phone number.*digits/],
  [
    'case 31: money with a sign',
    'save_deals',
    { name: 'A', amount: '$5' },
    /amount must be a decimal such as/,
  ],
  ['no currency', 'save_deals', { name: 'A', amount: '5', currency: 'dollar' }, /ISO 4217 code such as/],
  ['case 37: a change of nothing', 'save_contacts', dana, /nothing to change/],
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
  /** As a person calls, who has no need to be asked about what they themselves say. */
  const call = async (tool: string, callArguments: Record<string, unknown>) => {
    const outcome = await client.app.call(tool, callArguments);
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.data;
  };

  test.each(["'; DROP TABLE contacts;--", "' OR 1=1--", '100% _sure_ \\', '$1 & more', '.*(a+)+$'])(
    'case 24, case 25: the text %s is stored and found as it is',
    async (name) => {
      const saved = await call('save_contacts', { name });
      expect(saved.record).toMatchObject({ name });
      const found = await call('search_contacts', { filter: `name = ${JSON.stringify(name)}` });
      expect(found.items).toEqual([expect.objectContaining({ name })]);
    },
  );

  test('case 29: hidden characters are not shown; joiners that emoji and scripts need stay', async () => {
    const hidden = await call('save_contacts', { name: '\u202eevil\u202c \u200bname\u{e0041}' });
    expect(hidden.record).toMatchObject({ name: 'evil name' });

    const family = '👨‍👩‍👧 می‌خواهم';
    const shown = await call('save_contacts', { name: family });
    expect(shown.record).toMatchObject({ name: family });
  });

  test('case 30: composed and decomposed letters are the same', async () => {
    const once = await call('save_contacts', { name: 'Rene\u0301 Dupont' });
    const again = await call('save_contacts', { name: 'Ren\u00e9 Dupont' });
    expect(again).toMatchObject({ changeId: once.changeId, possibleDuplicate: true });
  });

  test('case 9, case 37: null is "not given"; a key of the prototype is no key', async () => {
    await using fresh = await connectTestClient({ company: 'none' });
    const given = JSON.parse('{"name":"Nell","city":null,"__proto__":{"x":1}}');
    const saved = await fresh.call('save_contacts', given);
    expect(saved.record).toMatchObject({ name: 'Nell' });
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  test('case 30: a letter of another script makes another person, and nothing is merged', async () => {
    const latin = await call('save_contacts', { name: 'Pax', emails: ['pax@example.com'] });
    const cyrillic = await call('save_contacts', { name: 'P\u0430x', emails: ['p\u0430x@example.com'] });
    expect((cyrillic.record as { id: string }).id).not.toBe((latin.record as { id: string }).id);
    const again = await client.app.call('save_contacts', { name: 'Pax Two', emails: ['PAX@EXAMPLE.COM'] });
    expect(again).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  test('case 37: what is not given stays; what is cleared goes', async () => {
    const saved = await call('save_contacts', { name: 'Cora Field', city: 'Lima', notes: 'Likes tea' });
    const { id } = saved.record as { id: string };
    const changed = await call('save_contacts', { contact: id, city: null, notes: 'Likes coffee' });
    expect(changed.record).toMatchObject({ city: 'Lima', notes: 'Likes coffee' });
    const cleared = await call('save_contacts', { contact: id, clear: ['city'] });
    expect(cleared.record).not.toHaveProperty('city');
  });
});
