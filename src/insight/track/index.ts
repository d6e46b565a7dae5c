import type { Language, Scope } from '../../trust/index.ts';
import { type Alerts, createAlerts } from './alerts.ts';
import { createModelVersions, type ModelVersions } from './models.ts';
import {
  type NewPrediction,
  type PredictionKind,
  recordPredictions,
  scoreDuePredictions,
} from './predictions.ts';
import { type ErrorDrift, type Miss, type MissQuery, readErrorDrift, readMisses } from './report.ts';
import {
  summariseKinds,
  summariseTrack,
  summariseTracks,
  type TrackFilter,
  type TrackSummary,
} from './summary.ts';
import { describeTrack } from './wording.ts';

export type { Alert, AlertKind, AlertLimits, AlertQuery, Alerts } from './alerts.ts';
export { driftVerdict, populationStability, spreadsOf } from './drift.ts';
export {
  type CandidateModel,
  type Contest,
  createModelVersions,
  type KeptModel,
  type ModelVersion,
  type ModelVersions,
} from './models.ts';
export type { NewPrediction, Predicted, PredictionKind } from './predictions.ts';
export type { ErrorDrift, Miss, MissQuery } from './report.ts';
export type { TrackFilter, TrackSummary } from './summary.ts';

/** A summary with its sentence, as answers quote it. */
export type TrackRecord = TrackSummary & { sentence: string };

/** The whole record: in words by kind, in numbers by target and model, the worst misses one by one. */
export interface TrackReport {
  kinds: TrackRecord[];
  details: Awaited<ReturnType<typeof summariseTracks>>;
  drift: ErrorDrift[];
  misses: Miss[];
  nextCursor: string | null;
}

/** What was foretold and what came of it, bound to one transaction. */
export interface Track {
  /**
   * Keeps predictions to be judged later; the same of one model for one day once. In a tool:
   * `remember(({ insight }) => insight.track.record(predictions))`.
   * @returns how many were new
   */
  record(predictions: readonly NewPrediction[]): Promise<number>;
  /** Judges what has come due, at most so many (500 by default). @returns how many were settled */
  scoreDue(limit?: number): Promise<number>;
  /** How predictions of a kind did, to quote in an answer once `scored` is above 0. */
  summary(kind: PredictionKind, language: Language, filter?: TrackFilter): Promise<TrackRecord>;
  report(query: MissQuery, language: Language): Promise<TrackReport>;
  models: ModelVersions;
  alerts: Alerts;
}

const told = (summary: TrackSummary, language: Language): TrackRecord => ({
  ...summary,
  sentence: describeTrack(summary, language),
});

export const createTrack = (scope: Scope): Track => ({
  record: (predictions) => recordPredictions(scope, predictions),
  scoreDue: (limit = 500) => scoreDuePredictions(scope, limit),
  async summary(kind, language, filter) {
    return told(await summariseTrack(scope, kind, filter), language);
  },
  async report({ limit, cursor, ...filter }, language) {
    const details = await summariseTracks(scope, filter);
    const kinds = await summariseKinds(scope, filter);
    const drift = await readErrorDrift(scope, filter);
    const { items: misses, nextCursor } = await readMisses(scope, { ...filter, limit, cursor });
    return { kinds: kinds.map((kind) => told(kind, language)), details, drift, misses, nextCursor };
  },
  models: createModelVersions(scope),
  alerts: createAlerts(scope),
});
