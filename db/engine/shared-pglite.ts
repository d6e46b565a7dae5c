import { type Extension, PGlite } from '@electric-sql/pglite';

/** First bytes of the messages of an extended query that leave it open until the client sends Sync. */
const openingMessages = new Set(Array.from('PBDECHdf', (letter) => letter.charCodeAt(0)));
const syncMessage = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4);

/**
 * Ends the thread when Postgres panics, as it does where the disk is full under its log: PGlite would try
 * the message that failed for ever. What was committed is recovered at the next start.
 */
export const endOnPanic: Extension = {
  name: 'end-on-panic',
  setup: async (_database, options) => ({
    emscriptenOpts: { ...options, onAbort: () => process.exit(1) },
  }),
};

/**
 * PGlite for many clients behind one socket server. The server holds other clients back while one is in a
 * transaction; this also holds them back in the middle of an extended query, whose messages arrive one by
 * one: another client's statement between them would delay the end of a commit, or be lost where the query
 * had failed.
 */
export class SharedPGlite extends PGlite {
  #unfinished = false;

  override isInTransaction(): boolean {
    return this.#unfinished || super.isInTransaction();
  }

  override execProtocolRawStream(...call: Parameters<PGlite['execProtocolRawStream']>): Promise<void> {
    this.#unfinished = openingMessages.has(call[0][0]!);
    return super.execProtocolRawStream(...call);
  }

  /** The server's only use of it is the rollback after a client that went away, perhaps in mid-query. */
  override async exec(...call: Parameters<PGlite['exec']>): ReturnType<PGlite['exec']> {
    if (this.#unfinished) await super.execProtocolRaw(syncMessage);
    this.#unfinished = false;
    return super.exec(...call);
  }
}
