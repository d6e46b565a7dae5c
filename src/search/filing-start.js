/**
 * The first file of the filing thread: what it then loads, it takes compiled from Node's cache. In JavaScript,
 * so that Node loads its TypeScript compiler for nothing that stands there.
 */
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./filing-worker.ts');
