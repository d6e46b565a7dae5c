import { rm } from 'node:fs/promises';
import { DatabaseError } from '../errors.ts';
import {
  checkSpace,
  damagedDirectory,
  isFirstStart,
  prepareDataDirectory,
  startingBytes,
  writingBytes,
} from './data-directory.ts';
import { type Acquisition, directoryLock } from './directory-lock.ts';
import { type EngineThread, startEngine } from './engine-thread.ts';
import { socketPathFor, temporarySocket } from './socket-path.ts';
import { databaseTemplate } from './template.ts';

/** Where an embedded engine lives: a folder that processes share, or the memory of one process. */
export interface Home {
  readonly location: string;
  /** Whether the engine may be started again without losing anything. */
  readonly durable: boolean;
  /** Tries once for the right to start the engine. */
  acquire(): Promise<Acquisition>;
  /** Starts the engine, on the files that are there or from the template. */
  start(): Promise<EngineThread>;
  /** @throws DatabaseError `storage_full` where a write could no longer be kept */
  checkSpace(): Promise<void>;
  leave(): Promise<void>;
}

/** @throws DatabaseError where the folder cannot be used, saying what to do */
export async function directoryHome(given: string, log: (line: string) => void): Promise<Home> {
  const directory = await prepareDataDirectory(given);
  const socketPath = await socketPathFor(directory.path);

  return {
    location: directory.path,
    durable: true,
    acquire: directoryLock(directory.path),
    start: async () => {
      await checkSpace(directory.path, startingBytes);
      const first = await isFirstStart(directory);
      if (process.platform !== 'win32') await rm(socketPath, { force: true });
      const template = first
        ? { template: await databaseTemplate(log), unfinished: directory.unfinished }
        : {};
      try {
        return await startEngine({ directory: directory.postgres, socketPath, ...template }, log);
      } catch {
        throw damagedDirectory(directory.path);
      }
    },
    checkSpace: () => checkSpace(directory.path, writingBytes),
    leave: async () => {},
  };
}

export async function memoryHome(log: (line: string) => void): Promise<Home> {
  const socket = await temporarySocket();
  let started = false;

  return {
    location: 'memory',
    durable: false,
    acquire: async () => ({
      lock: { publish: async () => {}, lost: new Promise(() => {}), release: async () => {} },
    }),
    start: async () => {
      if (started) throw new DatabaseError('unavailable', 'The database in memory has ended.');
      started = true;
      return startEngine({ socketPath: socket.path, template: await databaseTemplate(log) }, log);
    },
    checkSpace: async () => {},
    leave: socket.remove,
  };
}
