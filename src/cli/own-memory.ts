/**
 * Megabytes: what an import of CSV holds is bounded by its batches; without a limit garbage is left to lie around.
 * Garbage is collected by the thread that made it, as helpers work longer at so small a heap than it does alone.
 */
const heap = ['--max-old-space-size=80', '--max-semi-space-size=4', '--single-threaded-gc'];
/** Bytes, for the allocator of glibc: large pieces go back when they are freed. It reads these when a process starts. */
const allocator = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** Whether a command reads large files row by row alone, so that a small heap is enough. */
export function needsLittle([command, ...rest]: readonly string[]): boolean {
  const isValue = (index: number) => /^--(map|save-map|report|sheet|data-dir)$/.test(rest[index - 1] ?? '');
  const paths = rest.filter((word, index) => /[./\\]/.test(word) && !word.startsWith('-') && !isValue(index));
  return command === 'import' && paths.length > 0 && paths.every((path) => /\.(csv|tsv)(\.gz)?$/i.test(path));
}

/** Starts this process anew with a small heap, under the same number, where Node can do that and nobody chose another. */
export function keepLittle(): void {
  const { argv, env, execArgv, execPath, execve, platform } = process;
  const isChosen = execArgv.some((option) => /^--max[-_]old[-_]space/.test(option));
  if (isChosen || !needsLittle(argv.slice(2))) return;
  if (platform !== 'win32' && typeof execve === 'function')
    execve(execPath, [execPath, ...execArgv, ...heap, ...argv.slice(1)], { ...allocator, ...env });
}
