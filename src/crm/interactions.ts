import type { SentimentReading } from '../models.ts';
import { dayIn, quoted, RapportError, type Scope } from '../trust/index.ts';
import { type Objection, objectionOf } from './consents.ts';
import type { References } from './references.ts';
import { addDays, isRealDate } from './relative-dates.ts';
import { localMoment, momentAt } from './zone.ts';

export type InteractionChannel = 'call' | 'email' | 'meeting' | 'chat' | 'note';

export interface InteractionEntry {
  contact: string;
  channel: InteractionChannel;
  summary: string;
  occurredAt?: string | undefined;
  deal?: string | undefined;
  followUpOn?: string | undefined;
  followUpTitle?: string | undefined;
  sentiment: SentimentReading['label'];
  sentimentScore: number;
  /** Whether an outsider wrote the summary. */
  untrusted?: boolean | undefined;
}

export interface LoggedInteraction {
  interaction: {
    id: string;
    contact: string;
    contactId: string;
    channel: InteractionChannel;
    occurredAt: string;
    summary: string;
    sentiment: SentimentReading['label'];
  };
  followUp: { id: string; title: string; dueOn: string } | null;
  /** Why the contact should not have been reached, or is not to be reached again. */
  warning?: Objection;
}

/**
 * Records what happened with a contact: the interaction, the contact's last-contact date moved forward
 * and, where a day is given, the follow-up as a task and on the contact.
 *
 * @throws RapportError not_found or ambiguous contact; invalid_input for a moment in the future
 */
export async function logInteraction(
  scope: Scope,
  references: References,
  entry: InteractionEntry,
): Promise<LoggedInteraction> {
  const { records, actor, now, workspace } = scope;
  const contact = await references.forWrite('contact', entry.contact);
  const deal = entry.deal === undefined ? null : await references.forWrite('deal', entry.deal);
  const occurredAt = entry.occurredAt === undefined ? now : momentOf(entry.occurredAt, workspace.timeZone);
  const occurredOn = dayIn(workspace.timeZone, occurredAt);
  const today = dayIn(workspace.timeZone, now);
  if (occurredOn > addDays(today, 1))
    throw new RapportError(
      'invalid_input',
      `${occurredOn} has not come yet, so nothing can have happened then.`,
      { hint: 'For a plan use save_tasks.' },
    );
  const image = (await records.image('contact', contact.id))!;
  const interaction = await records.insert('interaction', {
    contactId: contact.id,
    companyId: image.companyId as string | null,
    dealId: deal?.id ?? null,
    channel: entry.channel,
    occurredAt,
    summary: entry.summary,
    sentiment: entry.sentiment,
    sentimentScore: entry.sentimentScore,
    untrusted: entry.untrusted ?? false,
    ownerId: actor.id,
  });
  const lastContactOn = image.lastContactOn as string | null;
  const patch = {
    ...((lastContactOn === null || lastContactOn < occurredOn) && { lastContactOn: occurredOn }),
    ...(entry.followUpOn !== undefined && { followUpOn: entry.followUpOn }),
  };
  if (Object.keys(patch).length > 0) await records.update('contact', contact.id, patch);
  const followUp =
    entry.followUpOn === undefined
      ? null
      : await records.insert('task', {
          title: entry.followUpTitle ?? followUpTitle(entry.summary, contact.label),
          contactId: contact.id,
          dealId: deal?.id ?? null,
          ownerId: actor.id,
          dueOn: entry.followUpOn,
        });
  const objection = entry.channel === 'note' || entry.untrusted ? null : objectionOf(image, entry.channel);
  return {
    ...(objection && { warning: objection }),
    interaction: {
      id: interaction.id,
      contact: contact.label,
      contactId: contact.id,
      channel: entry.channel,
      occurredAt: localMoment(workspace.timeZone, occurredAt),
      summary: entry.summary,
      sentiment: entry.sentiment,
    },
    followUp: followUp && { id: followUp.id, title: followUp.title, dueOn: followUp.dueOn! },
  };
}

const followUpTitle = (summary: string, contact: string): string =>
  /\p{Script=Han}/u.test(summary) ? `跟进${contact}` : `Follow up with ${contact}`;

/** A moment given with or without an offset; without one it is local to the workspace. */
function momentOf(text: string, timeZone: string): Date {
  const given = /^(\d{4}-\d{2}-\d{2})(?:T(.*))?$/.exec(text);
  if (!given || !isRealDate(given[1]!))
    throw new RapportError('invalid_input', `There is no moment ${quoted(text)}.`, {
      hint: 'Write it as 2026-03-05T09:00 or with an offset.',
    });
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(given[2] ?? '');
  if (zoned) return new Date(text);
  return momentAt(timeZone, `${given[1]}T${given[2] ?? '12:00'}`);
}
