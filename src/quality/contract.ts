/**
 * What the reading half (files → mapped rows) and the landing half (mapped rows → records) of an import
 * agree on. Types only.
 */
import type { Address } from '../../db/index.ts';
import type { Row, RowProblem, Source } from '../files/index.ts';
import type { Language } from '../trust/index.ts';

export type { Row, RowProblem as ImportProblem, Source };

type ImportProblem = RowProblem;

/** The records a file may hold, in the order in which references between them resolve. */
export const importKinds = [
  'company',
  'contact',
  'product',
  'deal',
  'order',
  'ticket',
  'task',
  'interaction',
] as const;
export type ImportKind = (typeof importKinds)[number];

export type ImportOrigin = 'hubspot' | 'salesforce' | 'pipedrive';

/** How one column is understood. */
export interface MappedColumn {
  column: string;
  /**
   * A field of the registry (`emails`), one of the source's own keys (`externalId`, `company.externalId`), a
   * part to be joined (`name.first`, `shippingAddress.city`, `address.city`), a new text field of the workspace
   * (`custom.NAME`), or null: left out.
   */
  field: string | null;
  /** How sure the proposal is, from 0 to 1. */
  sure: number;
  /** What values of a picklist mean here: `{ "Customer": "Won" }`; null leaves the field empty. */
  values?: Record<string, string | null>;
}

/** How a file's columns become fields: proposed, shown to a person, and editable as a file. */
export interface Mapping {
  kind: ImportKind;
  from?: ImportOrigin;
  columns: MappedColumn[];
  /** What 03/04/2026 means. */
  dateOrder?: 'day-month' | 'month-day';
  /** Whether 1.234,56 is one thousand and more. */
  decimalComma?: boolean;
}

/** Records that live within another; amounts are plain decimals in major units, dates ISO 8601. */
export interface MappedChildren {
  /** `options` by name; `externalId` is the source's own id of the variant. */
  product_variant?: {
    externalId?: string;
    sku?: string;
    options?: Record<string, string>;
    price?: string;
    stock?: string;
    available?: string;
  }[];
  /** `product` and `variant` by the source's own ids, `sku` and `productName` beside them. */
  order_line?: {
    product?: string;
    productName?: string;
    variant?: string;
    sku?: string;
    quantity?: string;
    unitPrice?: string;
    discount?: string;
  }[];
  payment?: { method?: string; kind?: string; amount?: string; paidAt?: string }[];
  /** `variant` or `product` names the line that goes back. */
  return?: {
    product?: string;
    variant?: string;
    quantity?: string;
    refund?: string;
    reason?: string;
    status?: string;
    requestedAt?: string;
  }[];
  /** `variants` names the lines that were sent, by the source's own ids or skus. */
  fulfilment?: {
    carrier?: string;
    trackingNumbers?: string[];
    variants?: string[];
    shippedAt?: string;
  }[];
  /** `name` is what the source and its payments call it. */
  payment_method?: {
    name?: string;
    kind?: string;
    brand?: string;
    lastFour?: string;
    balance?: string;
  }[];
}

/** What landing receives for one record. */
export interface MappedRow {
  line: number;
  /**
   * By field name of the registry. Normalised by their column: days as 2026-03-05, moments as ISO 8601
   * (without offset: the workspace's zone), numbers and amounts as plain decimals, booleans as
   * `true`/`false`, `texts` as a list; all else as written. References are names, e-mails or phones.
   * A `custom.NAME` key is a new text field. Empty cells have no key.
   */
  values: Record<string, string | string[]>;
  /** The record's own id in the system it comes from. */
  externalId?: string;
  /** References given by such ids, by field name (`company`, `contact`, `owner` …). */
  references?: Record<string, string>;
  /** Of an order where it goes, of a contact where their orders go by default. */
  address?: Address;
  children?: MappedChildren;
}

/**
 * What landing is asked. A row that could not be read arrives as its problem: counted, reported, skipped.
 * Where the rows throw (the file changed, broke off), nothing of the import stays. An owner who is no user of
 * the workspace is left out, not the row. An external id counts as the same record only where the name or
 * an e-mail or a phone agrees too.
 */
export interface ImportRequest {
  kind: ImportKind;
  rows: AsyncIterable<readonly (MappedRow | ImportProblem)[]>;
  /** Where the records come from, such as `hubspot` or the file's name: external ids are unique within it. */
  source: string;
  dryRun: boolean;
  onProgress?: (read: number) => void;
  /** Hears of every problem, in order; the report keeps only the first ones. */
  onProblem?: (problem: ImportProblem) => void;
  /** The language of the reasons why rows are left out; English by default. */
  language?: Language;
}

/** What an import came to, or would come to. */
export interface ImportReport {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  /** The first problems, at most 1,000; `problemCount` counts all. */
  problems: ImportProblem[];
  problemCount: number;
  /** What `rapport undo` takes; null for a dry run or where nothing changed. */
  changeId: string | null;
}

export const isProblem = (row: object): row is ImportProblem => 'reason' in row;
