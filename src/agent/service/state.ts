import type { Language } from '../../language/index.ts';
import type { PlannedCall } from './steps.ts';

/** One thing a customer wants done, and what they have said of it. */
export interface Task {
  flow: string;
  /** What was said, oldest first, as it was written. */
  texts: readonly { raw: string; slot?: string }[];
  /** What was chosen from a list, by slot; of one thing of each record by `slot/record`. */
  chosen: Readonly<Record<string, unknown>>;
  /** Whether it was asked to be done, or only whether it could. */
  wish: 'order' | 'question';
}

/** A thing to choose, as it was shown. */
export interface Option {
  label: string;
  value: unknown;
}

/** What the customer was asked last. */
export type Awaiting =
  | { for: 'slot'; slot: string; options: readonly Option[] }
  /** The kernel holds this call until they say yes. */
  | { for: 'approval'; call: PlannedCall }
  /** A yes begins this task. */
  | { for: 'offer'; task: Task }
  /** A yes brings in a person. */
  | { for: 'person'; reason: string };

/** What a conversation with a customer has come to; plain JSON, shown to whoever looks after it. */
export interface DialogueState {
  language: Language;
  /** What is being done, and what is known of it. */
  flow: string | null;
  slots: Readonly<Record<string, unknown>>;
  awaiting: Awaiting | null;
  /** Turns in a row that were not understood. */
  misunderstandings: number;
  /** What is to be done after it, first things first; `task` is what is being done. */
  stack: readonly Task[];
  task: Task | null;
  /** Records spoken of last, by slot. */
  focus: Readonly<Record<string, unknown>>;
  /** What was looked up last, and in which turn; of questions that lean on one another the first. */
  asked?: { question: string; turn: number };
  /** The flow that told of records last, and in which turn. */
  told?: { flow: string; turn: number };
  /** What was said last. */
  said: string;
  turn: number;
}

export const freshState: DialogueState = {
  language: 'en',
  flow: null,
  slots: {},
  awaiting: null,
  misunderstandings: 0,
  stack: [],
  task: null,
  focus: {},
  said: '',
  turn: 0,
};
