import type { Tool } from '../define-tool.ts';
import { schemasOf } from '../json-schema.ts';

// Calls made from the tools' schemas, with an id wherever one may stand.

/** What is read of a tool's input schema to make calls from it. */
export interface JsonSchema {
  type?: string;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  required?: readonly string[];
  properties?: Readonly<Record<string, JsonSchema>>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
}

/** Texts that name nothing: whatever stands in them, they are kept or searched as words. */
const prose = new Set(
  `name title jobTitle city region postcode country line1 line2 leadSource lifecycleStage lostReason stage notes note
  appendNote summary text texts description subject reason comment resolution source path paths sheet column columns
  values custom clear idempotencyKey email emails phones category channel queue model target field groupBy sort kind
  competitors followUpTitle dealName options paymentMethod previousQuestion fields`.split(/\s+/),
);

/** Which kinds of records a parameter may name, by its name; others are tried with the commonest. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  contact: ['contact'],
  company: ['company'],
  customer: ['contact', 'company'],
  deal: ['deal'],
  task: ['task'],
  owner: ['user'],
  actor: ['user'],
  assignee: ['user'],
  person: ['user'],
  product: ['product'],
  products: ['product'],
  compareWith: ['product_variant'],
  order: ['order'],
  line: ['order_line'],
  variant: ['product_variant'],
  ticket: ['ticket'],
  conversation: ['conversation'],
  handOff: ['hand_off'],
  document: ['knowledge_document'],
  changeId: ['change'],
  record: [
    'contact',
    'company',
    'deal',
    'task',
    'interaction',
    'product',
    'order',
    'ticket',
    'user',
    'stage',
  ],
};

/** What makes the rest of a call good, where a text of our own would not do. */
const samples = (ours: Readonly<Record<string, string>>): Readonly<Record<string, object>> => ({
  save_contacts: { contact: ours.contact, city: 'Lima' },
  save_deals: { deal: ours.deal, notes: 'Paid' },
  save_tasks: { title: 'Ring' },
  save_records: { kind: 'company', fields: { city: 'Lima' } },
  log_interaction: { contact: ours.contact, channel: 'call', summary: 'Renewal' },
  convert_lead: { contact: ours.contact },
  assign_records: { kind: 'contact', owner: 'me', record: ours.contact },
  recommend_products: { customer: ours.contact },
  rate_recommendation: { customer: ours.contact, product: ours.product, verdict: 'good' },
  request_return: { order: ours.order, kind: 'return', items: [{ line: ours.order_line }] },
  update_order: { order: ours.order, action: 'cancel', reason: 'no longer needed' },
  update_customer_profile: { customer: ours.contact, address: { city: 'Lima' } },
  open_ticket: { subject: 'Broken' },
  transfer_ticket: { ticket: ours.ticket, queue: 'returns' },
  resolve_ticket: { ticket: ours.ticket, resolution: 'Done' },
  configure_desk: { assignees: [{ queue: 'returns', person: 'me' }] },
  call_tool: { name: 'get_customer', arguments: { customer: ours.contact } },
  find_variants: { product: ours.product },
});

/** A value that fits a JSON schema, as plain as can be. */
export function fillerOf(schema: JsonSchema): unknown {
  const [first] = schema.enum ?? [];
  if (first !== undefined) return first;
  if (schema.anyOf?.[0]) return fillerOf(schema.anyOf[0]);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, fillerOf(schema.properties?.[name] ?? {})]),
      );
    case 'array':
      return [fillerOf(schema.items ?? {})];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return schema.format === 'date' ? '2026-03-05' : 'x';
  }
}

/** Every place of a schema where an id may stand, as what puts a text there. */
function* placesOf(
  schema: JsonSchema,
  name: string,
  given: unknown,
): Generator<{ name: string; put(text: string): unknown }> {
  for (const choice of schema.anyOf ?? []) yield* placesOf(choice, name, given);
  if (schema.type === 'string' && !schema.enum && !schema.format && !schema.pattern && !prose.has(name))
    yield { name, put: (text) => text };
  if (schema.type === 'array' && schema.items)
    for (const { name: inner, put } of placesOf(
      schema.items,
      name,
      Array.isArray(given) ? given[0] : undefined,
    ))
      yield { name: inner, put: (text) => [put(text)] };
  const base = typeof given === 'object' && given !== null ? given : (fillerOf(schema) as object);
  for (const [key, inner] of Object.entries(schema.properties ?? {}))
    for (const { name: place, put } of placesOf(inner, key, Reflect.get(base, key)))
      yield { name: place, put: (text) => ({ ...base, [key]: put(text) }) };
  if (typeof schema.additionalProperties === 'object' && name !== 'custom')
    yield { name: 'record', put: (text) => ({ ...base, contact: text }) };
}

/** One place for an id in a tool's input. */
export interface Attempt {
  tool: Tool;
  place: string;
  kind: string;
  given(id: string): Record<string, unknown>;
}

/**
 * All places of a tool's input where an id may stand, with the kinds of records that may be meant.
 * @param ours  ids of the workspace's own records by kind, to make the rest of a call good
 */
export function attemptsOf(tool: Tool, ours: Readonly<Record<string, string>>): Attempt[] {
  const schema = schemasOf(tool).input as JsonSchema;
  const base = samples(ours)[tool.name] ?? fillerOf(schema);
  const dryRun = schema.properties?.dryRun ? { dryRun: true } : {};
  const kindOptions = (schema.properties?.kind?.enum ?? []) as readonly string[];
  return [...placesOf(schema, '', base)].flatMap(({ name, put }) =>
    (name === 'filter' ? ['contact', 'company', 'user'] : (kindsOf[name] ?? ['contact', 'deal'])).map(
      (kind) => ({
        tool,
        place: name,
        kind,
        given(id) {
          const text = name === 'filter' ? `${kind === 'user' ? 'owner' : kind} = ${id}` : id;
          const matching = name === 'record' && kindOptions.includes(kind) ? { kind } : {};
          return { ...(put(text) as object), ...matching, ...dryRun };
        },
      }),
    ),
  );
}

/** An id as likely as this one, of a record that is nowhere. */
export const absent = (id: string): string => `${id.slice(0, 4)}${[...id.slice(4)].reverse().join('')}`;
