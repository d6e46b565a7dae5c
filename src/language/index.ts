export type { SentimentReport } from '../models.ts';
export { type AmountSpan, parseAmounts } from './amounts.ts';
export { namesAspect } from './aspects.ts';
export { type ClauseNetwork, clauseHashes, unitsOf } from './clause-network.ts';
export { type EmailSpan, type PhoneSpan, parseEmails, parsePhones } from './contact-details.ts';
export { type DateOptions, type DateSpan, parseDates } from './dates/parse-dates.ts';
export { timesIn } from './dates/time.ts';
export {
  createGazetteer,
  type Entity,
  type EntityOptions,
  type EntityType,
  entityTypes,
  extractEntities,
  type Gazetteer,
  type GazetteerEntry,
} from './entities/index.ts';
export { extractFeatures, type FeatureOptions } from './features.ts';
export { foldText } from './fold-text.ts';
export {
  type IntentClassifier,
  type IntentExample,
  type IntentReading,
  shareElsewhere,
  trainIntents,
} from './intents/index.ts';
export {
  type Contribution,
  hashesOf,
  type LabelledText,
  type LinearClassifier,
  type LinearModel,
  linearClassifier,
  type Prediction,
  rowsOf,
  type TrainingOptions,
  trainLinearClassifier,
} from './linear-classifier.ts';
export { decodeLinearModel, encodeLinearModel } from './linear-model-file.ts';
export { type NumberSpan, parseNumber, parseNumbers } from './numbers.ts';
export { isOtherLanguage, type OtherLanguage, otherLanguageOf } from './other-language.ts';
export { escapePattern } from './patterns.ts';
export { randomFrom, shuffle } from './random.ts';
export { isEncodable, type SentenceVectorOptions, sentenceVectors } from './sentence-vectors.ts';
export { analyzeSentiment, createUnderstanding, sentimentProbabilities } from './sentiment.ts';
export {
  decodeSentimentModel,
  encodeSentimentModel,
  type LinearPart,
  type SentimentModel,
  type SentimentProbabilities,
  sentimentClassifier,
} from './sentiment-model.ts';
export { everydayCharacters } from './sounds.ts';
export { stem } from './stem.ts';
export {
  chineseSegments,
  detectLanguage,
  type Language,
  type Token,
  tokenize,
  tokenSpans,
} from './tokens.ts';
