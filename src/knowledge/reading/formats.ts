import { extname } from 'node:path';
import type { Words } from '../../files/index.ts';
import type { DocumentFormat } from './contract.ts';

const byExtension: Readonly<Record<string, DocumentFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'text',
  '.text': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.xlsx': 'xlsx',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

/** What a file is by its name; undefined where the knowledge base does not read such files. */
export const formatNamed = (name: string): DocumentFormat | undefined =>
  byExtension[extname(name.replace(/\.gz$/i, '')).toLowerCase()];

/** What the knowledge base reads, as a refusal says it. */
export const documentsTaken: Words = {
  en: 'The knowledge base reads Markdown, HTML, text, PDF, DOCX, and CSV, XLSX or JSON lists of questions and answers.',
  zh: '知识库可读取 Markdown、HTML、纯文本、PDF、DOCX，以及 CSV、XLSX 或 JSON 格式的问答列表。',
};

/** The size of a file, at most. */
export const largestFile = 50 * 1024 ** 2;
