import { rm } from 'node:fs/promises';
import { DatabaseError } from '../database-error.ts';
import {
  checkSpace,
  damagedDirectory,
  freeBytes,
  isFirstStart,
  prepareDataDirectory,
  startingBytes,
  writingBytes,
} from './data-directory.ts';
import { type Acquisition, announceAttached, attachedProcesses, directoryLock } from './directory-lock.ts';
import { type EngineThread, startEngine } from './engine-thread.ts';
import { socketPathFor, temporarySocket } from './socket-path.ts';

/** Where an embedded engine lives: a folder that processes share, or the memory of one process. */
export interface Home {
  readonly location: string;
  /** Whether the engine may be started again without losing anything. */
  readonly durable: boolean;
  /** Tries once for the right to start the engine. */
  acquire(): Promise<Acquisition>;
  /**
   * Starts the engine, on the files that are there or from the template.
   *
   * @param onThread  called when its thread works by itself
   */
  start(onThread?: () => void): Promise<EngineThread>;
  /** @throws DatabaseError `storage_full` where a write could no longer be kept */
  checkSpace(): Promise<void>;
  /** Says that this process is attached to the owner, or no longer is. */
  announce(attached: boolean): Promise<void>;
  /** Who is attached and how much room is left; undefined in memory. */
  use(): Promise<{ attached: number[]; freeBytes: number } | undefined>;
  leave(): Promise<void>;
}

/** @throws DatabaseError where the folder cannot be used, saying what to do */
export async function directoryHome(given: string, log: (line: string) => void): Promise<Home> {
  const directory = await prepareDataDirectory(given);
  const socketPath = await socketPathFor(directory.path);
  let withdraw = async () => {};

  return {
    location: directory.path,
    durable: true,
    acquire: directoryLock(directory.path),
    start: async (onThread) => {
      await checkSpace(directory.path, startingBytes);
      const first = await isFirstStart(directory);
      if (process.platform !== 'win32') await rm(socketPath, { force: true });
      const template = first ? { template: await readTemplate(log), unfinished: directory.unfinished } : {};
      try {
        return await startEngine({ directory: directory.postgres, socketPath, ...template }, log, onThread);
      } catch {
        throw damagedDirectory(directory.path);
      }
    },
    checkSpace: () => checkSpace(directory.path, writingBytes),
    announce: async (attached) => {
      if (attached) withdraw = await announceAttached(directory.path);
      else await withdraw();
    },
    use: async () => ({
      attached: await attachedProcesses(directory.path),
      freeBytes: await freeBytes(directory.path),
    }),
    leave: () => withdraw(),
  };
}

export async function memoryHome(log: (line: string) => void): Promise<Home> {
  const socket = await temporarySocket();
  let started = false;

  return {
    location: 'memory',
    durable: false,
    acquire: async () => ({
      lock: {
        since: new Date(),
        publish: async () => {},
        lost: new Promise(() => {}),
        release: async () => {},
      },
    }),
    start: async (onThread) => {
      if (started) throw new DatabaseError('unavailable', 'The database in memory has ended.');
      started = true;
      return startEngine({ socketPath: socket.path, template: await readTemplate(log) }, log, onThread);
    },
    checkSpace: async () => {},
    announce: async () => {},
    use: async () => undefined,
    leave: socket.remove,
  };
}

/** Only a first start needs it, and what makes it. */
async function readTemplate(log: (line: string) => void): Promise<Uint8Array<ArrayBuffer>> {
  const { databaseTemplate } = await import('./template.ts');
  return databaseTemplate(log);
}
