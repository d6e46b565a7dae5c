import type { Language } from '../../trust/index.ts';
import type { Share } from '../statistics.ts';
import type { SalesReport, ShownResults } from './index.ts';

/** What a report leaves out. */
export type SalesReportNote =
  | { code: 'no_pipeline' }
  | { code: 'no_deals' }
  | { code: 'no_moves' }
  | { code: 'some_moves'; followed: number; deals: number }
  | { code: 'other_currencies'; count: number; currency: string }
  | { code: 'no_amount'; count: number };

/** What a report leaves out, in one sentence. */
export function noteOf(note: SalesReportNote, language: Language): string {
  const chinese = language === 'zh';
  switch (note.code) {
    case 'no_pipeline':
      return chinese ? '这个工作区还没有销售流程。' : 'This workspace has no pipeline.';
    case 'no_deals':
      return chinese ? '这两个时期没有商机。' : 'There were no deals in either period.';
    case 'no_moves':
      return chinese
        ? '变更日志里没有这些商机的阶段记录，因此没有阶段转化率；从现在起会记录。'
        : 'The change log knows no moves of these deals between stages, so no conversion is stated; moves count from now on.';
    case 'some_moves':
      return chinese
        ? `阶段转化率只依据 ${note.followed} 个有完整阶段记录的商机（共 ${note.deals} 个）。`
        : `Conversion rests on the ${note.followed} deals whose whole way is in the change log, of ${note.deals}.`;
    case 'other_currencies':
      return chinese
        ? `${note.count} 个非 ${note.currency} 商机只计个数，不计金额。`
        : `${note.count} deals not in ${note.currency} are counted without their amounts.`;
    case 'no_amount':
      return chinese ? `${note.count} 个商机没有金额。` : `${note.count} deals have no amount.`;
  }
}

const words = {
  en: {
    pipeline: 'Open pipeline now',
    stage: 'Stage',
    deals: 'Deals',
    amount: 'Amount',
    weighted: 'Weighted',
    age: 'Days open (median)',
    all: 'All',
    results: 'Results',
    before: 'before',
    won: 'Won',
    lost: 'Lost',
    created: 'New deals',
    winRate: 'Win rate',
    average: 'Average won',
    cycle: 'Days to close (median)',
    velocity: 'Velocity, a day',
    conversion: 'Conversion',
    entered: 'Entered',
    movedOn: 'Moved on',
    still: 'Still there',
    rate: 'Went on, of those that left',
    days: 'Days in it (median)',
    owners: 'By owner',
    owner: 'Owner',
    reasons: 'Why deals were lost',
    sources: 'Where won deals came from',
    retention: 'Customers who came back, by month of their first order',
    cohort: 'First order',
    customers: 'Customers',
    month: (count: number) => `+${count} m.`,
  },
  zh: {
    pipeline: '当前未结商机',
    stage: '阶段',
    deals: '商机数',
    amount: '金额',
    weighted: '加权金额',
    age: '已开启天数（中位数）',
    all: '合计',
    results: '结果',
    before: '上一时期',
    won: '赢单',
    lost: '丢单',
    created: '新商机',
    winRate: '赢单率',
    average: '平均赢单金额',
    cycle: '成交周期天数（中位数）',
    velocity: '每天的销售速度',
    conversion: '阶段转化',
    entered: '进入',
    movedOn: '推进',
    still: '仍在',
    rate: '离开者中推进的比例',
    days: '停留天数（中位数）',
    owners: '按负责人',
    owner: '负责人',
    reasons: '丢单原因',
    sources: '赢单来源',
    retention: '复购留存（按首单月份）',
    cohort: '首单月份',
    customers: '客户数',
    month: (count: number) => `+${count} 月`,
  },
};

const mostMonths = 6;

/** The report as tables. */
export function markdownOf(report: Omit<SalesReport, 'markdown'>, language: Language): string {
  const word = words[language];
  const { pipeline, current, before, period, previous, currency, conversion, retention } = report;
  const results: [string, (side: ShownResults) => string][] = [
    [word.created, (side) => `${side.created} (${side.createdAmount})`],
    [word.won, (side) => `${side.won} (${side.wonAmount})`],
    [word.lost, (side) => `${side.lost} (${side.lostAmount})`],
    [word.winRate, (side) => shareText(side.winRate)],
    [word.average, (side) => side.averageWon ?? '–'],
    [word.cycle, (side) => (side.cycleDays === null ? '–' : `${side.cycleDays} (n=${side.cycleDeals})`)],
  ];
  const heads = (title: string, rows: readonly { name: string; deals: number; amount: string }[]) =>
    table(
      title,
      [title, word.deals, `${word.amount} (${currency})`],
      rows.map((row) => [row.name, row.deals, row.amount]),
    );
  const months = Math.min(mostMonths, Math.max(0, ...retention.map(({ retained }) => retained.length)));
  return [
    table(
      word.pipeline,
      [word.stage, word.deals, `${word.amount} (${currency})`, word.weighted, word.age],
      [
        ...pipeline.stages.map((row) => [
          named(row),
          row.deals,
          row.amount,
          row.weighted,
          row.medianAge ?? '–',
        ]),
        [word.all, pipeline.deals, pipeline.amount, pipeline.weighted, ''],
      ],
    ),
    table(
      word.results,
      ['', `${period.from} – ${period.to}`, `${word.before}: ${previous.from} – ${previous.to}`],
      results.map(([title, of]) => [title, of(current), of(before)]),
    ),
    ...(report.velocity.amountPerDay === null
      ? []
      : [`${word.velocity}: ${report.velocity.amountPerDay} ${currency}`]),
    table(
      word.conversion,
      [word.stage, word.entered, word.movedOn, word.lost, word.still, word.rate, word.days],
      conversion.map((row) => [
        named(row),
        row.entered,
        row.movedOn,
        row.lost,
        row.stillThere,
        shareText(row.conversion),
        row.medianDays ?? '–',
      ]),
    ),
    table(
      word.owners,
      [word.owner, word.won, `${word.amount} (${currency})`, word.lost, word.winRate, word.pipeline],
      report.owners.map((row) => [
        row.owner,
        row.won,
        row.wonAmount,
        row.lost,
        shareText(row.winRate),
        `${row.openDeals} (${row.openAmount})`,
      ]),
    ),
    heads(word.sources, report.winsBySource),
    heads(word.reasons, report.lossReasons),
    table(
      word.retention,
      [word.cohort, word.customers, ...Array.from({ length: months }, (_, index) => word.month(index + 1))],
      retention.map(({ start, customers, retained }) => [
        start.slice(0, 7),
        customers,
        ...Array.from({ length: months }, (_, index) => percent(retained[index])),
      ]),
    ),
    ...report.notes,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A Markdown table under a heading; nothing where there are no rows. */
function table(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [`### ${title}`, '', line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const named = ({ stage, pipeline }: { stage: string; pipeline?: string }): string =>
  pipeline === undefined ? stage : `${pipeline}: ${stage}`;

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${Math.round(share * 100)} %`;

const shareText = (share: Share | null): string =>
  share === null ? '–' : `${percent(share.value)} (${percent(share.low95)}–${percent(share.high95)})`;
