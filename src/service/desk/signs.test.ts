import { describe, expect, test } from 'vitest';
import { analyzeSentiment } from '../../language/index.ts';
import { deadlineAfter } from './deadline.ts';
import { urgencyOf } from './priority.ts';
import { deskSettings } from './settings.ts';
import { asksForPerson, handOffReason } from './triggers.ts';

describe('how pressing a message is', () => {
  test.each([
    ['Where is my order #W123?', 'normal'],
    ['The mug arrived broken, I would like to return it.', 'normal'],
    ['I need this urgently, can you ship it today?', 'high'],
    ['I was charged twice for one order', 'high'],
    ['I was charged twice and I need the money back immediately', 'urgent'],
    ['This is unacceptable, the worst service I have ever had!', 'high'],
    ['The charger caught fire and my son burned his hand', 'urgent'],
    ['You will hear from my lawyer', 'urgent'],
    ['我的订单到哪了？', 'normal'],
    ['收到的杯子碎了，想退货', 'normal'],
    ['急用，请马上发货', 'high'],
    ['我被重复扣款了', 'high'],
    ['充电器冒烟了，我被烫伤', 'urgent'],
    ['再不解决我就去12315投诉', 'urgent'],
  ] as const)('%s: %s', (text, priority) => {
    expect(urgencyOf(text, analyzeSentiment(text)).priority).toBe(priority);
  });
});

describe('when a person is brought in', () => {
  test.each([
    'I want to talk to a human',
    'Can I speak with a real person please?',
    'human please',
    'Agent!',
    'get me your manager',
    'please transfer me to a customer service representative',
    '转人工',
    '我要找你们经理',
    '请帮我接人工客服',
    '有没有真人能跟我说话',
  ])('asked for: %s', (text) => {
    expect(asksForPerson(text)).toBe(true);
  });

  test.each([
    'Where is my order?',
    'Which travel agent discount do you give?',
    'I do not want to talk to a human, just cancel it',
    'Is this for one person or two?',
    'I need to return the personal computer',
    '不用转人工，帮我取消就行',
    '这个人工智能音箱有货吗',
    '退货要人工费吗',
  ])('not asked for: %s', (text) => {
    expect(asksForPerson(text)).toBe(false);
  });

  test.each([
    ['This is ridiculous! Third time I ask. Useless!', 'anger'],
    ['气死我了，什么破服务', 'anger'],
    ['The lamp is broken and I am disappointed.', null],
    ['质量不好，我要退货', null],
  ] as const)('%s: %s', (text, reason) => {
    expect(handOffReason({ text, sentiment: analyzeSentiment(text).score })).toBe(reason);
  });

  test('two failures, a rule, a guess', () => {
    const calm = { text: 'hm', sentiment: 0 };
    expect(handOffReason({ ...calm, misunderstandings: 1 })).toBe(null);
    expect(handOffReason({ ...calm, misunderstandings: 2 })).toBe('not_understood');
    expect(handOffReason({ ...calm, needsExceptionToPolicy: true })).toBe('policy');
    expect(handOffReason({ ...calm, confidence: 0.1 })).toBe('low_confidence');
  });
});

describe('deadlines', () => {
  const hours = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] };
  const after = (from: string, minutes: number) =>
    deadlineAfter(new Date(from), minutes, hours, 'Asia/Shanghai').toISOString();

  test('without opening hours the clock never stops', () => {
    const due = deadlineAfter(new Date('2026-03-06T16:00:00+08:00'), 240, undefined, 'Asia/Shanghai');
    expect(due).toEqual(new Date('2026-03-06T20:00:00+08:00'));
  });

  test('opening hours alone count: over the night, over the weekend, from before opening', () => {
    expect(after('2026-03-05T16:00:00+08:00', 240)).toBe('2026-03-06T03:00:00.000Z');
    expect(after('2026-03-06T17:30:00+08:00', 60)).toBe('2026-03-09T01:30:00.000Z');
    expect(after('2026-03-07T12:00:00+08:00', 60)).toBe('2026-03-09T02:00:00.000Z');
    expect(after('2026-03-05T06:00:00+08:00', 60)).toBe('2026-03-05T02:00:00.000Z');
    expect(after('2026-03-05T09:00:00+08:00', 540)).toBe('2026-03-05T10:00:00.000Z');
  });

  test('come from the settings; what cannot be read counts as not given', () => {
    const settings = {
      service: { deadlines: { urgent: 15, high: 'soon' }, hours: { from: '18:00' }, queue: '' },
    };
    expect(deskSettings({ settings })).toMatchObject({
      deadlines: { urgent: 15, high: 240, normal: 1_440, low: 4_320 },
      queue: 'service',
    });
    expect(deskSettings({ settings }).hours).toBeUndefined();
    expect(deskSettings({ settings: { service: { hours } } }).hours).toEqual(hours);
  });
});
