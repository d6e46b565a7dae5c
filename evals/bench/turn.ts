import { createAgentFor } from '../../src/agent/index.ts';
import type { App } from '../../src/wire.ts';
import { type Bench, type BenchHost, type Measure, median, percentile } from './bench.ts';
import { openEmptyApp } from './place.ts';
import { loadPeople } from './search/load.ts';
import type { Person } from './search/people.ts';

const fullSize = 10_000;
const fullRounds = 1;
const asked = 120;
const warmUp = 12;
const mostMilliseconds = 60;

/** What people ask of somebody, in both languages; every request is asked of other people. */
const requests: readonly ((person: Person) => string)[] = [
  ({ name }) => `Who owns ${name}?`,
  ({ name }) => `${name}的电话是多少？`,
  ({ name }) => `Tell me about ${name}`,
  ({ name }) => `把${name}改成合格`,
  ({ name }) => `Set ${name} to Lost`,
  ({ name }) => `${name}会流失吗？`,
  () => 'How many leads are there?',
  () => '列出上周没有联系过的线索',
  ({ name }) => `Just called ${name}, she wants a discount. Follow up next Tuesday.`,
  ({ name }) => `刚跟${name}通了电话，他觉得太贵，下周三跟进`,
  () => 'What should I do today?',
  () => '本月有哪些任务到期？',
];

/** A turn of the local model among 10,000 contacts, less what its tools take themselves. */
export const turn: Bench = {
  name: 'turn',
  description: {
    en: 'a turn of the local model among 10,000 contacts, without its tools’ own time',
    zh: '1 万名联系人中本地模型的一轮应答，不含工具自身的用时',
  },
  async run({ size = fullSize, rounds = fullRounds }, host) {
    await using app = await openEmptyApp(host, { toolsets: ['all'] });
    const loaded = await loadPeople(app, size, host);
    return [await measureTurns(loaded.app, loaded.people, rounds, host)];
  },
};

async function measureTurns(
  app: App,
  people: readonly Person[],
  rounds: number,
  { say, signal }: BenchHost,
): Promise<Measure> {
  let inTools = 0;
  const call: App['call'] = async (...given) => {
    const started = performance.now();
    const outcome = await app.call(...given);
    inTools += performance.now() - started;
    return outcome;
  };
  const turns: number[] = [];
  const tools: number[] = [];
  for (let index = 0; index < warmUp + rounds * asked; index++) {
    signal.throwIfAborted();
    const agent = await createAgentFor({ ...app, call }, { model: 'local' });
    const person = people[(index * 7_919) % people.length]!;
    inTools = 0;
    const started = performance.now();
    await agent.ask(requests[index % requests.length]!(person));
    const whole = performance.now() - started;
    if (index < warmUp) continue;
    turns.push(whole - inTools);
    tools.push(inTools);
  }
  say(`${turns.length} turns taken.`);
  return {
    name: 'turn of the local model',
    unit: 'ms',
    sides: {
      'p95 without tools': percentile(turns, 0.95),
      'p50 without tools': median(turns),
      'p95 of its tools': percentile(tools, 0.95),
      'p50 of its tools': median(tools),
    },
    bar: { most: mostMilliseconds },
    n: turns.length,
    note: `${people.length} contacts; every turn is the first of its conversation: reading the words, looking names up, choosing the tool, telling the result.`,
  };
}
