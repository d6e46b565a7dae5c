import {
  hashesOf,
  type LabelledText,
  type LinearClassifier,
  trainLinearClassifier,
} from '../../../language/index.ts';
import { type Directory, recordsNamed } from '../../directory.ts';
import { wholeOf } from './clause.ts';
import { givenBy } from './given.ts';
import { hadAlready } from './learned.ts';
import { readText } from './read-text.ts';
import { readable } from './readable.ts';
import { mentionFeatures, requestFeatures, signsOf } from './request-features.ts';
import type { MentionPart, RequestAct, RequestModels } from './request-reader.ts';

/** Something a text names, for whoever knows what became of it to say which part it played. */
export interface NamedInRequest {
  /** The ids of the contacts it may be. */
  records: readonly string[];
  /** The field of a contact it may be a value of. */
  given: { field: string; value: string } | undefined;
  /** A name nobody bears: a firm or a place. */
  name: string | undefined;
  /** The days it stands for, both included. */
  days: { from: string; to: string } | undefined;
}

/** A request with what was wanted by it. */
export interface LabelledRequest {
  text: string;
  language: 'en' | 'zh';
  act: RequestAct;
  /** The part of something it names, where the request changes or deletes contacts. */
  partOf?(named: NamedInRequest): MentionPart;
}

/** What a reader of requests learns from one. */
export interface RequestExamples {
  act: LabelledText;
  parts: LabelledText[];
}

/** A request as a reader sees it, over the workspace it was said in. */
export async function exampleOf(
  { text, language, act, partOf }: LabelledRequest,
  directory: Directory,
): Promise<RequestExamples | undefined> {
  const workspace = await directory.describe();
  const { clauses } = await readText(readable(text), language, workspace, directory);
  if (clauses.length === 0) return undefined;
  const whole = wholeOf(clauses);
  const signs = signsOf(whole.whole, whole.mentions, clauses);
  const isThere = await hadAlready(whole.mentions, workspace, (kind, name) =>
    recordsNamed(directory, kind, name),
  );
  const named = whole.mentions.map(
    (mention): NamedInRequest => ({
      records: mention.is.type === 'record' ? mention.is.candidates.map(({ id }) => id) : [],
      given: givenBy(mention, 'contact', workspace),
      name: mention.is.type === 'name' ? mention.text : undefined,
      days: mention.is.type === 'date' ? mention.is.span : undefined,
    }),
  );
  return {
    act: { text: '', label: act, present: hashesOf(requestFeatures(signs)) },
    parts: (partOf === undefined ? [] : named).map((one, index) => ({
      text: '',
      label: partOf!(one),
      present: hashesOf(mentionFeatures(signs, index, isThere[index])),
    })),
  };
}

const training = { features: {}, epochs: 30, learningRate: 1, minimumCount: 3, averaged: true } as const;

/** The two classifiers that learn from such examples. */
export function trainRequestModels(examples: readonly RequestExamples[]): RequestModels {
  return {
    acts: trainLinearClassifier(
      examples.map(({ act }) => act),
      training,
    ),
    parts: trainLinearClassifier(
      examples.flatMap(({ parts }) => parts),
      training,
    ),
  };
}

/** How often each of the two classifiers is right about examples, 0 to 1. */
export function judgeRequestModels(
  { acts, parts }: RequestModels,
  examples: readonly RequestExamples[],
): { acts: number; parts: number } {
  const share = (classifier: LinearClassifier, of: readonly LabelledText[]) =>
    of.filter(({ label, present }) => classifier.predict('', present).label === label).length / of.length;
  return {
    acts: share(
      acts,
      examples.map(({ act }) => act),
    ),
    parts: share(
      parts,
      examples.flatMap((example) => example.parts),
    ),
  };
}
