import type { Crm, FoundRecord } from '../../crm/index.ts';
import type { SentimentReading } from '../../models.ts';
import { RapportError } from '../../trust/index.ts';
import type { ChangeDraft, PersonDraft, Said, TaskDraft } from './types.ts';

/** A field as it would be, as it was, and where the text says so. */
export interface ProposedField {
  field: string;
  value: string;
  before?: string;
  source?: { start: number; end: number };
}

/** One record of a change set. */
export interface ProposedChange {
  key: string;
  kind: 'contact' | 'company' | 'deal' | 'interaction' | 'task';
  /** `keep`: known and as it should be. `ask`: several records may be meant, so nothing is done. */
  action: 'create' | 'update' | 'keep' | 'ask';
  id?: string;
  label: string;
  fields: ProposedField[];
  candidates?: { id: string; label: string }[];
  /** Why the person is not to be written to or called, where the change would have us do that. */
  warning?: 'do_not_contact';
}

export interface Applying {
  /** Whom the text is about, where it does not say. */
  customer?: string | undefined;
  /** Keys of changes that are left out. */
  without?: readonly string[] | undefined;
  sentiment: SentimentReading;
  language: 'en' | 'zh';
}

/**
 * Writes what a text was drafted into, in the transaction of the services it is given: records that are there are
 * completed rather than doubled, and where several may be meant nothing is written of that one.
 *
 * @throws RapportError invalid_input where nobody is named whom it could be about
 */
export async function applyDraft(
  crm: Crm,
  draft: ChangeDraft,
  { customer, without = [], sentiment, language }: Applying,
): Promise<ProposedChange[]> {
  const changes: ProposedChange[] = [];
  const isWanted = (key: string): boolean => !without.includes(key);
  const contacts: { id: string; label: string; companyId?: string }[] = [];
  if (customer !== undefined) contacts.push(await crm.references.forWrite('contact', customer));
  const people: PersonDraft[] = [];
  for (const person of draft.people) if (!(await isColleague(crm, person))) people.push(person);

  let number = 0;
  for (const person of people) {
    number += 1;
    const key = `contact_${number}`;
    if (!isWanted(key)) continue;
    const found = await matchPerson(crm, person);
    if (found.length > 1) {
      changes.push({ ...askAmong(key, 'contact', person.name, found) });
      continue;
    }
    const isEnough =
      person.name.value.includes(' ') ||
      /^\p{Script=Han}{2,}$/u.test(person.name.value) ||
      person.emails.length + person.phones.length > 0 ||
      (people.length === 1 && customer === undefined);
    if (found.length === 0 && !isEnough) continue;
    const change = await saveContact(crm, key, person, found[0], `company_${number}`, isWanted, changes);
    changes.push(change);
    if (!contacts.some(({ id }) => id === change.id)) contacts.push({ id: change.id!, label: change.label });
  }
  const [main] = contacts;
  if (!main) throw nobody(changes, language);

  const deal = draft.deal && isWanted('deal') ? await saveDeal(crm, draft, main, language) : undefined;
  if (deal) changes.push(deal);
  if (isWanted('interaction')) changes.push(await logIt(crm, draft, main, deal, sentiment));
  const warning = (await crm.mayNotBeReached(main.id)) && { warning: 'do_not_contact' as const };
  const known = new Set(people.map(({ name }) => name.value));
  const tasks = draft.tasks.filter(({ promisedBy }) => promisedBy === undefined || !known.has(promisedBy));
  for (const [index, task] of tasks.entries())
    if (isWanted(`task_${index + 1}`))
      changes.push({ ...(await saveTask(crm, `task_${index + 1}`, task, main, deal)), ...warning });
  return changes;
}

function nobody(changes: readonly ProposedChange[], language: 'en' | 'zh'): RapportError {
  const [unclear] = changes.filter(({ action }) => action === 'ask');
  if (unclear)
    return new RapportError(
      'ambiguous',
      { en: `${unclear.label} may be several people.`, zh: `“${unclear.label}”可能是几个人。` }[language],
      {
        hint: { en: 'Say who with customer.', zh: '请用 customer 指明是谁。' }[language],
        details: { candidates: unclear.candidates },
      },
    );
  return new RapportError(
    'invalid_input',
    {
      en: 'The text names nobody it could be noted for.',
      zh: '文中没有提到可以记录的联系人。',
    }[language],
    { hint: { en: 'Say whom it is about with customer.', zh: '请用 customer 指明是哪位客户。' }[language] },
  );
}

