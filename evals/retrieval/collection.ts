import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { EvalUsageError } from '../suite.ts';
import { readTable } from '../train/read-table.ts';

export interface CorpusDocument {
  id: string;
  title: string;
  text: string;
}

export interface Question {
  id: string;
  text: string;
  /** The documents that answer, with how well; none where nothing in the corpus does. */
  relevant: ReadonlyMap<string, number>;
}

/** Documents, and questions with the documents that answer them. */
export interface Collection {
  name: string;
  documents: CorpusDocument[];
  questions: Question[];
}

const Id = z.union([z.string(), z.number()]).transform(String);
const CorpusLine = z.object({ id: Id, title: z.string().default(''), text: z.string() });
const QuestionLine = z
  .object({
    id: Id.optional(),
    query: z.string().optional(),
    question: z.string().optional(),
    text: z.string().optional(),
    sentence: z.string().optional(),
    utterance: z.string().optional(),
    doc: Id.nullish(),
    gold_answer_id: Id.nullish(),
    acceptable_ids: z.array(Id).nullish(),
    rel: z.union([z.array(Id), z.record(z.string(), z.number())]).optional(),
  })
  .transform((line) => {
    const graded = line.rel !== undefined && !Array.isArray(line.rel) ? Object.entries(line.rel) : [];
    const plain = Array.isArray(line.rel) ? line.rel : [];
    const ids = [line.doc, line.gold_answer_id, ...(line.acceptable_ids ?? []), ...plain];
    return {
      id: line.id,
      text: line.query ?? line.question ?? line.text ?? line.sentence ?? line.utterance ?? '',
      relevant: new Map<string, number>([
        ...ids.filter((id) => id !== null && id !== undefined).map((id) => [id, 1] as const),
        ...graded,
      ]),
    };
  });

/**
 * A folder with `corpus.jsonl` or `faqs.csv` and its development part, or with the questions of `queries`.
 * Of FAQs the answers are the documents, equal ones once, and the questions ask.
 *
 * @throws EvalUsageError
 */
export function readCollection(folder: string, queries: string | undefined): Collection {
  const find = (...names: string[]) =>
    names.map((name) => join(folder, name)).find((path) => existsSync(path) || existsSync(`${path}.gz`));
  const corpus = find('corpus.jsonl', 'faqs.csv');
  if (!existsSync(folder) || !statSync(folder).isDirectory() || corpus === undefined)
    throw new EvalUsageError(`${folder} is no folder with corpus.jsonl or faqs.csv.`);
  const dev = find('dev.jsonl', 'dev.ids.csv');
  const asked = queries?.replace(/\.gz$/, '') ?? dev ?? (corpus.endsWith('.csv') ? corpus : undefined);
  if (asked === undefined || !(existsSync(asked) || existsSync(`${asked}.gz`)))
    throw new EvalUsageError(`There are no questions: give a file with --queries.`);
  const { documents, read } = corpus.endsWith('.csv') ? readFaqs(corpus) : readCorpus(corpus);
  const part = asked === dev ? '' : `-${basename(asked).split('.')[0]}`;
  return {
    name: `${basename(folder)}${asked === corpus ? '' : part}`,
    documents,
    questions: read(asked),
  };
}

/**
 * The file whose answerable questions set the threshold for those of `queries`: the development part beside
 * it, or `queries` itself where there is none.
 */
export function developmentOf(queries: string): string {
  const folder = dirname(queries);
  const isDevelopment = (name: string) => /(?:^|-)dev\.jsonl(?:\.gz)?$/.test(name);
  if (isDevelopment(basename(queries)) || !existsSync(folder)) return queries;
  const [dev] = readdirSync(folder).filter(isDevelopment).sort();
  return dev === undefined ? queries : join(folder, dev.replace(/\.gz$/, ''));
}

interface Source {
  documents: CorpusDocument[];
  read(path: string): Question[];
}

function readCorpus(path: string): Source {
  return {
    documents: readTable(path).map((line) => CorpusLine.parse(line)),
    read: (file) => readTable(file).map(questionOf),
  };
}

function readFaqs(path: string): Source {
  const faqs = readTable(path).map(({ id = '', question = '', answer = '' }) => ({ id, question, answer }));
  const first = new Map<string, string>();
  for (const { id, answer } of faqs) if (!first.has(answer)) first.set(answer, id);
  const answerOf = new Map(faqs.map(({ id, answer }) => [id, first.get(answer)!]));
  const questions = new Map(
    faqs.map(({ id, question }) => [id, { id, text: question, relevant: new Map([[answerOf.get(id)!, 1]]) }]),
  );
  const merged = (question: Question): Question => ({
    ...question,
    relevant: new Map([...question.relevant].map(([id, gain]) => [answerOf.get(id) ?? id, gain])),
  });
  return {
    documents: [...first].map(([text, id]) => ({ id, title: '', text })),
    read: (file) =>
      file.endsWith('.jsonl')
        ? readTable(file).map((line, index) => merged(questionOf(line, index)))
        : readTable(file).map(({ id = '' }) => {
            const question = questions.get(id);
            if (!question) throw new EvalUsageError(`${basename(dirname(file))} has no question ${id}.`);
            return question;
          }),
  };
}

function questionOf(line: unknown, index: number): Question {
  const { id, ...question } = QuestionLine.parse(line);
  return { ...question, id: id ?? String(index) };
}
