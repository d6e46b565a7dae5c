import type { PartReader } from './docx.ts';

/** What a style makes of its paragraphs: a heading of a level, hidden text, items of a list. */
export interface ParagraphStyle {
  level?: number;
  hidden?: boolean;
  list?: { id: string; depth: number };
}

/** Styles by their ids. */
export type ParagraphStyles = Map<string, ParagraphStyle & { basedOn?: string }>;

/** Whether lists count, by `number level`. */
export type ListFormats = Map<string, 'bullet' | 'number'>;

const namedHeading = /^(?:heading|标题)\s*(\d)$/i;

export function stylesReader(styles: ParagraphStyles): PartReader {
  let style: ParagraphStyle & { basedOn?: string } = {};
  return {
    open(name, { styleId, val = '' }) {
      if (name === 'style') {
        style = {};
        styles.set(styleId ?? '', style);
      } else if (name === 'name') {
        const level = /^title$/i.test(val) ? '1' : namedHeading.exec(val)?.[1];
        if (level !== undefined) style.level = Number(level);
      } else if (name === 'basedOn') style.basedOn = val;
      else if (name === 'outlineLvl' && Number(val) < 9) style.level ??= Number(val) + 1;
      else if (name === 'vanish' && isOn(val)) style.hidden = true;
      else if (name === 'numId' && val !== '0') style.list = { id: val, depth: style.list?.depth ?? 0 };
      else if (name === 'ilvl') style.list = { id: style.list?.id ?? '', depth: Number(val) };
    },
  };
}

/** Reads which lists count and which have bullets. */
export function numberingReader(lists: ListFormats): PartReader {
  const abstracts = new Map<string, string>();
  const formats = new Map<string, string>();
  let abstract = '';
  let level = '0';
  let number: string | undefined;
  return {
    open(name, { abstractNumId, ilvl, numId, val = '' }) {
      if (name === 'abstractNum') abstract = abstractNumId ?? '';
      else if (name === 'lvl') level = ilvl ?? '0';
      else if (name === 'numFmt') formats.set(`${abstract} ${level}`, val);
      else if (name === 'num') number = numId;
      else if (name === 'abstractNumId' && number !== undefined) abstracts.set(number, val);
    },
    close(name) {
      if (name !== 'numbering') return;
      for (const [list, of] of abstracts)
        for (let depth = 0; depth < 9; depth++) {
          const format = formats.get(`${of} ${depth}`);
          if (format !== undefined)
            lists.set(`${list} ${depth}`, format === 'bullet' || format === 'none' ? 'bullet' : 'number');
        }
    },
  };
}

/** Whether a property that is on or off is on; without a value it is. */
export const isOn = (value: string | undefined): boolean => !/^(?:0|false|off)$/i.test(value ?? '');

/** What a style says, its own or of those it is based on. */
export function styleOf(styles: ParagraphStyles, id: string): ParagraphStyle {
  const found: ParagraphStyle = {};
  let next: string | undefined = id;
  for (let steps = 0; next !== undefined && steps < longestChain; steps++) {
    const { basedOn, ...style }: ParagraphStyle & { basedOn?: string } = styles.get(next) ?? {};
    for (const [key, value] of Object.entries(style))
      if (!(key in found)) Object.assign(found, { [key]: value });
    next = basedOn;
  }
  return found;
}

const longestChain = 20;
