import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Written, writeControls } from './kernel/params.ts';
import { HandOffView, handOffLine } from './kernel/service.ts';

export default defineTool({
  name: 'reply_to_conversation',
  title: 'Reply to a conversation',
  toolset: 'service',
  scope: 'crm:write',
  description:
    'Answers a customer as a person, in a conversation that was handed off; takes it if it waits. With giveBack the assistant goes on afterwards. ' +
    'Use only with words the person wants sent. What was said stays said: undo takes back the hand-off’s state alone.',
  phrases: {
    en: [
      'reply to conversation {conversation}: {text}',
      'tell the customer in {conversation} that {text}',
      'answer the customer in conversation {conversation}: {text}',
      'write back in {conversation}: {text}',
      'answer in conversation {conversation}: {text}',
      'send this message to the customer in {conversation}: {text}',
      'my answer to chat {conversation} is: {text}',
      'write {text} to the customer of {conversation}',
      'respond to hand-off {conversation} with {text}',
      'reply {text} in {conversation} and give the chat back to the assistant',
      'please let the customer in chat {conversation} know {text}',
      'post my reply in {conversation}: {text}',
      "here's what to answer the customer in {conversation}: {text}",
      'say {text} in {conversation}, then let the bot continue',
      'I want to tell the customer waiting in {conversation}: {text}',
    ],
    zh: [
      '回复对话{conversation}：{text}',
      '告诉对话{conversation}里的客户{text}',
      '在对话{conversation}里答复：{text}',
      '给会话{conversation}回复{text}',
      '在会话{conversation}里回客户一句：{text}',
      '对话{conversation}我来答，{text}',
      '给{conversation}的客户发消息：{text}',
      '回复转人工{conversation}：{text}',
      '跟{conversation}那位客户说{text}',
      '回{conversation}：{text}，然后交还给机器人',
      '请把这句话发到对话{conversation}：{text}',
      '答复{conversation}里的顾客，内容是{text}',
      '我想告诉会话{conversation}的客户，{text}',
      '在{conversation}里发{text}，之后让助手继续接待',
    ],
  },
  input: z.strictObject({
    conversation: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .describe('Its id, that of its hand-off, or the number of its ticket'),
    text: z.string().trim().min(1).max(4_000).describe('In the language of the customer'),
    giveBack: z.boolean().optional().describe('Lets the assistant answer again'),
    ...writeControls,
  }),
  output: Written.extend({ handOff: HandOffView }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, handOffLine(result.handOff, language), language),

  handler({ conversation, text, giveBack = false }, { write }) {
    return write(async ({ desk }) => {
      const row = await desk.handOffs.reply(conversation, text, giveBack);
      const [shown] = await desk.show.handOffs([row]);
      return { handOff: shown! };
    });
  },
});
