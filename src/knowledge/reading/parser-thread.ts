import { Worker } from 'node:worker_threads';
import type { Words } from '../../files/index.ts';
import type { Language } from '../../trust/index.ts';
import { type ReadDocument, Unreadable } from './contract.ts';

export type ParserRequest =
  | { format: 'pdf'; data: Uint8Array<ArrayBuffer> }
  | { format: 'docx'; path: string; language: Language }
  | { format: 'html'; text: string };

export type ParserReply =
  | { document: ReadDocument }
  | { refused: { words: Words; hint: Words | undefined } }
  | { failed: string };

/** Parses documents in a thread of its own, one at a time. */
export interface ParserThread extends AsyncDisposable {
  /** @throws Unreadable where the document cannot be read, or takes too much memory or time */
  parse(request: ParserRequest, signal: AbortSignal): Promise<ReadDocument>;
}

/** What one document may take. */
const limits = { megabytes: 768, milliseconds: 120_000 };

const workerFile = new URL(
  `./parser-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

/** A thread that begins with the first document it is given, and anew after one that was too much for it. */
export function createParserThread({ megabytes, milliseconds } = limits): ParserThread {
  let worker: Worker | undefined;

  async function end(): Promise<void> {
    await worker?.terminate();
    worker = undefined;
  }

  return {
    async parse(request, signal) {
      signal.throwIfAborted();
      worker ??= new Worker(workerFile, {
        resourceLimits: { maxOldGenerationSizeMb: megabytes },
        stdout: true,
        stderr: true,
      });
      const reply = await replyOf(worker, request, milliseconds, signal).catch(async (error: unknown) => {
        await end();
        throw error;
      });
      if ('document' in reply) return reply.document;
      if ('refused' in reply) throw new Unreadable(reply.refused.words, reply.refused.hint);
      throw unreadable(request.format);
    },
    [Symbol.asyncDispose]: end,
  };
}

function replyOf(
  worker: Worker,
  request: ParserRequest,
  milliseconds: number,
  signal: AbortSignal,
): Promise<ParserReply> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(tooMuch('time'))), milliseconds);
    const cancel = () => settle(() => reject(signal.reason));
    const failed = () => settle(() => reject(tooMuch('memory')));
    const replied = (reply: ParserReply) => settle(() => resolve(reply));
    function settle(how: () => void): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      worker.off('message', replied).off('error', failed).off('exit', failed);
      how();
    }
    signal.addEventListener('abort', cancel);
    worker.on('message', replied).on('error', failed).on('exit', failed);
    worker.postMessage(request, request.format === 'pdf' ? [request.data.buffer] : []);
  });
}

const tooMuch = (what: 'memory' | 'time'): Unreadable =>
  new Unreadable(
    {
      memory: { en: 'Reading it takes too much memory.', zh: '读取所需内存过多。' },
      time: { en: 'Reading it takes more than two minutes.', zh: '读取超过两分钟。' },
    }[what],
    { en: 'Save its text alone, or split it.', zh: '请只保存文字，或拆分后再添加。' },
  );

const unreadable = (format: string): Unreadable =>
  new Unreadable(
    { en: `It is a broken ${format.toUpperCase()} file.`, zh: `${format.toUpperCase()} 文件已损坏。` },
    {
      en: 'Open it in the program it was made with and save it again.',
      zh: '请用生成它的软件打开后重新保存。',
    },
  );
