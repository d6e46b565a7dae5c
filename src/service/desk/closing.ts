import { RapportError, type Scope } from '../../trust/index.ts';
import type { ConversationRow, Conversations } from './conversations.ts';
import { predictedRating } from './rating.ts';
import { feelingOf } from './transcript.ts';

/** What a customer says of a conversation afterwards. */
export interface Verdict {
  rating: number;
  comment?: string | undefined;
}

/** The customer's word on a conversation, which ends it where no person is in it. @throws RapportError not_found or forbidden */
export async function rateConversation(
  { records, actor, now }: Scope,
  conversations: Conversations,
  id: string,
  { rating, comment }: Verdict,
): Promise<ConversationRow> {
  if (actor.role !== 'customer')
    throw new RapportError('forbidden', 'Only the customer of a conversation can rate it.', {
      hint: 'service_report shows how conversations were rated.',
    });
  const row = await conversations.get(id);
  const isOver = row.status === 'closed' || (await conversations.openHandOff(id)) !== null;
  return records.update('conversation', id, {
    rating,
    ratingComment: comment ?? null,
    ...(!isOver && {
      status: 'closed',
      closedAt: now,
      outcome: 'resolved',
      predictedRating: await prediction(conversations, row),
    }),
  });
}

/** What its customer would say of a conversation as it stands, from 1 to 5. */
export async function prediction(conversations: Conversations, row: ConversationRow): Promise<number> {
  const feeling = feelingOf(await conversations.messages(row.id));
  const handedOff = await conversations.wasHandedOff(row.id);
  return predictedRating({ feeling, repairs: row.repairs, handedOff });
}
