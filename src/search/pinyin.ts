import { pinyin } from 'pinyin-pro';
import { remembering } from './fold.ts';

const longestPersonName = 4;

/**
 * How a run of Han characters is read, one syllable a character, without tones: the everyday reading
 * first, then others a name may have (a surname's own reading, ü typed as v).
 */
export const readings = remembering((run: string): string[][] => {
  const everyday = syllables(run, 'off');
  const asName = Array.from(run).length <= longestPersonName ? syllables(run, 'head') : everyday;
  const named = everyday.map((syllable, index) => (index < 2 ? asName[index]! : syllable));
  const typed = [everyday, named].flatMap((reading) => [
    reading.map((syllable) => syllable.replace('ü', 'u')),
    reading.map((syllable) => syllable.replace('ü', 'v')),
  ]);
  return [...new Map(typed.map((reading) => [reading.join(' '), reading])).values()];
});

function syllables(run: string, surname: 'off' | 'head'): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', surname });
}
