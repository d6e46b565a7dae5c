/** What a model costs, in US dollars for a million tokens. */
export interface Prices {
  input: number;
  cachedInput: number;
  output: number;
}

/** Tokens of one or several calls; cached ones are among the input. */
export interface TokenCount {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
}

/** When the list prices below were read. They hold for OpenAI itself; the setting RAPPORT_PRICES overrides them. */
export const pricesReadOn = '2026-07-24';

const listPrices: Readonly<Record<string, readonly [input: number, cachedInput: number, output: number]>> = {
  'gpt-5.6-luna': [1, 0.1, 6],
  'gpt-5.6-terra': [2.5, 0.25, 15],
  'gpt-5.6-sol': [5, 0.5, 30],
  'gpt-5.5': [5, 0.5, 30],
  'gpt-5.4': [2.5, 0.25, 15],
  'gpt-5.4-mini': [0.75, 0.075, 4.5],
  'gpt-5.4-nano': [0.2, 0.02, 1.25],
  'gpt-5': [1.25, 0.125, 10],
  'gpt-5-mini': [0.25, 0.025, 2],
  'gpt-4.1': [2, 0.5, 8],
  'gpt-4.1-mini': [0.4, 0.1, 1.6],
};

/** OpenAI's list price of a model, by its name or a dated name of it; undefined where it is not known. */
export function listPriceOf(model: string): Prices | undefined {
  const known = listPrices[model.replace(/-\d{4}-\d{2}-\d{2}$/, '')];
  return known && { input: known[0], cachedInput: known[1], output: known[2] };
}

/** Three prices written `INPUT,CACHED,OUTPUT`, in US dollars for a million tokens. */
export function readPrices(text: string): Prices {
  const [input = 0, cachedInput = 0, output = 0] = text.split(',').map(Number);
  return { input, cachedInput, output };
}

/** What tokens cost, in US dollars. */
export const costOf = (
  { inputTokens, cachedInputTokens, outputTokens }: TokenCount,
  prices: Prices,
): number =>
  ((inputTokens - cachedInputTokens) * prices.input +
    cachedInputTokens * prices.cachedInput +
    outputTokens * prices.output) /
  1_000_000;
