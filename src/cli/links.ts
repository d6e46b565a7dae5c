import { linkHosts, setLinkHost } from '../trust/index.ts';
import { type Command, type CommandCall, UsageError } from './command.ts';
import { openApp } from './open.ts';

/** Hosts to which links may stand in answers. */
export default {
  usage: '[list | allow HOST | remove HOST]',
  takes: [0, 2],
  options: { json: { type: 'boolean', help: { en: 'the result as JSON', zh: '以 JSON 输出' } } },
  async run(call) {
    const [action = 'list', host] = call.positionals;
    if (!['list', 'allow', 'remove'].includes(action) || (action === 'list') !== (host === undefined))
      throw new UsageError(
        call.terminal.words({
          en: 'Usage: rapport links [list] | allow HOST | remove HOST',
          zh: '用法：rapport links [list] | allow 主机名 | remove 主机名',
        }),
      );
    await using app = await openApp(call);
    const limits = { signal: call.stop, timeoutMs: 15_000 };
    const hosts =
      host === undefined
        ? linkHosts(app.session.workspace.settings)
        : await app.runtime.write(
            app.session,
            (scope) => setLinkHost(scope, host, action === 'allow'),
            limits,
          );
    if (call.values.json) call.terminal.printJson({ hosts });
    else tell(call, hosts);
    return 0;
  },
} satisfies Command;

function tell({ terminal }: CommandCall, hosts: readonly string[]): void {
  for (const host of hosts) terminal.print(host);
  terminal.say(
    terminal.words(
      hosts.length === 0
        ? {
            en: 'Answers keep only links that you wrote yourself. Allow a host with: rapport links allow HOST',
            zh: '回答中只保留您自己写过的链接。允许某个主机：rapport links allow 主机名',
          }
        : {
            en: 'Links to these hosts stay in answers, whoever wrote them. What stands in such a link reaches whoever holds the domain: take away what you no longer own.',
            zh: '指向这些主机的链接会保留在回答中，无论出自谁手。链接里的内容会到达该域名的持有者，不再属于您的域名请及时移除。',
          },
    ),
  );
}
