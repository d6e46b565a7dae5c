import packageJson from '../../package.json' with { type: 'json' };
import { describeError, followTraces } from '../log.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { isSdkRunning } from '../telemetry/running.ts';
import type { App, AppConfig } from '../wire.ts';
import type { CommandCall } from './command.ts';

/** Where and when this command works: the application's configuration, out of the command line's. */
export function appConfig({ config, terminal }: CommandCall): AppConfig {
  const { databaseUrl, dataDirectory, encryptionKeys, now } = config;
  return {
    ...(databaseUrl === undefined ? { dataDirectory } : { databaseUrl }),
    ...(encryptionKeys !== undefined && { encryptionKeys }),
    ...(now && { clock: () => now }),
    client: 'rapport',
    language: config.language,
    log: (line) => terminal.log.info(line),
    report: (errorId, tool, error) => terminal.log.error(`${errorId} ${tool}`, describeError(error)),
  };
}

/**
 * Opens the application for one command; it closes when the caller's block ends. The embedded engine starts
 * while the program is loaded.
 */
export async function openApp(call: CommandCall, more: Partial<AppConfig> = {}): Promise<App> {
  const config = { ...appConfig(call), ...more };
  const engine = await beginOwnEngine(config);
  const telemetry = await chosenTelemetry(call);
  const [embedder, answerModel] = [await chosenEmbedder(call), await chosenAnswerModel(call)];
  const { createApp } = await import('../wire.ts');
  const app = await createApp({
    ...config,
    ...(engine && { engine }),
    ...(embedder && { embedder }),
    ...(answerModel && { answerModel }),
    ...(telemetry && { observer: telemetry.observer, onClose: telemetry.stop }),
  });
  telemetry?.watch(() => app.busy());
  const { user } = call.config;
  if (user === undefined) return app;
  return app.asMember(user).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
}

/** Traces and metrics, where the OTEL_ variables ask for them or an SDK was started with the process. */
async function chosenTelemetry({ config, terminal }: CommandCall): Promise<Telemetry | undefined> {
  if (!config.telemetry && !isSdkRunning()) return undefined;
  const { startTelemetry } = await import('../telemetry/index.ts');
  const { costOf, listPriceOf, readPrices } = await import('../agent/models/prices.ts');
  const own = config.openai.prices;
  const telemetry = await startTelemetry({
    version: packageJson.version,
    costOf(model, tokens) {
      const prices = own === undefined ? listPriceOf(model) : readPrices(own);
      return prices && costOf(tokens, prices);
    },
    onProblem: () => terminal.log.warn('Traces or metrics could not be sent: look at the OTEL_ variables.'),
  });
  followTraces(telemetry.traceIds);
  return telemetry;
}

/** The embedder behind an endpoint, where one is set. */
async function chosenEmbedder({ config: { openai } }: CommandCall): Promise<AppConfig['embedder']> {
  const { embeddingModel, ...settings } = openai;
  if (embeddingModel === undefined) return undefined;
  const { createEndpointEmbedder } = await import('../agent/index.ts');
  return createEndpointEmbedder(embeddingModel, settings);
}

/** The model behind an endpoint that writes answers, where one is set. @throws RapportError without a key */
async function chosenAnswerModel({ config }: CommandCall): Promise<AppConfig['answerModel']> {
  if (config.answerModel === undefined) return undefined;
  const { createEndpointTextModel, readModelName } = await import('../agent/index.ts');
  const chosen = readModelName(config.answerModel);
  return chosen.kind === 'openai' ? createEndpointTextModel(chosen, config.openai) : undefined;
}

async function beginOwnEngine({ databaseUrl, dataDirectory, log }: AppConfig): Promise<AppConfig['engine']> {
  if (databaseUrl !== undefined || dataDirectory === undefined) return undefined;
  const { beginEngine } = await import('../../db/begin.ts');
  return beginEngine(dataDirectory, log ?? (() => undefined));
}
