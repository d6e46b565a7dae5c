import { isSomeId } from '../../src/trust/ids.ts';
import type { Tool } from './define-tool.ts';
import { schemasOf } from './json-schema.ts';
import type { OutsidersText } from './outsiders.ts';

/** What a call gave its reader. */
export interface Seen {
  tool: Tool;
  /** As the caller sent them. */
  arguments: unknown;
  data: unknown;
  texts: readonly OutsidersText[];
}

/** One record of a write, as the change log keeps it. */
export interface WrittenItem {
  kind: string;
  id: string;
  label: string;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

/** A write about to be committed, or another act about to be done. */
export interface Attempt {
  tool: Tool;
  arguments: Readonly<Record<string, unknown>>;
  /** The records it touches; null where it is not known record by record. */
  items: readonly WrittenItem[] | null;
}

/**
 * Keeps account of what one reader, a conversation with a model, has read. The model is taken to obey whatever it
 * reads: once it has read a text that outsiders may have written, a person decides on what that text could be
 * behind.
 */
export interface Reading {
  saw(seen: Seen): void;
  /** Why a person has to be asked first, as a sentence; null where they need not. */
  doubt(attempt: Attempt): string | null;
  /** Notes that a person has approved a write of these records: they are spoken of now. */
  approved(items: readonly WrittenItem[]): void;
  /** Hears before a write whether the same reader has read such texts through another server. */
  learn?(): Promise<void>;
  /** Tells the other servers of what was read, before it is shown. */
  tell?(): Promise<void>;
}

/** An account itself, as whoever keeps it sees it. */
export interface Account extends Reading {
  hasRead(): boolean;
  /** Whether other texts were read that this account knows nothing of. */
  readElsewhere(was: boolean): void;
}

/** What is known of the person's own request. Over MCP nothing is. */
export interface Request {
  /** All that the person wrote. */
  words: string;
  /** The records they named. */
  named: readonly string[];
  /** Whether a value may come from their words. */
  supports(value: string): boolean;
}

/** How much of what was read is kept to compare with, in characters. What is more than that stops nobody asking. */
const mostKept = 400_000;
const mostAsked = 500;
/** Ways to reach a person: where they lead is for people here to say. */
const reaches = ['emails', 'phones', 'phone', 'domain', 'address', 'addresses'];
const links = ['contactId', 'companyId', 'dealId', 'ticketId', 'orderId', 'conversationId', 'parentId'];
/** Words that say what kind of thing is written, and carry nothing. */
const structural = new Set(
  'kind channel sentiment detail direction idempotencyKey expectedVersion repeat dryRun clear'.split(' '),
);
/** A word of many characters that is no address: what text may hide in. */
const encoded = /(?:^|\s)(?![a-z]+:\/\/)[A-Za-z0-9+/_-]{40,}={0,2}(?=\s|$)/u;

/** Whether a tool lets anything out of the house: to customers, to other systems, into files. */
export const isWayOut = ({ annotations, scope }: Tool): boolean =>
  annotations.openWorldHint || scope === 'crm:export' || (scope === 'crm:admin' && !annotations.readOnlyHint);

/**
 * An account of one reader.
 *
 * @param request  what the person asked for, where it is known; without it, what was asked for is what was read
 *   one by one, and not first spoken of by an outsider
 */
export function createReading(request?: Request): Account {
  const own = folded(request?.words ?? '');
  const asked = new Set(request?.named);
  const labels = new Set<string>();
  const sources = new Set<string>();
  let read = '';
  let isFull = false;
  let isReadElsewhere = false;

  const isOwn = (value: string): boolean => own !== '' && own.includes(value);
  /** Whether an outsider's text speaks of it: then it need not be the person who asked for it. */
  const isSpokenOf = (value: string): boolean => {
    const text = folded(value);
    return text.length > 1 && holds(read, text) && !isOwn(text);
  };

  function ask({ tool, data, arguments: given }: Seen): void {
    const roots = rootsOf(data);
    const references = textsIn(given).flatMap(({ key, text }) => (isChoice(tool, key) ? [] : [text]));
    const names = [...roots.flatMap(({ names }) => names), ...references];
    if (isFull || (read !== '' && names.some(isSpokenOf))) return;
    for (const root of roots) {
      if (asked.size >= mostAsked) return;
      for (const id of root.ids) asked.add(id);
      for (const name of root.names) labels.add(folded(name));
    }
  }

  /** Whether a record that is there goes by a name the person said, or that what they asked for bears. */
  const isNamed = ({ label, before }: WrittenItem): boolean =>
    before !== null && label.length > 1 && (isOwn(folded(label)) || labels.has(folded(label)));

  /** The records of a write that nobody asked for: neither they nor what they belong to. */
  function strangeAmong(items: readonly WrittenItem[]): WrittenItem | undefined {
    const named = new Set(items.filter(isNamed).map(({ id }) => id));
    const isMeant = (id: unknown): boolean => typeof id === 'string' && (asked.has(id) || named.has(id));
    return items.find(({ id, before, after }) => {
      const image = before ?? after ?? {};
      return !isMeant(id) && !links.some((link) => isMeant(image[link]));
    });
  }

  function doubtOfValues(tool: Tool, given: Readonly<Record<string, unknown>>): string | null {
    const values = textsIn(given).filter(
      ({ key, text }) =>
        !structural.has(key) &&
        !(request === undefined && isChoice(tool, key)) &&
        !isSomeId(text) &&
        !labels.has(folded(text)),
    );
    const carried = values.find(({ text }) => !isOwn(folded(text)) && isCarried(folded(text), read, own));
    if (carried) return `It carries words that outsiders wrote: ${shortly(carried.text)}.`;
    const strange = request && values.find(({ text }) => !isOwn(folded(text)) && !request.supports(text));
    return strange ? `Nobody here said ${shortly(strange.text)}.` : null;
  }

  /** What a person knows it by; of what has no name, what of the same write it belongs to. */
  function nameOf({ id, label, after }: WrittenItem, items: readonly WrittenItem[]): string {
    const whole = items.find((item) => links.some((link) => after?.[link] === item.id));
    return label === id && whole ? whole.label : label;
  }

  function doubtOfItems(items: readonly WrittenItem[]): string | null {
    const gone = items.find(({ before, after }) => before !== null && isGone(after));
    if (gone) return `It deletes ${shortly(gone.label)}.`;
    const other = strangeAmong(items);
    if (other) return `It writes about a record nobody asked for: ${shortly(nameOf(other, items))}.`;
    const moved = items.find(
      ({ before, after }) =>
        before !== null && reaches.some((field) => !isSame(before[field], after?.[field])),
    );
    return moved ? `It changes how ${shortly(moved.label)} is reached.` : null;
  }

  return {
    saw(seen) {
      ask(seen);
      // What the call itself said and its answer repeats is nothing that was read.
      const isSaid = saidIn(seen.arguments);
      const texts = seen.texts.filter(({ text }) => !isSaid(text));
      if (texts.length === 0) return;
      sources.add(seen.tool.name);
      for (const { text } of texts) {
        read += `\n${folded(text)}`;
        isFull ||= encoded.test(text);
      }
      isFull ||= read.length > mostKept;
      read = read.slice(0, mostKept);
    },
    hasRead: () => read !== '',
    readElsewhere(was) {
      isReadElsewhere = was;
    },
    doubt({ tool, arguments: given, items }) {
      if (isReadElsewhere && items?.length !== 0)
        return 'Texts that outsiders wrote were read before, through another server.';
      if (read === '') return null;
      const why = isWayOut(tool)
        ? 'It lets something out of the house.'
        : items === null
          ? 'It changes more than single records.'
          : (doubtOfItems(items) ?? (items.length > 0 ? doubtOfValues(tool, given) : null));
      return why && `${why} Texts that outsiders wrote were read before (${[...sources].join(', ')}).`;
    },
    approved(items) {
      for (const { id } of items) asked.add(id);
    },
  };
}

/** Whether a call's arguments say a text. */
export function saidIn(given: unknown): (text: string) => boolean {
  const said = new Set(textsIn(given).map(({ text }) => folded(text)));
  return (text) => said.has(folded(text));
}

/** The single records a result is about: not those in lists, but one that is alone in its list. */
function rootsOf(data: unknown): { ids: string[]; names: string[] }[] {
  if (data === null || typeof data !== 'object') return [];
  if (Array.isArray(data)) return data.length === 1 ? rootsOf(data[0]) : [];
  const ids = Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'string' && /^(?:id|\w+Id)$/u.test(key) && isSomeId(value) ? [value] : [],
  );
  const names = ['name', 'title', 'number', 'contact', 'emails', 'phones', 'email', 'phone'].flatMap(
    (key) => {
      const value: unknown = Reflect.get(data, key);
      return textsIn(value).map(({ text }) => text);
    },
  );
  const below = Object.entries(data)
    .filter(([key, value]) => value !== null && typeof value === 'object' && !isListOfParts(key, value))
    .flatMap(([, value]) => rootsOf(value));
  return ids.length > 0 ? [{ ids, names }, ...below] : below;
}

