import type { Words } from '../../files/index.ts';

/** How a document is written where it comes from. */
export type DocumentFormat =
  | 'markdown'
  | 'text'
  | 'html'
  | 'pdf'
  | 'docx'
  | 'csv'
  | 'xlsx'
  | 'json'
  | 'jsonl';

/** What was read of a document: its text as it is kept, and what it says of itself. */
export interface ReadDocument {
  title?: string | undefined;
  /** Markdown. Of formats other than Markdown and plain text, a line that begins with # is a heading of ours. */
  text: string;
  /** The day the document itself bears, as YYYY-MM-DD. */
  datedOn?: string | undefined;
}

/** Why a document cannot be read, with the next step; in both languages, since a reader does not know whose it is. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly words: Words;
  readonly hint: Words | undefined;

  constructor(words: Words, hint?: Words) {
    super(words.en);
    this.words = words;
    this.hint = hint;
  }
}

/** The characters of a document's text, at most. */
export const longestText = 2_000_000;

export const tooLong = (): Unreadable =>
  new Unreadable(
    { en: 'It has more than 2,000,000 characters.', zh: '超过 2,000,000 个字符。' },
    { en: 'Split it into several documents.', zh: '请拆分成几个文档。' },
  );

export const withoutText = (): Unreadable =>
  new Unreadable(
    { en: 'There is no text in it.', zh: '其中没有文字。' },
    { en: 'Save it again with its text.', zh: '请保存有文字的版本。' },
  );
