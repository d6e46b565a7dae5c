export type ArchiveFault =
  | 'foreign'
  | 'truncated'
  | 'damaged'
  | 'newer'
  | 'other_lineage'
  | 'not_empty'
  | 'nothing_to_keep';

/** What is wrong with a backup, or with the database it is to go into. Nothing was changed. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly fault: ArchiveFault;
  /** The table it shows in. */
  readonly table: string | undefined;

  constructor(fault: ArchiveFault, table?: string) {
    super(`backup: ${fault}`);
    this.fault = fault;
    this.table = table;
  }
}
