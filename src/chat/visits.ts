import { randomBytes } from 'node:crypto';
import type { ConversationRow } from '../service/index.ts';
import { hashOfSecret, type Language, matchesHash, newSecret, RapportError } from '../trust/index.ts';
import { type ChatHost, hostOf, type Visitor } from './identity.ts';
import { doorLimits } from './standing.ts';
import { words } from './words.ts';

/** Who comes in. */
export interface Coming {
  /** The conversation to go on with; a new one begins without. */
  conversationId?: string | undefined;
  /** What the visitor was given when the conversation began. */
  visitorToken?: string | undefined;
  /** Who they are, where the way in has proved it. */
  contact?: { id: string; name: string } | undefined;
  /** The network address they come from, where the way in knows it. */
  origin?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** The way customers come in. */
export interface Way {
  channel: 'web' | 'terminal';
  /** Whether a conversation is known by the token its visitor was given; else by the contact alone. */
  withTokens: boolean;
}

export interface Entered extends Visitor {
  /** Of a conversation that has just begun. */
  visitorToken?: string;
}

/**
 * Lets a visitor into the conversation they mean, or into a new one.
 * @throws RapportError not_found in their language, in the same words where it is somebody else's
 */
export async function enter(host: ChatHost, way: Way, coming: Coming, language: Language): Promise<Entered> {
  const { conversationId, origin } = coming;
  if (conversationId === undefined) return { ...(await begin(host, way, coming.contact, language)), origin };
  const found = await host.runtime.read(
    host.session,
    async (_, { desk }) => {
      const row = await desk.conversations.find(conversationId);
      if (!row || !isTheirs(row, way, coming)) return undefined;
      const name = (await desk.show.contact(row.contactId)) ?? '';
      return { failures: row.identificationFailures, contact: row.contactId && { id: row.contactId, name } };
    },
    doorLimits(),
  );
  if (!found) throw new RapportError('not_found', words.unknownConversation[language]);
  return { conversationId, failures: found.failures, contact: found.contact || undefined, origin };
}

function isTheirs(row: ConversationRow, way: Way, { visitorToken = '', contact }: Coming): boolean {
  if (row.channel !== way.channel) return false;
  if (way.withTokens) return row.visitorHash !== null && matchesHash(visitorToken, [row.visitorHash]);
  return contact === undefined || row.contactId === contact.id;
}

async function begin(
  host: ChatHost,
  { channel, withTokens }: Way,
  contact: Coming['contact'],
  language: Language,
): Promise<Entered> {
  const id = `cnv_${randomBytes(16).toString('hex')}`;
  const visitorToken = withTokens ? newSecret('rvt') : undefined;
  const visitor: Visitor = { conversationId: id, contact, failures: 0 };
  const { runtime, session } = hostOf(host, visitor);
  const visitorHash = visitorToken && hashOfSecret(visitorToken);
  await runtime.write(
    session,
    (_, { desk }) => desk.conversations.begin({ id, channel, contactId: contact?.id, language, visitorHash }),
    doorLimits(),
  );
  return { ...visitor, ...(visitorToken !== undefined && { visitorToken }) };
}
