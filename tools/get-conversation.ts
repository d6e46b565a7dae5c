import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { ConversationId, HandOffView } from './kernel/service.ts';

/** Texts of one page, in bytes; the page is cut before they grow longer. */
const mostBytes = 16_000;
const mostMessages = 50;

export default defineTool({
  name: 'get_conversation',
  title: 'Get a conversation',
  toolset: 'service',
  scope: 'service:own',
  description:
    'A conversation with a customer: what was said by whom, the dialogue state (flow, slots, what it waits for), hand-off, ratings. ' +
    'Use before answering a hand-off, or to see where a talk stands. Not for the company’s own notes: search_records with kind interaction.',
  phrases: {
    en: [
      'show the conversation {conversation}',
      'read me the transcript of {conversation}',
      'what was said in conversation {conversation}',
      'open the chat {conversation}',
      'let me see the conversation {conversation}',
      'what did the customer write in chat {conversation}',
      'full message log of conversation {conversation}',
      'where does the talk in {conversation} stand right now',
      'what is conversation {conversation} waiting for',
      'pull up chat {conversation} before I answer the hand-off',
      'messages in {conversation} after number {after}',
      'who said what in chat {conversation}',
      'I want to read conversation {conversation} word for word',
      'which rating did the customer give conversation {conversation}',
      'could you display the chat history of {conversation}',
    ],
    zh: [
      '查看对话{conversation}',
      '把对话{conversation}的记录给我看',
      '打开会话{conversation}',
      '对话{conversation}里都说了什么',
      '会话{conversation}的聊天记录调出来看看',
      '对话{conversation}里客户原话是怎么说的',
      '对话{conversation}聊到哪儿了',
      '对话{conversation}现在在等什么',
      '接手前我想先看一遍会话{conversation}',
      '看会话{conversation}第{after}条之后的消息',
      '麻烦给我看{conversation}的完整聊天内容',
      '会话{conversation}客户给打了几分',
      '谁在对话{conversation}里回复过客户',
      '能逐条显示对话{conversation}吗',
    ],
  },
  input: z.strictObject({
    conversation: ConversationId.optional(),
    after: z.int().min(0).optional().describe('Ordinal: messages after it; nextAfter of the page before'),
  }),
  output: z.strictObject({
    id: z.string(),
    status: z.enum(['open', 'waiting', 'with_person', 'closed']),
    channel: z.string(),
    language: z.string().nullable(),
    contact: z.string().nullable(),
    startedAt: z.string(),
    lastMessageAt: z.string().nullable(),
    turns: z.int(),
    repairs: z.int(),
    dialogue: z.looseObject({}).nullable(),
    handOff: HandOffView.nullable(),
    outcome: z.string().nullable(),
    rating: z.int().nullable(),
    predictedRating: z.number().nullable(),
    messages: z.array(
      z.strictObject({
        ordinal: z.int(),
        at: z.string(),
        from: z.enum(['customer', 'assistant', 'person']),
        name: z.string().optional(),
        text: z.string(),
        calls: z.array(z.string()).optional(),
        untrusted: z.literal(true).optional(),
      }),
    ),
    nextAfter: z.int().nullable(),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize({ id, contact, status, messages }, language) {
    const who =
      language === 'zh'
        ? { customer: '客户', assistant: '助手', person: '客服' }
        : { customer: 'Customer', assistant: 'Assistant', person: 'Person' };
    const heading =
      language === 'zh'
        ? `对话 ${id}，${contact ?? '访客'}，${statusNames[status] ?? status}`
        : `Conversation ${id}, ${contact ?? 'a visitor'}, ${status.replaceAll('_', ' ')}`;
    const lines = messages.map(({ from, name, text }) => `${name ?? who[from]}: ${text}`);
    return [heading, ...lines].join('\n').slice(0, 2_000);
  },

  handler({ conversation, after = 0 }, { read, actor, conversationId }) {
    return read(async ({ desk }) => {
      const row = await desk.conversations.get(conversation ?? conversationId ?? '');
      const open = await desk.conversations.openHandOff(row.id);
      const said = await desk.show.utterances(await desk.conversations.messages(row.id, { after }));
      const messages = pageOf(said);
      const isCustomer = actor.role === 'customer';
      const [handOff = null] = open && !isCustomer ? await desk.show.handOffs([open]) : [];
      const { dialogue } = row.state as { dialogue?: Record<string, unknown> };
      return {
        id: row.id,
        status: desk.show.status(row, open),
        channel: row.channel,
        language: row.language,
        contact: await desk.show.contact(row.contactId),
        startedAt: desk.show.moment(row.createdAt) ?? '',
        lastMessageAt: desk.show.moment(row.lastMessageAt),
        turns: row.turns,
        repairs: row.repairs,
        dialogue: dialogue ?? null,
        handOff,
        outcome: row.outcome,
        rating: row.rating,
        predictedRating: isCustomer ? null : row.predictedRating,
        messages,
        nextAfter: messages.length < said.length ? (messages.at(-1)?.ordinal ?? null) : null,
      };
    });
  },
});

const statusNames: Readonly<Record<string, string>> = {
  open: '由助手回复',
  waiting: '等待人工',
  with_person: '由人工回复',
  closed: '已结束',
};

/** As many as one page holds, at least one. */
function pageOf<Item extends { text: string }>(said: readonly Item[]): Item[] {
  let bytes = 0;
  const within = said.findIndex(({ text }) => {
    bytes += Buffer.byteLength(text) + 100;
    return bytes > mostBytes;
  });
  return said.slice(0, Math.min(mostMessages, within < 0 ? said.length : Math.max(1, within)));
}
