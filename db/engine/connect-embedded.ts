import { once } from 'node:events';
import { connect } from 'node:net';
import type { Session } from './session.ts';

/** How long an engine may take to answer; it serves its clients one after another. */
const loginMs = 30_000;

/**
 * Connects to the embedded engine, which is one server session however many clients it has.
 *
 * @param onEnd  called when the connection has ended
 */
export async function connectEmbedded(path: string, onEnd = () => {}): Promise<Session> {
  // Loaded here, for the engine starts before the driver is needed.
  const { openSession } = await import('./session.ts');
  const socket = connect(path);
  await once(socket, 'connect');
  return openSession(socket, { user: 'postgres', database: 'postgres', loginMs, onEnd });
}
