import { z } from 'zod';
import type { ModelDrift } from '../src/insight/index.ts';
import { defineTool } from './kernel/define-tool.ts';
import { ours } from './kernel/outsiders.ts';
import { Cursor, Reference } from './kernel/params.ts';

const PredictionKind = z.enum(['forecast', 'churn', 'purchase', 'recommendation']);
const figures = {
  kind: z.string(),
  predictions: z.int(),
  scored: z.int(),
  MASE: z.number().optional(),
  sMAPE: z.number().optional(),
  bias: z.number().optional(),
  coverage80: z.number().optional(),
  coverage95: z.number().optional(),
  meanAbsoluteError: z.number().optional(),
  brier: z.number().optional(),
  brierNaive: z.number().optional(),
  meanPredicted: z.number().optional(),
  meanOutcome: z.number().optional(),
  hitRate: z.strictObject({ value: z.number(), low95: z.number(), high95: z.number() }).optional(),
  hitRateNaive: z.number().optional(),
};
const mostDetails = 40;

export default defineTool({
  name: 'get_track_record',
  title: 'Get track record',
  toolset: 'insight',
  scope: 'crm:read',
  restsOn: ['order.total'],
  description:
    'How our own predictions did: forecasts, churn scores, purchases and recommendations beside what really happened, in words and numbers, with the worst misses, the versions of trained models and whether their data drifted. ' +
    'Use before relying on a prediction. Not for a new one: forecast_sales, score_churn.',
  phrases: {
    en: [
      'how good were our forecasts',
      'how accurate are the predictions',
      'show the track record',
      'show the track record of {model}',
      'which forecasts were furthest off',
      'can we trust the churn scores',
      'how accurate were our sales forecasts so far',
      'can I rely on the churn predictions',
      'how often were you right',
      'how well did the predictions hold up',
      'were the forecasts right last month',
      'how far off were the forecasts',
      'have the models drifted',
      'did the recommendations work',
      'which model versions are in use',
      'list the {limit} worst misses of our predictions',
      'compare past {kind} predictions with what really happened',
      'did our predictions about {customer} come true',
      'hit rate of past {kind} predictions',
      'how reliable has the {target} forecast been so far',
      'which version of {model} is running',
      'has the data behind {model} drifted',
      'before I rely on the forecast, how wrong was it before',
      'did the customers you called risky really leave',
      "please check whether last quarter's purchase predictions were right",
    ],
    zh: [
      '之前的预测准不准',
      '预测的准确率怎么样',
      '看一下预测的历史表现',
      '看一下{model}的历史表现',
      '哪些预测偏差最大',
      '流失评分可信吗',
      '之前的销售预测准不准',
      '流失预测的历史准确率怎么样',
      '你的预测靠谱吗',
      '过去的预测和实际差多少',
      '推荐的效果怎么样',
      '上个月的预测对了吗',
      '模型有没有漂移',
      '预测误差有多大',
      '偏差最大的{limit}次预测是哪些',
      '之前说会流失的客户真的走了吗',
      '对{customer}的预测应验了没有',
      '过去的{kind}预测和实际结果对比一下',
      '{target}的预测以往误差多大',
      '{model}现在用的是哪个版本',
      '{model}的数据漂移了没',
      '用预测之前，先看看它过去准到什么程度',
      '以前推荐的产品客户后来真买了吗',
      '预测复盘：上季度说对了几成',
    ],
  },
  input: z.strictObject({
    kind: PredictionKind.optional(),
    target: z.string().trim().min(1).max(200).optional().describe('Such as "revenue by month"'),
    model: z.string().trim().min(1).max(100).optional().describe('A name, or name@version'),
    customer: Reference.optional(),
    limit: z.int().min(1).max(50).optional().describe('Misses to list; 5 by default'),
    cursor: Cursor.optional(),
  }),
  output: z.strictObject({
    kinds: z.array(z.strictObject({ ...figures, sentence: ours(z.string()) })),
    details: z.array(z.strictObject({ ...figures, target: z.string().optional(), model: z.string() })),
    moreDetails: z.int().optional(),
    errorDrift: z.array(
      z.strictObject({
        kind: z.string(),
        earlier: z.number(),
        recent: z.number(),
        scoredEarlier: z.int(),
        scoredRecent: z.int(),
        verdict: z.enum(['better', 'stable', 'worse']),
      }),
    ),
    misses: z.array(
      z.strictObject({
        kind: z.string(),
        subject: z.string(),
        label: z.string(),
        target: z.string(),
        model: z.string(),
        madeOn: z.string(),
        dueOn: z.string(),
        predicted: z.number(),
        lower80: z.number().optional(),
        upper80: z.number().optional(),
        outcome: z.number(),
        error: z.number(),
      }),
    ),
    nextCursor: ours(z.string()).nullable(),
    models: z.array(
      z.strictObject({
        name: z.string(),
        version: z.int(),
        status: z.enum(['active', 'candidate', 'retired']),
        trainedFrom: z.string(),
        trainedTo: z.string(),
        sampleSize: z.int(),
        features: z.array(z.string()),
        metrics: z.record(z.string(), z.number()),
        codeVersion: z.string(),
        drift: z
          .array(
            z.strictObject({
              feature: z.string(),
              index: z.number(),
              verdict: z.enum(['stable', 'moved', 'drifted']),
            }),
          )
          .optional(),
      }),
    ),
    text: ours(z.string()),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  deadline: 20_000,
  summarize: ({ text }) => text,

  async handler({ customer, model, ...asked }, { read, remember, language }) {
    await remember(({ insight }) => insight.track.scoreDue());
    const concernsModels = asked.kind === undefined || asked.kind === 'churn';
    const { report, versions, drifts } = await read(async ({ crm, insight }) => {
      const who = customer === undefined ? undefined : (await crm.whoIs(customer)).resolved;
      const query = { ...asked, model, subject: who?.id };
      return {
        report: await insight.track.report(query, language),
        versions: await insight.track.models.list(model?.split('@')[0]),
        drifts: concernsModels ? await insight.modelDrift() : [],
      };
    });
    const { kinds, details, drift, misses, nextCursor } = report;
    const worst = misses.map(({ label, target, dueOn, predicted, outcome }) => {
      const named = label === 'total' ? { en: 'All sales', zh: '全部销售' }[language] : label;
      return language === 'zh'
        ? `- ${named}，${target}，${dueOn}：预计 ${predicted}，实际 ${outcome}`
        : `- ${named}, ${target}, ${dueOn}: ${predicted} foretold, ${outcome} came true`;
    });
    const worse = drift.filter(({ verdict }) => verdict === 'worse');
    const none = {
      en: 'Nothing has been predicted yet: forecasts, scores and recommendations are kept from now on.',
      zh: '还没有任何预测：从现在起，预测、评分和推荐都会被保存并核对。',
    };
    return {
      kinds,
      details: details.slice(0, mostDetails),
      ...(details.length > mostDetails && { moreDetails: details.length - mostDetails }),
      errorDrift: drift,
      misses: misses.map(({ id, ...miss }) => miss),
      nextCursor,
      models: versions.map(({ trainedAt, ...version }) => ({
        ...version,
        features: [...version.features],
        metrics: { ...version.metrics },
        ...driftOf(version, drifts),
      })),
      text: [
        ...(kinds.length === 0 ? [none[language]] : kinds.map(({ sentence }) => sentence)),
        ...worse.map(({ kind }) => worseOf(kind)[language]),
        ...drifts.flatMap(({ name, version, features }) => {
          const drifted = features.filter(({ verdict }) => verdict === 'drifted');
          return drifted.length === 0 ? [] : [driftedOf(`${name}@${version}`, drifted)[language]];
        }),
        ...worst,
      ].join('\n'),
    };
  },
});

const worseOf = (kind: string) => ({
  en: `Predictions of the kind ${kind} missed by more in the last 90 days than before.`,
  zh: `最近 90 天，${kind} 类预测的偏差比之前大。`,
});

const mostDrifts = 3;

const driftOf = ({ name, version }: { name: string; version: number }, drifts: readonly ModelDrift[]) => {
  const drift = drifts.find((one) => one.name === name && one.version === version);
  return drift && { drift: drift.features.slice(0, mostDrifts) };
};

const driftedOf = (model: string, features: ModelDrift['features']) => {
  const named = features
    .slice(0, mostDrifts)
    .map(({ feature, index }) => `${feature} ${index}`)
    .join(', ');
  return {
    en: `Customers are no longer those ${model} learned from (population stability index: ${named}): train it anew with rapport train churn.`,
    zh: `客户与 ${model} 训练时已明显不同（群体稳定性指数：${named}）：请用 rapport train churn 重新训练。`,
  };
};
