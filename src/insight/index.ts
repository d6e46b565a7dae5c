import type { SQL } from 'drizzle-orm';
import type { Language, Scope } from '../trust/index.ts';
import { type CustomerActivity, readCustomerActivity } from './customer-activity.ts';
import { type PurchaseHistory, readPurchaseHistory } from './purchase-history.ts';
import { readSalesReport, type SalesReport, type SalesReportRequest } from './sales-report/index.ts';
import { readSalesSeries, type SalesQuery, type SalesSeries } from './sales-series.ts';
import { type CustomerBase, readCustomerBase } from './segments/index.ts';
import { createTrack, type Track } from './track/index.ts';

export {
  type ClassifierQuality,
  classifierQuality,
  crossValidate,
  explain,
  fitLogisticRegression,
  type LogisticRegression,
} from './churn/index.ts';
export type { ChurnReport } from './churn-report.ts';
export type { CustomerActivity } from './customer-activity.ts';
export {
  type Forecast,
  forecastSeries,
  meanAbsoluteScaledError,
  seasonalNaive,
  symmetricMeanAbsolutePercentageError,
  theta,
} from './forecast/index.ts';
export { type SalesUnit, seasonLength } from './periods.ts';
export type { ProductRecommendations, PurchaseHistory } from './purchase-history.ts';
export { fitItemSimilarity, type ItemSimilarity, scoreItems } from './recommend/index.ts';
export type { SalesReport, SalesReportRequest } from './sales-report/index.ts';
export type { SalesForecast, SalesMeasure, SalesQuery, SalesSeries } from './sales-series.ts';
export type { CustomerBase, Segmentation } from './segments/index.ts';
export { round, type Share, shareOf } from './statistics.ts';
export type {
  NewPrediction,
  Predicted,
  PredictionKind,
  Track,
  TrackFilter,
  TrackRecord,
} from './track/index.ts';

/**
 * What the workspace's past says of its future, bound to one transaction. Each method only reads: what
 * it returns computes without the database, so that no transaction waits for a model.
 */
export interface Insight {
  /** @throws RapportError not_found where no complete period has a sale */
  salesSeries(query: SalesQuery): Promise<SalesSeries>;
  purchases(): Promise<PurchaseHistory>;
  /** @param days how long without a purchase counts as churn */
  customerActivity(days: number): Promise<CustomerActivity>;
  /** What customers bought, to segment them; of the contacts `who` meets where it is given. */
  customerBase(who?: SQL): Promise<CustomerBase>;
  /** @throws RapportError invalid_input for a period that ends before it begins or lies in the future */
  salesReport(request: SalesReportRequest, language: Language): Promise<SalesReport>;
  /** What was foretold before, and what came of it. */
  track: Track;
}

export const createInsight = (scope: Scope): Insight => ({
  salesSeries: (query) => readSalesSeries(scope, query),
  purchases: () => readPurchaseHistory(scope),
  customerActivity: (days) => readCustomerActivity(scope, days),
  customerBase: (who) => readCustomerBase(scope, who),
  salesReport: (request, language) => readSalesReport(scope, request, language),
  track: createTrack(scope),
});
