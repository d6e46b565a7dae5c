import type { ToolOutcome } from '../../../tools/kernel/tool-error.ts';
import type { Language } from '../../language/index.ts';
import type { Domain } from './flow.ts';
import { argumentsOf, isRecord, type Scope } from './scope.ts';
import { fillTemplate } from './templates.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** A call a turn makes. */
export interface PlannedCall {
  tool: string;
  arguments: Record<string, unknown>;
}

/**
 * A piece of a turn: it yields the calls it needs, several at once where they do not need each other, and is
 * given their outcomes. At every step of the loop a turn is run from its beginning with the outcomes so far,
 * so it must be deterministic.
 */
export type Steps<Result> = Generator<readonly PlannedCall[], Result, readonly ToolOutcome[]>;

/** One call. */
export function* call(planned: PlannedCall): Steps<ToolOutcome> {
  const [outcome] = yield [planned];
  return outcome!;
}

/** What the pieces of one turn share. */
export interface Surroundings {
  domain: Domain;
  vocabulary: Vocabulary;
  language: Language;
  today: string;
  /** Records spoken of before, by slot. */
  focus: Readonly<Record<string, unknown>>;
  fill(template: string, scope: Scope): string;
  /** Makes a read of the domain for each scope, none twice while nothing is written. */
  read(name: string, scopes: readonly Scope[]): Steps<ToolOutcome[]>;
  /** The same for calls as they are, of tools that only read. */
  ask(calls: readonly PlannedCall[]): Steps<ToolOutcome[]>;
  /** Whether a tool is one the domain reads with. */
  reads(tool: string): boolean;
  /** Forgets what was read: something was written. */
  forget(): void;
}

export function createSurroundings(
  around: Pick<Surroundings, 'domain' | 'language' | 'today' | 'focus'>,
): Surroundings {
  const { domain, language } = around;
  const known = new Map<string, ToolOutcome>();
  const fill = (template: string, scope: Scope) => fillTemplate(template, scope, language, domain.terms);
  function* ask(calls: readonly PlannedCall[]): Steps<ToolOutcome[]> {
    const keys = calls.map((one) => JSON.stringify(one));
    const wanted = new Map(keys.map((key, index) => [key, calls[index]!]));
    for (const key of known.keys()) wanted.delete(key);
    if (wanted.size > 0) {
      const outcomes = yield [...wanted.values()];
      for (const [index, key] of [...wanted.keys()].entries()) known.set(key, outcomes[index]!);
    }
    return keys.map((key) => known.get(key)!);
  }

  return {
    ...around,
    vocabulary: vocabularyOf(domain),
    fill,
    ask,
    reads: (tool) => Object.values(domain.reads).some((read) => read.tool === tool),
    forget: () => known.clear(),
    *read(name, scopes) {
      const read = domain.reads[name];
      if (read === undefined) throw new RangeError(`the domain ${domain.name} has no read ${name}`);
      return yield* ask(
        scopes.map((scope) => ({ tool: read.tool, arguments: argumentsOf(read.arguments, scope, fill) })),
      );
    },
  };
}

/** The fields of a record over everything else. */
export const over = (scope: Scope, record: unknown): Scope =>
  isRecord(record) ? { ...scope, ...record } : scope;
