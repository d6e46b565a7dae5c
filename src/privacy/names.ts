import { pinyin } from 'pinyin-pro';
import type { Found } from './find.ts';

const compoundSurnames =
  /^(?:欧阳|司马|上官|诸葛|慕容|司徒|夏侯|东方|皇甫|尉迟|公孙|令狐|宇文|长孙|端木|独孤|南宫|西门|歐陽)/u;
const allHan = /^\p{Script=Han}+$/u;
/** A surname stands for a person before one of these, or after 老 and 小. */
const titles =
  '总|董|工|队|哥|姐|弟|妹|叔|婶|伯|姨|阿姨|爷|奶奶|妈|爸|嫂|经理|总监|主任|老师|先生|女士|小姐|太太|医生|律师|教授|博士|师傅|老板|同学|部长|处长|科长|主管|店长|会计|助理|工程师|局长|院长|校长|行长|董事长|秘书|顾问';
/** First names and surnames that are words of the language: they count where they stand as names, with a capital. */
const ordinary = new Set(
  (
    'will mark may grace rose bill jack hope faith joy art rich frank young long king bush brown green white black ' +
    'hill wood stone rice field price page case chase drew grant miles pat ray sue dean guy june april august may ' +
    'summer dawn ivy olive ruby pearl amber crystal carol heather daisy violet lily iris holly robin jay drake colt ' +
    'pierce reed cliff glen dale brook lane west east north south day moon star sun winter frost snow bird fox wolf ' +
    'bell church temple park parks banks rivers waters bridges ford marsh moss wells love best good small little ' +
    'short sharp smart strong swift wise bright noble cook baker butler carter mason miller porter potter taylor ' +
    'turner walker weaver hunter fisher gardener sawyer skinner slater smith spencer steward page major bishop pope ' +
    'abbot dean earl duke prince baron judge max sunny penny harry don gene rob nick victor ali an do he she le so in ' +
    'on to so yu you me long song tang pan dong gong ban can fan fang man men pin ping sang she tan tong wan wang xu ' +
    'even ever else over any all son ma ho hu li lin ling mei min ming ning qian'
  ).split(' '),
);

const particles = /^(?:de|da|di|van|von|der|den|la|le|el|al|bin|ibn|mr|mrs|ms|dr|jr|sr|ii|iii)$/;
const latinWord = /(?<![\p{Script=Latin}\p{N}_@])\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]*(?![\p{N}_@])/gu;
const hanRun = /\p{Script=Han}+/gu;
const titled = new RegExp(`^副?(?:${titles})`, 'u');
const familiar = /[老小阿]$/u;
/** After a surname behind 老 or 小 these make another word of the two: 小张 is a person, 老板 none. */
const otherWords = /^[板师姐心时结组]/u;
const longestGiven = 3;
const mostWords = 4;
/** What may stand between the words of one name. */
const joint = /^[\s,._·-]{1,2}$/u;

/** Finds where names stand in a folded text. */
export type NameFinder = (text: string) => Found[];

/**
 * Learns the names of people a workspace knows: whole or in part, Chinese ones also by surname and title and in
 * pinyin. Looking through a text takes the same time for ten names and for a hundred thousand.
 */
export function createNameFinder(known: readonly string[]): NameFinder {
  const latin = new Set<string>();
  const wholes = new Set<string>();
  const han = new Set<string>();
  const surnames = new Set<string>();
  for (const name of known) {
    const plain = name.normalize('NFKC').trim();
    const compact = plain.replace(/[\s·•]/g, '');
    if (allHan.test(compact)) learnHan(compact);
    else learnLatin(plain);
  }

  function learnHan(name: string): void {
    const surname = compoundSurnames.exec(name)?.[0] ?? name[0]!;
    const given = name.slice(surname.length);
    han.add(name);
    if (given === '') return;
    surnames.add(surname);
    if (given.length > 1) han.add(given);
    const family = syllables(surname, true);
    const first = syllables(given, false);
    for (const order of [family + first, first + family]) wholes.add(order);
  }

  function learnLatin(name: string): void {
    const words = wordsOf(name).map(({ word }) => word);
    wholes.add(words.join('')).add([...words].reverse().join(''));
    for (const word of words) if (word.length > 1 && !particles.test(word)) latin.add(word);
  }

  return (text) => [...findLatin(text), ...findHan(text)];

  function findLatin(text: string): Found[] {
    const words = wordsOf(text);
    const found: Found[] = [];
    for (let place = 0; place < words.length; place++) {
      const count = wordsNamed(text, words, place);
      if (count === 0) continue;
      found.push({ kind: 'name', start: words[place]!.start, end: words[place + count - 1]!.end });
      place += count - 1;
    }
    return found;
  }

  /** How many words from a place on are a name: the whole of one, or parts side by side. */
  function wordsNamed(text: string, words: readonly Word[], place: number): number {
    let joined = '';
    let [whole, parts] = [0, 0];
    for (let count = 1; count <= mostWords && place + count <= words.length; count++) {
      const word = words[place + count - 1]!;
      const before = words[place + count - 2];
      if (count > 1 && !joint.test(text.slice(before!.end, word.start))) break;
      joined += word.word.replaceAll('-', '');
      if (wholes.has(joined) && joined.length > 3) whole = count;
      const isPart = latin.has(word.word) && (!ordinary.has(word.word) || word.isCapital);
      if (isPart && parts === count - 1) parts = count;
    }
    return Math.max(whole, parts);
  }

  function findHan(text: string): Found[] {
    const found: Found[] = [];
    for (const { 0: run, index } of text.matchAll(hanRun)) {
      for (let place = 0; place < run.length; place++) {
        const length = hanNamed(run, place);
        if (length === 0) continue;
        found.push({ kind: 'name', start: index + place, end: index + place + length });
        place += length - 1;
      }
    }
    return found;
  }

  /** How many characters from a place on are a name, or a surname that stands for a person. */
  function hanNamed(run: string, place: number): number {
    for (let length = longestGiven + 2; length > 1; length--)
      if (place + length <= run.length && han.has(run.slice(place, place + length))) return length;
    for (const length of [2, 1]) {
      if (!surnames.has(run.slice(place, place + length)) || place + length > run.length) continue;
      const after = run.slice(place + length);
      if (titled.test(after)) return length;
      if (familiar.test(run.slice(0, place)) && !otherWords.test(after)) return length;
    }
    return 0;
  }
}

interface Word {
  word: string;
  start: number;
  end: number;
  isCapital: boolean;
}

/** The words in Latin letters of a text, folded, a possessive cut off. */
function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(latinWord), ({ 0: written, index }) => {
    const bare = written.replace(/['’](?:s|S)?$|-(?:san|sama|kun|chan|ssi|ji)?$/iu, '');
    const word = bare
      .normalize('NFD')
      .replace(/[\p{M}'’]/gu, '')
      .toLowerCase();
    return { word, start: index, end: index + bare.length, isCapital: /^\p{Lu}/u.test(bare) };
  });
}

const syllables = (part: string, isSurname: boolean): string =>
  pinyin(part, { toneType: 'none', type: 'array', surname: isSurname ? 'head' : 'off', v: true }).join('');
