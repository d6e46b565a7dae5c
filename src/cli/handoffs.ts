import { type Command, type CommandCall, textOf, UsageError } from './command.ts';
import { openApp } from './open.ts';
import { report } from './outcome.ts';

type ToolCall = [tool: string, callArguments: Record<string, unknown>];

export default {
  usage: '[show|take|reply|resolve ID ["TEXT"]]',
  takes: [0, 3],
  options: {
    'give-back': {
      type: 'boolean',
      help: { en: 'with reply: the assistant goes on afterwards', zh: '与 reply 同用：回复后交还助手' },
    },
    as: {
      type: 'string',
      value: 'PERSON',
      help: { en: 'which of the workspace’s people acts', zh: '以工作区中哪位成员的身份操作' },
    },
    all: { type: 'boolean', help: { en: 'list those that are done too', zh: '也列出已完成的' } },
    json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } },
  },
  async run(call) {
    const { values, terminal, stop } = call;
    const [tool, callArguments] = callOf(call);
    await using app = await openApp(call, { toolsets: ['service'] });
    const person = textOf(values, 'as');
    const acting = person === undefined ? app : await app.asMember(person);
    const outcome = await acting.call(tool, callArguments, { signal: stop, language: terminal.language });
    return report(outcome, terminal, values.json === true);
  },
} satisfies Command;

/** What the words ask for. @throws UsageError */
function callOf({ positionals, values, terminal }: CommandCall): ToolCall {
  const [action = 'list', id, text] = positionals;
  const usage = () =>
    new UsageError(
      terminal.words({
        en: 'Usage: rapport handoffs [show ID | take ID | reply ID "TEXT" [--give-back] | resolve ID "WHAT WAS DONE"]',
        zh: '用法：rapport handoffs [show ID | take ID | reply ID "内容" [--give-back] | resolve ID "处理结果"]',
      }),
    );
  const needsText = action === 'reply' || action === 'resolve';
  if (action !== 'list' && (id === undefined || (text === undefined) === needsText)) throw usage();
  switch (action) {
    case 'list':
      return ['list_handoffs', { status: values.all ? 'all' : 'open', limit: 20 }];
    case 'show':
      return ['get_conversation', { conversation: id }];
    case 'take':
      return ['take_handoff', { handOff: id }];
    case 'reply':
      return [
        'reply_to_conversation',
        { conversation: id, text, ...(values['give-back'] && { giveBack: true }) },
      ];
    case 'resolve':
      return ['resolve_ticket', { ticket: id, resolution: text }];
    default:
      throw usage();
  }
}
