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
import {
  applyRetention,
  type RetentionReport,
  type RetentionRules,
  retentionRules,
  setRetention,
} from './retention.ts';

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
  /** How long things are kept. */
  retention(): Promise<RetentionRules>;
  /** Settles rules; 0 takes one back. @throws RapportError invalid_input */
  setRetention(given: RetentionRules): Promise<RetentionRules>;
  /** Takes out, for good, what is older than the rules let it be. */
  applyRetention(rules: RetentionRules): Promise<RetentionReport>;
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
    retention: () => retentionRules(scope),
    setRetention: (given) => setRetention(scope, given),
    applyRetention: (rules) => applyRetention(scope, rules),
    verifyLog: (head) => verifyChain(scope, head === undefined ? undefined : readAnchor(head)),
  };
}
