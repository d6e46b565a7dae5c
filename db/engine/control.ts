import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';

const controlPath = (socketPath: string) => `${socketPath}.control`;

/** The owner's side door: who knocks says that a statement of theirs has outlived its deadline. */
export async function listenForKnocks(socketPath: string, onKnock: () => void): Promise<AsyncDisposable> {
  await rm(controlPath(socketPath), { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end();
    onKnock();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(controlPath(socketPath), resolve);
  });
  server.unref();
  return {
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Asks the owner of the engine to look after it. An owner that has ended needs no asking. */
export function knock(socketPath: string): void {
  const socket = connect(controlPath(socketPath));
  socket.on('error', () => {});
  socket.on('connect', () => socket.end());
}
