import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';
import {
  ConversationId,
  HandOffReason,
  HandOffView,
  handOffLine,
  Queue,
  TicketPriority,
} from './kernel/service.ts';

export default defineTool({
  name: 'hand_off_to_human',
  title: 'Hand a conversation to a person',
  toolset: 'service',
  scope: 'service:own',
  description:
    'Brings a person into a customer conversation: opens its ticket, tells the desk, and the assistant stops answering. ' +
    'Use when the customer asks for it, is angry, was not understood twice, or needs an exception. ' +
    'Not for a problem that can wait: open_ticket.',
  phrases: {
    en: [
      'hand the conversation {conversation} to a human',
      'get a person into conversation {conversation}',
      'escalate conversation {conversation} to a colleague',
      'a person should take over conversation {conversation}',
      'a human colleague should join conversation {conversation}',
      'I want to talk to a real person',
      'let me speak to a human agent, please',
      'the customer in {conversation} is furious, bring in a colleague',
      "the bot doesn't understand the customer, get a person into {conversation}",
      'a person from {queue} must take over chat {conversation}',
      'stop answering in {conversation} and let a person step in',
      'hand-off of {conversation} to a human, {priority} priority',
      'can somebody real help me instead of this bot',
      'the customer in {conversation} needs an exception, fetch a person',
      'get a human for {conversation} and tell them: {summary}',
    ],
    zh: [
      '把对话{conversation}转人工',
      '让人工接手对话{conversation}',
      '对话{conversation}需要人工处理',
      '把会话{conversation}升级给同事',
      '我要转人工客服',
      '别让机器人回了，找个真人跟我说',
      '{conversation}里的客户发火了，赶紧叫人来接',
      '对话{conversation}机器人听不懂，换人工',
      '把会话{conversation}转给{queue}的人工坐席',
      '{conversation}需要破例处理，请同事介入对话',
      '转人工，会话{conversation}，优先级{priority}',
      '麻烦帮我接人工坐席',
      '对话{conversation}请真人接管，背景：{summary}',
      '能不能让真人来跟{conversation}的客户聊',
    ],
  },
  input: z.strictObject({
    conversation: ConversationId.optional(),
    reason: HandOffReason,
    summary: z.string().trim().max(2_000).optional().describe('What the person should know first'),
    queue: Queue.optional(),
    priority: TicketPriority.optional().describe('At least; by default from what was said'),
    ...writeControls,
  }),
  output: Written.extend({ handOff: HandOffView, already: z.literal(true).optional() }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize: (result, language) => wrote(result, handOffLine(result.handOff, language), language),

  handler({ conversation, reason, summary, queue, priority }, { write, conversationId }) {
    return write(async ({ desk }) => {
      const asked = {
        conversationId: conversation ?? conversationId ?? '',
        reason,
        summary,
        queue,
        priority,
      };
      const { handOff, isNew } = await desk.handOffs.request(asked);
      const [shown] = await desk.show.handOffs([handOff]);
      return { handOff: shown!, ...(!isNew && { already: true as const }) };
    });
  },
});
