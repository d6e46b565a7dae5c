import fc from 'fast-check';
import { tools } from '../../../../tools/index.ts';
import { schemasOf } from '../../../../tools/kernel/json-schema.ts';

/** What is sent at once, and the ids in it: those that must be answered, and those that may be. */
export interface Frame {
  bytes: Buffer;
  must: Id[];
  may: Id[];
}

export type Id = string | number;

/** A frame of the n-th turn: its ids are its own, so that every answer can be told from the others. */
type Maker = (turn: number) => Uint8Array | string;

interface Schema {
  type?: string | string[];
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
}

const odd = fc.constantFrom(
  '',
  '张伟',
  'a\u0000b',
  '\ud800',
  '\u202e\u{e0041}',
  "'; drop table contacts;--",
  '%_\\',
  '__proto__',
  '2026-02-30',
  'crm://contact/../..',
  'x'.repeat(5_000),
  '9'.repeat(400),
  '1e999',
  '(((((',
  '=HYPERLINK("x")',
  'con_000000000000000',
);
const text = fc.oneof(odd, fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 20 }));
const number = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 2 ** 53, -(2 ** 31), 1e308, -0),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const anything = fc.jsonValue({ maxDepth: 4 });

/** Values that nearly fit a schema. */
function near(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const fitting = fits(schema, depth);
  return depth > 3
    ? anything
    : fc.oneof({ weight: 5, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

function fits(
  { type, enum: values, anyOf, properties, items }: Schema,
  depth: number,
): fc.Arbitrary<unknown> {
  if (values && values.length > 0) return fc.constantFrom(...values);
  if (anyOf && anyOf.length > 0) return fc.oneof(...anyOf.map((one) => near(one, depth + 1)));
  if (properties) return objectOf(properties, depth);
  if (items) return fc.array(near(items, depth + 1), { maxLength: 4 });
  if (type === 'integer' || type === 'number') return number;
  if (type === 'boolean') return fc.boolean();
  return type === 'string' ? text : anything;
}

const objectOf = (properties: Readonly<Record<string, Schema>>, depth: number): fc.Arbitrary<object> =>
  fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, near(schema, depth + 1)])),
    { requiredKeys: [] },
  );

const toolCalls = fc.oneof(
  ...tools.map((tool) =>
    fc.record({
      name: fc.oneof(
        { weight: 9, arbitrary: fc.constant<unknown>(tool.name) },
        { weight: 1, arbitrary: anything },
      ),
      arguments: near(schemasOf(tool).input as Schema),
    }),
  ),
);

const methods = [
  'ping',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'initialize',
  'server/discover',
  'notifications/cancelled',
  'notifications/initialized',
  'notifications/progress',
  '__proto__',
];
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...methods) },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: anything },
);
const params = fc.oneof(
  { weight: 2, arbitrary: anything },
  {
    weight: 1,
    arbitrary: fc.record({ uri: text, name: text, cursor: text, _meta: anything }, { requiredKeys: [] }),
  },
  { weight: 2, arbitrary: toolCalls.map((call): unknown => call) },
);
const version = fc.oneof(
  { weight: 9, arbitrary: fc.constant<unknown>('2.0') },
  { weight: 1, arbitrary: anything },
);

/** Requests, notifications and answers that are nearly what the protocol knows. */
const messages: fc.Arbitrary<Maker> = fc
  .tuple(fc.record({ jsonrpc: version, method, params }, { requiredKeys: ['jsonrpc'] }), fc.nat(9), anything)
  .map(([message, idKind, value]) => (turn) => {
    const id = idKind < 6 ? `f${turn}` : idKind === 6 ? turn : idKind === 7 ? value : undefined;
    const more = idKind === 9 ? { result: value, id: `f${turn}` } : {};
    return JSON.stringify({ ...message, ...(id !== undefined && { id }), ...more });
  });

const calls: fc.Arbitrary<Maker> = toolCalls.map(
  (call) => (turn) => JSON.stringify({ jsonrpc: '2.0', id: `f${turn}`, method: 'tools/call', params: call }),
);

/** A frame with a piece cut out, doubled, or with bytes put in. */
const broken: fc.Arbitrary<Maker> = fc
  .tuple(messages, fc.nat(), fc.nat(40), fc.uint8Array({ maxLength: 4 }), fc.boolean())
  .map(([make, place, length, bytes, isDoubled]) => (turn) => {
    const whole = Buffer.from(make(turn) as string);
    const at = place % (whole.length + 1);
    const rest = whole.subarray(isDoubled ? Math.max(0, at - length) : at + length);
    return Buffer.concat([whole.subarray(0, at), bytes, rest]);
  });

const makers: fc.Arbitrary<Maker> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.uint8Array({ maxLength: 200 }).map(
      (bytes): Maker =>
        () =>
          bytes,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 100 }).map(
      (value): Maker =>
        () =>
          value,
    ),
  },
  {
    weight: 2,
    arbitrary: anything.map(
      (value): Maker =>
        () =>
          JSON.stringify(value),
    ),
  },
  { weight: 8, arbitrary: messages },
  { weight: 4, arbitrary: broken },
  { weight: 2, arbitrary: calls },
  {
    weight: 1,
    arbitrary: fc.array(messages, { maxLength: 4 }).map(
      (inner): Maker =>
        (turn) => {
          return `[${inner.map((make, index) => make(turn * 1_000 + index))}]`;
        },
    ),
  },
);

const perDraw = 500;

/** Frames without end, the same for the same seed. */
export function* framesFrom(seed: number): Generator<Frame> {
  for (let turn = 1, draw = 0; ; draw += 1)
    for (const make of fc.sample(makers, { numRuns: perDraw, seed: seed + draw })) {
      yield frameOf(Buffer.from(make(turn)));
      turn += 1;
    }
}

/** A frame with its ids, as whoever reads it will find them: whole, or line by line. */
export function frameOf(bytes: Buffer): Frame {
  const frame: Frame = { bytes, must: [], may: [] };
  for (const piece of [bytes.toString(), ...bytes.toString().split('\n')]) {
    const value = parsed(piece);
    for (const one of Array.isArray(value) ? value : [value]) noteIds(one, frame);
    // Lists of requests are of an older revision, which standard streams do not serve.
    if (Array.isArray(value)) frame.must = [];
  }
  return frame;
}

function noteIds(value: unknown, frame: Frame): void {
  if (value === null || typeof value !== 'object') return;
  const { id, method } = value as { id?: unknown; method?: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') return;
  frame.may.push(id);
  const isAnswer = 'result' in value || 'error' in value;
  const isReadable = typeof id === 'string' || Number.isSafeInteger(id);
  if (typeof method === 'string' && !isAnswer && isReadable) frame.must.push(id);
}

function parsed(piece: string): unknown {
  try {
    return JSON.parse(piece);
  } catch {
    return undefined;
  }
}
