import { type McpServer, ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { McpApp } from './host.ts';

/** The resource clients may ask to hear about. */
export const alertsUri = 'crm://alerts';

const usualMs = 15_000;
const timeoutMs = 10_000;
const mostScored = 200;

/**
 * Looks again and again for alerts that are new, whichever process raised them, and judges on the way what has
 * come due. It does nothing while the database is not open, and keeps no program alive.
 *
 * @param opened  the application where it is open
 * @param tell    called once there are new alerts
 * @returns stops it
 */
export function watchAlerts(
  opened: () => Promise<McpApp> | undefined,
  tell: () => void,
  everyMs = usualMs,
): () => void {
  let newest: string | null | undefined;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const opening = opened();
    if (!opening || isLooking) return;
    isLooking = true;
    try {
      const found = await newestAlert(await opening);
      const isNew = newest !== undefined && found !== newest;
      newest = found;
      if (isNew) tell();
    } catch {
      // The database is busy or gone: the next look tells.
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}

async function newestAlert({ runtime, session }: McpApp): Promise<string | null> {
  const limits = { signal: AbortSignal.timeout(timeoutMs), timeoutMs };
  if (!runtime.readOnly)
    await runtime.write(session, (_, { insight }) => insight.track.scoreDue(mostScored), limits);
  return runtime.read(session, (_, { insight }) => insight.track.alerts.newest(), limits);
}

/**
 * Lets the client of a lasting connection hear of new alerts: `resources/subscribe` before 2026-07-28, which
 * is served here, `subscriptions/listen` since, which the SDK serves.
 */
export function serveAlerts(
  server: McpServer,
  opened: () => Promise<McpApp> | undefined,
  { era, everyMs }: { era: 'legacy' | 'modern'; everyMs?: number | undefined },
): void {
  const low = server.server;
  let isSubscribed = era === 'modern';
  if (era === 'legacy') {
    const subscribe = (uri: string, wanted: boolean): Record<string, never> => {
      if (uri !== alertsUri) throw new ResourceNotFoundError(uri, `Only ${alertsUri} tells of changes.`);
      isSubscribed = wanted;
      return {};
    };
    low.setRequestHandler('resources/subscribe', ({ params }) => subscribe(params.uri, true));
    low.setRequestHandler('resources/unsubscribe', ({ params }) => subscribe(params.uri, false));
  }
  const tell = (): void => {
    if (isSubscribed) low.sendResourceUpdated({ uri: alertsUri }).catch(() => undefined);
  };
  const stop = watchAlerts(opened, tell, everyMs);
  const closed = low.onclose;
  low.onclose = () => {
    stop();
    closed?.();
  };
}
