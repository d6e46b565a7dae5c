import { english } from './notes.en.ts';
import { chinese } from './notes.zh.ts';
import type { Random } from './random.ts';
import type { Language } from './rows.ts';
import type { Sentiment } from './story.ts';

export type Topic =
  | 'price'
  | 'delivery'
  | 'quality'
  | 'support'
  | 'renewal'
  | 'interest'
  | 'work'
  | 'training';
export type Channel = 'call' | 'email' | 'meeting' | 'chat' | 'note';

/** How a language talks about business; `{name}`, `{company}`, `{colleague}` and `{product}` are filled in. */
export interface Phrasebook {
  openings: Record<Channel, readonly string[]>;
  greetings: readonly string[];
  closings: readonly string[];
  nextSteps: readonly string[];
  /** `notes` are a representative's, `mails` the customer's own words. */
  topics: Record<Topic, Record<'notes' | 'mails', Record<Sentiment, readonly string[]>>>;
  subjects: Record<Topic, string>;
}

export interface Speech {
  language: Language;
  topic: Topic;
  feeling: Sentiment;
  names: { name: string; company: string; colleague: string; product: string };
}

const phrasebooks: Record<Language, Phrasebook> = { en: english, zh: chinese };
const separators: Record<Language, string> = { en: ' ', zh: '' };

/** What a representative writes down after talking to a customer. */
export function noteOf(speech: Speech, channel: Channel, random: Random): string {
  const book = phrasebooks[speech.language];
  const parts = [
    random.pick(book.openings[channel]),
    random.pick(book.topics[speech.topic].notes[speech.feeling]),
  ];
  if (random.chance(0.4)) parts.push(random.pick(book.nextSteps));
  return fill(parts.filter(Boolean).join(separators[speech.language]), speech.names);
}

/** What a customer writes to us. */
export function mailOf(speech: Speech, random: Random): string {
  const book = phrasebooks[speech.language];
  const body = random.pick(book.topics[speech.topic].mails[speech.feeling]);
  return fill(`${random.pick(book.greetings)}\n${body}\n${random.pick(book.closings)}`, speech.names);
}

export const subjectOf = ({ language, topic, names }: Speech): string =>
  fill(phrasebooks[language].subjects[topic], names);

const fill = (template: string, names: Speech['names']): string =>
  template.replaceAll(
    /\{(name|company|colleague|product)\}/g,
    (_, slot: keyof Speech['names']) => names[slot],
  );
