import type { Scope } from '../trust/index.ts';
import { churnDrift, type FeatureDrift } from './churn-versions.ts';
import { readCustomerActivity } from './customer-activity.ts';
import { createModelVersions } from './track/index.ts';

/** How far the data of today differ from those a model in use learned from. */
export interface ModelDrift {
  name: string;
  version: number;
  /** The most different feature first. */
  features: FeatureDrift[];
}

/** The drift of every model in use. */
export async function readModelDrift(scope: Scope): Promise<ModelDrift[]> {
  const versions = createModelVersions(scope);
  const drifts: ModelDrift[] = [];
  for (const { name, status } of await versions.list()) {
    const days = /^churn-(\d+)d$/.exec(name)?.[1];
    if (days === undefined || status !== 'active') continue;
    const { histories, inUse } = await readCustomerActivity(scope, Number(days));
    if (inUse)
      drifts.push({ name, version: inUse.version, features: churnDrift(inUse, histories, scope.now) });
  }
  return drifts;
}
