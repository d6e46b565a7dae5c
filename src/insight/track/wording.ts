import type { Language } from '../../trust/index.ts';
import { round } from '../statistics.ts';
import type { TrackSummary } from './summary.ts';

const kindNames = {
  forecast: { en: ['forecast', 'forecasts'], zh: '次预测' },
  churn: { en: ['churn score', 'churn scores'], zh: '个流失评分' },
  purchase: { en: ['purchase prediction', 'purchase predictions'], zh: '个购买预测' },
  recommendation: { en: ['recommendation', 'recommendations'], zh: '条推荐' },
} as const;

/** How the predictions of a kind did, in one sentence with its numbers. */
export function describeTrack(summary: TrackSummary, language: Language): string {
  const { kind, predictions, scored } = summary;
  const name = kindNames[kind];
  if (predictions === 0)
    return language === 'zh' ? `还没有保存过${name.zh.slice(1)}。` : `No ${name.en[0]} has been kept yet.`;
  if (scored === 0)
    return language === 'zh'
      ? `已保存 ${predictions} ${name.zh}，都还没有到期。`
      : `${predictions} ${name.en[predictions === 1 ? 0 : 1]} kept; none has come due yet.`;
  const figures = figuresOf(summary, language);
  return language === 'zh'
    ? `在您的数据上：${scored} ${name.zh}${figures.length > 0 ? `，${figures.join('，')}` : ''}。`
    : `On your data: ${[`${scored} ${name.en[scored === 1 ? 0 : 1]}`, ...figures].join(', ')}.`;
}

function figuresOf(summary: TrackSummary, language: Language): string[] {
  const { MASE, sMAPE, coverage80, brier, brierNaive, meanPredicted, meanOutcome, hitRate, hitRateNaive } =
    summary;
  const chinese = language === 'zh';
  const said = (value: number | undefined, english: string, translated: string): string[] =>
    value === undefined ? [] : [chinese ? translated : english];
  return [
    ...said(
      MASE,
      `MASE ${MASE} (${MASE! < 1 ? 'better' : 'no better'} than repeating the last season)`,
      `MASE ${MASE}（${MASE! < 1 ? '优于' : '不优于'}沿用上一季）`,
    ),
    ...said(sMAPE, `sMAPE ${sMAPE} %`, `sMAPE ${sMAPE} %`),
    ...said(
      coverage80,
      `the 80 % interval held ${percent(coverage80)}`,
      `80 % 区间命中 ${percent(coverage80)}`,
    ),
    ...said(
      brier,
      `Brier ${brier}${brierNaive === undefined ? '' : ` (base rate alone: ${brierNaive})`}`,
      `Brier ${brier}${brierNaive === undefined ? '' : `（只用基础比率：${brierNaive}）`}`,
    ),
    ...said(
      meanPredicted,
      `${percent(meanPredicted)} foretold and ${percent(meanOutcome)} came true`,
      `平均预计 ${percent(meanPredicted)}，实际 ${percent(meanOutcome)}`,
    ),
    ...said(
      hitRate?.value,
      `${percent(hitRate?.value)} were bought${hitRateNaive === undefined ? '' : ` (popular products alone: ${percent(hitRateNaive)})`}`,
      `${percent(hitRate?.value)} 被购买${hitRateNaive === undefined ? '' : `（只推热门商品：${percent(hitRateNaive)}）`}`,
    ),
  ];
}

/** What an alert says, with its numbers and the next step. */
export function describeAlert(
  alert: {
    kind: 'churn_risk' | 'forecast_miss';
    label: string;
    target: string;
    value: number;
    bound: number;
    details: { dueOn: string; lower: number | null; upper: number | null };
  },
  language: Language,
): string {
  const { kind, target, value, bound, details } = alert;
  const chinese = language === 'zh';
  const label = alert.label === 'total' ? (chinese ? '全部销售' : 'All sales') : alert.label;
  if (kind === 'churn_risk')
    return chinese
      ? `${label}的流失概率达到 ${percent(value)}（上限 ${percent(bound)}）：请尽快联系，原因见 score_churn。`
      : `${label} may leave: ${percent(value)} (limit ${percent(bound)}). Get in touch; score_churn gives the reasons.`;
  const [low, high] = [details.lower ?? 0, details.upper ?? 0].map((end) => round(end, 2));
  const side = value < (details.lower ?? 0);
  return chinese
    ? `${label}，${target}，截至 ${details.dueOn}：实际 ${round(value, 2)}，${side ? '低于' : '高于'}预测的 ${percent(bound)} 区间 ${low} 至 ${high}。`
    : `${label}, ${target}, up to ${details.dueOn}: ${round(value, 2)}, ${side ? 'below' : 'above'} the ${percent(bound)} interval that was foretold, ${low} to ${high}.`;
}

const percent = (share: number | undefined): string => `${Math.round((share ?? 0) * 100)} %`;
