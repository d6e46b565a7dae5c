/** Sentences of what a table to judge on lacks, in Chinese. */
export const evaluationErrorTexts: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^There is no file or folder (.+)\.$/, (path) => `没有文件或文件夹 ${path}。`],
  [
    /^The folder (.+) has no (\w+) part \((.+)\)\.$/,
    (path, part, files) => `文件夹 ${path} 中没有 ${part} 部分（${files}）。`,
  ],
  [/^Say which column is to be foretold: --target COLUMN\.$/, () => '请说明要预测哪一列：--target COLUMN。'],
  [/^Columns: (.+)\.$/s, (names) => `现有的列：${names}。`],
  [/^There is no column (.+)\.$/, (name) => `没有 ${name} 这一列。`],
  [
    /^(.+) is empty in every row: two values are wanted, such as Yes and No, or 1 and 0\.$/,
    (column) => `${column} 列全为空；需要两种取值，如“是”和“否”，或 1 和 0。`,
  ],
  [
    /^(.+) is (.+) in every row: two values are wanted, such as Yes and No, or 1 and 0\.$/,
    (column, value) => `${column} 列每行都是 ${value}；需要两种取值，如“是”和“否”，或 1 和 0。`,
  ],
  [
    /^(.+) has (\d+) values \((.+), …\): two values are wanted, such as Yes and No, or 1 and 0\.$/,
    (column, count, values) =>
      `${column} 列有 ${count} 种取值（${values}……）；需要两种取值，如“是”和“否”，或 1 和 0。`,
  ],
  [
    /^(.+): (\d+) rows, (\d+) of the rarer outcome\.$/,
    (table, rows, rarer) => `${table}：共 ${rows} 行，其中较少的一种结果 ${rarer} 行。`,
  ],
  [
    /^Learning needs (\d+) rows and (\d+) of either outcome\.$/,
    (rows, either) => `学习至少需要 ${rows} 行，且每种结果 ${either} 行。`,
  ],
  [
    /^(.+): all rows have the same outcome, which leaves nothing to tell apart\.$/,
    (table) => `${table}：每行结果都相同，无从区分。`,
  ],
  [/^(.+): the dev part has no column (.+)\.$/, (table, name) => `${table}：dev 部分没有 ${name} 这一列。`],
];
