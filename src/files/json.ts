import { JSONParser } from '@streamparser/json';
import { type Language, quoted } from '../trust/index.ts';
import type { Bytes } from './bytes.ts';
import type { RowProblem } from './contract.ts';
import { decoded, decodedHead, type Encoding } from './encoding.ts';
import { refusal } from './refusal.ts';

/** One record of a JSON file, by its number, counted from 1. */
export interface JsonRecord {
  line: number;
  record: Record<string, unknown>;
}

const largestRecord = 8 * 1024 * 1024;

/** Whether a text starts as one JSON document (`json`), as a record a line (`jsonl`), or as neither. */
export function jsonShape(head: string, name: string): 'json' | 'jsonl' | null {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  const lines = /\.(jsonl|ndjson)(\.gz)?$/i.test(name);
  if (!/^(\{\s*["}]|\[\s*[[{\]])/.test(text)) return lines ? 'jsonl' : null;
  if (text.startsWith('[')) return 'json';
  const [first = ''] = text.split('\n', 1);
  const record = parsed(first);
  if (lines || !isRecord(record)) return lines ? 'jsonl' : 'json';
  const alone = text.slice(first.length).trim() === '';
  return alone && holdsRecords(record) ? 'json' : 'jsonl';
}

/** Names under which programs put a list of records. */
const listName =
  /^(results?|data|records|rows|values?|list|(contact|person|people|compan|account|deal|order|product|ticket|user|customer|lead|task)\w*)$/i;

const holdsRecords = (document: Record<string, unknown>): boolean => {
  const entries = Object.entries(document);
  return (
    (entries.length > 0 && entries.every(([, value]) => isRecord(value))) ||
    entries.some(([name, value]) => listName.test(name) && Array.isArray(value) && value.every(isRecord))
  );
};

/** The records of a file with one JSON object a line. */
export async function* readJsonLines(
  bytes: Bytes,
  encoding: Encoding,
  language: Language,
): AsyncGenerator<JsonRecord | RowProblem> {
  let line = 0;
  for await (const text of linesOf(decoded(bytes.stream(), encoding), bytes.name, language)) {
    line++;
    if (text.trim() === '') continue;
    const record = parsed(text);
    yield isRecord(record)
      ? { line, record }
      : {
          line,
          value: text.slice(0, 64),
          reason: { en: 'The line is no JSON object.', zh: '该行不是 JSON 对象。' }[language],
        };
  }
}

/**
 * The records of one JSON document: those of an array, of an object from id to record (the id becomes the
 * field `_key`), or of the list in an object such as `{ "results": [ … ] }`.
 *
 * @throws RapportError where the document is broken
 */
export async function* readJson(
  bytes: Bytes,
  encoding: Encoding,
  language: Language,
): AsyncGenerator<JsonRecord | RowProblem> {
  const found: (JsonRecord | RowProblem)[] = [];
  const list = listPath(decodedHead(bytes.head, encoding));
  const parser = new JSONParser({ paths: [list], keepStack: false });
  let count = 0;
  let text = 0;
  let failure: Error | undefined;
  parser.onError = (error) => {
    failure = error;
  };
  parser.onValue = ({ value, key }) => {
    count++;
    text = 0;
    if (!isRecord(value))
      found.push({
        line: count,
        reason: { en: 'The entry is no JSON object.', zh: '该项不是 JSON 对象。' }[language],
      });
    else found.push({ line: count, record: typeof key === 'string' ? { ...value, _key: key } : value });
  };
  const broken = () =>
    refusal(
      language,
      {
        en: `${quoted(bytes.name)} is broken JSON after record ${count}.`,
        zh: `${quoted(bytes.name)} 在第 ${count} 条记录之后不是合法的 JSON。`,
      },
      { en: 'Export it again.', zh: '请重新导出。' },
    );
  for await (const chunk of decoded(bytes.stream(), encoding)) {
    for (let at = 0; at < chunk.length; at += 64 * 1024) {
      const part = chunk.slice(at, at + 64 * 1024);
      text += part.length;
      if (text > largestRecord) throw tooLarge(bytes.name, count + 1, language);
      try {
        parser.write(part);
      } catch {
        throw broken();
      }
      if (failure) throw broken();
      yield* found.splice(0);
    }
  }
  if (!parser.isEnded) throw broken();
}

async function* linesOf(
  texts: AsyncIterable<string>,
  name: string,
  language: Language,
): AsyncGenerator<string> {
  let rest = '';
  let line = 0;
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    if (rest.length > largestRecord) throw tooLarge(name, line + lines.length + 1, language);
    for (const one of lines) {
      line++;
      yield one;
    }
  }
  if (rest !== '') yield rest;
}

/** Where the records of a document stand: `$.*`, or `$.results.*` where its first list is called results. */
function listPath(head: string): string {
  const string = String.raw`"(?:[^"\\]|\\.)*"`;
  const scalar = String.raw`(?:${string}|[-\d.eE+]+|true|false|null)`;
  const start = new RegExp(
    String.raw`^\s*\{(?:\s*${string}\s*:\s*${scalar}\s*,)*\s*(${string})\s*:\s*([[{])`,
  );
  const match = start.exec(head);
  return match?.[2] === '[' ? `$.${JSON.parse(match[1]!)}.*` : '$.*';
}

/** Long numbers keep their digits, as text. */
function parsed(text: string): unknown {
  try {
    if (!/\d{16}/.test(text)) return JSON.parse(text);
    return JSON.parse(
      text,
      function (this: unknown, _key: string, value: unknown, context?: { source?: string }) {
        return typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
          ? context.source
          : value;
      },
    );
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const tooLarge = (name: string, record: number, language: Language) =>
  refusal(language, {
    en: `${quoted(name)}: record ${record} is larger than 8 MB.`,
    zh: `${quoted(name)} 第 ${record} 条记录超过 8 MB。`,
  });
