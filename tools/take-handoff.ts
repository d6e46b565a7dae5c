import { z } from 'zod';
import { defineTool } from './kernel/define-tool.ts';
import { wrote } from './kernel/lines.ts';
import { Reference, Written, writeControls } from './kernel/params.ts';
import { HandOffView, handOffLine } from './kernel/service.ts';

export default defineTool({
  name: 'take_handoff',
  title: 'Take a hand-off',
  toolset: 'service',
  scope: 'crm:write',
  description:
    'Makes a waiting hand-off yours, and its ticket with it; who comes second is told who has it. ' +
    'Use before answering a customer who waits. Not for answering: reply_to_conversation takes it as well.',
  phrases: {
    en: [
      'take the hand-off {handOff}',
      'I will take {handOff}',
      "I'll take over the hand-off {handOff}",
      'assign the hand-off {handOff} to me',
      'let me handle hand-off {handOff}',
      "I'm on it, hand-off {handOff} is mine",
      'claim the waiting conversation {handOff} for me',
      'put me down for the hand-off {handOff}',
      'I want to take the customer waiting in {handOff}',
      "reserve hand-off {handOff}, I'll look after the customer",
      'could hand-off {handOff} go to me',
      'pick up the waiting chat {handOff}',
      "leave {handOff} to me, I'm taking that hand-off",
      "I'd like to step in for the customer in {handOff}",
      'please make me responsible for hand-off {handOff}',
    ],
    zh: [
      '接手{handOff}',
      '我来处理转人工{handOff}',
      '转人工{handOff}我来接',
      '我接手{handOff}这个对话',
      '把转人工{handOff}给我',
      '{handOff}这个等人工的客户归我',
      '认领转人工{handOff}',
      '转人工{handOff}记到我名下',
      '我去接待{handOff}那位等待的客户',
      '{handOff}这个转人工别动，我接了',
      '能不能把{handOff}的人工接待交给我',
      '帮我抢一下待接会话{handOff}',
      '等人工的{handOff}由我负责',
      '我想接一下{handOff}这个人工会话',
      '请把待接手的{handOff}派给我',
    ],
  },
  input: z.strictObject({
    handOff: Reference.describe('Its id, or the number of its ticket'),
    ...writeControls,
  }),
  output: Written.extend({ handOff: HandOffView }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  runsAgain: true,
  summarize: (result, language) => wrote(result, handOffLine(result.handOff, language), language),

  handler({ handOff }, { write }) {
    return write(async ({ desk }) => {
      const [shown] = await desk.show.handOffs([await desk.handOffs.take(handOff)]);
      return { handOff: shown! };
    });
  },
});
