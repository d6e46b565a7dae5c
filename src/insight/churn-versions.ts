import { isDeepStrictEqual } from 'node:util';
import { addDays } from '../crm/index.ts';
import { dayIn } from '../trust/index.ts';
import {
  activeFeaturesAt,
  type ChurnModel,
  type ChurnRefusal,
  type CustomerHistory,
  churnFeatures,
  columnsOf,
  judgeChurnModel,
  rankChurn,
  trainChurnModel,
} from './churn/index.ts';
import { round } from './statistics.ts';
import {
  type CandidateModel,
  type Contest,
  driftVerdict,
  type KeptModel,
  type NewPrediction,
  populationStability,
  spreadsOf,
} from './track/index.ts';

/** What a churn model of so many days is kept as. */
export const churnModelName = (days: number): string => `churn-${days}d`;

/** A customer's chance to buy nothing in so many days from now, to be judged once they are over. */
export function churnPrediction(
  { customerId, probability }: { customerId: string; probability: number },
  { churned, customers }: Pick<ChurnModel, 'churned' | 'customers'>,
  { days, now, timeZone }: { days: number; now: Date; timeZone: string },
): Omit<NewPrediction, 'model'> {
  return {
    kind: 'churn',
    subject: customerId,
    target: `no purchase in ${days} days`,
    dueOn: addDays(dayIn(timeZone, now), days + 1),
    predicted: { value: round(probability, 3), naive: round(churned / customers, 3) },
    inputs: { days },
  };
}

/** What a version is learned from, and what it has to beat. */
export interface ChurnTraining {
  histories: readonly CustomerHistory[];
  days: number;
  now: Date;
  timeZone: string;
  /** The version of the program. */
  codeVersion: string;
  inUse?: KeptModel | undefined;
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** How far a feature is spread otherwise than when the model learned. */
export interface FeatureDrift {
  feature: string;
  /** The population stability index. */
  index: number;
  verdict: 'stable' | 'moved' | 'drifted';
}

/** A model is worth learning anew once there are so many more purchases than it knew, as a share. */
const worthwhileGrowth = 0.1;

/**
 * Learns a candidate from all there is, and what it has to beat: the area under the curve of the version in
 * use on the last days, or the one it was kept with where it has learned from those days itself.
 */
export async function trainChurnVersion(
  training: ChurnTraining,
): Promise<{ candidate: CandidateModel; contest: Contest } | ChurnRefusal> {
  const { histories, days, now, timeZone, codeVersion, inUse, onProgress, signal } = training;
  const model = await trainChurnModel(histories, now, days, {
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  if ('reason' in model) return model;
  const { quality, cutOff, since, customers } = model;
  const { auc, brier, calibrationError, prAuc, liftAt10 } = quality;
  return {
    candidate: {
      name: churnModelName(days),
      trainedFrom: dayIn(timeZone, since),
      trainedTo: dayIn(timeZone, now),
      sampleSize: customers,
      features: churnFeatures,
      metrics: {
        auc: round(auc.value, 4),
        prAuc: round(prAuc, 4),
        brier: round(brier, 4),
        calibrationError: round(calibrationError, 4),
        liftAt10: round(liftAt10, 3),
      },
      codeVersion,
      parameters: packed(model),
      spread: spreadsOf(churnFeatures, rowsAt(histories, cutOff)),
    },
    contest: {
      metric: 'auc',
      inUse: inUse && { version: inUse.version, value: toBeat(inUse, cutOff, training) },
    },
  };
}

/** The model of a version that was kept; undefined where it looks at other features than those of today. */
export const keptChurnModel = ({
  parameters,
  features,
}: Pick<KeptModel, 'parameters' | 'features'>): ChurnModel | undefined =>
  isDeepStrictEqual(features, [...churnFeatures]) ? unpacked(parameters) : undefined;

/** How the customers of today differ from those a version learned from, the most different feature first. */
export function churnDrift(
  { spread }: Pick<KeptModel, 'spread'>,
  histories: readonly CustomerHistory[],
  now: Date,
): FeatureDrift[] {
  const rows = rowsAt(histories, now);
  return churnFeatures
    .flatMap((feature, column) => {
      const before = spread[feature];
      if (!before) return [];
      const index = populationStability(
        before,
        rows.map((row) => row[column]!),
      );
      return [{ feature, index: round(index, 3), verdict: driftVerdict(index) }];
    })
    .toSorted((one, other) => other.index - one.index);
}

/** Whether so much was bought since a version learned that a new one is worth it; true where there is none. */
export function isChurnVersionOutgrown(
  inUse: Pick<KeptModel, 'trainedAt'> | undefined,
  histories: readonly CustomerHistory[],
): boolean {
  if (!inUse) return true;
  const known = inUse.trainedAt.getTime();
  const purchases = histories.flatMap(({ purchases: all }) => all.map(({ at }) => at.getTime()));
  const newer = purchases.filter((time) => time > known).length;
  return newer > 0 && newer >= worthwhileGrowth * (purchases.length - newer);
}

/**
 * The chances of churn of all customers as predictions to be judged later, most likely first; none where the
 * version cannot score any more.
 *
 * @param most  how many at most
 */
export function foretellChurn(
  inUse: KeptModel,
  { histories, ...when }: Pick<ChurnTraining, 'histories' | 'days' | 'now' | 'timeZone'>,
  most: number,
): NewPrediction[] {
  const model = keptChurnModel(inUse);
  if (!model) return [];
  return rankChurn(model, histories, when.now)
    .slice(0, most)
    .map(({ history: { customerId }, probability }) => ({
      ...churnPrediction({ customerId, probability }, model, when),
      model: `${inUse.name}@${inUse.version}`,
    }));
}

/** Nothing where the version in use cannot score any more. */
function toBeat(inUse: KeptModel, cutOff: Date, { histories, now, timeZone }: ChurnTraining): number {
  const model = keptChurnModel(inUse);
  if (!model) return 0;
  const kept = inUse.metrics.auc ?? Number.NaN;
  if (inUse.trainedTo > dayIn(timeZone, cutOff)) return kept;
  const quality = judgeChurnModel(model, histories, now);
  return 'reason' in quality ? kept : quality.auc.value;
}

/** The features of those who had bought within the year, one row each. */
const rowsAt = (histories: readonly CustomerHistory[], moment: Date): number[][] =>
  histories.flatMap((history) => {
    const features = activeFeaturesAt(history, moment);
    return features ? [columnsOf(features)] : [];
  });

/** A model as plain JSON: dates and numbers that JSON has no words for are spelled out. */
const packed = (model: ChurnModel): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(model, function (this: Record<string, unknown>, key, value: unknown) {
      const original = this[key];
      if (original instanceof Date) return { $date: original.toISOString() };
      return typeof value === 'number' && !Number.isFinite(value) ? { $number: String(value) } : value;
    }),
  );

const unpacked = (parameters: Readonly<Record<string, unknown>>): ChurnModel =>
  JSON.parse(JSON.stringify(parameters), (_, value: unknown) => {
    if (value === null || typeof value !== 'object') return value;
    if ('$date' in value) return new Date(String(value.$date));
    return '$number' in value ? Number(value.$number) : value;
  });
