export { type IntentClassifier, type IntentExample, type IntentReading, trainIntents } from './classifier.ts';
export { scoresOf, trainMachine } from './machine.ts';
export { seen } from './views.ts';
export { shareElsewhere, wordUnits } from './word-counts.ts';
