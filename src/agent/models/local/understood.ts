import type { Clause } from './clause.ts';
import type { Frame } from './frame.ts';
import type { Intents } from './intents.ts';
import type { Heard } from './learned.ts';
import type { Mention } from './mention.ts';
import type { Surroundings } from './planned.ts';
import type { DialogueState } from './state.ts';

/** A text, read. */
export interface Read {
  text: string;
  /** The same in lower case. */
  plain: string;
  mentions: readonly Mention[];
  clauses: readonly Clause[];
}

/** A text with the orders found in it, and where it was said. */
export interface Understood extends Read {
  frames: readonly Frame[];
  /** The only order is one to undo. */
  isUndo: boolean;
  intents: Intents;
  /** What a reader of requests makes of it; read when it is asked for first. */
  heard: () => Promise<Heard>;
  /** The dialogue as it was before the text. */
  before: DialogueState;
  /** The dialogue with nothing waiting for an answer. */
  idle: DialogueState;
  /** The surroundings with what may wait for an answer. */
  around: Surroundings;
  /** The surroundings with nothing waiting. */
  idleAround: Surroundings;
}
