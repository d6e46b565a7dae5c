import {
  type ChainReport,
  isId,
  type RecordIndexer,
  readAnchor,
  readmit,
  type Scope,
  verifyChain,
} from '../trust/index.ts';
import { type ErasureReport, erasePerson } from './persons/erase.ts';
import { exportPerson, type PersonExport } from './persons/export.ts';

/** What is owed to the people a workspace knows, and to whoever audits it. */
export interface Privacy {
  /** The contact that is meant: by its id, also where it was deleted, or as others are found. */
  contactId(reference: string, find: (text: string) => Promise<{ id: string }>): Promise<string>;
  /** @param people  names the workspace knows @throws RapportError not_found */
  export(contactId: string, people: readonly string[]): Promise<PersonExport>;
  /** @throws RapportError not_found */
  erase(contactId: string): Promise<ErasureReport>;
  /** Lets somebody in again who was erased. @returns whether they were */
  readmit(emailOrPhone: string): Promise<boolean>;
  /** @param head  a head of the log that was kept elsewhere @throws RapportError invalid_input */
  verifyLog(head?: string): Promise<ChainReport>;
}

export function createPrivacy(scope: Scope, indexer: RecordIndexer): Privacy {
  return {
    contactId: async (reference, find) =>
      isId('contact', reference) ? reference : (await find(reference)).id,
    export: (contactId, people) => exportPerson(scope, contactId, people),
    erase: (contactId) => erasePerson(scope, indexer, contactId),
    readmit: (text) => readmit(scope, text),
    verifyLog: (head) => verifyChain(scope, head === undefined ? undefined : readAnchor(head)),
  };
}
