import type { SQL } from 'drizzle-orm';
import type { Language, Scope } from '../../trust/index.ts';
import { readCustomerValues } from './customer-values.ts';
import { type Segmentation, type SegmentRequest, segment } from './segments.ts';

export type { Segment, Segmentation, SegmentRequest } from './segments.ts';

/** What customers bought, read once; what is computed from it needs no database. */
export interface CustomerBase {
  /** Puts them into segments. */
  segment(request: SegmentRequest, language: Language): Segmentation;
}

/** @param who of contacts, as a filter gives it; companies without a contact are left out then */
export async function readCustomerBase(scope: Scope, who?: SQL): Promise<CustomerBase> {
  const values = await readCustomerValues(scope, who);
  return { segment: (request, language) => segment(values, request, scope.workspace.currency, language) };
}
