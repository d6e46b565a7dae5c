import type { Language } from '../../../language/index.ts';
import type { Candidate, WorkspaceDescription } from '../../directory.ts';
import type { Capabilities } from './capabilities.ts';
import type { Constraint, Value } from './frame.ts';
import type { DialogueState, DocumentsAsked, Pending, Spoken } from './state.ts';

/** A call the model is going to make, and what to say of its result. */
export interface PlannedCall {
  tool: string;
  arguments: Record<string, unknown>;
  purpose: Purpose;
  /** A record as it is before the call, in the fields the call changes. */
  before?: RecordBefore;
  /** What is done where these documents do not answer. */
  otherwise?: Otherwise;
  /** A question that names no record: what the documents are asked where this call finds nothing. */
  question?: string;
}

/** What a turn goes on with. */
export interface Otherwise {
  calls: readonly PlannedCall[];
  says: readonly string[];
  state: DialogueState;
  /** How surely the documents must answer to go before it, from 0 to 1. */
  confidence: number;
}

export interface RecordBefore {
  record: Spoken;
  values: Readonly<Record<string, unknown>>;
}

export type Purpose =
  | {
      type: 'update';
      kind: string;
      targets: readonly Spoken[];
      fields: readonly { field: string; value: Value | null }[];
      filter?: string;
      /** It gives fields the values they had before this conversation changed them. */
      restores?: true;
    }
  | { type: 'create'; kind: string; name: string; fields: readonly { field: string; value: Value | null }[] }
  | { type: 'delete'; kind: string; targets: readonly Spoken[]; filter?: string }
  | { type: 'log'; target: Spoken; channel: string; occurredOn: string; followUpOn: string | undefined }
  | { type: 'undo' }
  | {
      type: 'list';
      kind: string;
      fields: readonly string[];
      described: string;
      constraints: readonly Constraint[];
    }
  | { type: 'count'; kind: string; described: string; constraints: readonly Constraint[] }
  | { type: 'group'; kind: string; field: string; described: string; descending: boolean; single: boolean }
  | { type: 'extreme'; kind: string; field: string; descending: boolean; single: boolean }
  | { type: 'fields'; target: Spoken; kind: string; fields: readonly string[] }
  | {
      type: 'check';
      target: Spoken;
      kind: string;
      constraints: readonly Constraint[];
      /** What is asked beside. */
      fields: readonly string[];
    }
  | { type: 'overview'; target: Spoken; kind: string }
  /** What was last spoken of with somebody. */
  | { type: 'talk'; target: Spoken; kind: string }
  /** Reads days to be moved, then moves them. */
  | {
      type: 'move';
      kind: string;
      field: string;
      count: number;
      unit: 'day' | 'week' | 'month' | 'quarter' | 'year';
      filter: string;
    }
  /** Figures added up; `span` holds the days asked for where only those are to be told. */
  | {
      type: 'sum';
      kind: string;
      measure: Measured;
      field: string;
      groupBy: string | undefined;
      /** How many groups are told. */
      limit: number | undefined;
      described: string;
    }
  /** Any other tool: what is asked of it, in a few words. */
  | { type: 'other'; title: string; span?: { from: string; to: string }; writes?: true };

export type Measured = 'sum' | 'average' | 'minimum' | 'maximum';

/** What a turn comes to before anything is called. */
export interface Plan {
  calls: PlannedCall[];
  /** Said at once, before or instead of calling. */
  says: string[];
  pending?: Pending;
  focus?: readonly Spoken[];
  set?: DialogueState['set'];
  /** Where the documents are asked: what. */
  asked?: DocumentsAsked;
  /** It is not known what was meant. */
  isUnclear?: true;
}

export interface Surroundings {
  language: Language;
  workspace: WorkspaceDescription;
  capabilities: Capabilities;
  state: DialogueState;
  find(kind: string, text: string): Promise<readonly Candidate[]>;
  /** Records of a kind that have exactly this name. */
  named(kind: string, name: string): Promise<readonly Candidate[]>;
  /** Records of a kind that belong to a contact or company. */
  belongings(kind: string, owner: Candidate): Promise<readonly Candidate[]>;
}

export const spoken = (candidate: Candidate): Spoken => ({
  kind: candidate.kind,
  id: candidate.id,
  name: candidate.name,
});

/** The records a call is about by name. */
export const targetsIn = (purpose: Purpose): readonly Spoken[] =>
  'targets' in purpose ? purpose.targets : 'target' in purpose ? [purpose.target] : [];
