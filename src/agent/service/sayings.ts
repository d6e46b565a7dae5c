import type { Language } from '../../language/index.ts';

/** What the engine says whatever the domain is. */
export interface Sayings {
  greeting(name: string | undefined, about: string): string;
  thanks(): string;
  bye(): string;
  smallTalk(about: string): string;
  help(about: string, titles: readonly string[]): string;
  /** Asks for one of several. */
  choose(question: string, options: readonly string[]): string;
  /** What was wished for is not to be had; what is. */
  notToBeHad(wish: string): string;
  confirm(what: string): string;
  stillConfirm(): string;
  dropped(title: string): string;
  nothingOpen(): string;
  back(title: string): string;
  next(): string;
  possible(title: string, about: string): string;
  begin(title: string): string;
  offer(title: string): string;
  declined(): string;
  failed(message: string, hint: string | undefined): string;
  none(title: string): string;
  noPerson(): string;
  notDone(): string;
  anger(): string;
  offerPerson(): string;
  rephrase(titles: readonly string[]): string;
  notKnown(): string;
  /** What somebody wants something done with is known nowhere. */
  nothingOf(words: string): string;
  known(name: string | undefined): string;
}

/** A hint that names a tool is for assistants. */
const namesTool = /\b[a-z]+_[a-z_]+\b/;
const joined = (message: string, hint: string | undefined, space: string): string =>
  hint === undefined || namesTool.test(hint) ? message : `${message}${space}${hint}`;

const numbered = (options: readonly string[]): string =>
  options.map((option, index) => `\n${index + 1}. ${option}`).join('');

const english: Sayings = {
  greeting: (name, about) => `Hello${name === undefined ? '' : ` ${name}`}! ${about} What can I do for you?`,
  thanks: () => 'You are welcome. Is there anything else I can do for you?',
  bye: () => 'Thank you for getting in touch. Goodbye!',
  smallTalk: (about) => `I am the automatic assistant here. ${about}`,
  help: (about, titles) => `${about} For example: ${titles.join('; ')}. Or ask for a person at any time.`,
  choose: (question, options) => `${question}${numbered(options)}`,
  notToBeHad: (wish) => `There is none like that (${wish}) right now.`,
  confirm: (what) => `${what}\nShall I go ahead? (yes/no)`,
  stillConfirm: () => 'I need a clear yes before I do it.',
  dropped: (title) => `All right, I leave it: ${title} – nothing was changed.`,
  nothingOpen: () => 'All right. Nothing is under way, and nothing was changed.',
  back: (title) => `Back to your request (${title}).`,
  next: () => 'Now the next thing.',
  possible: (title, about) => `Yes, that is possible: ${title}${about === '' ? '' : ` (${about})`}.`,
  begin: (title) => `Shall I start it for you: ${title}? (yes/no)`,
  offer: (title) => `Would you like to do this instead: ${title}? (yes/no)`,
  declined: () => 'All right. What else can I do for you?',
  failed: (message, hint) => joined(message, hint, ' '),
  none: (title) => `There is nothing of yours on record for this (${title}).`,
  noPerson: () => 'I could not reach a colleague just now. Please try again in a moment.',
  notDone: () => 'All right, I do not do that.',
  anger: () => 'I am sorry about this trouble.',
  offerPerson: () => 'Would you like me to bring in a colleague? (yes/no)',
  rephrase: (titles) =>
    `I did not understand that. Could you put it differently? I can help with, for example: ${titles.join('; ')}.`,
  notKnown: () =>
    'I do not find an answer to that in what I know. You can put it differently, or ask for a person.',
  nothingOf: (words) => `I find nothing about “${words}” in what I know; you can ask for a person.`,
  known: (name) =>
    `Thank you${name === undefined ? '' : `, ${name}`}, I know who you are. What can I do for you?`,
};

const chinese: Sayings = {
  greeting: (name, about) => `您好${name === undefined ? '' : `，${name}`}！${about}请问有什么可以帮您？`,
  thanks: () => '不客气。还有什么可以帮您的吗？',
  bye: () => '感谢您的咨询，再见！',
  smallTalk: (about) => `我是这里的自动助手。${about}`,
  help: (about, titles) => `${about}例如：${titles.join('、')}。您也可以随时要求转人工。`,
  choose: (question, options) => `${question}${numbered(options)}`,
  notToBeHad: (wish) => `目前没有这样的（${wish}）。`,
  confirm: (what) => `${what}\n请问确认办理吗？（是/否）`,
  stillConfirm: () => '需要您明确回复“是”，我才会办理。',
  dropped: (title) => `好的，已放弃：${title}，未做任何更改。`,
  nothingOpen: () => '好的，目前没有进行中的操作，未做任何更改。',
  back: (title) => `回到您刚才的事项（${title}）。`,
  next: () => '接着办下一项。',
  possible: (title, about) => `可以办理：${title}${about === '' ? '' : `（${about}）`}。`,
  begin: (title) => `需要现在为您办理吗：${title}？（是/否）`,
  offer: (title) => `您想改为这样办理吗：${title}？（是/否）`,
  declined: () => '好的。还有什么可以帮您的吗？',
  failed: (message, hint) => joined(message, hint, ''),
  none: (title) => `您名下没有可以办理此项的记录（${title}）。`,
  noPerson: () => '暂时联系不到同事，请稍后再试。',
  notDone: () => '好的，不做这项操作。',
  anger: () => '非常抱歉给您带来不便。',
  offerPerson: () => '需要为您转接人工客服吗？（是/否）',
  rephrase: (titles) => `抱歉，我没有听懂。您可以换个说法吗？我可以帮您：${titles.join('、')}等。`,
  notKnown: () => '我掌握的资料里没有找到答案。您可以换个说法，或要求转人工。',
  nothingOf: (words) => `我掌握的资料里没有关于“${words}”的内容，您可以要求转人工。`,
  known: (name) => `谢谢${name === undefined ? '' : `，${name}`}，身份已确认。请问需要办理什么？`,
};

const sayings: Readonly<Record<Language, Sayings>> = { en: english, zh: chinese };

export const say = (language: Language): Sayings => sayings[language];
