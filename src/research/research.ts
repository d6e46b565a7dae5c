import { detectLanguage } from '../language/index.ts';
import type { SentimentReading, TextModel, Understanding } from '../models.ts';
import type { Language } from '../trust/index.ts';
import type { Drafting } from './changes/draft.ts';
import type { ChangeDraft } from './changes/types.ts';
import type { ComparingRivals, RivalReport } from './competitors/report.ts';
import type { ReadStatements } from './read-statements.ts';
import type { FindingRequirements } from './requirements/find-requirements.ts';
import type { Requirement } from './requirements/types.ts';
import type { Statement } from './statements.ts';
import type { Summary } from './summary/summarize.ts';
import type { WrittenSummary } from './summary/write-summary.ts';
import type { Group, ThemeOptions } from './themes/find-themes.ts';
import type { ThemeReport } from './themes/report.ts';
import type { Translating, Translation } from './translation.ts';

export interface FindingThemes {
  /** How many themes; by default as many as the statements bear out. */
  count?: number | undefined;
  /** Only of what reads so; by default of everything. */
  sentiment?: SentimentReading['label'] | undefined;
  signal: AbortSignal;
  onProgress?: (share: number) => void;
}

export interface Summarizing {
  /** How many sentences; by default about one in seven, from 2 to 8. */
  sentences?: number | undefined;
  /** Whether outsiders wrote it. */
  untrusted: boolean;
  signal: AbortSignal;
}

/** Finds out what texts say; outside any transaction. */
export interface Research {
  /** What people said in a file that may be read. @throws RapportError where it holds nothing of the kind */
  readStatements(
    path: string,
    reading: { language: Language; most: number; column?: string | undefined },
  ): Promise<ReadStatements>;
  /** Texts that speak of the same thing. */
  group(texts: readonly string[], options?: ThemeOptions): Promise<Group[]>;
  /** What many people speak of. */
  themes(statements: readonly Statement[], finding: FindingThemes): Promise<ThemeReport>;
  /** A text in its own most telling sentences; where a model is set, also in the model's words, checked. */
  summarize(text: string, how: Summarizing): Promise<Summary & { written?: WrittenSummary }>;
  /** What was said over time, oldest first, in its most telling sentences. */
  summarizeTimeline(statements: readonly Statement[], sentences?: number): Promise<Summary>;
  /** What a document or the notes of a call ask for. */
  requirements(text: string, finding: FindingRequirements): Promise<Requirement[]>;
  /** What a transcript, a mail or notes would put into the CRM; nothing is looked up and nothing written. */
  draft(text: string, drafting: Drafting): Promise<ChangeDraft>;
  /** Who else customers look at, and how these compare with us in their words. */
  rivals(statements: readonly Statement[], comparing: Omit<ComparingRivals, 'read'>): Promise<RivalReport>;
  /** A text in the other language, and its words by a dictionary. @throws RapportError without a model */
  translate(text: string, how: Omit<Translating, 'model' | 'onProblem'>): Promise<Translation>;
}

/** A language model to write with, and who hears why it gave nothing. */
export interface Writing {
  model: TextModel | undefined;
  onProblem(error: unknown): void;
}

/** What finds out is loaded when it is first asked. */
export const createResearch = (understanding: Understanding, { model, onProblem }: Writing): Research => ({
  async readStatements(path, reading) {
    const { readStatements } = await import('./read-statements.ts');
    return readStatements(path, reading);
  },
  async group(texts, options) {
    const { findThemes } = await import('./themes/find-themes.ts');
    return findThemes(texts, options);
  },
  async themes(all, { sentiment, onProgress, ...finding }) {
    const { findThemes } = await import('./themes/find-themes.ts');
    const { reportThemes } = await import('./themes/report.ts');
    const read = [];
    for (const statement of all) {
      read.push({ statement, reading: await understanding.sentiment(statement.text) });
      if (read.length % 500 === 0) {
        finding.signal.throwIfAborted();
        onProgress?.((0.2 * read.length) / all.length);
      }
    }
    const kept = read.filter(({ reading }) => sentiment === undefined || reading.label === sentiment);
    const groups = await findThemes(
      kept.map(({ statement }) => statement.text),
      {
        ...finding,
        ...(onProgress && { onProgress: (share: number) => onProgress(0.2 + share * 0.8) }),
      },
    );
    return reportThemes(
      kept.map(({ statement }) => statement),
      groups,
      kept.map(({ reading }) => reading),
    );
  },
  async summarize(text, { sentences, untrusted, signal }) {
    const { summarizeText, unitsOf } = await import('./summary/summarize.ts');
    const summary = summarizeText(text, sentences);
    if (!model || summary.of <= summary.sentences.length) return summary;
    const { writeSummary } = await import('./summary/write-summary.ts');
    const writing = { units: unitsOf(text), language: detectLanguage(text), untrusted, signal };
    const written = await writeSummary(model, text, writing, onProblem);
    return { ...summary, ...(written && { written }) };
  },
  async summarizeTimeline(statements, sentences) {
    const { summarizeTimeline } = await import('./summary/summarize.ts');
    return summarizeTimeline(statements, sentences);
  },
  async requirements(text, finding) {
    const { findRequirements } = await import('./requirements/find-requirements.ts');
    return findRequirements(text, finding);
  },
  async draft(text, drafting) {
    const { draftChanges } = await import('./changes/draft.ts');
    return draftChanges(text, drafting);
  },
  async rivals(statements, comparing) {
    const { compareRivals } = await import('./competitors/report.ts');
    return compareRivals(statements, { ...comparing, read: (text) => understanding.sentiment(text) });
  },
  async translate(text, how) {
    const { translate } = await import('./translation.ts');
    return translate(text, { ...how, model, onProblem });
  },
});
