import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledText, Language, LinearPart } from '../../src/language/index.ts';
import { perturb } from '../perturb.ts';
import { type Row, readTable } from './read-table.ts';

export const reviewSets = [
  'sst2',
  'zh_hotel_chnsenticorp_htl',
  'zh_waimai10k',
  'zh_online_shopping_10',
  'fewclue_eprstmt',
] as const;

export interface Remark extends LabelledText {
  language: Language;
  part: 'train' | 'dev';
}

type PolarityWords = Record<Language, Record<'positive' | 'negative' | 'neutral', string[]>>;

const corpora = join(import.meta.dirname, '..', 'data');
/** There are four times as many reviews in Chinese, so its remarks weigh more. */
const weights = {
  en: { remark: 6, composed: 0.6 },
  zh: { remark: 24, composed: 2.4 },
  words: 1,
  negated: 0.5,
  /** Of a remark with noise, beside the remark itself. */
  noisy: 0.3,
  request: 0.1,
  /** Of a remark where reviews are learned from, and where the two are told apart. */
  amongReviews: 0.5,
  kind: 0.6,
};

const noiseSeed = 1;

const names: Record<string, string> = {
  '1': 'positive',
  '0': 'negative',
  Positive: 'positive',
  Negative: 'negative',
};

/** A part of a public review set: texts that are positive or negative. */
export function readReviews(folder: string, set: string, part: 'train' | 'dev'): LabelledText[] {
  const file = `${part}.${set === 'fewclue_eprstmt' ? 'jsonl' : 'csv'}`;
  return readTable(join(folder, set, file)).map((row) => ({
    text: (row.text ?? row.sentence)!,
    label: names[row.label!]!,
  }));
}

/** Our own remarks about customers. */
export function readRemarks(part: Remark['part']): Remark[] {
  return (readTable(join(corpora, 'crm-remarks.jsonl')) as unknown as Remark[]).filter(
    (remark) => remark.part === part,
  );
}

/** Our own list of words with a tendency, of both languages. */
export function polarityWords(): { positive: string[]; negative: string[] } {
  const { en, zh } = readWords();
  return { positive: [...en.positive, ...zh.positive], negative: [...en.negative, ...zh.negative] };
}

const readWords = (): PolarityWords =>
  JSON.parse(readFileSync(join(corpora, 'polarity-words.json'), 'utf8')) as PolarityWords;

/**
 * What each linear part of the sentiment model learns from, the network from what `reviews` does; what each source weighs
 * was chosen on the dev parts.
 */
export function sentimentExamples(folder: string): Record<LinearPart, LabelledText[]> {
  const words = readWords();
  const own = (['en', 'zh'] as const).map((language) => {
    const remarks = readRemarks('train').filter((remark) => remark.language === language);
    const phrases = Object.entries(words[language]).flatMap(([label, texts]) =>
      texts.map((text) => ({ text, label })),
    );
    return {
      remarks: weigh(remarks, weights[language].remark),
      words: [
        ...weigh(phrases, weights.words),
        ...(language === 'en' ? weigh(negate(words.en), weights.negated) : []),
      ],
      composed: weigh(compose(remarks, language), weights[language].composed),
    };
  });
  const reviews = reviewSets.flatMap((set) => readReviews(folder, set, 'train'));
  const requests = weigh(neutralRequests(folder), weights.request);
  const noted = own.flatMap(({ remarks, composed }) => [...remarks, ...composed]);
  const noisy = own.flatMap(({ remarks }) => withNoise(remarks));
  const phrases = own.flatMap((part) => part.words);
  const isPolar = ({ label }: LabelledText): boolean => label !== 'neutral';
  return {
    remarks: [...noted, ...noisy, ...phrases, ...reviews, ...requests],
    reviews: [
      ...reviews,
      ...phrases.filter(isPolar),
      ...weigh(own.flatMap(({ remarks }) => remarks).filter(isPolar), weights.amongReviews),
    ],
    kinds: [
      ...reviews.map(({ text }) => ({ text, label: 'review' })),
      ...noted.map(({ text, weight }) => ({
        text,
        label: 'remark',
        weight: weights.kind * Math.sqrt(weight!),
      })),
      ...requests.map(({ text }) => ({ text, label: 'remark', weight: 1 })),
    ],
  };
}

