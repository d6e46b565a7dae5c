import type { ModelMessage } from 'ai';
import type { Runtime, Session } from '../../tools/kernel/context.ts';
import type { Language } from '../language/index.ts';
import type { Said } from '../service/index.ts';
import { shortened } from './conversations.ts';
import type { ConversationStore, PendingApproval } from './types.ts';

/** Where and as whom conversations are kept. */
export interface StoreHost {
  readonly runtime: Runtime;
  readonly session: Session;
}

/** The channel of conversations with the company's own people. */
export const staffChannel = 'staff';

/** More than a model is ever given. */
const mostLoaded = 120;

interface Kept {
  pendingApproval?: PendingApproval;
}

/**
 * Keeps conversations in the database, whole, to be gone on with at any time and by any process. One that
 * the actor may not see is as if it were not there; the company's people go on with their own alone.
 */
export function storedConversations(host: StoreHost): ConversationStore {
  const limits = () => ({ signal: AbortSignal.timeout(15_000), timeoutMs: 15_000 });
  const isOwn = ({ channel, actorId }: { channel: string; actorId: string }): boolean =>
    host.session.actor.role === 'customer' || (channel === staffChannel && actorId === host.session.actor.id);
  return {
    load: (id) =>
      host.runtime.read(
        host.session,
        async (_, { desk }) => {
          const row = await desk.conversations.find(id);
          if (!row || !isOwn(row)) return undefined;
          const rows = await desk.conversations.messages(id, { last: mostLoaded });
          const { pendingApproval } = row.state as Kept;
          return shortened({
            id,
            messages: rows.map(({ role, content }) => messageOf(role, content)),
            language: (row.language ?? host.session.workspace.language) as Language,
            ...(pendingApproval && { pendingApproval }),
          });
        },
        limits(),
      ),
    async hear({ id, language }, message) {
      const said = await saidOf(message, host);
      await host.runtime.write(
        host.session,
        async (_, { desk }) => {
          const known = await desk.conversations.find(id);
          if (!known) await desk.conversations.begin({ id, channel: staffChannel, language });
          await desk.conversations.append(id, [said], { language });
        },
        limits(),
      );
    },
    async save({ id, language, messages, pendingApproval }, added) {
      const said = await Promise.all(added.map((message) => saidOf(message, host)));
      const dialogue = await dialogueOf(messages, host);
      const repairs = dialogue && dialogue.misunderstandings > 0 ? 1 : 0;
      const state = { pendingApproval: pendingApproval ?? null, dialogue: dialogue ?? null };
      await host.runtime.write(
        host.session,
        (_, { desk }) => desk.conversations.append(id, said, { language, state, repairs }),
        limits(),
      );
    },
  };
}

/** What a customer's dialogue has come to; the engine that knows is loaded for customers alone. */
async function dialogueOf(messages: readonly ModelMessage[], { session }: StoreHost) {
  if (session.actor.role !== 'customer') return undefined;
  const { dialogueStateOf } = await import('./service/index.ts');
  return dialogueStateOf(messages);
}

async function saidOf({ role, content }: ModelMessage, { runtime, session }: StoreHost): Promise<Said> {
  if (role !== 'user' || session.actor.role !== 'customer')
    return { role: role === 'system' ? 'assistant' : role, content };
  const { score } = await runtime.understanding.sentiment(typeof content === 'string' ? content : '');
  return { role, content, sentiment: score };
}

/** A person's words stand where the assistant's would. */
const messageOf = (role: string, content: unknown): ModelMessage =>
  ({ role: role === 'person' ? 'assistant' : role, content: asText(content) }) as ModelMessage;

/** What is nothing but a text, as that text. */
function asText(content: unknown): unknown {
  const parts: unknown[] = Array.isArray(content) ? content : [];
  const [only] = parts as { type?: unknown; text?: unknown; providerOptions?: unknown }[];
  const isText = parts.length === 1 && only?.type === 'text' && only.providerOptions === undefined;
  return isText ? only.text : content;
}
