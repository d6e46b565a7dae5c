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
    ],
    zh: [
      '接手{handOff}',
      '我来处理转人工{handOff}',
      '转人工{handOff}我来接',
      '我接手{handOff}这个对话',
      '把转人工{handOff}给我',
    ],
  },
  input: z.strictObject({ handOff: Reference, ...writeControls }),
  output: Written.extend({ handOff: HandOffView }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  summarize: (result, language) => wrote(result, handOffLine(result.handOff, language), language),

  handler({ handOff }, { write }) {
    return write(async ({ desk }) => {
      const [shown] = await desk.show.handOffs([await desk.handOffs.take(handOff)]);
      return { handOff: shown! };
    });
  },
});
