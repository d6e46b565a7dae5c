import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { wordUnits } from '../../src/language/intents/index.ts';
import { type Row, readTable } from './read-table.ts';
import type { DevScore } from './sentiment.ts';

/** Where the shipped table stands. */
const tablePath = join(import.meta.dirname, '..', '..', 'src', 'language', 'models', 'word-counts.br');
/** Sets whose texts are counted; none of them is one the suite `intents` reports few examples of. */
const sets = [
  'clinc150/train.csv',
  'bitext_customer_service/train.csv',
  'sst2/train.csv',
  'ner_wnut17/train.jsonl',
  'retrieval_xquad_en/corpus.jsonl',
  'retrieval_xquad_zh/corpus.jsonl',
  'retrieval_cmrc2018_zh/corpus.jsonl',
  'dst_woz2/train.jsonl',
  'dst_crosswoz_zh/dev.jsonl',
  'zh_waimai10k/train.csv',
  'zh_hotel_chnsenticorp_htl/train.csv',
  'zh_online_shopping_10/train.csv',
];
const han = /\p{Script=Han}/u;
const least = { latin: 3, han: 12 };

/**
 * Counts in how many texts each English word stem and each run of one or two Han characters stands, and writes
 * the counts: words known to be everywhere weigh little even where few examples are learned from.
 *
 * @param folder  the public sets, one folder each
 */
export async function trainWordCounts(folder: string, path = tablePath): Promise<DevScore[]> {
  const counts = new Map<string, number>();
  const totals = { latin: 0, han: 0 };
  for (const text of sets.flatMap((file) => readTable(join(folder, file)).flatMap(sentencesOf))) {
    const units = new Set(wordUnits(text));
    if (units.size === 0) continue;
    totals[han.test(text) ? 'han' : 'latin']++;
    for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const kept = [...counts]
    .filter(([unit, count]) => count >= (han.test(unit) ? least.han : least.latin))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = [`${totals.latin}\t${totals.han}`, ...kept.map(([unit, count]) => `${unit}\t${count}`)];
  writeFileSync(
    path,
    brotliCompressSync(lines.join('\n'), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
  return [{ set: `${kept.length} words of ${totals.latin + totals.han} texts`, n: kept.length, accuracy: 1 }];
}

function sentencesOf(row: Row): string[] {
  const { tokens, turns } = row as unknown as {
    tokens?: string[];
    turns?: { user?: string; text?: string }[];
  };
  const texts = turns?.map((turn) => turn.user ?? turn.text ?? '') ?? [
    tokens?.join(' ') ?? row.text ?? row.sentence ?? row.utterance ?? row.review ?? '',
  ];
  return texts.flatMap((text) => text.split(/(?<=[.!?。！？])\s*/u));
}
