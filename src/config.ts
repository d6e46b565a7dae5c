import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What the environment says, checked. Nothing else of ours reads the environment. */
export interface Config {
  /** The folder of the embedded database. */
  dataDirectory: string;
  /** A Postgres server to use instead. */
  databaseUrl?: string;
  /** What sealed columns are encrypted with: keys, or what the file of keys holds. */
  encryptionKeys?: string;
  /** A fixed moment instead of the wall clock, for tests and evals. */
  now?: Date;
  /** The language to speak with the person: chosen, or the locale's. */
  language: 'en' | 'zh';
  /** Whether the language was chosen, and not only guessed from the locale. */
  languageChosen: boolean;
  /** The model of `rapport ask`: `local`, or `openai:NAME`; without it, the key and the address decide. */
  model?: string;
  openai: { apiKey?: string; baseUrl?: string; prices?: string; embeddingModel?: string; mask?: boolean };
  /** The model that writes the answers of the knowledge base, as `model` is given. */
  answerModel?: string;
  /** Which of the workspace's people works on this machine, by name or e-mail; by default its first owner. */
  user?: string;
  /** The sign-in service whose access tokens let people in over HTTP. */
  oauth?: { issuer: string; audience?: string; jwks?: string };
  /** What lets a website's server in at the customers' door. */
  chatKey?: string;
  /** How long one question may take, in milliseconds. */
  timeout?: number;
  /** What one question may cost. */
  budget?: Budget;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
  logFormat: 'text' | 'json';
  /** Whether traces and metrics are to be sent, by the standard OTEL_ variables. */
  telemetry: boolean;
  /** Calls a minute that one client of a server may make; 0 where it may make any number. */
  callsPerMinute?: number;
}

/** What a question may cost: tokens read and written together, or US dollars. */
export interface Budget {
  tokens?: number;
  dollars?: number;
}

const budgetPattern = /^(?:[1-9]\d{2,8}|\$\d{1,4}(?:\.\d{1,6})?)$/;

/** Reads "50000" as tokens and "$0.05" as dollars; undefined where it is neither. */
export const readBudget = (text: string): Budget | undefined =>
  !budgetPattern.test(text)
    ? undefined
    : text.startsWith('$')
      ? { dollars: Number(text.slice(1)) }
      : { tokens: Number(text) };

/** The environment holds something we cannot use. Its message names every such variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An https address; http is for an issuer of this machine's own, as tests have one. */
const issuerAddress = z
  .string()
  .regex(
    /^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/,
    'must be an https:// address of the sign-in service',
  );

const settings = z.object({
  RAPPORT_DATA: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must be a postgres:// address')
    .optional(),
  RAPPORT_ENCRYPTION_KEY: z.string().optional(),
  RAPPORT_ENCRYPTION_KEY_FILE: z.string().optional(),
  RAPPORT_NOW: z.iso
    .datetime({ offset: true, error: 'must be a moment such as 2026-03-05T09:00:00+08:00' })
    .optional(),
  RAPPORT_LANGUAGE: z.enum(['en', 'zh'], 'must be en or zh').optional(),
  RAPPORT_MODEL: z
    .string()
    .regex(/^(local|openai(-chat|-responses)?:.+)$/, 'must be local or openai:NAME')
    .optional(),
  RAPPORT_PRICES: z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?){2}$/, 'must be INPUT,CACHED,OUTPUT in US dollars for a million tokens')
    .optional(),
  RAPPORT_TIMEOUT: z.coerce
    .number('must be a number of seconds')
    .int('must be whole seconds')
    .min(1, 'must be at least 1 second')
    .max(3_600, 'must be at most 3600 seconds')
    .optional(),
  RAPPORT_BUDGET: z
    .string()
    .regex(budgetPattern, 'must be tokens such as 50000, or dollars such as $0.05')
    .optional(),
  RAPPORT_MASK: z.enum(['0', '1'], 'must be 1 (personal data are masked) or 0').optional(),
  RAPPORT_EMBEDDING_MODEL: z.string().optional(),
  RAPPORT_ANSWER_MODEL: z
    .string()
    .regex(/^openai(-chat|-responses)?:.+$/, 'must be openai:NAME')
    .optional(),
  RAPPORT_USER: z.string().optional(),
  RAPPORT_OAUTH_ISSUER: issuerAddress.optional(),
  RAPPORT_OAUTH_AUDIENCE: z.string().optional(),
  RAPPORT_OAUTH_JWKS: issuerAddress.optional(),
  RAPPORT_CHAT_KEY: z.string().min(24, 'must have at least 24 characters').optional(),
  RAPPORT_RATE: z.coerce
    .number('must be a number of calls a minute')
    .int('must be whole calls a minute')
    .min(0, 'must be at least 0, which sets no limit')
    .max(1_000_000, 'must be at most 1000000 calls a minute')
    .optional(),
  RAPPORT_LOG: z
    .enum(['error', 'warn', 'info', 'debug'], 'must be error, warn, info or debug')
    .default('warn'),
  RAPPORT_LOG_FORMAT: z.enum(['text', 'json'], 'must be text or json').default('text'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
});

