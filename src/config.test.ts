import { expect, test } from 'vitest';
import { ConfigError, platformDataDirectory, readConfig } from './config.ts';

test('an empty environment is a good one', () => {
  expect(readConfig({ HOME: '/h', XDG_DATA_HOME: '/data', RAPPORT_MODEL: '', DATABASE_URL: ' ' })).toEqual({
    dataDirectory: process.platform === 'linux' ? '/data/rapport' : expect.stringContaining('rapport'),
    language: 'en',
    languageChosen: false,
    openai: {},
    logLevel: 'warn',
    logFormat: 'text',
    telemetry: false,
  });
});

test('every setting is read', () => {
  expect(
    readConfig({
      RAPPORT_DATA: '/d',
      DATABASE_URL: 'postgresql://localhost/crm',
      RAPPORT_NOW: '2026-03-05T09:00:00+08:00',
      RAPPORT_LANGUAGE: 'zh',
      RAPPORT_MODEL: 'openai:some-model',
      RAPPORT_EMBEDDING_MODEL: 'some-embedder',
      RAPPORT_PRICES: '0.75,0.075,4.5',
      RAPPORT_TIMEOUT: '120',
      RAPPORT_LOG: 'debug',
      RAPPORT_LOG_FORMAT: 'json',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      OPENAI_API_KEY: 'key',
      OPENAI_BASE_URL: 'http://localhost:11434/v1',
    }),
  ).toEqual({
    dataDirectory: '/d',
    databaseUrl: 'postgresql://localhost/crm',
    now: new Date('2026-03-05T01:00:00Z'),
    language: 'zh',
    languageChosen: true,
    model: 'openai:some-model',
    openai: {
      apiKey: 'key',
      baseUrl: 'http://localhost:11434/v1',
      prices: '0.75,0.075,4.5',
      embeddingModel: 'some-embedder',
    },
    timeout: 120_000,
    logLevel: 'debug',
    logFormat: 'json',
    telemetry: true,
  });
});

test('what is wrong is told at once, by name, without a value', () => {
  const wrong = {
    DATABASE_URL: 'mysql://user:secret@host/db',
    RAPPORT_NOW: '2026-03-05',
    RAPPORT_LANGUAGE: 'klingon',
    RAPPORT_MODEL: 'secret-model',
    RAPPORT_PRICES: '3 secret coins',
    RAPPORT_TIMEOUT: 'secret',
    RAPPORT_LOG: 'loud',
    OPENAI_BASE_URL: 'secret-host',
    RAPPORT_DATE: 'x',
  };
  let message = '';
  try {
    readConfig(wrong);
  } catch (error) {
    if (error instanceof ConfigError) message = error.message;
  }
  for (const name of Object.keys(wrong)) expect(message).toContain(name);
  expect(message).not.toMatch(/secret|klingon|loud/);
});

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'zh_TW' }, 'zh'],
  [{ LANG: 'C' }, 'en'],
  [{ LANG: 'zh_CN', RAPPORT_LANGUAGE: 'en' }, 'en'],
])('%j speaks %s', (environment, language) => {
  expect(readConfig(environment).language).toBe(language);
});

test('each platform has its place for data', () => {
  expect(platformDataDirectory({ XDG_DATA_HOME: '/x' }, 'linux')).toBe('/x/rapport');
  expect(platformDataDirectory({}, 'linux')).toMatch(/\.local\/share\/rapport$/);
  expect(platformDataDirectory({}, 'darwin')).toMatch(/Library\/Application Support\/rapport$/);
});
