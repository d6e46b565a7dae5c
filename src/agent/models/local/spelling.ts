import { commonWords } from './common-words.ts';

const contractions: Readonly<Record<string, string>> = {
  whats: "what's",
  whos: "who's",
  wheres: "where's",
  whens: "when's",
  hows: "how's",
  thats: "that's",
  theres: "there's",
  lets: "let's",
  isnt: "isn't",
  arent: "aren't",
  wasnt: "wasn't",
  werent: "weren't",
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  cant: "can't",
  couldnt: "couldn't",
  wont: "won't",
  wouldnt: "wouldn't",
  shouldnt: "shouldn't",
  havent: "haven't",
  hasnt: "hasn't",
  im: "i'm",
  ive: "i've",
  youre: "you're",
  theyre: "they're",
  weve: "we've",
  pls: 'please',
  plz: 'please',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'have to',
  lemme: 'let me',
  gimme: 'give me',
  n: 'and',
  em: 'them',
  tommorow: 'tomorrow',
  tommorrow: 'tomorrow',
  u: 'you',
  w: 'with',
};
const contraction = new RegExp(
  `(?<![\\w'’@.-])(?:${Object.keys(contractions).join('|')})(?![\\w'’@.-])`,
  'gi',
);

/** Words that requests are made of, long enough to be known by all but one of their letters. */
const everyday =
  'qualified proposal consulting training hardware software services tomorrow yesterday customer customers contact contacts delete remove update change assign reassign transfer schedule status owner phone number email meeting stage follow followup monday tuesday wednesday thursday friday saturday sunday january february september october november december interest interested product address overdue company pipeline quarter record please'.split(
    ' ',
  );
const known = new Set(everyday);
/** A word written small that is no part of an address, a name in quotes or a Chinese sentence's own words. */
const smallWord = /(?<![\w'’@.-])[a-z]{5,}(?![\w'’@-]|\.\w)/g;
const fewestLetters = 5;

/** A small word that is one letter, or two that changed places, away from just one of the everyday ones. */
function mended(word: string): string {
  if (word.length < fewestLetters || known.has(word) || commonWords.has(word)) return word;
  const near = everyday.filter((other) => isNear(word, other));
  return near.length === 1 ? near[0]! : word;
}

function isNear(word: string, other: string): boolean {
  if (word[0] !== other[0] || Math.abs(word.length - other.length) > 1) return false;
  if (word.startsWith(other) || other.startsWith(word)) return false;
  let start = 0;
  while (start < word.length && word[start] === other[start]) start++;
  const [rest, wanted] = [word.slice(start), other.slice(start)];
  return (
    rest.slice(1) === wanted ||
    rest === wanted.slice(1) ||
    rest.slice(1) === wanted.slice(1) ||
    (rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2))
  );
}

/** "Ann = won 🎉 Bob = lost :( also …": a face between two things ends the first. */
const faces =
  /(?<=[\p{L}\p{N}])\s*(?:\p{Extended_Pictographic}\uFE0F?|[:;]-?[()D](?!\p{L}))+\s*(?=\p{Lu}\p{Ll}+ \p{Lu}|(?:also|and|then|please)\s)/gu;

/** "…, that's S O L H E I M": a name once more, letter by letter. */
const lettered = /,?\s*(?:that'?s |spelled |spelt |as in )(?:\p{Lu}[ .-]){2,}\p{Lu}(?!\p{L})/gu;

/** "so uh I spoke to …": sounds that say nothing. */
const fillers = /(?<![\p{L}\p{N}])(?:u+h+|u+m+|e+rm?|h+m+)(?![\p{L}\p{N}])(?:\.{2,}|…|,)?\s*/giu;

/** "all overdue leads -> follow up Monday": a day to be set, behind an arrow. */
const arrow = /^(.+?)\s*(?:[-=]>|→)\s*follow[- ]?up(?: on)?:?\s+(.+)$/iu;

/** "Avery – the qualified one – goes to …": words set between dashes. */
const insertion = /\s[-–—]\s((?:the|who|which|whose|not)\s[^-–—.;!?]{2,40})\s[-–—]\s/giu;

/** “挪到 12/14”, “12/14之前”: a day by its numbers, among Chinese words. */
const slashed =
  /(?<=[到至在于为成改定约]\s?)(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?![\d/])|(?<![\d/])(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?=\s?(?:之?[前后]|以[前后]|跟进|回访|到期|那天))/gu;

const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  );
const numbers = ordinals.join('|').replaceAll('-', '[- ]');
const later = ordinals.slice(3).join('|').replaceAll('-', '[- ]');

/** "December eleventh", "no wait, the twelfth": a day of a month, in words. */
const spokenDay = new RegExp(
  `(?<=\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.? (?:the )?)(?:${numbers})\\b|(?<=\\bthe )(?:${later})\\b(?! (?:one|time|customer|lead|contact|quarter))`,
  'giu',
);

/** A text with hurried English spelt out: "havent" as "haven't", "pls" as "please". */
export const speltOut = (text: string): string =>
  text
    .replace(contraction, (word) => {
      const full = contractions[word.toLowerCase()]!;
      return /^\p{Lu}/u.test(word) ? full[0]!.toUpperCase() + full.slice(1) : full;
    })
    .replace(/\bits (?=now\b)/g, "it's ")
    .replace(fillers, '')
    .replace(faces, '. ')
    .replace(lettered, '')
    .replace(
      /\bfirst name:? ([\p{L}'-]+),?(?: and)? (?:last |sur|family )name:? ([\p{L}'-]+)/giu,
      'named $1 $2',
    )
    .replace(insertion, ', $1, ')
    .replace(spokenDay, (word) => dayNumber(word))
    .replace(slashed, (_, month, day, first, last) => `${month ?? first}月${day ?? last}日`)
    .replace(arrow, 'move the follow-up of $1 to $2')
    .replace(smallWord, mended);

/** "twenty-first" as "21st". */
function dayNumber(word: string): string {
  const day = ordinals.indexOf(word.toLowerCase().replace(' ', '-')) + 1;
  const ending = day % 10 < 4 && (day < 11 || day > 13) ? ['th', 'st', 'nd', 'rd'][day % 10]! : 'th';
  return `${day}${ending}`;
}
