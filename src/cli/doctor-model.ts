import {
  checkPath,
  createOpenAiModel,
  defaultModelName,
  faultText,
  listModels,
  type ModelFault,
  ModelFaultError,
  type ModelName,
  type OpenAiSettings,
  readModelName,
} from '../agent/index.ts';
import { RapportError } from '../trust/index.ts';
import type { CommandCall } from './command.ts';
import type { Finding } from './doctor.ts';

/** Which model would answer `rapport ask`, and whether its endpoint can be reached and offers it. */
export async function checkModel({ config, terminal }: CommandCall): Promise<Finding> {
  const { words } = terminal;
  const name = words({ en: 'language model', zh: '语言模型' });
  const signal = AbortSignal.timeout(10_000);
  const { openai } = config;
  let chosen: ModelName;
  try {
    chosen =
      config.model === undefined ? await defaultModelName(openai, signal) : readModelName(config.model);
  } catch (error) {
    if (!(error instanceof RapportError)) throw error;
    return { name, ok: false, detail: error.message, ...(error.hint && { next: error.hint }) };
  }
  if (chosen.kind === 'local') return { name, ok: true, detail: 'local' };
  if (openai.apiKey === undefined && openai.baseUrl === undefined)
    return {
      name,
      ok: false,
      detail: chosen.name,
      next: words({
        en: 'Set OPENAI_API_KEY (or OPENAI_BASE_URL), or leave RAPPORT_MODEL out for the local model.',
        zh: '请设置 OPENAI_API_KEY（或 OPENAI_BASE_URL）；不设 RAPPORT_MODEL 则使用本地模型。',
      }),
    };
  const { place } = createOpenAiModel(chosen.name, openai, chosen.protocol);
  const where = `${place.name}, ${place.host}${place.path}`;
  try {
    const offered = await listModels(openai, signal);
    if (offered.includes(place.name)) return { name, ok: true, detail: where };
    return {
      name,
      ok: false,
      detail: words({ en: `${where} does not offer it`, zh: `${where} 不提供该模型` }),
      next: words({
        en: `Name one of these with RAPPORT_MODEL=openai:NAME: ${some(offered)}.`,
        zh: `请用 RAPPORT_MODEL=openai:NAME 指定其中之一：${some(offered)}。`,
      }),
    };
  } catch (error) {
    if (!(error instanceof ModelFaultError)) throw error;
    const { fault } = error;
    // Some compatible endpoints answer questions and list nothing.
    const lists = fault.code !== 'wrong_address' && fault.code !== 'garbled';
    const wrong = lists
      ? fault
      : await faultAt(openai, place.path.endsWith('/responses') ? '/responses' : '/chat/completions', signal);
    if (wrong) return { name, ok: false, detail: where, next: faultText(wrong, place, terminal.language) };
    return {
      name,
      ok: true,
      detail: words({
        en: `${where}; it lists no models, so the name is unchecked`,
        zh: `${where}；不提供模型列表，名称未核对`,
      }),
    };
  }
}

const faultAt = (
  openai: OpenAiSettings,
  path: string,
  signal: AbortSignal,
): Promise<ModelFault | undefined> =>
  checkPath(openai, path, signal).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof ModelFaultError)) throw error;
      return error.fault;
    },
  );

const some = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} …` : names.join(', ');
