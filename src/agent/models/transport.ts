import { ModelFaultError } from '../faults.ts';

/** No answer of a model is larger than this, in bytes of its transport. */
const mostBytes = 24 * 1024 * 1024;

/** An address as requests may use it: no credentials in it, but as the header they stand for. */
export interface Address {
  url: string;
  host: string;
  authorization?: string;
}

/** Splits the credentials off an address. */
export function readAddress(text: string): Address {
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    url: url.href.replace(/\/+$/, ''),
    host: url.host,
    ...(username !== '' && { authorization: `Basic ${Buffer.from(plain).toString('base64')}` }),
  };
}

/**
 * A `fetch` for model endpoints: it sends no empty key, takes no web page for an answer and stops reading
 * what is larger than any answer.
 */
export function modelFetch(authorization: string | undefined): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (authorization === undefined) headers.delete('authorization');
    else headers.set('authorization', authorization);
    const response = await fetch(input, { ...init, headers });
    const type = response.headers.get('content-type') ?? '';
    if (response.ok && /^text\/html|^application\/xhtml/i.test(type)) {
      await response.body?.cancel();
      throw new ModelFaultError({ code: 'not_an_api', status: response.status });
    }
    if (response.body === null) return response;
    let bytes = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.length;
          if (bytes > mostBytes) controller.error(new ModelFaultError({ code: 'too_large' }));
          else controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted, { status: response.status, headers: response.headers });
  };
}
