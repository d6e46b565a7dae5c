import type { SQL } from 'drizzle-orm';
import type { Language, Scope } from '../trust/index.ts';
import { type CustomerActivity, readCustomerActivity } from './customer-activity.ts';
import { type ExplainedScore, readKeptScore } from './explained-score.ts';
import { type ModelDrift, readModelDrift } from './model-drift.ts';
import { forecastPipeline, type PipelineForecast, type PipelineQuery } from './pipeline-forecast.ts';
import { createPromotions, type Promotions } from './promotions.ts';
import { type Purchasing, readPurchasing } from './purchase-outlook.ts';
import { createRecommending, type Recommending } from './recommend/index.ts';
import { readSalesParts, type SalesParts } from './sales-parts.ts';
import { readSalesReport, type SalesReport, type SalesReportRequest } from './sales-report/index.ts';
import { readSalesSeries, type SalesPart, type SalesQuery, type SalesSeries } from './sales-series.ts';
import { type CustomerBase, readCustomerBase } from './segments/index.ts';
import { createTrack, type Track } from './track/index.ts';

export type { Chart, ForecastChart } from './chart/index.ts';
export type { ChurnRefusal } from './churn/index.ts';
export type { ChurnReport } from './churn-report.ts';
export {
  churnDrift,
  churnModelName,
  foretellChurn,
  isChurnVersionOutgrown,
  keptChurnModel,
  trainChurnVersion,
} from './churn-versions.ts';
export type { CustomerActivity } from './customer-activity.ts';
export type { ExplainedScore } from './explained-score.ts';
export {
  dampedTrend,
  type Forecast,
  forecastSeries,
  forecastWith,
  meanAbsoluteScaledError,
  naive2,
  seasonalNaive,
  symmetricMeanAbsolutePercentageError,
} from './forecast/index.ts';
export type { ModelDrift } from './model-drift.ts';
export type { PipelineForecast, PipelineQuery } from './pipeline-forecast.ts';
export type { SalesForecast } from './sales-forecast.ts';
export type { SalesParts } from './sales-parts.ts';
export type { SalesReport, SalesReportRequest } from './sales-report/index.ts';
export type { SalesQuery, SalesSeries } from './sales-series.ts';
export type { CustomerBase, Segmentation } from './segments/index.ts';
export { round, type Share, shareOf } from './statistics.ts';
export type {
  Alert,
  Alerts,
  KeptModel,
  ModelVersion,
  NewPrediction,
  Predicted,
  PredictionKind,
  Track,
} from './track/index.ts';
export { describeChurnRefusal } from './wording.ts';

/**
 * What the workspace's past says of its future, bound to one transaction. Each method only reads: what
 * it returns computes without the database, so that no transaction waits for a model.
 */
export interface Insight {
  /** @throws RapportError not_found where no complete period has a sale */
  salesSeries(query: SalesQuery): Promise<SalesSeries>;
  /** @throws RapportError not_found where no complete period has a sale, invalid_input for a split there is none of */
  salesParts(query: SalesQuery, part: SalesPart): Promise<SalesParts>;
  /** What open deals are expected to bring. @throws RapportError not_found where none is open */
  pipeline(query: PipelineQuery, language: Language): Promise<PipelineForecast>;
  /** @param days how long without a purchase counts as churn */
  customerActivity(days: number): Promise<CustomerActivity>;
  /** What customers bought, to foretell what they will. */
  purchasing(): Promise<Purchasing>;
  /** The latest score of a customer that was kept; undefined where none was. */
  keptScore(
    kind: 'churn' | 'purchase',
    customerId: string,
    language: Language,
  ): Promise<ExplainedScore | undefined>;
  /** What customers bought, to segment them; of the contacts `who` meets where it is given. */
  customerBase(who?: SQL): Promise<CustomerBase>;
  /** @throws RapportError invalid_input for a period that ends before it begins or lies in the future */
  salesReport(request: SalesReportRequest, language: Language): Promise<SalesReport>;
  /** What customers may want next. */
  recommending: Recommending;
  /** What is sold for less for a while. */
  promotions: Promotions;
  /** How far today's data differ from those the models in use learned from. */
  modelDrift(): Promise<ModelDrift[]>;
  /** What was foretold before, and what came of it. */
  track: Track;
}

/** @param database  whose results are kept from one call to the next; without it none are */
export const createInsight = (scope: Scope, database: object = {}): Insight => ({
  salesSeries: (query) => readSalesSeries(scope, query),
  salesParts: (query, part) => readSalesParts(scope, query, part),
  pipeline: (query, language) => forecastPipeline(scope, query, language),
  customerActivity: (days) => readCustomerActivity(scope, days),
  purchasing: () => readPurchasing(scope),
  keptScore: (kind, customerId, language) => readKeptScore(scope, kind, customerId, language),
  customerBase: (who) => readCustomerBase(scope, who),
  salesReport: (request, language) => readSalesReport(scope, request, language),
  recommending: createRecommending(scope, database, createTrack(scope)),
  promotions: createPromotions(scope),
  modelDrift: () => readModelDrift(scope),
  track: createTrack(scope),
});
