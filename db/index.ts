export {
  type Database,
  type DatabaseConfig,
  type DatabaseDescription,
  openDatabase,
} from './database.ts';
export { serializeArray } from './engine/array.ts';
export type { DirectoryUse } from './engine/engine.ts';
export { DatabaseError, type DatabaseErrorCode } from './errors.ts';
export { inspectServer, type ServerInspection } from './postgres/inspect.ts';
export * from './schema/index.ts';
export { sealing, sealingFor } from './sealing/context.ts';
export {
  areImagesCurrent,
  isCurrent,
  openedJson,
  type SealedShape,
  sealedFields,
  sealedFieldsOf,
  sealedJson,
  sealedValue,
} from './sealing/fields.ts';
export { isSealed, type Sealer } from './sealing/sealer.ts';
export { settleKey } from './sealing/state.ts';
export type { Scope, Transaction } from './transaction.ts';
export {
  limitedTables,
  maskedTables,
  prepareVisibility,
  sharedTables,
  type Visibility,
} from './visibility.ts';
