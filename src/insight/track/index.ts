import type { Language, Scope } from '../../trust/index.ts';
import {
  type NewPrediction,
  type PredictionKind,
  recordPredictions,
  scoreDuePredictions,
} from './predictions.ts';
import { summariseTrack, type TrackFilter, type TrackSummary } from './summary.ts';
import { describeTrack } from './wording.ts';

export type { NewPrediction, Predicted, PredictionKind } from './predictions.ts';
export type { TrackFilter, TrackSummary } from './summary.ts';

/** A summary with its sentence, as answers quote it. */
export type TrackRecord = TrackSummary & { sentence: string };

/** What was foretold and what came of it, bound to one transaction. */
export interface Track {
  /**
   * Keeps predictions to be judged later; the same one from the same inputs once. In a tool:
   * `remember(({ insight }) => insight.track.record(predictions))`.
   * @returns how many were new
   */
  record(predictions: readonly NewPrediction[]): Promise<number>;
  /** Judges what has come due, at most so many (500 by default). @returns how many were settled */
  scoreDue(limit?: number): Promise<number>;
  /** How predictions of a kind did, to quote in an answer once `scored` is above 0. */
  summary(kind: PredictionKind, language: Language, filter?: TrackFilter): Promise<TrackRecord>;
}

export const createTrack = (scope: Scope): Track => ({
  record: (predictions) => recordPredictions(scope, predictions),
  scoreDue: async (limit = 500) => (await scoreDuePredictions(scope, limit)).length,
  async summary(kind, language, filter) {
    const summary = await summariseTrack(scope, kind, filter);
    return { ...summary, sentence: describeTrack(summary, language) };
  },
});
