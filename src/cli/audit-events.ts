import { type EventsReport, listEvents, verifyEvents } from '../trust/index.ts';
import type { App } from '../wire.ts';
import { type CommandCall, limitsOf, type Phrase } from './command.ts';

const longMs = 60_000;

const names: Readonly<Record<string, Phrase>> = {
  approval_rejected: { en: 'an approval did not count', zh: '批准无效' },
  key_made: { en: 'a key was made', zh: '新建密钥' },
  key_revoked: { en: 'a key was revoked', zh: '撤销密钥' },
  workspace_changed: { en: 'time zone, currency or fiscal year was changed', zh: '更改时区、货币或财年' },
  visibility_changed: { en: 'what people see was changed', zh: '更改可见范围' },
  link_hosts_changed: { en: 'the hosts links may lead to were changed', zh: '更改允许链接的主机' },
};

const faults: Readonly<Record<NonNullable<EventsReport['firstBreak']>['reason'], Phrase>> = {
  missing: { en: 'it is not there', zh: '该条缺失' },
  chain: { en: 'it does not follow from the one before', zh: '与前一条不衔接' },
  event: { en: 'it is not as it was written', zh: '内容与写入时不符' },
  added: { en: 'it was put in beside the chain', zh: '是在链外加入的' },
};

/** The latest events: keys, visibility, hosts of links, approvals that did not count. */
export async function showEvents(call: CommandCall, app: App): Promise<number> {
  const { values, terminal } = call;
  const events = await app.runtime.read(app.session, (scope) => listEvents(scope), limitsOf(call, longMs));
  if (values.json) {
    terminal.printJson(events.map(({ workspaceId, ...event }) => event));
    return 0;
  }
  for (const { occurredAt, event, subject, reason, actorId, client } of events) {
    const what = names[event] ? terminal.words(names[event]) : event;
    const why = terminal.language === 'zh' ? inChinese(reason) : reason;
    terminal.print(
      `${occurredAt.toISOString()}  ${what}: ${[subject, why].filter(Boolean).join(', ')}  (${actorId}, ${client})`,
    );
  }
  if (events.length === 0) terminal.say(terminal.words({ en: 'Nothing yet.', zh: '暂无记录。' }));
  return 0;
}

/** What is kept of a key, which the log has in English. */
const inChinese = (reason: string | null): string | undefined =>
  reason
    ?.replace(/^for (usr_\w+): (.+), until (\S+)$/, '$1 使用，权限 $2，有效期至 $3')
    .replace(/^of the customers’ chat$/, '客户聊天接口');

/** Verifies the events and tells what is wrong with them, where it is not told as JSON. */
export async function checkEvents(call: CommandCall, app: App): Promise<EventsReport> {
  const found = await app.runtime.read(app.session, verifyEvents, limitsOf(call, longMs));
  const { terminal, values } = call;
  if (found.firstBreak && !values.json) {
    const { sequence, eventId, reason } = found.firstBreak;
    const [named, what] = [eventId === null ? '' : ` (${eventId})`, faults[reason]];
    terminal.print(
      terminal.words({
        en: `The audit events were tampered with at event ${sequence}${named}: ${what.en} (${reason}).`,
        zh: `审计事件在第 ${sequence} 条${named}被改动：${what.zh}（${reason}）。`,
      }),
    );
  }
  return found;
}
