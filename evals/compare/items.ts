import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Language } from '../../src/trust/index.ts';
import { linesOf } from '../lines.ts';
import { EvalUsageError } from '../suite.ts';

/** One item of a run: what was right or wrong of it, and how good or bad the answer was. */
export interface ComparedItem {
  dataset: string;
  /** Names the item within its data set; a repeated one carries which time it is. */
  key: string;
  right: Readonly<Record<string, boolean>>;
  scores: Readonly<Record<string, number>>;
}

type Line = Readonly<Record<string, unknown>>;

/** Fields that say whether an item was right, as the suites call them. */
const verdicts = ['correct', 'pass', 'requestsRight'];
/** Scores, and whether less of them is better. */
export const isLessBetter: Readonly<Record<string, boolean>> = {
  recallAt1: false,
  mrrAt10: false,
  ndcgAt10: false,
  map: false,
  ndcg: false,
  precision: false,
  recall: false,
  hit: false,
  f1: false,
  spanF1: false,
  rouge1: false,
  rouge2: false,
  rougeL: false,
  score: false,
  sMAPE: true,
  MASE: true,
  absoluteError: true,
  brier: true,
};

/**
 * The items a run kept with `--items`.
 * @throws EvalUsageError where the file is missing, a line is none, or nothing in it can be compared
 */
export async function readItems(path: string, language: Language): Promise<ComparedItem[]> {
  const file = existsSync(path) ? path : `${path}.gz`;
  const name = basename(path);
  const refuse = (english: string, chinese: string) =>
    new EvalUsageError(language === 'zh' ? chinese : english);
  if (!existsSync(file))
    throw refuse(
      `There is no file ${path}. Make one with rapport eval SUITE --items FILE.`,
      `没有文件 ${path}。请先用 rapport eval SUITE --items FILE 生成。`,
    );
  const items: ComparedItem[] = [];
  const times = new Map<string, number>();
  let number = 0;
  for await (const text of linesOf(file)) {
    number += 1;
    if (text.trim() === '') continue;
    const line = parseLine(text);
    if (line === undefined)
      throw refuse(
        `${name}, line ${number} is no item: a JSON object as --items writes them is wanted. For the file of --json, name that of --items instead.`,
        `${name} 第 ${number} 行不是条目：需要 --items 写出的 JSON 对象。若这是 --json 的文件，请改用 --items 的文件。`,
      );
    const dataset = String(line.dataset ?? line.suite ?? '');
    const base = [line.fold, line.dialogue ?? line.id, line.user]
      .filter((part) => part !== undefined)
      .join(' ');
    if (base === '')
      throw refuse(`${name}, line ${number}: the id is missing.`, `${name} 第 ${number} 行：缺少 id。`);
    const time = (times.get(`${dataset}\n${base}`) ?? 0) + 1;
    times.set(`${dataset}\n${base}`, time);
    items.push({ dataset, key: time === 1 ? base : `${base} (${time})`, ...measuresOf(line) });
  }
  if (items.length === 0) throw refuse(`${name} holds no items.`, `${name} 中没有条目。`);
  if (items.every(({ right, scores }) => Object.keys(right).length + Object.keys(scores).length === 0))
    throw refuse(
      `${name}: no item says whether it was right, or how good it was.`,
      `${name}：没有任何条目写明对错或得分。`,
    );
  return items;
}

function parseLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}

function measuresOf(line: Line): Pick<ComparedItem, 'right' | 'scores'> {
  const right: Record<string, boolean> = {};
  for (const name of verdicts) if (typeof line[name] === 'boolean') right[name] = line[name];
  if (Array.isArray(line.wrong)) right.nothingWrong = line.wrong.length === 0;
  const nested = typeof line.scores === 'object' && line.scores !== null ? (line.scores as Line) : {};
  const scores: Record<string, number> = {};
  for (const [name, value] of Object.entries({ ...line, ...nested }))
    if (Object.hasOwn(isLessBetter, name) && typeof value === 'number' && Number.isFinite(value))
      scores[name] = value;
  const { label, probability, expected, actual } = line;
  if (typeof label === 'boolean' && typeof probability === 'number') {
    right.correct = probability >= 0.5 === label;
    scores.brier = (probability - Number(label)) ** 2;
  }
  if (typeof expected === 'number' && typeof actual === 'number')
    scores.absoluteError = Math.abs(expected - actual);
  return { right, scores };
}