/** The variables of OpenTelemetry that say where traces and metrics go; its SDK reads them and the others itself. */
const telemetryPlaces = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
];

/** Read elsewhere, by evals only. */
const foreign = new Set(['RAPPORT_EVAL_DATA']);

/**
 * Reads the configuration; an empty variable counts as not given.
 * @throws ConfigError naming every variable that is wrong, never showing a value
 */
export function readConfig(environment: Environment = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  const known = Object.keys(settings.shape);
  const wrong = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []),
    ...Object.keys(given)
      .filter((name) => name.startsWith('RAPPORT_') && !known.includes(name) && !foreign.has(name))
      .map((name) => `${name} is not a setting`),
  ];
  const keys = given.RAPPORT_ENCRYPTION_KEY ?? fileOf(given.RAPPORT_ENCRYPTION_KEY_FILE, wrong);
  if (!parsed.success || wrong.length > 0)
    throw new ConfigError(
      given.RAPPORT_LANGUAGE === 'zh' ||
        (given.RAPPORT_LANGUAGE !== 'en' && localeLanguage(environment) === 'zh')
        ? `环境变量有误：${wrong.join('；')}。可用的设置：${known.join('、')}。`
        : `The environment is wrong: ${wrong.join('; ')}. Settings: ${known.join(', ')}.`,
    );
  const values = parsed.data;
  return {
    dataDirectory: values.RAPPORT_DATA ?? platformDataDirectory(environment, process.platform),
    ...(values.DATABASE_URL && { databaseUrl: values.DATABASE_URL }),
    ...(keys !== undefined && { encryptionKeys: keys }),
    ...(values.RAPPORT_NOW && { now: new Date(values.RAPPORT_NOW) }),
    language: values.RAPPORT_LANGUAGE ?? localeLanguage(environment),
    languageChosen: values.RAPPORT_LANGUAGE !== undefined,
    ...(values.RAPPORT_MODEL && { model: values.RAPPORT_MODEL }),
    openai: {
      ...(values.OPENAI_API_KEY && { apiKey: values.OPENAI_API_KEY }),
      ...(values.OPENAI_BASE_URL && { baseUrl: values.OPENAI_BASE_URL }),
      ...(values.RAPPORT_PRICES && { prices: values.RAPPORT_PRICES }),
      ...(values.RAPPORT_MASK === '1' && { mask: true }),
      ...(values.RAPPORT_EMBEDDING_MODEL && { embeddingModel: values.RAPPORT_EMBEDDING_MODEL }),
    },
    ...(values.RAPPORT_ANSWER_MODEL && { answerModel: values.RAPPORT_ANSWER_MODEL }),
    ...(values.RAPPORT_TIMEOUT && { timeout: values.RAPPORT_TIMEOUT * 1_000 }),
    ...(values.RAPPORT_BUDGET && { budget: readBudget(values.RAPPORT_BUDGET)! }),
    ...(values.RAPPORT_USER && { user: values.RAPPORT_USER }),
    ...(values.RAPPORT_OAUTH_ISSUER && {
      oauth: {
        issuer: values.RAPPORT_OAUTH_ISSUER,
        ...(values.RAPPORT_OAUTH_AUDIENCE && { audience: values.RAPPORT_OAUTH_AUDIENCE }),
        ...(values.RAPPORT_OAUTH_JWKS && { jwks: values.RAPPORT_OAUTH_JWKS }),
      },
    }),
    ...(values.RAPPORT_CHAT_KEY && { chatKey: values.RAPPORT_CHAT_KEY }),
    logLevel: values.RAPPORT_LOG,
    logFormat: values.RAPPORT_LOG_FORMAT,
    telemetry:
      given.OTEL_SDK_DISABLED !== 'true' && telemetryPlaces.some((name) => given[name] !== undefined),
    ...(values.RAPPORT_RATE !== undefined && { callsPerMinute: values.RAPPORT_RATE }),
  };
}

/** What the file of keys holds; where it cannot be read, that is told with what else is wrong. */
function fileOf(path: string | undefined, wrong: string[]): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    wrong.push('RAPPORT_ENCRYPTION_KEY_FILE names no file that can be read');
    return undefined;
  }
}

/** Where the platform keeps a program's data of one user. */
export function platformDataDirectory(environment: Environment, platform: NodeJS.Platform): string {
  const home = homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'rapport');
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'rapport');
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'rapport');
}

/** The language of the locale, by the rules of POSIX: LC_ALL before LC_MESSAGES before LANG. */
function localeLanguage(environment: Environment): 'en' | 'zh' {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
