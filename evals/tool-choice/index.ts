import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Agent, Answer } from '../../src/agent/index.ts';
import { type App, createApp } from '../../src/wire.ts';
import { tools } from '../../tools/index.ts';
import { openCompany } from '../company/index.ts';
import { keepItems } from '../keep-items.ts';
import { readItems, sampled } from '../read-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { mean, wilsonInterval } from '../statistics.ts';
import type { Suite } from '../suite.ts';

const bundled = join(import.meta.dirname, '..', 'data', 'tool-requests.jsonl');
/** The sample company is the same whenever the suite runs. */
const now = new Date('2026-11-23T09:00:00Z');
const writing = new Set(tools.filter(({ annotations }) => !annotations.readOnlyHint).map(({ name }) => name));

const Request = z.object({
  id: z.string(),
  language: z.enum(['en', 'zh']),
  text: z.string().min(1),
  /** The tools any of which may be called first; none where no tool does what is asked. */
  tools: z.array(z.string()),
});
type Request = z.infer<typeof Request>;

interface Outcome extends Request {
  called: string | null;
  answer: string;
  correct: boolean;
}

/** Which tool a request comes to first, for every tool there is, and for what none does. */
export const toolChoice: Suite = {
  name: 'tool-choice',
  description: 'Which tool a request in words comes to, English and Chinese; every tool, and what none does',
  thresholds: {},

  async run(options, host) {
    const requests = sampled(await readItems(options.data ?? bundled, Request), options);
    const startedAt = new Date().toISOString();
    const model = options.model ?? 'local';
    await using root = await createApp({ clock: () => now, client: 'eval', toolsets: ['all'] });
    const app = await openCompany(root, { size: 'demo', until: now });
    const outcomes: Outcome[] = [];
    for (const request of requests) {
      const agent = await app.agent({
        model,
        openAi: host.openAi,
        limits: host.timeout === undefined ? {} : { milliseconds: host.timeout },
      });
      outcomes.push(await ask(app, agent, request));
      if (outcomes.length % 50 === 0 || outcomes.length === requests.length)
        host.say(`tool-choice: ${outcomes.length} of ${requests.length}`);
    }
    const dataset = basename(options.data ?? bundled).replace(/\.jsonl$/, '');
    await keepItems(options, 'tool-choice', dataset, outcomes);
    const right = outcomes.filter(({ correct }) => correct).length;
    const result: EvalResult = {
      suite: 'tool-choice',
      dataset,
      n: outcomes.length,
      model,
      commit: await currentCommit(),
      startedAt,
      metrics: ratesOf(outcomes),
      intervals: { accuracy: [...wilsonInterval(right, outcomes.length)] as [number, number] },
      slices: Object.fromEntries(
        [...Map.groupBy(outcomes, (one) => `${one.tools.length > 0 ? 'a tool' : 'no tool'} ${one.language}`)]
          .sort(([one], [other]) => one.localeCompare(other))
          .map(([name, part]) => [name, { n: part.length, metrics: ratesOf(part) }]),
      ),
    };
    return [result];
  },
};

/** Asks, says yes where the model asks whether it shall, and takes back what was written. */
async function ask(app: App, agent: Agent, request: Request): Promise<Outcome> {
  const first = await agent.ask(request.text);
  const asksBack = first.steps.length === 0 && /[?？]\s*$/u.test(first.answer);
  const answers: Answer[] = asksBack
    ? [first, await agent.ask(request.language === 'zh' ? '对' : 'yes')]
    : [first];
  const steps = answers.flatMap((answer) => answer.steps);
  if (steps.some(({ tool, outcome }) => outcome.ok && writing.has(tool)))
    await app.call('undo_change', { since: now.toISOString() });
  const called = steps[0]?.tool ?? null;
  const correct = called === null ? request.tools.length === 0 : request.tools.includes(called);
  return { ...request, called, answer: first.answer, correct };
}

/** Right ones, those that came to another tool, and those that came to none though one was meant. */
const ratesOf = (outcomes: readonly Outcome[]) => ({
  accuracy: mean(outcomes.map(({ correct }) => Number(correct))),
  otherTool: mean(outcomes.map(({ correct, called }) => Number(!correct && called !== null))),
  noTool: mean(outcomes.map(({ correct, called }) => Number(!correct && called === null))),
});
