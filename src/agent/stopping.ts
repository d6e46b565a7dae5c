import type { Language } from '../language/index.ts';
import { faultText } from './fault-texts.ts';
import type { ModelFault } from './faults.ts';
import type { ModelPlace, Step, StopReason } from './types.ts';
import type { WatchedModel } from './watched-model.ts';

/** Why a question ended early. */
export interface Stop {
  reason: StopReason;
  /** The time there was, in milliseconds. */
  milliseconds: number;
  fault?: ModelFault | undefined;
  place?: ModelPlace | undefined;
  phase: WatchedModel['phase'];
}

const reasons: Readonly<Record<StopReason, Record<Language, string>>> = {
  steps: { en: 'I stopped after too many steps.', zh: '步骤太多，我停下来了。' },
  time: { en: 'I ran out of time and stopped.', zh: '时间到了，我停下来了。' },
  identical_calls: {
    en: 'I stopped because I was repeating the same call.',
    zh: '同一个操作重复了多次，我停下来了。',
  },
  cancelled: { en: 'Stopped, as you asked.', zh: '已按您的要求停止。' },
  too_long: {
    en: 'Your message is too long; send at most 20,000 characters.',
    zh: '您的消息太长，最多 20,000 个字符。',
  },
  budget: {
    en: 'I stopped because the budget for a question is used up (--budget, RAPPORT_BUDGET).',
    zh: '一个问题的预算已用完（--budget、RAPPORT_BUDGET），我停下来了。',
  },
  model_error: { en: 'The language model did not answer.', zh: '语言模型没有响应。' },
};

/** Why a question was given up, and what was done until then. */
export function stoppedText(stop: Stop, steps: readonly Step[], language: Language): string {
  const first = why(stop, language);
  const changes = steps.flatMap(({ outcome }) =>
    outcome.ok && typeof outcome.data.changeId === 'string'
      ? [`${outcome.text} (rapport undo ${outcome.data.changeId})`]
      : [],
  );
  if (changes.length === 0)
    return language === 'zh' ? `${first}没有改动任何数据。` : `${first} Nothing was changed.`;
  return [language === 'zh' ? `${first}已完成：` : `${first} Done before that:`, ...changes].join('\n');
}

/**
 * The same for a customer, who can do nothing about the company's settings.
 * @param isQuoted  whether they were told what the documents say
 */
export function stoppedForCustomer(reason: StopReason, language: Language, isQuoted: boolean): string {
  if (reason === 'too_long' || reason === 'cancelled') return reasons[reason][language];
  return (isQuoted ? onlyQuoted : unavailable)[language];
}

const unavailable: Readonly<Record<Language, string>> = {
  en: 'I cannot answer this right now. Please try again in a moment, or ask me for a person.',
  zh: '我现在无法回答。请稍后再试，或者让我为您转人工。',
};
const onlyQuoted: Readonly<Record<Language, string>> = {
  en: 'That is what our documents say. For anything else, please try again in a moment, or ask me for a person.',
  zh: '以上是我们文档中的说明。其他事情请稍后再试，或者让我为您转人工。',
};

function why({ reason, milliseconds, fault, place, phase }: Stop, language: Language): string {
  if (reason === 'model_error' && fault && place) return faultText(fault, place, language);
  if (reason !== 'time' || place === undefined || phase === 'idle') return reasons[reason][language];
  const seconds = Math.round(milliseconds / 1_000);
  const waiting = phase === 'waiting';
  return language === 'zh'
    ? `${place.host} ${waiting ? '没有响应' : '在回答途中停住了'}，一个问题的 ${seconds} 秒时限已到（RAPPORT_TIMEOUT）。`
    : `${place.host} ${waiting ? 'did not answer' : 'stopped in the middle of its answer'}, and the ${seconds} s for a question are over (RAPPORT_TIMEOUT).`;
}
