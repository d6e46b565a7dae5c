import { Parser } from 'htmlparser2';
import { type ReadDocument, Unreadable, withoutText } from './contract.ts';
import { type Attributes, hiddenSelectors, isHidden } from './hidden.ts';
import { createMarkdownWriter, type MarkdownWriter } from './markdown-writer.ts';
import { dayAnnounced, dayWritten } from './own-date.ts';
import { onOneLine } from './plain.ts';

/** What is not read out to anybody, or is no part of the document. */
const unread = new Set(
  'script style template noscript iframe object embed svg math canvas audio video select option textarea button input datalist nav dialog'.split(
    ' ',
  ),
);
const blocks = new Set(
  'p div section article main header footer aside address blockquote figure figcaption form fieldset details summary dl dt dd ul ol body html hr center'.split(
    ' ',
  ),
);
const dateNames = [
  'article:modified_time',
  'last-modified',
  'dcterms.modified',
  'datemodified',
  'date',
  'dcterms.date',
  'article:published_time',
  'datepublished',
  'dcterms.created',
];
/** A cell with more text lays a page out rather than being part of a table, in characters. */
const longestCell = 400;

/** Pages that people wrote stay far below; parsing slows down with the depth. */
const deepest = 10_000;

interface Table {
  rows: string[][];
  /** Tables within a cell of it, which are read as its text. */
  depth: number;
}

/**
 * The text of an HTML page as Markdown: headings, paragraphs, lists, tables. Scripts, comments, navigation
 * and what a browser would not show are left out.
 *
 * @throws Unreadable where nothing is left, or too much
 */
export function readHtml(html: string): ReadDocument {
  const writer = createMarkdownWriter();
  const page = createPage(writer);
  const parser = new Parser(page.handler, { lowerCaseTags: true, lowerCaseAttributeNames: true });
  for (let start = 0; start < html.length; start += 65_536) parser.write(html.slice(start, start + 65_536));
  parser.end();
  page.close();
  const text = writer.text();
  if (text.trim() === '') throw withoutText();
  const { title, dates } = page;
  const day = dateNames.map((name) => dayWritten(dates.get(name) ?? '')).find((found) => found !== undefined);
  return { title: onOneLine(title()) || undefined, text, datedOn: day ?? dayAnnounced(text) };
}

function createPage(writer: MarkdownWriter) {
  const dates = new Map<string, string>();
  const lists: { ordered: boolean; count: number }[] = [];
  let hiddenNames = new Set<string>();
  let styles: string[] | undefined;
  let titles: string[] | undefined;
  let title = '';
  let pageText: string[] = [];
  let inPre = 0;
  let depth = 0;
  let table: Table | undefined;
  let inItem = false;
  /** The element whose content is left out, and how many of its name are open within it. */
  let skipping: { name: string; depth: number } | undefined;

  const taken = (): string => {
    const text = pageText.join('');
    pageText = [];
    return text;
  };
  function flush(): void {
    if (table) {
      pageText.push(' ');
      return;
    }
    const text = taken();
    const plain =
      inPre > 0
        ? text
        : text
            .replace(/[^\S\n]+/g, ' ')
            .replace(/ *\n */g, '\n')
            .trim();
    if (plain.trim() === '') return;
    const indented = '  '.repeat(Math.max(0, lists.length - 1));
    if (!inItem) {
      writer.block(plain);
      return;
    }
    const list = lists.at(-1);
    const mark = list?.ordered ? `${list.count}. ` : '- ';
    inItem = false;
    if (list && list.count === 1 && lists.length === 1) writer.block(mark + plain);
    else writer.line(indented + mark + plain);
  }
  function endTable(): void {
    if (!table) return;
    const { rows } = table;
    table = undefined;
    pageText = [];
    const laysOut = rows.some((row) => row.some((cell) => cell.length > longestCell));
    if (laysOut) for (const row of rows) for (const cell of row) writer.block(cell);
    else writer.table(rows);
  }
  const isOutOfSight = (attributes: Attributes): boolean =>
    isHidden(attributes) ||
    (hiddenNames.size > 0 &&
      (hiddenNames.has(`#${attributes.id}`) ||
        (attributes.class ?? '').split(/\s+/).some((name) => hiddenNames.has(`.${name}`))));

  function open(name: string, attributes: Attributes): void {
    if (++depth > deepest) throw tooDeep();
    if (skipping) {
      if (name === skipping.name) skipping.depth++;
      return;
    }
    if (name === 'meta') {
      const key = (
        attributes.property ??
        attributes.name ??
        attributes.itemprop ??
        attributes['http-equiv'] ??
        ''
      ).toLowerCase();
      if (key !== '' && !dates.has(key)) dates.set(key, attributes.content ?? '');
      return;
    }
    if (name === 'style') styles = [];
    if (unread.has(name) || isOutOfSight(attributes)) {
      if (!isVoid.has(name)) skipping = { name, depth: 1 };
      return;
    }
    if (name === 'title') titles = [];
    else if (name === 'br') pageText.push(table ? ' ' : '\n');
    else if (name === 'table') {
      if (table) table.depth++;
      else {
        flush();
        table = { rows: [], depth: 1 };
      }
    } else if (name === 'tr' && table?.depth === 1) {
      taken();
      table.rows.push([]);
    } else if ((name === 'td' || name === 'th') && table?.depth === 1) taken();
    else if (name === 'ul' || name === 'ol') {
      flush();
      lists.push({ ordered: name === 'ol', count: 0 });
    } else if (name === 'li') {
      flush();
      const list = lists.at(-1);
      if (list) list.count++;
      inItem = true;
    } else if (name === 'pre') {
      flush();
      inPre++;
    } else if (blocks.has(name) || /^h[1-6]$/.test(name)) flush();
  }

  function close(name: string): void {
    depth--;
    if (skipping) {
      if (name !== skipping.name || --skipping.depth > 0) return;
      if (styles) hiddenNames = hiddenNames.union(hiddenSelectors(styles.join('')));
      styles = undefined;
      skipping = undefined;
      return;
    }
    if (name === 'title') {
      if (title === '') title = titles?.join('') ?? '';
      titles = undefined;
    } else if (/^h[1-6]$/.test(name) && !table) writer.heading(Number(name[1]), taken());
    else if ((name === 'td' || name === 'th') && table?.depth === 1)
      (table.rows.at(-1) ?? table.rows[table.rows.push([]) - 1]!).push(onOneLine(taken()));
    else if (name === 'table' && table) {
      if (--table.depth === 0) endTable();
    } else if (name === 'ul' || name === 'ol') {
      flush();
      lists.pop();
    } else if (name === 'pre') {
      flush();
      inPre = Math.max(0, inPre - 1);
    } else if (name === 'li') {
      flush();
      inItem = false;
    } else if (blocks.has(name)) flush();
  }

  return {
    dates,
    title: () => title,
    handler: {
      onopentag: open,
      onclosetag: close,
      ontext(text: string): void {
        if (styles) styles.push(text);
        else if (titles) titles.push(text);
        else if (!skipping) pageText.push(inPre > 0 ? text : text.replace(/\s+/g, ' '));
      },
    },
    close(): void {
      endTable();
      flush();
    },
  };
}

const tooDeep = (): Unreadable =>
  new Unreadable(
    { en: 'Its elements are nested too deeply.', zh: '元素嵌套过深。' },
    { en: 'Save its text alone.', zh: '请只保存文字。' },
  );

/** Elements that have no end. */
const isVoid = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
