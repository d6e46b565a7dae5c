/** How a text reads: its tendency, how strongly (−1 to 1), how surely (0 to 1) and the words that decided. */
export interface SentimentReading {
  label: 'positive' | 'neutral' | 'negative';
  score: number;
  confidence: number;
  words: readonly string[];
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
  overview(readings: readonly SentimentReading[]): SentimentOverview;
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
