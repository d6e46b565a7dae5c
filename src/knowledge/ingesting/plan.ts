import { type Language, quoted } from '../../trust/index.ts';
import type { IngestOptions, KnownFile } from './ingesting.ts';
import { type FileProblem, type FoundFile, type FoundFiles, isWithin } from './walk.ts';

/** What a run has to do. */
export interface IngestPlan {
  /** New and changed files, with what is known of them. */
  toRead: { file: FoundFile; known: KnownFile | undefined }[];
  /** Files that are as they were when they were read. */
  unchanged: number;
  /** Documents whose files are gone from the folders. */
  missing: KnownFile[];
  /** Files of kinds the knowledge base does not read. */
  ignored: number;
  problems: FileProblem[];
}

/** What is wanted of all files of a run; absent, each stays as it is. */
type Wanted = Pick<IngestOptions, 'untrusted' | 'audience' | 'language'>;

/** Holds files against what is known of them, without opening any. */
export function planIngest(
  { files, folders, ignored, problems }: FoundFiles,
  known: readonly KnownFile[],
  { untrusted, audience, language }: Wanted,
): IngestPlan {
  const byPath = new Map(
    known.flatMap((one) => (one.filePath === null ? [] : [[one.filePath, one] as const])),
  );
  const bySource = new Map(known.map((one) => [one.source, one]));
  const there = new Set(files.map(({ path }) => path));
  const plan: IngestPlan = { toRead: [], unchanged: 0, missing: [], ignored, problems: [...problems] };
  const taken = new Map<string, string>();
  for (const file of files) {
    const document = byPath.get(file.path) ?? bySource.get(file.source);
    const source = document?.source ?? file.source;
    const isAnother =
      document !== undefined && document.filePath !== file.path && there.has(document.filePath ?? '');
    if (isAnother || taken.has(source)) {
      plan.problems.push({ file: file.path, reason: sourceIsTaken(source)[language] });
      continue;
    }
    taken.set(source, file.path);
    const stays =
      document &&
      (untrusted ?? document.untrusted) === document.untrusted &&
      (audience ?? document.audience) === document.audience;
    if (stays && isUnchanged(file, document)) plan.unchanged++;
    else plan.toRead.push({ file, known: document });
  }
  plan.missing = known.filter(
    ({ filePath }) =>
      filePath !== null && !there.has(filePath) && folders.some((folder) => isWithin(folder, filePath)),
  );
  return plan;
}

/** Whether a file's place, size and time are those it was read at. */
const isUnchanged = (file: FoundFile, document: KnownFile): boolean =>
  document.filePath === file.path &&
  document.fileSize === file.size &&
  document.fileModifiedAt?.getTime() === file.modifiedAt.getTime();

const sourceIsTaken = (source: string): Readonly<Record<Language, string>> => ({
  en: `Another document is called ${quoted(source)} already: rename the folder.`,
  zh: `已有另一份文档叫 ${quoted(source)}：请重命名所在文件夹。`,
});
