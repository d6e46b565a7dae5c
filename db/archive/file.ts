import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';

/**
 * Writes lines to a file, gzipped and readable by this user alone. The file has its name once all of it is on the
 * disk; until then it is called `.partial`.
 *
 * @throws the error of the operating system, or what making the lines throws
 */
export async function writeGzip(path: string, lines: AsyncIterable<string>): Promise<void> {
  const partial = `${path}.partial`;
  try {
    const file = createWriteStream(partial, { mode: 0o600, flush: true });
    await pipeline(Readable.from(lines), createGzip(), file);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

const faults: Readonly<Record<string, ArchiveError['fault']>> = {
  Z_BUF_ERROR: 'truncated',
  Z_DATA_ERROR: 'damaged',
};

/** The lines of a gzipped file as they are read. @throws ArchiveError where it is none, or breaks off */
export async function* readGzip(path: string): AsyncGenerator<string> {
  const source = createReadStream(path);
  const unpacked = createGunzip({ chunkSize: 1_048_576 });
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  const decoder = new TextDecoder();
  let hasRead = false;
  let rest = '';
  try {
    for await (const chunk of unpacked as AsyncIterable<Uint8Array>) {
      hasRead = true;
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } catch (error) {
    const code = String(error instanceof Error && Reflect.get(error, 'code'));
    const fault = faults[code];
    if (!fault) throw error;
    throw new ArchiveError(hasRead ? fault : 'foreign');
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}
