import { sealing } from './context.ts';
import { isSealed, type Sealer } from './sealer.ts';

/** How a value is sealed: as one text, text by text, the telling parts of an address alone, or as JSON. */
export type SealedShape = 'text' | 'texts' | 'address' | JsonShape;
/** JSON is sealed whole; beside it stands what is asked for in the database and tells of nobody. */
export type JsonShape = keyof typeof leftClear;
const leftClear = {
  json: (): Values => ({}),
  response: ({ changeId = null }: Values): Values => ({ changeId }),
  state: ({ pendingApproval, dialogue }: Values): Values => ({
    ...(pendingApproval !== undefined && { pendingApproval }),
    ...((dialogue as Values | undefined)?.awaiting != null && { dialogue: { awaiting: true } }),
  }),
};
const isJson = (shape: SealedShape): shape is JsonShape => Object.hasOwn(leftClear, shape);

/** The columns of records that are sealed where the database is encrypted, by kind. */
export const sealedFields = {
  contact: { emails: 'texts', phones: 'texts', address: 'address' },
  company: { phone: 'text' },
  order: { shippingAddress: 'address' },
  conversation: { title: 'text', state: 'state' },
  hand_off: { reason: 'text', summary: 'text' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, SealedShape>>>>;

/** Those of one kind, each with its shape. */
export const sealedFieldsOf = (kind: string): readonly (readonly [name: string, SealedShape])[] =>
  Object.hasOwn(sealedFields, kind) ? Object.entries(sealedFields[kind as keyof typeof sealedFields]) : [];

/** Where what was sold is looked at, places are grouped by; the rest of an address tells the house. */
const tellingParts = ['line1', 'line2', 'postcode'];

type Values = Readonly<Record<string, unknown>>;
type Change = (text: string, place: string) => string;

/** A value of a shape with every text that is sealed in it exchanged. */
function exchanged(
  shape: Exclude<SealedShape, JsonShape>,
  value: unknown,
  place: string,
  change: Change,
): unknown {
  if (value === null || value === undefined) return value;
  switch (shape) {
    case 'text':
      return change(value as string, place);
    case 'texts':
      return (value as readonly string[]).map((text) => change(text, place));
    case 'address': {
      const address = value as Values;
      const parts = tellingParts.filter((part) => typeof address[part] === 'string');
      return {
        ...address,
        ...Object.fromEntries(
          parts.map((part) => [part, change(address[part] as string, `${place}.${part}`)]),
        ),
      };
    }
  }
}

const sealText =
  (sealer: Sealer): Change =>
  (text, place) =>
    text === '' ? text : sealer.seal(place, text);
const openText =
  (sealer: Sealer): Change =>
  (text, place) =>
    sealer.open(place, text);

/** The value as it is stored. */
export function sealedValue(shape: SealedShape, value: unknown, place: string): unknown {
  const sealer = sealing();
  if (!sealer || value === null || value === undefined) return value;
  if (!isJson(shape)) return exchanged(shape, value, place, sealText(sealer));
  return { ...leftClear[shape](value as Values), sealed: sealer.seal(place, JSON.stringify(value)) };
}

/** The value of what is stored. */
export function openedValue(shape: SealedShape, stored: unknown, place: string): unknown {
  const sealer = sealing();
  if (!sealer || stored === null || stored === undefined) return stored;
  if (!isJson(shape)) return exchanged(shape, stored, place, openText(sealer));
  const { sealed } = stored as Values;
  return isSealed(sealed) ? JSON.parse(sealer.open(place, sealed)) : stored;
}

/** Whether what is stored needs no sealing any more. */
export function isCurrent(shape: SealedShape, stored: unknown): boolean {
  const sealer = sealing();
  if (!sealer || stored === null || stored === undefined) return true;
  if (isJson(shape)) {
    const { sealed } = stored as Values;
    return isSealed(sealed) && sealer.isCurrent(sealed);
  }
  let current = true;
  exchanged(shape, stored, '', (text) => {
    current &&= text === '' || sealer.isCurrent(text);
    return text;
  });
  return current;
}

/** What a change did to one record, as far as sealing looks at it. */
interface Imaged {
  kind: string;
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The words that fields rest on. */
  cited?: unknown;
}

type Exchange = (shape: SealedShape, value: unknown, place: string) => unknown;

/** Images of records with what is sealed in them exchanged, each bound to its record. */
function exchangedImages<Item extends Imaged>(items: readonly Item[], exchange: Exchange): Item[] {
  return items.map((item) => {
    const fields = sealedFieldsOf(item.kind);
    const image = (whole: Imaged['before']) => {
      if (whole === null || fields.length === 0) return whole;
      const written = { ...whole };
      for (const [name, shape] of fields)
        if (written[name] !== undefined)
          written[name] = exchange(shape, written[name], `change.${item.kind}.${name}.${item.id}`);
      return written;
    };
    const { before, after, cited } = item;
    return {
      ...item,
      before: image(before),
      after: image(after),
      ...(cited !== undefined && { cited: exchange('json', cited, `change.cited.${item.id}`) }),
    };
  });
}

export const sealedImages = <Item extends Imaged>(items: readonly Item[]): Item[] =>
  sealing() ? exchangedImages(items, sealedValue) : [...items];
export const openedImages = <Item extends Imaged>(items: readonly Item[]): Item[] =>
  sealing() ? exchangedImages(items, openedValue) : [...items];

/** Whether nothing of these images needs sealing any more. */
export function areImagesCurrent(items: readonly Imaged[]): boolean {
  let current = true;
  exchangedImages(items, (shape, stored) => {
    current &&= isCurrent(shape, stored);
    return stored;
  });
  return current;
}

/** The JSON of images as it is stored, keys in the same order. */
export const sealedJson = (json: string): string =>
  sealing() ? JSON.stringify(sealedImages(JSON.parse(json))) : json;

/** The images that stored JSON of them tells. */
export const openedJson = <Item extends Imaged>(json: string): Item[] => openedImages(JSON.parse(json));
