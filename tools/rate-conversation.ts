import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';
import { ConversationId } from './kernel/service.ts';

export default defineTool({
  name: 'rate_conversation',
  title: 'Rate a conversation',
  toolset: 'service',
  scope: 'service:own',
  description:
    'Keeps what a customer says of a conversation afterwards, from 1 (bad) to 5 (good). ' +
    'Use only with a number the customer gave. Not for a guess: ratings nobody gives are predicted by service_report.',
  phrases: {
    en: [
      'I rate this conversation {rating}',
      '{rating} out of 5: {comment}',
      'give this conversation {rating} stars',
      'my rating for this chat is {rating}',
      'the customer gave the conversation {conversation} a {rating}',
      'you get {rating} points from me, {comment}',
      'I would score this chat {rating} out of five',
      'record a rating of {rating} for conversation {conversation}',
      '{rating} stars for your help today',
      'customer feedback on {conversation}: {rating} stars, {comment}',
      'I was not happy with this chat, only {rating} of 5',
      'put down {rating} as the satisfaction score of this chat',
      'chat rating {rating}, reason: {comment}',
    ],
    zh: [
      '我给这次对话打{rating}分',
      '满分5分我给{rating}分，{comment}',
      '这次对话打{rating}颗星',
      '这次聊天我打{rating}分，{comment}',
      '客户给会话{conversation}评了{rating}分',
      '你的服务我给{rating}星',
      '登记一下对话{conversation}的评分：{rating}',
      '对话评价：{rating}星，{comment}',
      '体验一般，这次对话给{rating}分吧',
      '聊得挺满意的，给你{rating}分',
      '麻烦把我对这次咨询的评分记成{rating}',
      '满意度我选{rating}分',
      '顾客对{conversation}打分{rating}，说{comment}',
    ],
  },
  input: z.strictObject({
    conversation: ConversationId.optional(),
    rating: z.int().min(1).max(5),
    comment: z.string().trim().max(1_000).optional(),
    ...writeControls,
  }),
  output: Written.extend({ conversation: z.string(), rating: z.int() }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  summarize(result, language) {
    const what = language === 'zh' ? `评分 ${result.rating}/5` : `Rated ${result.rating} of 5`;
    return wrote(result, what, language);
  },

  handler({ conversation, rating, comment }, { write, conversationId }) {
    return write(async ({ desk }) => {
      const row = await desk.rate(conversation ?? conversationId ?? '', { rating, comment });
      return { conversation: row.id, rating };
    });
  },
});
