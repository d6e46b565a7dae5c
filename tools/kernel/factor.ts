import { z } from 'zod';

/** What one feature adds to a score; without a value where there was nothing to measure. */
export const Factor = z.strictObject({
  feature: z.string(),
  label: z.string(),
  value: z.number().optional(),
  contribution: z.number(),
});
