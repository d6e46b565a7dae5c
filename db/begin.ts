import { EmbeddedEngine } from './engine/embedded.ts';
import type { Engine } from './engine/engine.ts';
import { directoryHome } from './engine/home.ts';

/** An embedded engine on its way. */
export type StartingEngine = Engine;

/**
 * Starts the embedded engine ahead of everything else, for `openDatabase` to take over: it needs a second in a
 * thread of its own, in which this one can load the rest of the program. Import it by itself.
 *
 * @returns when the thread works by itself
 * @throws DatabaseError where the folder cannot be used
 */
export async function beginEngine(
  dataDirectory: string,
  log: (line: string) => void,
): Promise<StartingEngine> {
  const engine = new EmbeddedEngine(await directoryHome(dataDirectory, log), log);
  await engine.begin();
  return engine;
}
