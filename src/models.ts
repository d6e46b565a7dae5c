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
