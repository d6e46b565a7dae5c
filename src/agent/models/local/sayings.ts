import type { Language } from '../../../language/index.ts';
import type { Candidate, WorkspaceDescription } from '../../directory.ts';
import type { Constraint } from './frame.ts';
import type { Mood } from './guards.ts';
import type { Measured, Purpose } from './planned.ts';
import { english } from './sayings.en.ts';
import { chinese } from './sayings.zh.ts';

/** Everything the model says, in one language. */
export interface Sayings {
  who(): string;
  which(text: string | undefined, names: readonly string[], total: number): string;
  nobody(text: string, nearest: readonly string[]): string;
  unknownMember(name: string, members: readonly string[]): string;
  unknownCondition(text: string): string;
  hasNone(who: string, kind: string): string;
  vague(word: string): string;
  /** Conditions, as they would be met once a supposed change were made. */
  afterThat(described: string): string;
  mismatch(record: Candidate, constraints: readonly Constraint[], workspace: WorkspaceDescription): string;
  whatToChange(who: string | undefined, options: readonly string[]): string;
  whichNewValue(who: string | undefined, label: string): string;
  whichNote(): string;
  /** A tool cannot do without this parameter. */
  /** @param options  what it may be, where that is but a few things */
  lacks(parameter: string, options: readonly string[]): string;
  whichName(kind: string): string;
  whichOwner(name: string, members: readonly string[]): string;
  exists(described: string): string;
  notEverything(): string;
  notDone(mood: Mood, who: string): string;
  asIs(record: Candidate, workspace: WorkspaceDescription): string;
  nothingToUndo(): string;
  cannot(): string;
  confirm(description: string): string;
  /** Words that what would be done does not hold. */
  leftOut(words: readonly string[], description: string): string;
  /** Names or values that what would be done does not hold: nothing of it is offered. */
  leftOpen(words: readonly string[]): string;
  /** Several corrections in one breath. */
  oneByOne(): string;
  /** What was to be left alone, and is all that would be written. */
  excluded(words: readonly string[]): string;
  approval(description: string, names: readonly string[], total: number): string;
  dropped(): string;
  stillWaiting(): string;
  greeting(name: string): string;
  thanks(): string;
  unclear(): string;
  /** A day that no calendar has. */
  noSuchDay(day: string): string;
  /** Several values for what can have one. */
  whichValue(values: readonly string[]): string;
  nothingSaid(): string;
  otherLanguage(): string;
  /** Asked to write to somebody. */
  cannotSend(): string;
  outOfScope(): string;
  knownNowhere(): string;
  abilities(examples: readonly string[]): string;
  intent(purpose: Purpose, workspace: WorkspaceDescription): string;
  conditions(constraints: readonly Constraint[], kind: string, workspace: WorkspaceDescription): string;
  undoHint(changeId: string): string;
  updated(
    names: readonly string[],
    changes: string,
    changed: number,
    filter: string | undefined,
    kind: string,
  ): string;
  unchanged(filter: string | undefined): string;
  created(name: string, changes: string): string;
  deleted(names: readonly string[], total: number): string;
  logged(
    channel: string,
    name: string,
    day: string,
    followUp: string | undefined,
    sentiment: string | undefined,
  ): string;
  /** What was measured, of how many, under which conditions, and its parts. */
  sum(
    measured: { measure: Measured; kind: string; described: string; limit: number | undefined },
    label: string,
    total: string,
    count: number,
    groups: readonly string[],
  ): string;
  undone(names: readonly string[]): string;
  field(name: string, label: string, value: string | undefined): string;
  /** What was last spoken of with somebody; without a day nothing ever was. */
  talk(name: string, channel: string, day: string | undefined, summary: string): string;
  check(holds: boolean, name: string, facts: string): string;
  count(count: number, described: string, kind: string): string;
  list(names: readonly string[], total: number, described: string, kind: string): string;
  group(
    label: string,
    groups: readonly { key: string; count: number }[],
    single: 'most' | 'least' | undefined,
    described: string,
  ): string;
  extreme(names: readonly string[], label: string, value: string): string;
  failed(message: string, hint: string | undefined): string;
  /** Facts side by side in one sentence; sentences one behind the other. */
  listed(facts: readonly string[]): string;
  together(sentences: readonly string[]): string;
  /** A record in a list with details of it; a record with all that is known of it. */
  detailed(name: string, details: readonly string[]): string;
  profile(name: string, facts: readonly string[], summary: string): string;
  /** A field's name and a value as a reader of the language wants them. */
  label(kind: string, field: string, workspace: WorkspaceDescription): string;
  value(value: unknown): string;
}

const sayings: Readonly<Record<Language, Sayings>> = { en: english, zh: chinese };

export const say = (language: Language): Sayings => sayings[language];
