import { posix } from 'node:path';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Language, quoted } from '../trust/index.ts';
import { type Archive, archiveLimits, openArchive } from './archive.ts';
import type { Row } from './contract.ts';
import { refusal } from './refusal.ts';
import { type CellStyles, columnOf, formatKind, shownNumber } from './xlsx-cells.ts';

const mostColumns = 16_384;
const largestCell = 1024 * 1024;

interface Sheet {
  name: string;
  entry: string;
}

/** A workbook: its sheets, and the rows of one of them. */
export interface Workbook extends AsyncDisposable {
  sheets: readonly string[];
  /** The rows with anything in them; `onRead` hears the share of the sheet read so far, from 0 to 1. */
  rows(sheet: string, onRead?: (share: number) => void): AsyncGenerator<Row>;
}

/** Opens an .xlsx file. @throws RapportError where it is none, broken, or a bomb */
export async function openWorkbook(path: string, name: string, language: Language): Promise<Workbook> {
  const archive = await openArchive(path, language);
  const broken = () =>
    refusal(
      language,
      { en: `${quoted(name)} is no readable XLSX file.`, zh: `${quoted(name)} 不是可读取的 XLSX 文件。` },
      {
        en: 'Open it in a spreadsheet program and save it again as .xlsx.',
        zh: '请用表格软件打开后另存为 .xlsx。',
      },
    );
  try {
    if (!archive.entries.has('xl/workbook.xml')) throw broken();
    const { sheets, from1904 } = await sheetsOf(archive, broken);
    const kinds = await stylesOf(archive, broken);
    const shared = await sharedTexts(archive, broken);
    return {
      sheets: sheets.map((sheet) => sheet.name),
      rows: (wanted, onRead) => {
        const sheet = sheets.find((one) => one.name === wanted) ?? sheets[0];
        if (!sheet) throw broken();
        return readSheet(archive, sheet, shared, { kinds, from1904 }, broken, onRead);
      },
      [Symbol.asyncDispose]: () => archive[Symbol.asyncDispose](),
    };
  } catch (error) {
    await archive[Symbol.asyncDispose]();
    throw error;
  }
}

type Handlers = {
  open?: (tag: SaxesTagPlain) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** Feeds an entry through the XML parser; yields after each piece, so that a reader can take what was found. */
async function* parsing(
  archive: Archive,
  entry: string,
  handlers: Handlers,
  broken: () => Error,
): AsyncGenerator<number> {
  const parser = new SaxesParser();
  const localName = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', (tag) => handlers.open?.({ ...tag, name: localName(tag.name) }));
  parser.on('closetag', (tag) => handlers.close?.(localName(tag.name)));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('error', () => {
    throw broken();
  });
  const decoder = new TextDecoder();
  const stream = await archive.stream(entry);
  try {
    let read = 0;
    for await (const chunk of stream) {
      read += (chunk as Buffer).length;
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      yield read;
    }
    parser.write(decoder.decode()).close();
    yield read;
  } catch {
    throw broken();
  } finally {
    stream.destroy();
  }
}

async function parseAll(
  archive: Archive,
  entry: string,
  handlers: Handlers,
  broken: () => Error,
): Promise<void> {
  if (!archive.entries.has(entry)) return;
  if (archive.entries.get(entry)!.uncompressedSize > archiveLimits.held) throw broken();
  for await (const _ of parsing(archive, entry, handlers, broken));
}

async function sheetsOf(
  archive: Archive,
  broken: () => Error,
): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const targets = new Map<string, string>();
  await parseAll(
    archive,
    'xl/_rels/workbook.xml.rels',
    {
      open: ({ name, attributes }) => {
        if (name === 'Relationship') targets.set(String(attributes.Id), String(attributes.Target));
      },
    },
    broken,
  );
  const sheets: Sheet[] = [];
  let from1904 = false;
  await parseAll(
    archive,
    'xl/workbook.xml',
    {
      open: ({ name, attributes }) => {
        if (name === 'workbookPr') from1904 = /^(1|true)$/.test(String(attributes.date1904));
        const reference = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
        const target = targets.get(String(reference ?? ''));
        if (name !== 'sheet' || target === undefined || /hidden/i.test(String(attributes.state))) return;
        const entry = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
        if (archive.entries.has(entry)) sheets.push({ name: String(attributes.name), entry });
      },
    },
    broken,
  );
  return { sheets, from1904 };
}

async function stylesOf(archive: Archive, broken: () => Error): Promise<CellStyles['kinds']> {
  const codes = new Map<number, string>();
  const kinds: CellStyles['kinds'] = [];
  let inCells = false;
  await parseAll(
    archive,
    'xl/styles.xml',
    {
      open: ({ name, attributes }) => {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), String(attributes.formatCode));
        if (name === 'cellXfs') inCells = true;
        if (name !== 'xf' || !inCells) return;
        const id = Number(attributes.numFmtId);
        kinds.push(formatKind(id, codes.get(id)));
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false;
      },
    },
    broken,
  );
  return kinds;
}

async function sharedTexts(archive: Archive, broken: () => Error): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  await parseAll(
    archive,
    'xl/sharedStrings.xml',
    {
      open: ({ name }) => {
        if (name === 'si') current = '';
        if (name === 'rPh') phonetic = true;
        inText = name === 't' && !phonetic;
      },
      text: (text) => {
        if (inText) current += text;
      },
      close: (name) => {
        if (name === 't') inText = false;
        if (name === 'rPh') phonetic = false;
        if (name === 'si') texts.push(unescaped(current));
      },
    },
    broken,
  );
  return texts;
}

async function* readSheet(
  archive: Archive,
  { entry }: Sheet,
  shared: readonly string[],
  styles: CellStyles,
  broken: () => Error,
  onRead?: (share: number) => void,
): AsyncGenerator<Row> {
  const found: Row[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let type = '';
  let style = 0;
  let text = '';
  let taken = false;
  const handlers: Handlers = {
    open({ name, attributes }) {
      if (name === 'row') {
        line = attributes.r === undefined ? line + 1 : Number(attributes.r);
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(String(attributes.r));
        if (!(column >= 0 && column < mostColumns)) throw broken();
        type = String(attributes.t ?? 'n');
        style = Number(attributes.s ?? 0);
        text = '';
      } else if (name === 'v' || name === 't') taken = true;
    },
    text(piece) {
      if (taken && text.length < largestCell) text += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') taken = false;
      else if (name === 'c') {
        while (cells.length < column) cells.push('');
        cells[column] = shown(type, text, style);
      } else if (name === 'row' && cells.some((cell) => cell !== '')) found.push({ line, cells });
    },
  };
  const shown = (kind: string, raw: string, format: number): string => {
    if (kind === 's') return shared[Number(raw)] ?? '';
    if (kind === 'n') return raw === '' ? '' : shownNumber(raw, format, styles);
    if (kind === 'b') return raw === '1' ? 'true' : raw === '0' ? 'false' : raw;
    if (kind === 'd') return raw.replace(/T00:00:00(?:\.0+)?Z?$/, '');
    return unescaped(raw);
  };
  const total = archive.entries.get(entry)!.uncompressedSize;
  for await (const read of parsing(archive, entry, handlers, broken)) {
    onRead?.(Math.min(1, read / Math.max(1, total)));
    yield* found.splice(0);
  }
  await archive.checkUnchanged();
}

/** `_x000D_` and the like, which spreadsheets write for characters XML does not know. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
