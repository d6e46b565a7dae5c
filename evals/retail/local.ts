import { keepItems } from '../keep-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { mean, quantile, wilsonInterval } from '../statistics.ts';
import type { EvalHost, EvalOptions } from '../suite.ts';
import { play, takeBack, type Utterance } from './conversation.ts';
import { type Dialogue, judgeDialogue, speak } from './dialogues.ts';
import type { RetailTask } from './formats.ts';
import { judge, type Verdict } from './judge.ts';
import type { Shop } from './shop.ts';

/** What became of what a customer came with. */
interface Played extends Verdict {
  id: string;
  slice: string;
  said: Utterance[];
  milliseconds: number;
}

/** Plays each task's instruction as a customer at their door, and judges the shop it leaves. */
export const playTasks = (
  shop: Shop,
  dataset: string,
  tasks: readonly RetailTask[],
  options: EvalOptions,
  host: EvalHost,
): Promise<EvalResult> =>
  playAll(
    shop,
    dataset,
    options,
    host,
    tasks.map((task) => ({
      id: task.id,
      slice: task.gold_actions.length === 1 ? 'one request' : 'several requests',
      speak: (model) => play(shop.app, model, task.instruction ?? ''),
      judge: (after) => judge(task, shop.before, after),
    })),
  );

/** Says our own dialogues turn by turn, in English and Chinese. */
export const playDialogues = (
  shop: Shop,
  dataset: string,
  dialogues: readonly Dialogue[],
  options: EvalOptions,
  host: EvalHost,
): Promise<EvalResult> =>
  playAll(
    shop,
    dataset,
    options,
    host,
    dialogues.map((dialogue) => ({
      id: dialogue.id,
      slice: dialogue.language,
      speak: (model) => speak(shop, model, dialogue),
      judge: (after, said) => judgeDialogue(dialogue, shop.before, after, said),
    })),
  );

/** One thing to be played: who speaks, and what shall have come of it. */
interface Part {
  id: string;
  slice: string;
  speak(model: string): Promise<Utterance[]>;
  judge(after: Shop['before'], said: readonly Utterance[]): Verdict;
}

async function playAll(
  shop: Shop,
  dataset: string,
  options: EvalOptions,
  host: EvalHost,
  parts: readonly Part[],
): Promise<EvalResult> {
  const startedAt = new Date().toISOString();
  const model = options.model ?? 'local';
  const outcomes: Played[] = [];
  for (const part of parts) {
    outcomes.push(await playPart(shop, model, part));
    if (outcomes.length % 10 === 0 || outcomes.length === parts.length)
      host.say(`${dataset}: ${outcomes.length} of ${parts.length}`);
  }
  for (const { id, reasons } of outcomes.filter(({ pass }) => !pass))
    host.say(`${id}: ${reasons.join('; ').slice(0, 300)}`);
  await keepItems(options, 'retail', dataset, outcomes);
  const milliseconds = outcomes.map((outcome) => outcome.milliseconds).sort((one, other) => one - other);
  const rates = (of: readonly Played[]) => ({
    passRate: mean(of.map(({ pass }) => Number(pass))),
    sideEffectRate: mean(of.map(({ sideEffect }) => Number(sideEffect))),
    turnsPerTask: mean(of.map(({ said }) => said.length / 2)),
  });
  const passed = outcomes.filter(({ pass }) => pass).length;
  return {
    suite: 'retail',
    dataset,
    n: parts.length,
    model,
    commit: await currentCommit(),
    startedAt,
    metrics: {
      ...rates(outcomes),
      floorPassRate: mean(parts.map((part) => Number(part.judge(shop.before, []).pass))),
      msP50: Math.round(quantile(milliseconds, 0.5)),
      msP95: Math.round(quantile(milliseconds, 0.95)),
    },
    intervals: { passRate: [...wilsonInterval(passed, parts.length)] as [number, number] },
    slices: Object.fromEntries(
      Array.from(
        Map.groupBy(outcomes, ({ slice }) => slice),
        ([name, of]) => [name, { n: of.length, metrics: rates(of) }],
      ),
    ),
  };
}

async function playPart(shop: Shop, model: string, part: Part): Promise<Played> {
  const started = performance.now();
  const said = await part.speak(model);
  const milliseconds = performance.now() - started;
  const verdict = part.judge(await shop.now(), said);
  await takeBack(shop.app);
  return { id: part.id, slice: part.slice, ...verdict, said, milliseconds };
}
