import { randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const tailSize = 32 ** 6;
let lastMoment = -1;
let writtenMoment = '';
let tail = 0;

const prefixes: Readonly<Record<string, string>> = {
  contact: 'con',
  company: 'com',
  deal: 'dea',
  interaction: 'int',
  task: 'tas',
  product: 'pro',
  product_variant: 'var',
  product_review: 'rev',
  product_event: 'evt',
  promotion: 'prm',
  order: 'ord',
  order_line: 'orl',
  payment: 'pay',
  return: 'ret',
  fulfilment: 'ful',
  payment_method: 'pmm',
  ticket: 'tic',
  ticket_event: 'tev',
  conversation: 'cnv',
  hand_off: 'hnd',
  knowledge_document: 'kno',
  pipeline: 'pip',
  stage: 'stg',
  custom_field: 'fld',
  user: 'usr',
  erasure: 'era',
  prediction: 'prd',
  change: 'chg',
  approval: 'apr',
  draft: 'dft',
  draft_step: 'dst',
  audit_event: 'aev',
  import: 'imp',
  ingest: 'ing',
  undo: 'und',
  error: 'err',
};

/**
 * A new id such as `con_06f3k2m8xq4abcd`: the kind's prefix, the moment and a random tail in Crockford's
 * base 32. Ids of one process sort in the order they were made, also within a millisecond.
 */
export function newId(kind: string, now: Date): string {
  const moment = now.getTime();
  if (moment === lastMoment) tail = (tail + 1) % tailSize;
  else {
    tail = randomInt(tailSize / 2);
    lastMoment = moment;
    writtenMoment = encode(moment, 9);
  }
  return `${prefixes[kind] ?? kind.slice(0, 3)}_${writtenMoment}${encode(tail, 6)}`;
}

/** What ids of one kind share that were made in the same millisecond. */
export const momentIn = (id: string): string => id.slice(0, -6);

/** Whether a text looks like an id of this kind, made by us or by an import. */
export function isId(kind: string, text: string): boolean {
  return text.startsWith(`${prefixes[kind] ?? kind.slice(0, 3)}_`) && /^[a-z]{3}_[\w-]{3,60}$/.test(text);
}

/** Whether a text looks like an id of any kind, so that it is nobody's name. */
export const isSomeId = (text: string): boolean => Object.keys(prefixes).some((kind) => isId(kind, text));

function encode(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let position = 0; position < length; position++) {
    text = alphabet[rest % 32]! + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