/** Only a list that is the result itself names a single record by being short. */
const isListOfParts = (key: string, value: object): boolean => Array.isArray(value) && key !== 'items';

function textsIn(value: unknown, key = ''): { key: string; text: string }[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ key, text: value }];
  if (typeof value === 'number') return [{ key, text: String(value) }];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, key));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => textsIn(item, name));
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Whether a value says what a text says: all of it, or some words on end that nobody here said. */
function isCarried(value: string, read: string, own: string): boolean {
  if (value.length > 1 && holds(read, value)) return true;
  const words = value.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}@._-]+/gu) ?? [];
  for (let from = 0; from < words.length; from++) {
    const isHan = /\p{Script=Han}/u.test(words[from]!);
    const part = words.slice(from, from + (isHan ? 8 : 5));
    if (part.length < (isHan ? 8 : 5)) return false;
    const run = part.join(isHan ? '' : ' ');
    if (read.includes(run) && !own.includes(run)) return true;
  }
  return false;
}

/** Whether a text holds another as whole words. */
function holds(text: string, part: string): boolean {
  const letter = /[\p{L}\p{N}]/u;
  const isHan = (sign: string): boolean => /\p{Script=Han}/u.test(sign);
  const joins = (left: string | undefined, right: string | undefined): boolean =>
    left !== undefined &&
    right !== undefined &&
    letter.test(left) &&
    letter.test(right) &&
    !isHan(left) &&
    !isHan(right);
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
    if (!joins(text[at - 1], part[0]) && !joins(part.at(-1), text[at + part.length])) return true;
  return false;
}

/** Whether an argument is one of a few words of ours, and no text. */
function isChoice(tool: Tool, key: string): boolean {
  const field = schemasOf(tool).input.properties;
  const schema = typeof field === 'object' && field !== null ? Reflect.get(field, key) : undefined;
  return typeof schema === 'object' && schema !== null && ('enum' in schema || 'const' in schema);
}

const isGone = (after: WrittenItem['after']): boolean =>
  after === null || (after.deletedAt !== null && after.deletedAt !== undefined);
const isSame = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
const shortly = (text: string): string => {
  const plain = text.replace(/\s+/gu, ' ');
  return plain.length > 80 ? `“${plain.slice(0, 79)}…”` : `“${plain}”`;
};
