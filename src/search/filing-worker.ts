/** The filing thread: makes segments, one after the other, in the order they are asked for. */
import { parentPort } from 'node:worker_threads';
import { type Filing, segmentOf } from './filing.ts';

parentPort?.on('message', (filing: Filing) => parentPort?.postMessage(segmentOf(filing)));
