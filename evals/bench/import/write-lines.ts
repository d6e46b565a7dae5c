import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Writes lines to a file, however many: no more of them are held than the stream takes. Returns how many. */
export async function writeLines(path: string, lines: Iterable<string>): Promise<number> {
  const stream = createWriteStream(path);
  let count = 0;
  for (const line of lines) {
    count += 1;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return count;
}
