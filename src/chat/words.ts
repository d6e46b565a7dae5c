import type { Language } from '../trust/index.ts';

type Words = Readonly<Record<Language, string>>;

/** What the door itself says to customers, in both languages. */
export const words = {
  waiting: {
    en: 'Thank you, I have passed this on. A person is coming and will answer you here.',
    zh: '谢谢，我已转达。客服人员马上就来，会在这里回复您。',
  },
  handedOff: {
    en: 'I am bringing in a person, who will answer you here.',
    zh: '我正在为您转接人工，客服人员会在这里回复您。',
  },
  rated: { en: 'Thank you for your rating.', zh: '谢谢您的评分。' },
  empty: {
    en: 'The message is empty. Write what you would like to know.',
    zh: '消息是空的，请写下您想问的内容。',
  },
  tooLong: {
    en: 'The message is too long: at most 4,000 characters. Please shorten it.',
    zh: '消息太长，最多 4,000 个字符，请缩短后再发。',
  },
  unknownConversation: {
    en: 'There is no such conversation. Begin a new one by leaving conversationId out.',
    zh: '没有这个对话。不带 conversationId 即可开始新的对话。',
  },
  busy: {
    en: 'Your last message is still being answered. Wait for the answer, then send this one.',
    zh: '上一条消息还在回复中，请等回复后再发送。',
  },
  otherLanguage: {
    en: 'I understand English and Chinese; please write in one of them.',
    zh: '我能看懂中文和英文，请用其中一种语言提问。',
  },
  wrongRating: {
    en: 'rating must be a whole number from 1 (bad) to 5 (good).',
    zh: 'rating 必须是 1（差）到 5（好）之间的整数。',
  },
  failed: {
    en: 'Something went wrong on our side. Please try again in a moment.',
    zh: '我们这边出了问题，请稍后再试。',
  },
} as const satisfies Record<string, Words>;

/** A line in both languages, for programs whose reader is not known. */
export const inBoth = ({ en, zh }: Words): string => `${en} ${zh}`;
