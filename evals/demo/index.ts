import { randomUUID } from 'node:crypto';
import type { Answer } from '../../src/agent/index.ts';
import { listChanges, publicError } from '../../src/trust/index.ts';
import type { App, AppConfig } from '../../src/wire.ts';
import type { CompanySize } from '../company/index.ts';
import { type Connection, printConnections } from './connect.ts';
import { openFilled } from './fill.ts';
import { findCast, script, type Turn } from './script.ts';
import { createShow } from './show.ts';
import type { Phrase, Stage } from './stage.ts';

export type { Connection, Launch } from './connect.ts';
export type { Turn } from './script.ts';
export type { Stage } from './stage.ts';

export interface DemoOptions {
  /** Where the demonstration keeps its records, and when it plays. */
  config: AppConfig;
  stage: Stage;
  connection: Connection;
  signal: AbortSignal;
  /** How large the sample company is; `demo` by default. */
  size?: CompanySize;
  /** Hears of every turn once it is over. */
  watch?: (turn: Turn, answer: Answer, app: App) => Promise<void>;
}

/** What came of a demonstration. */
export interface DemoResult {
  turns: number;
  failed: number;
  /** Whether all it wrote was taken back. */
  restored: boolean;
  /** Milliseconds from the start of the process to the first answer. */
  firstAnswer: number;
}

const words = {
  restored: {
    en: 'What this conversation wrote was taken back: the workspace is as it was.',
    zh: '本次对话写入的内容已全部撤回，工作区恢复原样。',
  },
  notRestored: {
    en: 'What this conversation wrote could not be taken back:',
    zh: '本次对话写入的内容未能撤回：',
  },
  turns: { en: 'turns did what they show', zh: '轮对话做到了所展示的事' },
  first: { en: 'first answer after', zh: '首个回答用时' },
  stopped: { en: 'Stopped.', zh: '已停止。' },
  old: {
    en: "The sample company's records end on {day}. For one up to today, remove this folder and run the demo again:",
    zh: '示例公司的数据截至 {day}。如需更新到今天，请删除此目录后重新运行演示：',
  },
} as const satisfies Record<string, Phrase>;

const client = 'rapport demo';
const conversationPrefix = 'demo_';
const dayMs = 86_400_000;
const freshDays = 28;

/**
 * Gives the demonstration: the sample company is opened, a salesperson's morning is spoken through the agent,
 * and what it wrote is taken back.
 *
 * @throws RapportError or DatabaseError where the database does not open
 */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { config, stage, connection, signal, size = 'demo' } = options;
  const { print, style, language } = stage;
  // The engine starts in a thread of its own; the agent is loaded meanwhile.
  const loading = import('../../src/agent/index.ts');
  const { app, imported } = await openFilled({ ...config, client }, size, signal, stage);
  try {
    await takeBackLeftovers(app);
    warnWhereOld(app, config, stage);
    const show = createShow(stage);
    await show.opening(app, imported);
    await loading;
    const conversationId = `${conversationPrefix}${randomUUID()}`;
    const result: DemoResult = { turns: 0, failed: 0, restored: false, firstAnswer: 0 };
    try {
      await converse(app, conversationId, options, result);
    } finally {
      const failure = await takeBack(app, conversationId);
      result.restored = failure === undefined;
      print('');
      if (failure === undefined) print(style('green', words.restored[language]));
      else print(style('red', `${words.notRestored[language]} ${failure}`));
    }
    const { turns, failed, firstAnswer } = result;
    print(
      style(
        failed === 0 ? 'green' : 'red',
        `${turns - failed}/${turns} ${words.turns[language]} · ${words.first[language]} ${(firstAnswer / 1_000).toFixed(1)} s`,
      ),
    );
    printConnections(stage, connection);
    return result;
  } finally {
    await app.close();
  }
}

/** Speaks the turns one after the other; a turn that fails is told and does not end the show. */
async function converse(
  app: App,
  conversationId: string,
  { stage, signal, watch }: DemoOptions,
  result: DemoResult,
): Promise<void> {
  const show = createShow(stage);
  const agent = await app.agent({ model: 'local' });
  for (const turn of script(await findCast(app))) {
    if (signal.aborted) {
      stage.print(`\n${words.stopped[stage.language]}`);
      return;
    }
    result.turns++;
    show.turn(result.turns, turn);
    const answer = await spoken(turn);
    if (answer) await watch?.(turn, answer, app);
  }

  async function spoken(turn: Turn): Promise<Answer | undefined> {
    const begun = performance.now();
    try {
      const answer = await agent.ask(turn.says, { conversationId, signal, onStep: show.call });
      const ended = performance.now();
      result.firstAnswer ||= ended;
      const held = turn.holds(answer);
      if (!held) result.failed++;
      await show.answer(app, answer, held, ended - begun);
      return answer;
    } catch (error) {
      result.failed++;
      app.runtime.report(`turn ${result.turns}`, 'demo', error);
      show.failure(publicError(error)?.message);
      return undefined;
    }
  }
}

/** Takes back all a conversation wrote. @returns why not, where that failed */
async function takeBack(app: App, conversationId: string): Promise<string | undefined> {
  const outcome = await app.call('undo_change', { conversation: true }, { conversationId });
  return outcome.ok || outcome.error.code === 'not_found' ? undefined : outcome.error.message;
}

/** What a demonstration that was killed left behind. */
async function takeBackLeftovers(app: App): Promise<void> {
  const limits = { signal: new AbortController().signal, timeoutMs: 60_000 };
  const changes = await app.runtime.read(app.session, (scope) => listChanges(scope, { limit: 20 }), limits);
  const left = changes.filter(
    ({ conversationId, undoneBy, undoes }) =>
      conversationId?.startsWith(conversationPrefix) && undoneBy === null && undoes === null,
  );
  for (const conversationId of new Set(left.map((change) => change.conversationId!)))
    await takeBack(app, conversationId);
}

/** A sample company of long ago has nothing to tell of last month. */
function warnWhereOld(app: App, { dataDirectory }: AppConfig, { print, style, language }: Stage): void {
  const { until } = app.session.workspace.settings.synthetic as { until: string };
  const age = app.runtime.clock().getTime() - Date.parse(until);
  if (age < freshDays * dayMs) return;
  print(
    style('yellow', `${words.old[language].replace('{day}', until.slice(0, 10))} ${dataDirectory ?? ''}`),
  );
}
