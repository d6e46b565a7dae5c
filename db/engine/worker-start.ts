/** The first file of the engine's thread: what it then loads, it takes compiled from Node's cache. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./worker.ts');
