import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { person } from '../search/people.ts';
import { runImport } from './own-process.ts';
import { writeLines } from './write-lines.ts';

const fullSize = 1_000;
const seed = 29;
const companies = 20_000;
const titles = ['Buyer', '采购经理', 'Head of Operations', '销售总监'];
const sources = ['Trade fair', '展会', 'Website', '老客户介绍'];
const remarks = {
  latin:
    'Met at the spring fair, asked for the price list of the large frames and for delivery within two weeks; wants an invoice to the head office, calls only in the mornings, and will decide with two colleagues from purchasing once the samples have arrived.',
  han: '在春季展会上认识，询问大号镜框的价目表，希望两周内交货；发票开给总公司，只在上午接电话，样品收到后与采购部的两位同事一起决定，并要求我们在下月初安排一次上门演示和现场培训。',
} as const;

/** A large file of contacts brought in by the command. */
export const importingLarge: Bench = {
  name: 'import-large',
  description: {
    en: 'an import of 1 GB of contacts by the command, with notes, to its end; the size is in megabytes',
    zh: '用命令导入 1 GB 带备注的联系人直到结束；规模以 MB 计',
  },
  async run({ size = fullSize }, host) {
    const folder = await mkdtemp(join(tmpdir(), 'rapport-bench-import-'));
    try {
      const file = join(folder, 'contacts.csv');
      const rows = (await writeLines(file, linesOf(size * 1e6))) - 1;
      host.say(`${rows} contacts, ${size} MB of CSV.`);
      const { seconds, memory } = await runImport(file, host);
      return [
        {
          name: `${size} MB of CSV`,
          unit: 'rows/s',
          sides: { rapport: rows / seconds },
          n: 1,
          note: `${rows} contacts in ${Math.round(seconds)} s, from the start of the command to its end`,
        },
        ...memory,
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The header, and as many rows as fill so many bytes. */
function* linesOf(bytes: number): Generator<string> {
  yield 'Name,Email,Phone,Company,Job title,Lead source,Notes\n';
  for (let row = 0, written = 0; written < bytes; row++) {
    const line = lineOf(row);
    written += Buffer.byteLength(line);
    yield line;
  }
}

function lineOf(number: number): string {
  const { name, email, phone, script } = person(number, seed);
  const company =
    script === 'han' ? `华阳科技${number % companies}` : `Harbor ${number % companies}, Limited`;
  const [title, source] = [titles[number % titles.length], sources[(number >> 2) % sources.length]];
  const address = email.replace('@', `.${number}@`);
  return `${name},${address},${phone},"${company}",${title},${source},"${remarks[script]} ""${number}"""\n`;
}
