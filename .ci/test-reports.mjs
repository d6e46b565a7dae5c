// Reads Vitest's JSON reports. A report NAME.json may have NAME-again.json beside it: a second run of the files
// that failed, whose results count in their place.
//   failed REPORT      prints the files that failed, one per line, and on standard error what failed in them;
//                      exits 1 where there is no report or more than three files failed
//   count REPORT...    prints one line with the sum; a report that is missing counts as one failure
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const mostFiles = 3;
const toProgram = (line) => process.stdout.write(`${line}\n`);
const toPerson = (line) => process.stderr.write(`${line}\n`);
const [command, ...paths] = process.argv.slice(2);

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).testResults : undefined);

/** The results of a report by file, those of its second run in place of the first. */
function results(path) {
  const first = read(path);
  if (first === undefined) return undefined;
  const byFile = new Map(first.map((file) => [file.name, file]));
  for (const file of read(path.replace(/\.json$/, '-again.json')) ?? []) byFile.set(file.name, file);
  return [...byFile.values()];
}

const failedTests = (file) => file.assertionResults.filter(({ status }) => status === 'failed');

if (command === 'failed') {
  const failed = read(paths[0])?.filter(({ status }) => status === 'failed');
  for (const file of failed ?? []) {
    toPerson(`FAILED ${relative(process.cwd(), file.name)} ${file.message ?? ''}`);
    for (const { fullName, failureMessages } of failedTests(file))
      toPerson(`  ${fullName}\n    ${failureMessages.join('\n').slice(0, 1500).replaceAll('\n', '\n    ')}`);
    toProgram(relative(process.cwd(), file.name));
  }
  process.exitCode = failed === undefined || failed.length === 0 || failed.length > mostFiles ? 1 : 0;
} else {
  let passed = 0;
  let failed = 0;
  for (const path of paths) {
    const files = results(path);
    if (files === undefined) failed += 1;
    for (const file of files ?? []) {
      const failures = failedTests(file).length;
      passed += file.assertionResults.filter(({ status }) => status === 'passed').length;
      failed += file.status === 'failed' ? Math.max(failures, 1) : failures;
    }
  }
  toProgram(`rapport: ${passed} passed, ${failed} failed`);
}
