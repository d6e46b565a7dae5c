import { pinyin } from 'pinyin-pro';
import { remembering } from './fold.ts';

const longestPersonName = 4;

/**
 * How a run of Han characters is read, one syllable a character, without tones: the everyday reading
 * first, then others a name may have (a surname's own reading, ü typed as v).
 */
export const readings = remembering((run: string): string[][] => {
  const characters = Array.from(run);
  const plain = characters.map(onlyReading);
  if (plain.every((syllable) => syllable !== null)) return [plain];
  const everyday = syllables(run, 'off');
  const asName = characters.length <= longestPersonName ? syllables(run, 'head') : everyday;
  const named = everyday.map((syllable, index) => (index < 2 ? asName[index]! : syllable));
  const typed = [everyday, named].flatMap((reading) => [
    reading.map((syllable) => syllable.replace('ü', 'u')),
    reading.map((syllable) => syllable.replace('ü', 'v')),
  ]);
  return [...new Map(typed.map((reading) => [reading.join(' '), reading])).values()];
});

/** Read otherwise in single phrases of the dictionary that lists them with one reading, such as 阿房宫. */
const readOtherwise = new Set('房傍从告');

/** The syllable of a character that is read alike wherever it stands; null where it is not, or is typed in two ways. */
const onlyReading = remembering((character: string): string | null => {
  if (readOtherwise.has(character)) return null;
  const known = new Set(pinyin(character, { toneType: 'none', type: 'array', multiple: true }));
  const [syllable = ''] = known;
  return known.size === 1 && /^[a-z]+$/.test(syllable) ? syllable : null;
});

function syllables(run: string, surname: 'off' | 'head'): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', surname });
}
