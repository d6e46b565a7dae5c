import { deflateSync } from 'node:zlib';
import { zipOf } from '../../files/testing.ts';

/** A line on a page: how large its letters are, in points, and what it says. */
export interface PdfLine {
  text: string;
  size?: number;
}

export interface PdfOptions {
  /**
   * How the text is written: `latin` in Helvetica; `ucs2` and `gbk` in a Chinese font the file only names, whose
   * characters are numbered by Adobe's maps; `unicode` in a font of its own with a map to Unicode.
   */
  text?: 'latin' | 'ucs2' | 'gbk' | 'unicode';
  info?: Readonly<Record<string, string>>;
  /** Locked with a password nobody tells. */
  locked?: boolean;
}

/** A PDF with these pages (ISO 32000-1), for tests to read. */
export function pdfOf(pages: readonly (readonly PdfLine[])[], options: PdfOptions = {}): Buffer {
  const { text = 'latin', info = {}, locked = false } = options;
  const fonts = fontOf(
    text,
    pages
      .flat()
      .map((line) => line.text)
      .join(''),
  );
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  const pageNumbers = pages.map((_, index) => 3 + index * 2);
  add(
    `<< /Type /Pages /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${pages.length} >>`,
  );
  const fontNumber = 3 + pages.length * 2;
  for (const [index, lines] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 ${fontNumber} 0 R >> >> /Contents ${4 + index * 2} 0 R >>`,
    );
    let height = 780;
    const drawn = lines.map((line) => {
      const { size = 11 } = line;
      height -= size * 1.4;
      return `BT /F1 ${size} Tf 1 0 0 1 60 ${height.toFixed(1)} Tm ${fonts.shown(line.text)} Tj ET`;
    });
    add(streamOf(drawn.join('\n')));
  }
  for (const body of fonts.objects(fontNumber)) add(body);
  const infoNumber = add(
    `<< ${Object.entries(info)
      .map(([key, value]) => `/${key} <${utf16(value)}>`)
      .join(' ')} >>`,
  );
  const nobodysKey = `<${'5a'.repeat(32)}>`;
  const lock = locked
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${nobodysKey} /U ${nobodysKey} /P -4 >> /ID [<00> <00>]`
    : '';
  let file = '%PDF-1.5\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${infoNumber} 0 R ${lock} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

interface Font {
  /** A text as an operand of the page's description. */
  shown(text: string): string;
  objects(first: number): string[];
}

function fontOf(kind: NonNullable<PdfOptions['text']>, used: string): Font {
  if (kind === 'latin')
    return {
      shown: (text) => `(${text.replace(/[\\()]/g, '\\$&')})`,
      objects: () => ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
    };
  if (kind === 'unicode') {
    const characters = [...new Set(used)];
    return {
      shown: (text) => `<${[...text].map((one) => hex(characters.indexOf(one) + 1)).join('')}>`,
      objects: (first) => [
        `<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [${first + 1} 0 R] /ToUnicode ${first + 2} 0 R >>`,
        descendant('Own', 'Identity'),
        streamOf(
          `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange ${characters.length} beginbfchar ${characters
            .map((one, index) => `<${hex(index + 1)}> <${utf16(one, false)}>`)
            .join('\n')} endbfchar endcmap end end`,
        ),
      ],
    };
  }
  return {
    shown: (text) => `<${kind === 'ucs2' ? utf16(text, false) : gbk(text)}>`,
    objects: (first) => [
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${kind === 'ucs2' ? 'UniGB-UCS2-H' : 'GBK-EUC-H'} /DescendantFonts [${first + 1} 0 R] >>`,
      descendant('STSong-Light', 'GB1'),
    ],
  };
}

const descendant = (name: string, ordering: string): string =>
  `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>`;

function streamOf(content: string): string {
  const packed = deflateSync(Buffer.from(content, 'latin1'));
  return `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed.toString('latin1')}\nendstream`;
}

const hex = (number: number): string => number.toString(16).padStart(4, '0');
const utf16 = (text: string, marked = true): string =>
  (marked ? 'feff' : '') + Buffer.from(text, 'utf16le').swap16().toString('hex');

/** The bytes of Chinese characters in GBK, found by decoding all of them. */
function gbk(text: string): string {
  const decoder = new TextDecoder('gbk');
  const bytes = new Map<string, string>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++)
      bytes.set(decoder.decode(Buffer.from([high, low])), Buffer.from([high, low]).toString('hex'));
  return [...text].map((one) => bytes.get(one) ?? Buffer.from(one, 'ascii').toString('hex')).join('');
}

/** A .docx file with this body (WordprocessingML, without its outer elements). */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  const namespaces =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
  const styles = ['heading 1', 'heading 2', 'List Paragraph']
    .map(
      (name) =>
        `<w:style w:type="paragraph" w:styleId="${name.replace(' ', '')}"><w:name w:val="${name}"/></w:style>`,
    )
    .join('');
  const levels = (format: string) => `<w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/></w:lvl>`;
  const files = {
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': `<w:styles ${namespaces}>${styles}</w:styles>`,
    'word/numbering.xml': `<w:numbering ${namespaces}><w:abstractNum w:abstractNumId="0">${levels('bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${levels('decimal')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
    ...parts,
  };
  return zipOf(Object.entries(files).map(([name, content]) => ({ name, content })));
}

/** A paragraph of a Word document. @param style  heading1, heading2, or `list 1` and `list 2` */
export function wordParagraph(text: string, style = ''): string {
  const list = /^list (\d)$/.exec(style)?.[1];
  const properties = list
    ? `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`
    : `<w:pStyle w:val="${style}"/>`;
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}
