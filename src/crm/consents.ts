import type { ConsentChannel, Consents } from '../../db/index.ts';
import { dayIn, RapportError, type Scope } from '../trust/index.ts';
import type { References } from './references.ts';
import { isRealDate } from './relative-dates.ts';

/** Why somebody is not to be written to or called. */
export type Objection = 'do_not_contact' | 'consent_withdrawn';

const channelOf: Readonly<Record<string, ConsentChannel>> = {
  call: 'phone',
  phone: 'phone',
  meeting: 'phone',
  email: 'email',
  chat: 'chat',
  post: 'post',
};

/** What speaks against reaching a contact, by one way or, where none is given, at all; null where nothing does. */
export function objectionOf(contact: Readonly<Record<string, unknown>>, way?: string): Objection | null {
  if (contact.doNotContact === true) return 'do_not_contact';
  const consents = (contact.consents ?? {}) as Consents;
  const channel = way === undefined ? undefined : channelOf[way];
  return channel && consents[channel]?.state === 'withdrawn' ? 'consent_withdrawn' : null;
}

/** What a contact has said of being reached by a way. */
export interface ConsentEntry {
  contact: string;
  channel: ConsentChannel | 'all';
  state: 'given' | 'withdrawn';
  /** The day they said so; today by default. */
  on?: string | undefined;
  /** How we know. */
  source?: string | undefined;
}

/**
 * Notes what a contact has said. Withdrawn for all ways, they are not contacted; given for all, they may be again.
 * @throws RapportError not_found, ambiguous or, for a day to come, invalid_input
 */
export async function recordConsent(
  { records, workspace, now }: Scope,
  references: References,
  { contact, channel, state, on, source }: ConsentEntry,
): Promise<{ id: string; name: string; doNotContact: boolean; consents: Consents }> {
  const { id, label } = await references.forWrite('contact', contact);
  const today = dayIn(workspace.timeZone, now);
  const day = on ?? today;
  if (!isRealDate(day) || day > today)
    throw new RapportError('invalid_input', `${day} has not come yet, so nothing can have happened then.`);
  const image = (await records.image('contact', id))!;
  const said = { state, on: day, ...(source !== undefined && { source }) };
  const before = (image.consents ?? {}) as Consents;
  const consents: Consents =
    channel === 'all' ? { email: said, phone: said, post: said, chat: said } : { ...before, [channel]: said };
  const row = await records.update('contact', id, {
    consents,
    ...(channel === 'all' && { doNotContact: state === 'withdrawn' }),
  });
  return { id, name: label, doNotContact: row.doNotContact, consents: row.consents };
}
