/** How a text reads: its tendency, how strongly (−1 to 1), how surely (0 to 1) and the words that decided. */
export interface SentimentReading {
  label: 'positive' | 'neutral' | 'negative';
  score: number;
  confidence: number;
  words: readonly string[];
}

/** What rooms may ask of a language model, whichever one is behind it. */
export interface Understanding {
  sentiment(text: string): Promise<SentimentReading>;
}