/** Whether somebody is one of our own people. */
async function isColleague(crm: Crm, { name, emails }: PersonDraft): Promise<boolean> {
  for (const text of [...emails.map(({ value }) => value), name.value]) {
    const [best] = await crm.references.candidates('user', text);
    if (best && best.match !== 'weak') return true;
  }
  return false;
}

/** The records a person may be: one where an address, a number or the name tells, several where it does not. */
async function matchPerson(crm: Crm, person: PersonDraft): Promise<FoundRecord[]> {
  for (const { value } of [...person.emails, ...person.phones]) {
    const exact = (await crm.find('contact', value)).filter(({ match }) => match === 'exact');
    if (exact.length > 0) return exact;
  }
  const named = await crm.find('contact', person.name.value);
  const exact = named.filter(({ match }) => match === 'exact');
  const likely = exact.length > 0 ? exact : named.filter(({ match }) => match === 'strong');
  if (likely.length < 2 || !person.company) return likely;
  const employer = person.company.value.toLowerCase();
  const there = likely.filter(({ values }) =>
    String(values.company ?? '')
      .toLowerCase()
      .includes(employer),
  );
  return there.length > 0 ? there : likely;
}

const askAmong = (
  key: string,
  kind: ProposedChange['kind'],
  { value, start, end }: Said,
  found: readonly FoundRecord[],
): ProposedChange => ({
  key,
  kind,
  action: 'ask',
  label: value,
  fields: [{ field: 'name', value, source: { start, end } }],
  candidates: found.slice(0, 5).map(({ id, name }) => ({ id, label: name })),
});

async function saveContact(
  crm: Crm,
  key: string,
  person: PersonDraft,
  found: FoundRecord | undefined,
  companyKey: string,
  isWanted: (key: string) => boolean,
  changes: ProposedChange[],
): Promise<ProposedChange> {
  const values: Record<string, unknown> = found?.values ?? {};
  const fields: ProposedField[] = [];
  const write: Record<string, unknown> = {};
  const set = (field: string, said: Said, value: unknown = said.value): void => {
    const before = values[field];
    fields.push({
      field,
      value: said.value,
      ...(before !== undefined && { before: Array.isArray(before) ? before.join(', ') : String(before) }),
      source: { start: said.start, end: said.end },
    });
    write[field] = value;
  };
  if (!found) set('name', person.name);
  for (const field of ['emails', 'phones'] as const) {
    const old = (values[field] as string[] | undefined) ?? [];
    const fresh = person[field].filter(({ value }) => !old.some((one) => sameAddress(one, value)));
    for (const said of fresh) set(field, said, [...old, ...fresh.map(({ value }) => value)]);
  }
  if (person.jobTitle && person.jobTitle.value !== values.jobTitle) set('jobTitle', person.jobTitle);
  if (person.company && values.company === undefined && isWanted(companyKey)) {
    const company = await companyOf(crm, companyKey, person.company, changes);
    if (company !== undefined) set('company', person.company, company);
  }
  const label = found?.name ?? person.name.value;
  if (Object.keys(write).length === 0)
    return { key, kind: 'contact', action: 'keep', id: found!.id, label, fields };
  const { record } = await crm.save('contact', { record: found?.id, fields: write, allowDuplicate: true });
  return { key, kind: 'contact', action: found ? 'update' : 'create', id: record!.id, label, fields };
}

const sameAddress = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase() ||
  (/^\+?[\d\s().-]{7,}$/.test(one) &&
    one.replace(/\D/g, '').slice(-9) === other.replace(/\D/g, '').slice(-9));

/** The company's id: of one that is there, or of a new one; undefined where several may be meant. */
async function companyOf(
  crm: Crm,
  key: string,
  said: Said,
  changes: ProposedChange[],
): Promise<string | undefined> {
  const earlier = changes.find(({ kind, label }) => kind === 'company' && label === said.value);
  if (earlier?.id !== undefined) return earlier.id;
  const found = await crm.find('company', said.value);
  const exact = found.filter(({ match }) => match === 'exact');
  const likely = exact.length > 0 ? exact : found.filter(({ match }) => match === 'strong');
  if (likely.length > 1) {
    changes.push(askAmong(key, 'company', said, likely));
    return undefined;
  }
  if (likely[0]) return likely[0].id;
  const { record } = await crm.save('company', { fields: { name: said.value }, allowDuplicate: true });
  changes.push({
    key,
    kind: 'company',
    action: 'create',
    id: record!.id,
    label: said.value,
    fields: [{ field: 'name', value: said.value, source: { start: said.start, end: said.end } }],
  });
  return record!.id;
}

