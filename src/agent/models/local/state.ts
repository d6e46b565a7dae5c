import type { Language } from '../../../language/index.ts';
import type { Constraint, Frame, Question } from './frame.ts';
import type { PlannedCall, RecordBefore } from './planned.ts';

/** A record spoken of. */
export interface Spoken {
  kind: string;
  id: string;
  name: string;
}

export type FrameMemo = Omit<Frame, 'clause'>;
export type QuestionMemo = Omit<Question, 'clause'>;

/** What waits for the person's next words. */
export type Pending =
  /** A yes runs these calls. */
  | { type: 'confirm'; calls: readonly PlannedCall[] }
  /** The kernel holds this call until a person approves; the rest comes after. */
  | { type: 'approval'; call: PlannedCall; rest: readonly PlannedCall[] }
  /** A request lacks something. */
  | {
      type: 'slot';
      slot: 'owner' | 'name' | 'record' | 'note' | 'value';
      frame: FrameMemo;
      rest: readonly FrameMemo[];
      candidates: readonly Spoken[];
    }
  /** A call of a tool lacks something it cannot do without. */
  | {
      type: 'argument';
      tool: string;
      /** The words it was asked for with. */
      text: string;
      lacks: string;
      given: Readonly<Record<string, unknown>>;
    }
  /** A question lacks whom it is about. */
  | { type: 'which'; question: QuestionMemo; candidates: readonly Spoken[] };

/** Changes made in a turn, and the fields they were about. */
export interface Done {
  turn: number;
  ids: readonly string[];
  fields: readonly string[];
  /** The records changed one by one, as they were. */
  before: readonly RecordBefore[];
}

/** A question to the documents; of questions that lean on one another the first. */
export interface DocumentsAsked {
  question: string;
  turn: number;
}

/** What a conversation has come to; plain JSON. */
export interface DialogueState {
  language: Language;
  /** Whom the last turns were about, and the members named. */
  focus: readonly Spoken[];
  member: string | undefined;
  /** The list shown last, in its order. */
  list: readonly Spoken[];
  /** The list shown last before others were spoken of, and who of it was spoken of since. */
  shown?: { list: readonly Spoken[]; taken: readonly string[] };
  /** The conditions of the set spoken of last. */
  set: { kind: string; constraints: readonly Constraint[] } | undefined;
  frames: readonly FrameMemo[];
  question: QuestionMemo | undefined;
  /** The question before that one. */
  earlier?: QuestionMemo | undefined;
  /** The last two that were spoken of alone, the latest first: "both". */
  seen?: readonly Spoken[];
  /** What the documents were asked last, and in which turn. */
  asked?: DocumentsAsked;
  /** Changes of this conversation that stand, by turn. */
  changes: readonly Done[];
  pending: Pending | undefined;
  turn: number;
}

export const freshState: DialogueState = {
  language: 'en',
  focus: [],
  member: undefined,
  list: [],
  set: undefined,
  frames: [],
  question: undefined,
  changes: [],
  pending: undefined,
  turn: 0,
};
