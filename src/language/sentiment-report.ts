import type { SentimentDoubt, SentimentReading, SentimentReadings, SentimentReport } from '../models.ts';
import { aspectNames } from './aspects.ts';
import type { Language } from './tokens.ts';

const strengths = {
  en: { none: 'none', slight: 'slight', clear: 'clear', strong: 'strong' },
  zh: { none: '无', slight: '轻微', clear: '明显', strong: '强烈' },
};
const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * What several readings say together: of what, in which month, and what to mind.
 *
 * @param days      of each reading its ISO date, where it has one
 * @param byModel  whether a language model was asked to read
 */
export function reportOf(
  { readings, by, fellBack }: SentimentReadings,
  {
    days,
    byModel,
    language,
  }: { days: readonly (string | undefined)[]; byModel: boolean; language: Language },
): SentimentReport {
  return {
    aspects: aspectReports(readings, language),
    months: monthsOf(days, readings),
    notes: notesOf(readings, { byModel, by, fellBack }, language),
    shown: readings.map((reading) => shownReading(reading, language)),
  };
}

function strengthOf(intensity: number, label: SentimentReading['label']): keyof (typeof strengths)['en'] {
  if (label === 'neutral') return 'none';
  const size = Math.abs(intensity);
  if (size >= 0.75) return 'strong';
  return size >= 0.4 ? 'clear' : 'slight';
}

function shownReading(reading: SentimentReading, language: Language) {
  const { label, score, intensity, confidence, words, mixed, aspects, doubts } = reading;
  return {
    label,
    score: round(score),
    intensity: round(intensity),
    strength: strengths[language][strengthOf(intensity, label)],
    confidence: round(confidence),
    words: [...words],
    ...(mixed && { mixed }),
    ...(aspects.length > 0 && {
      aspects: Object.fromEntries(aspects.map((one) => [aspectNames[one.aspect][language], one.label])),
    }),
    ...(doubts.length > 0 && { doubts: [...doubts] }),
  };
}

/** What was spoken of, most often first. */
function aspectReports(readings: readonly SentimentReading[], language: Language) {
  const said = Map.groupBy(
    readings.flatMap(({ aspects }) => aspects),
    ({ aspect }) => aspect,
  );
  return Array.from(said, ([aspect, all]) => {
    const words = all.filter(({ label }) => label !== 'neutral').flatMap((one) => one.words);
    return {
      aspect: aspectNames[aspect][language],
      mentions: all.length,
      positive: all.filter(({ label }) => label === 'positive').length,
      negative: all.filter(({ label }) => label === 'negative').length,
      mean: round(all.reduce((sum, { score }) => sum + score, 0) / all.length),
      words: [...new Set(words)].slice(0, 3),
    };
  }).sort((one, other) => other.mentions - one.mentions);
}

/** How each month felt, oldest first; none for texts without a date. */
function monthsOf(days: readonly (string | undefined)[], readings: readonly SentimentReading[]) {
  const dated = days.flatMap((day, index) =>
    day === undefined ? [] : [{ month: day.slice(0, 7), reading: readings[index]! }],
  );
  return Array.from(
    Map.groupBy(dated, ({ month }) => month),
    ([month, some]) => {
      const count = (label: SentimentReading['label']): number =>
        some.filter(({ reading }) => reading.label === label).length;
      const mean = some.reduce((sum, { reading }) => sum + reading.score, 0) / some.length;
      return {
        month,
        positive: count('positive'),
        neutral: count('neutral'),
        negative: count('negative'),
        mean: round(mean),
      };
    },
  );
}

const doubtNotes: Readonly<Record<SentimentDoubt, (count: number) => Readonly<Record<Language, string>>>> = {
  unreadable: (count) => ({
    en: `${count} without a word or sign I know: counted as neutral.`,
    zh: `${count} 条没有可识别的文字或符号，按中性计。`,
  }),
  other_language: (count) => ({
    en: `${count} in another language than English or Chinese: not to be relied on.`,
    zh: `${count} 条不是中文或英文，结果不可靠。`,
  }),
  sarcasm: (count) => ({
    en: `${count} may be meant ironically: please read.`,
    zh: `${count} 条可能是反话，请人工查看。`,
  }),
  unsure: (count) => ({
    en: `${count} could be read either way (less than 50 % sure).`,
    zh: `${count} 条拿不准（把握不到 50%）。`,
  }),
  cut: (count) => ({
    en: `${count} too long: beginning and end were read.`,
    zh: `${count} 条过长，只读了开头和结尾。`,
  }),
};

function notesOf(
  readings: readonly SentimentReading[],
  { byModel, by, fellBack }: { byModel: boolean; by: string; fellBack: number },
  language: Language,
): string[] {
  const doubted = Map.groupBy(
    readings.flatMap(({ doubts }) => doubts),
    (doubt) => doubt,
  );
  const notes = Array.from(doubted, ([doubt, some]) => doubtNotes[doubt](some.length)[language]);
  const mixed = readings.filter((reading) => reading.mixed).length;
  if (mixed > 0)
    notes.push(
      { en: `${mixed} with praise and complaint: the end decided.`, zh: `${mixed} 条有褒有贬，以结尾为准。` }[
        language
      ],
    );
  if (byModel && by === 'local' && fellBack === 0)
    notes.push(
      {
        en: 'No language model is set (RAPPORT_ANSWER_MODEL): read by the built-in one.',
        zh: '未配置大模型（RAPPORT_ANSWER_MODEL），由内置模型判断。',
      }[language],
    );
  if (fellBack > 0)
    notes.push(
      {
        en: `The language model gave nothing usable for ${fellBack}: read by the built-in one.`,
        zh: `大模型对 ${fellBack} 条未给出可用结果，由内置模型判断。`,
      }[language],
    );
  return notes;
}
