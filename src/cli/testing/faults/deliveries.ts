import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { type App, createApp } from '../../../wire.ts';
import type { Fault, FaultPlan, FaultReport } from './fault.ts';

// Duplicate deliveries against a model: a map from key to the call it was first used for.

/** What the reference knows: which call a key stands for, since when, and how many effects there should be. */
interface Model {
  kept: Map<string, { title: string; at: number }>;
  effects: number;
  /** Minutes on the run's clock. */
  minutes: number;
}

interface Real {
  app: App;
  run: string;
  clock: { minutes: number };
  changes: Map<string, unknown>;
  fate: { crash: 'before the commit' | 'after the commit' | undefined };
}

type Command = fc.AsyncCommand<Model, Real>;

const day = 24 * 60;

class Send implements Command {
  readonly key: string;
  readonly title: string;
  readonly copies: number;
  readonly crash: Real['fate']['crash'];

  constructor(key: string, title: string, copies: number, crash: Real['fate']['crash']) {
    this.key = key;
    this.title = title;
    this.copies = copies;
    this.crash = crash;
  }

  check = () => true;

  async run(model: Model, real: Real): Promise<void> {
    const known = model.kept.get(this.key);
    const isKept = known !== undefined && model.minutes - known.at <= day;
    real.fate.crash = this.crash;
    const outcomes = await Promise.all(Array.from({ length: this.copies }, () => this.#send(real)));
    real.fate.crash = undefined;
    const [first] = outcomes;
    if (new Set(outcomes).size > 1) throw new Error(`Copies differ: ${outcomes.join(' ')}`);
    if (isKept && known.title !== this.title) {
      if (first !== 'conflict' && first !== 'lost') throw new Error(`Other arguments gave ${first}.`);
      return;
    }
    if (!isKept && this.crash === 'before the commit') return;
    if (!isKept) {
      model.kept.set(this.key, { title: this.title, at: model.minutes });
      model.effects += 1;
      real.changes.delete(this.key);
    }
    if (first === 'lost') return;
    if (real.changes.has(this.key) && real.changes.get(this.key) !== first)
      throw new Error('Another answer.');
    real.changes.set(this.key, first);
  }

  /** @returns the change, the code of a refusal, or `lost` */
  async #send({ app, run }: Real): Promise<unknown> {
    const outcome = await app
      .call('save_tasks', { title: `${run} ${this.title}`, idempotencyKey: `${run}:${this.key}` })
      .catch(() => undefined);
    if (this.crash !== undefined) return 'lost';
    return outcome?.ok ? outcome.data.changeId : (outcome?.error.code ?? 'lost');
  }

  toString = () => `${this.copies} × ${this.key}=${this.title}${this.crash ? ` lost ${this.crash}` : ''}`;
}

class Wait implements Command {
  readonly minutes: number;
  constructor(minutes: number) {
    this.minutes = minutes;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    model.minutes += this.minutes;
    real.clock.minutes += this.minutes;
  }
  toString = () => `${this.minutes} minutes later`;
}

const commands = fc.commands(
  [
    fc
      .tuple(
        fc.constantFrom('a', 'b'),
        fc.constantFrom('Ring Dana', '给张伟回电'),
        fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(3) }),
        fc.oneof(
          { weight: 4, arbitrary: fc.constant(undefined) },
          {
            weight: 1,
            arbitrary: fc.constantFrom('before the commit' as const, 'after the commit' as const),
          },
        ),
      )
      .map(([key, title, copies, crash]) => new Send(key, title, copies, crash)),
    fc.constantFrom(1, 60, day + 1).map((minutes) => new Wait(minutes)),
  ],
  { maxCommands: 6 },
);

/** The runs of one app, one after the other; every run has keys and titles of its own. */
async function check(plan: FaultPlan, line: number, runs: number, onRun: () => void): Promise<number> {
  const clock = { minutes: 0 };
  const fate: Real['fate'] = { crash: undefined };
  const start = Date.UTC(2026, 2, 5);
  await using app = await createApp({
    ...plan.home.database,
    clock: () => new Date(start + clock.minutes * 60_000),
    client: `line ${line}`,
  });
  breakWrites(app, fate);
  let run = 0;
  let effects = 0;
  await fc.assert(
    fc.asyncProperty(commands, async (given) => {
      run += 1;
      const name = `run ${line}.${run}`;
      let model: Model | undefined;
      await fc.asyncModelRun(() => {
        model = { kept: new Map(), effects: 0, minutes: clock.minutes };
        return { model, real: { app, run: name, clock, changes: new Map(), fate } };
      }, given);
      const stored = await app.database.system((tx) =>
        tx.execute<{ count: number }>(
          sql`select count(*)::integer as count from tasks where title like ${`${name} %`}`,
        ),
      );
      const count = stored[0]?.count ?? 0;
      if (count !== model?.effects) throw new Error(`${count} effects instead of ${model?.effects}.`);
      effects += count;
      onRun();
    }),
    { numRuns: runs, seed: Math.floor(plan.random() * 2 ** 31), endOnFailure: true },
  );
  return effects;
}

/** Lets writes end as a crash ends them: rolled back, or committed and never told. */
function breakWrites(app: App, fate: Real['fate']): void {
  const { write } = app.runtime;
  app.runtime.write = async (session, work, limits) => {
    const { crash } = fate;
    const result = await write(
      session,
      async (scope, services) => {
        const done = await work(scope, services);
        if (crash === 'before the commit') throw new Error('crashed');
        return done;
      },
      limits,
    );
    if (crash === 'after the commit') throw new Error('crashed');
    return result;
  };
}

async function modelled(plan: FaultPlan): Promise<FaultReport> {
  const lines = Math.min(4, plan.rounds);
  let done = 0;
  const onRun = () => {
    done += 1;
    plan.progress(done);
  };
  const each = Math.ceil(plan.rounds / lines);
  const effects = await Promise.all(
    Array.from({ length: lines }, (_, line) => check(plan, line, each, onRun)),
  );
  return {
    rounds: done,
    figures: { effects: effects.reduce((sum, one) => sum + one, 0) },
    mustBeZero: { 'runs unlike the model': 0 },
  };
}

export const deliveries: Fault[] = [
  { name: 'duplicate delivery against a model', usual: 10_000, run: modelled },
];
