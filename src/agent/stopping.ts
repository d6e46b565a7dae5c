import type { Language } from '../language/index.ts';
import type { Step, StopReason } from './types.ts';

const reasons: Readonly<Record<StopReason, Record<Language, string>>> = {
  steps: { en: 'I stopped after too many steps.', zh: '步骤太多，我停下来了。' },
  time: { en: 'I ran out of time and stopped.', zh: '时间到了，我停下来了。' },
  identical_calls: {
    en: 'I stopped because I was repeating the same call.',
    zh: '同一个操作重复了多次，我停下来了。',
  },
  cancelled: { en: 'Stopped, as you asked.', zh: '已按您的要求停止。' },
  model_error: { en: 'The language model did not answer.', zh: '语言模型没有响应。' },
};

/** Why a question was given up, and what was done until then. */
export function stoppedText(reason: StopReason, steps: readonly Step[], language: Language): string {
  const changes = steps.filter(({ outcome }) => outcome.ok && typeof outcome.data.changeId === 'string');
  const done = changes.map(({ outcome }) => (outcome.ok ? outcome.text : '')).join(' ');
  const nothing = language === 'zh' ? '没有改动任何数据。' : 'Nothing was changed.';
  const first = reasons[reason][language];
  return changes.length === 0
    ? `${first} ${nothing}`
    : `${first} ${language === 'zh' ? '已完成：' : 'Done before that:'} ${done}`;
}
