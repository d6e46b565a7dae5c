import type { Database } from '../../db/index.ts';
import { createRecordStore, type Scope } from '../trust/index.ts';

/** A workspace of Shanghai to test in. */
export const teaHouse: Scope['workspace'] = {
  id: 'mine',
  name: 'Tea House',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  language: 'zh',
  fiscalYearStart: 1,
  settings: {},
};

const actor: Scope['actor'] = {
  id: 'usr_1',
  name: 'Li Na',
  email: 'li@tea.example',
  role: 'owner',
  workspaceId: 'mine',
  scopes: ['crm:read'],
  client: 'test',
};

/** Runs work in a transaction bound to a workspace and a moment, without a search index. */
export const inScope = <Result>(
  database: Database,
  access: 'read' | 'write',
  { workspace = teaHouse, now }: { workspace?: Scope['workspace']; now: Date },
  work: (scope: Scope) => Promise<Result>,
): Promise<Result> =>
  database[access]({ workspaceId: workspace.id }, (tx) => {
    const indexer = { added: async () => {}, written: async () => {}, removed: async () => {} };
    const records = createRecordStore({ tx, workspaceId: workspace.id, now, indexer });
    return work({ tx, workspace, actor, now, undoes: [], records });
  });
