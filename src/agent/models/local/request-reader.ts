import { readFileSync } from 'node:fs';
import {
  decodeLinearModel,
  hashesOf,
  type LinearClassifier,
  linearClassifier,
} from '../../../language/index.ts';
import { mentionFeatures, requestFeatures, type Signs } from './request-features.ts';

/** What a request may want. */
export const requestActs = ['read', 'update', 'delete', 'create', 'log', 'note', 'none'] as const;
export type RequestAct = (typeof requestActs)[number];

/** The part something named plays in a change: whose it is, what is to be, what the records meant have, who of them is left out, none of these. */
export const mentionParts = ['target', 'new', 'condition', 'exception', 'other'] as const;
export type MentionPart = (typeof mentionParts)[number];

/** A part with its probability, 0 to 1. */
export interface PartRead {
  part: MentionPart;
  probability: number;
}

/** What is wanted, and which part everything named would play in a change. */
export interface RequestReading {
  /** How likely each act is; they add up to 1. */
  acts: Readonly<Record<RequestAct, number>>;
  parts: readonly PartRead[];
}

/** The two classifiers of a reader. */
export interface RequestModels {
  acts: LinearClassifier;
  parts: LinearClassifier;
}

const fileOf = (name: string): URL =>
  new URL(`../../../language/models/request-${name}.bin`, import.meta.url);

let shipped: RequestModels | undefined;

/** The classifiers shipped with the package, read when they are needed first. */
function shippedModels(): RequestModels {
  const read = (name: string) => linearClassifier(decodeLinearModel(readFileSync(fileOf(name))));
  shipped ??= { acts: read('acts'), parts: read('parts') };
  return shipped;
}

/**
 * Reads a request by how others have worded theirs: two linear classifiers that learned from requests with what became
 * of the records, and see of names and values only what kind they are.
 *
 * @param isThere  for each mention whether the one record named has this value already, where that can be said
 */
export function readRequest(
  signs: Signs,
  isThere: readonly (boolean | undefined)[],
  { acts, parts }: RequestModels = shippedModels(),
): RequestReading {
  const wanted = acts.predict('', hashesOf(requestFeatures(signs)));
  return {
    acts: Object.fromEntries(wanted.ranking.map(({ label, probability }) => [label, probability])) as Record<
      RequestAct,
      number
    >,
    parts: signs.mentions.map((_, index): PartRead => {
      const { label, probability } = parts.predict(
        '',
        hashesOf(mentionFeatures(signs, index, isThere[index])),
      );
      return { part: label as MentionPart, probability };
    }),
  };
}