/** Each text mistyped, and with characters of the same sound. */
const withNoise = (examples: readonly LabelledText[]): LabelledText[] =>
  (['typos', 'homophones'] as const).flatMap((kind) =>
    examples.map(({ text, label, weight = 1 }) => ({
      text: perturb(text, kind, noiseSeed),
      label,
      weight: weight * weights.noisy,
    })),
  );

/** What people ask of services and assistants, without an opinion. */
function neutralRequests(folder: string): LabelledText[] {
  const assistants = readTable(join(folder, 'clinc150', 'train.csv')).filter(
    (row, index) => index % 4 === 0 && row.label !== 'oos',
  );
  const turnsOf = (row: Row) => row.turns as unknown as { user?: string; text?: string }[];
  const dialogues = ['dst_woz2/train.jsonl', 'dst_crosswoz_zh/dev.jsonl'].flatMap((file) =>
    readTable(join(folder, file)).flatMap((row) => turnsOf(row).map((turn) => (turn.user ?? turn.text)!)),
  );
  return [...assistants.map((row) => row.text!), ...dialogues].map((text) => ({ text, label: 'neutral' }));
}

const joints = {
  en: { plain: [', ', '. '], contrast: [', but ', ', however ', ' but '] },
  zh: { plain: ['，', '。'], contrast: ['，但是', '，但', '，不过', '，可是', '，可惜'] },
} as const;

/**
 * Remarks put together from two, as log entries are: an opinion beside a neutral remark keeps its label, two
 * neutral ones stay neutral, of two opinions with "but" between them the second one counts.
 */
function compose(remarks: readonly LabelledText[], language: Language): LabelledText[] {
  const choose = chooser();
  const bare = ({ text }: LabelledText): string => text.replace(/[.!。！]$/u, '');
  const { plain, contrast } = joints[language];
  const neutral = remarks.filter((remark) => remark.label === 'neutral');
  const polar = remarks.filter((remark) => remark.label !== 'neutral');

  const besideNeutral = polar.map((remark) => {
    const pair = [bare(remark), bare(choose(neutral))];
    return { text: (choose([true, false]) ? pair : pair.reverse()).join(choose(plain)), label: remark.label };
  });
  const bothNeutral = neutral.map((remark) => ({
    text: bare(remark) + choose(plain) + bare(choose(neutral)),
    label: 'neutral',
  }));
  const contrasted = polar.slice(0, polar.length / 3).map(() => {
    const label = choose(['positive', 'negative']);
    const [first, second] = [
      choose(polar.filter((remark) => remark.label !== label)),
      choose(polar.filter((remark) => remark.label === label)),
    ];
    return { text: bare(first) + choose(contrast) + bare(second), label };
  });
  return [...besideNeutral, ...bothNeutral, ...contrasted];
}

function negate({ positive, negative }: PolarityWords['en']): LabelledText[] {
  const flipped = (words: readonly string[], label: string): LabelledText[] =>
    words.filter((word) => /^[a-z]+$/.test(word)).map((word) => ({ text: `not ${word}`, label }));
  return [...flipped(positive, 'negative'), ...flipped(negative, 'positive')];
}

function weigh(examples: readonly LabelledText[], weight: number): LabelledText[] {
  return examples.map(({ text, label }) => ({ text, label, weight }));
}

/** Picks items in an order that looks random and is always the same (a linear congruential generator). */
function chooser(): <Item>(items: readonly Item[]) => Item {
  let state = 7;
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return items[Math.floor((state / 2 ** 32) * items.length)]!;
  };
}
