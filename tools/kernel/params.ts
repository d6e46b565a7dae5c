import { z } from 'zod';
import { ours } from './outsiders.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => /[^\s\p{C}\p{M}]/u.test(value), 'must hold something one can see');

/** A record by its id, name, e-mail or phone; one description for the one idea. */
export const Reference = text(200).describe('Id, name, e-mail or phone');
export const Query = text(200).describe('Words, part of a name, e-mail or phone; any language');
export const Filter = text(1_000).describe(
  'E.g. lifecycleStage in (Lead, Qualified) and owner = me and lastContactOn < 5 weeks ago; fields: describe_workspace',
);
export const Sort = text(60).describe('Field, with - for descending');
export const Limit = z.int().min(1).max(100);
export const Cursor = text(400).describe('nextCursor of the page before');
export const Detail = z.enum(['summary', 'full']);

export const Name = text(200);
export const Note = text(10_000);
export const IsoDate = z.iso
  .date('must be a day that exists, such as 2026-03-05')
  .refine((day) => !day.startsWith('0000'), 'must be a day after the year 0');
export const IsoDateTime = z.iso.datetime({
  offset: true,
  local: true,
  error: 'must be a moment that exists, such as 2026-03-05T09:00:00+08:00',
});
/** A moment, or just the day. */
export const IsoMoment = z.union(
  [IsoDateTime, IsoDate],
  'must be a day or a moment that exists, such as 2026-03-05 or 2026-03-05T09:00:00+08:00',
);
/** Money in major units, as text, so that no digit is lost. */
export const Amount = z.string().regex(/^-?\d{1,13}(\.\d{1,3})?$/, 'must be a decimal such as 1200.00');
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD');

export const interactionChannels = ['call', 'email', 'meeting', 'chat', 'note'] as const;
export const InteractionChannel = z.enum(interactionChannels);
export const Sentiment = z.enum(['positive', 'neutral', 'negative']);
export const CustomValue = z.union([
  z.string().max(2_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(50),
]);

/** What every write takes beside its own arguments. */
export const writeControls = {
  idempotencyKey: text(255).optional(),
  dryRun: z.boolean().optional(),
  repeat: z.boolean().optional(),
};

/** What every write returns beside its own result. */
export const Written = z.strictObject({
  changeId: z.string().nullable(),
  dryRun: z.literal(true).optional(),
  possibleDuplicate: z.literal(true).optional(),
});

/** How many of the records it touched a write names one by one; the others it counts. */
export const mostNamed = 50;

/** A record as lists show it. */
export const RecordSummary = z.looseObject({ id: z.string() });

/** What saving records returns: the one record, or null where it changed many. */
export const Saved = Written.extend({
  record: RecordSummary.nullable(),
  changed: z.int(),
  created: z.boolean(),
  warnings: z.array(ours(z.string())),
});

/** One page of records. */
export const Page = z.strictObject({
  items: z.array(RecordSummary),
  total: z.int(),
  nextCursor: ours(z.string()).nullable(),
  note: ours(z.string()).optional(),
});
