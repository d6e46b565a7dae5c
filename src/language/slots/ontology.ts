import type { Language } from '../tokens.ts';

/** Words for one thing, by language; each list may stay empty. */
export type Wordings = Partial<Record<Language, readonly string[]>>;

/** A value a slot can take, and other ways to say it. */
export interface SlotValue {
  value: string;
  synonyms?: Wordings;
}

/** Something a dialogue can be about: what a person may want, or may want to know. */
export interface Slot {
  name: string;
  /** `categorical`: one of its values. `open`: whatever the person answers, besides the values known. */
  kind: 'categorical' | 'open';
  values?: readonly SlotValue[];
  /** What the slot is called in questions; its name is one of them. */
  phrases?: Wordings;
  /** What it belongs to ("hotel", “餐馆”), where several slots can hold the same words. */
  topic?: string;
  /** Only ever asked for by the person (a phone number), never a wish of theirs. */
  requestOnly?: boolean;
}

/** What a dialogue can be about. Nothing in the tracker knows more of it. */
export interface Ontology {
  slots: readonly Slot[];
}

/** No value is wanted of this slot: any will do. */
export const dontcare = 'dontcare';

/** What the person wants so far: a value for a slot, or that any will do. */
export type SlotState = Readonly<Record<string, string>>;

/** What was said: the system's turn, where there was one, and the person's answer to it. */
export interface Exchange {
  system?: string | undefined;
  user: string;
}

/** What a turn came to. */
export interface SlotReading {
  state: SlotState;
  /** Slots the person wants to be told. */
  requests: string[];
}

/** Turns of one dialogue in order, each with the state after it and what was asked for in it. */
export type AnnotatedDialogue = readonly (Exchange & SlotReading)[];