/** A new deal, or the one open deal of the contact; undefined where it has several. */
async function saveDeal(
  crm: Crm,
  draft: ChangeDraft,
  contact: { id: string; label: string },
  language: 'en' | 'zh',
): Promise<ProposedChange> {
  const { amount, expectedCloseOn, needs } = draft.deal!;
  const open = await crm.list('deal', { filter: `contact = ${contact.id} and closedOn is empty`, limit: 5 });
  const [known] = open.items;
  const name =
    { en: `${contact.label}: `, zh: `${contact.label}：` }[language] +
    (needs[0]?.value.slice(0, 60) ?? { en: 'opportunity', zh: '商机' }[language]);
  if (open.total > 1)
    return {
      key: 'deal',
      kind: 'deal',
      action: 'ask',
      label: name,
      fields: [],
      candidates: open.items.map(({ id, name: label }) => ({ id, label: String(label) })),
    };
  const fields: ProposedField[] = [];
  const write: Record<string, unknown> = {};
  const set = (field: string, said: Said | undefined): void => {
    if (!said) return;
    const before = known?.[field];
    fields.push({
      field,
      value: said.value,
      ...(before !== undefined && { before: String(before) }),
      source: { start: said.start, end: said.end },
    });
    write[field] = said.value;
  };
  if (!known) {
    const [need] = needs;
    fields.push({
      field: 'name',
      value: name,
      ...(need && { source: { start: need.start, end: need.end } }),
    });
    Object.assign(write, { name, contact: contact.id });
  }
  set('amount', amount);
  if (amount && !known) {
    fields.push({
      field: 'currency',
      value: amount.currency,
      source: { start: amount.start, end: amount.end },
    });
    write.currency = amount.currency;
  }
  set('expectedCloseOn', expectedCloseOn);
  if (Object.keys(write).length === 0)
    return { key: 'deal', kind: 'deal', action: 'keep', id: known!.id, label: String(known!.name), fields };
  const { record } = await crm.save('deal', { record: known?.id, fields: write });
  return {
    key: 'deal',
    kind: 'deal',
    action: known ? 'update' : 'create',
    id: record!.id,
    label: known ? String(known.name) : name,
    fields,
  };
}

async function logIt(
  crm: Crm,
  { interaction }: ChangeDraft,
  contact: { id: string; label: string },
  deal: ProposedChange | undefined,
  { label, score }: SentimentReading,
): Promise<ProposedChange> {
  const { channel, channelSaid, occurredOn, summary, from } = interaction;
  const { interaction: logged } = await crm.logInteraction({
    contact: contact.id,
    channel,
    summary: summary.slice(0, 10_000),
    occurredAt: occurredOn?.value,
    deal: deal?.id,
    sentiment: label,
    sentimentScore: score,
    untrusted: true,
  });
  const placed = (said: Said | undefined) => said && { source: { start: said.start, end: said.end } };
  const [first] = from;
  return {
    key: 'interaction',
    kind: 'interaction',
    action: 'create',
    id: logged.id,
    label: contact.label,
    fields: [
      { field: 'channel', value: channel, ...placed(channelSaid) },
      { field: 'occurredAt', value: logged.occurredAt, ...placed(occurredOn) },
      {
        field: 'summary',
        value: summary.slice(0, 1_000),
        ...placed(first && { ...first, end: from.at(-1)!.end }),
      },
    ],
  };
}

async function saveTask(
  crm: Crm,
  key: string,
  { title, dueOn }: TaskDraft,
  contact: { id: string },
  deal: ProposedChange | undefined,
): Promise<ProposedChange> {
  const fields: ProposedField[] = [
    { field: 'title', value: title.value, source: { start: title.start, end: title.end } },
    ...(dueOn
      ? [{ field: 'dueOn', value: dueOn.value, source: { start: dueOn.start, end: dueOn.end } }]
      : []),
  ];
  const open = await crm.list('task', { filter: `contact = ${contact.id} and status = open`, limit: 100 });
  const same = open.items.find((task) => task.title === title.value);
  if (same) return { key, kind: 'task', action: 'keep', id: same.id, label: title.value, fields };
  const { record } = await crm.save('task', {
    fields: {
      title: title.value,
      contact: contact.id,
      ...(deal?.id !== undefined && { deal: deal.id }),
      ...(dueOn && { dueOn: dueOn.value }),
    },
  });
  return { key, kind: 'task', action: 'create', id: record!.id, label: title.value, fields };
}
