import type { Field } from '../crm/index.ts';
import type { Language } from '../trust/index.ts';
import type { ImportKind, ImportProblem, ImportReport, Mapping, Source } from './contract.ts';
import type { ImportBatches } from './landing/index.ts';

/** What to import and how, as the tool and the command line are told. */
export interface ImportInput {
  /** A file under the folder this process may read. */
  path?: string | undefined;
  /** Or the contents of a small one. */
  text?: string | undefined;
  /** Which sheet of a workbook. */
  sheet?: string | undefined;
  kind?: ImportKind | undefined;
  /** Column → field, or null to leave it out; by default proposed. */
  columns?: Readonly<Record<string, string | null>> | undefined;
  /** Column → value → value of ours. */
  values?: Readonly<Record<string, Readonly<Record<string, string | null>>>> | undefined;
  dateOrder?: Mapping['dateOrder'] | undefined;
  decimalComma?: boolean | undefined;
  /** Proposes a mapping even where something is left to decide: for it to be edited. */
  incomplete?: boolean | undefined;
}

/** Whose workspace the records go to. */
export interface ImportWorkspace {
  language: Language;
  currency: string;
  customFields: (kind: ImportKind) => readonly Field[];
}

/** A file that has been opened and understood; nothing is written yet. */
export interface PreparedImport {
  source: Source;
  mapping: Mapping;
  /** Where the records come from: the CRM where it is known, else the folder. External ids are unique within it. */
  origin: string;
  /** Writes the records, or in a dry run tells what would be written; hears of progress in bytes. */
  land(
    batches: ImportBatches,
    how: { dryRun: boolean; onProgress?: (read: number, total: number) => void },
  ): Promise<ImportReport>;
}

/** Opens what people bring. */
export interface Importing {
  /** @throws RapportError where the file or its mapping cannot be used, with what to do */
  prepare(input: ImportInput, workspace: ImportWorkspace): Promise<PreparedImport>;
}

/**
 * What reads files is loaded with the first of them.
 *
 * @param folder     the one folder whose files may be read; none where it is absent
 * @param onProblem  hears of every row that is left out
 */
export const createImporting = (
  folder: string | undefined,
  onProblem?: (problem: ImportProblem) => void,
): Importing => ({
  async prepare(input, workspace) {
    const { prepareImport } = await import('./prepare-import.ts');
    return prepareImport(input, workspace, folder, onProblem);
  },
});
