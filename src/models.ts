/** What an opinion can be about. */
export type SentimentAspect =
  | 'price'
  | 'support'
  | 'delivery'
  | 'quality'
  | 'reliability'
  | 'usability'
  | 'product'
  | 'contract'
  | 'people';

/** How a text speaks of one thing, and the words that say so. */
export interface AspectReading {
  aspect: SentimentAspect;
  label: 'positive' | 'neutral' | 'negative';
  /** −1 to 1. */
  score: number;
  words: readonly string[];
}

/**
 * Why a reading may be wrong: nothing in it we know, another language than ours, praise that may be meant
 * otherwise, an even choice, or a text so long that its middle was left out.
 */
export type SentimentDoubt = 'unreadable' | 'other_language' | 'sarcasm' | 'unsure' | 'cut';

/** How a text reads: its tendency, how likely it is meant so (−1 to 1), how surely (0 to 1) and the words that decided. */
export interface SentimentReading {
  label: 'positive' | 'neutral' | 'negative';
  score: number;
  confidence: number;
  words: readonly string[];
  /** How strongly it is felt, −1 to 1. */
  intensity: number;
  /** Whether it holds both praise and complaint. */
  mixed: boolean;
  aspects: readonly AspectReading[];
  doubts: readonly SentimentDoubt[];
}

/** Several texts read, by whom, and what went otherwise than asked. */
export interface SentimentReadings {
  readings: readonly SentimentReading[];
  /** `local`, or the language model's name. */
  by: string;
  /** How many the language model left to us. */
  fellBack: number;
}

/** What several readings say together, in a person's language. */
export interface SentimentReport {
  /** What was spoken of, most often first. */
  aspects: {
    aspect: string;
    mentions: number;
    positive: number;
    negative: number;
    mean: number;
    words: string[];
  }[];
  /** Months from the oldest on, of readings with a date. */
  months: { month: string; positive: number; neutral: number; negative: number; mean: number }[];
  /** What to mind. */
  notes: string[];
  /** Each reading with round figures and words for them. */
  shown: {
    label: SentimentReading['label'];
    score: number;
    intensity: number;
    strength: string;
    confidence: number;
    words: string[];
    mixed?: true;
    aspects?: Record<string, SentimentReading['label']>;
    doubts?: SentimentDoubt[];
  }[];
}

/** How several texts read together, oldest first. */
export interface SentimentOverview {
  positive: number;
  neutral: number;
  negative: number;
  /** Mean score and its 95 % interval (normal approximation, from two texts on). */
  mean: number;
  mean95?: [low: number, high: number];
  /** Mean score of the older and the newer half, and whether they differ by more than chance (95 %). */
  earlier?: number;
  recent?: number;
  trend: 'better' | 'worse' | 'steady' | 'unknown';
  /** What decided most often. */
  praise: string[];
  complaints: string[];
}

/** What rooms may ask of a language model, whichever one is behind it. */
export interface Understanding {
  sentiment(text: string): Promise<SentimentReading>;
  /** Reads several texts, by the language model where one is set and `byModel` asks for it. */
  sentiments(texts: readonly string[], byModel: boolean, signal: AbortSignal): Promise<SentimentReadings>;
  overview(readings: readonly SentimentReading[]): SentimentOverview;
  report(
    read: SentimentReadings,
    about: { days: readonly (string | undefined)[]; byModel: boolean; language: 'en' | 'zh' },
  ): SentimentReport;
}

/** Turns texts into vectors, alike where the texts are. */
export interface Embedder {
  /** What is remembered beside every vector it made; another name means other vectors. */
  name: string;
  /** Whether it compares letters only, so that what BM25 misses it hardly finds. */
  isLexical: boolean;
  /**
   * @returns 1,024 numbers for each text, in their order
   * @throws Error where an endpoint does not answer as it should
   */
  embed(texts: readonly string[], options?: { signal?: AbortSignal }): Promise<number[][]>;
}

/** A language model that writes a text, once and without tools. */
export interface TextModel {
  name: string;
  /**
   * @param request.instructions  what holds whatever the text says
   * @throws Error where it does not answer, or the signal fires
   */
  write(request: { instructions: string; text: string }, signal: AbortSignal): Promise<string>;
}
