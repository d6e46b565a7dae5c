import { APICallError } from '@ai-sdk/provider';
import { z } from 'zod';
import { faultOf, isLasting, ModelFaultError } from '../faults.ts';
import { accessOf, type OpenAiSettings } from './openai.ts';

const listing = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * The names of the models an endpoint offers.
 *
 * @throws ModelFaultError saying why there is no list
 */
export async function listModels(settings: OpenAiSettings, signal: AbortSignal): Promise<string[]> {
  const body = await answerOf(settings, '/models', { signal });
  const parsed = listing.safeParse(readJson(body));
  if (!parsed.success) throw new ModelFaultError({ code: 'garbled' });
  return parsed.data.data.map(({ id }) => id);
}

/**
 * Asks an endpoint nothing, to see whether there is one.
 *
 * @param path  such as /chat/completions
 * @throws ModelFaultError where there is none, or the key is wrong
 */
export async function checkPath(settings: OpenAiSettings, path: string, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  try {
    await answerOf(settings, path, { method: 'POST', headers, body: '{}', signal });
  } catch (error) {
    // That nothing is no question is what a working endpoint says, each with a status of its own.
    if (!(error instanceof ModelFaultError) || isLasting(error.fault)) throw error;
  }
}

async function answerOf(settings: OpenAiSettings, path: string, init: RequestInit): Promise<string> {
  const { url, fetch } = accessOf(settings);
  try {
    const response = await fetch(`${url}${path}`, init);
    const responseBody = await response.text();
    if (response.ok) return responseBody;
    throw new APICallError({
      message: 'refused',
      url,
      requestBodyValues: {},
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody,
    });
  } catch (error) {
    const fault = faultOf(error);
    if (fault) throw new ModelFaultError(fault);
    const isLate = init.signal?.aborted ?? false;
    throw new ModelFaultError({ code: 'unreachable', ...(isLate && { detail: 'no answer' }) });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
