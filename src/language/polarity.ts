import { stem } from './stem.ts';
import { type Token, tokenSpans } from './tokens.ts';

/** Words and phrases, in both languages, that speak well or badly of something wherever they stand. */
export interface PolarityWords {
  positive: readonly string[];
  negative: readonly string[];
}

/** A word of the list in a text. */
export interface PolarWord {
  /** As written, with the word that turned it around. */
  words: string;
  start: number;
  end: number;
  han: boolean;
  /** What it says by itself. */
  sign: 1 | -1;
  /** What became of it here: denied ("not happy", “不满意”), or overcome ("the doubts are gone", “顾虑打消了”). */
  turn: 'plain' | 'denied' | 'overcome';
}

const longestPhrase = { en: 6, zh: 8 };
const denials = new Set(
  "not no never without nor neither cannot nothing nobody none hardly barely n't isnt arent wasnt dont doesnt didnt cant wont far lack lacks lacking zero less fewer stop stopped".split(
    ' ',
  ),
);
/** Between a denial and what it denies there may stand so many words. */
const reach = 3;
const hanDenial =
  /(?:不再|不是|不太|不够|不算|并不|毫不|从不|从未|没有|毫无|不|没|无|未|非|别|零)(?:[很太那么怎再会有感觉到让我们他她被啥什么任何一点大能够]{0,3})$/u;
const overcome =
  /^[^.,;!?]{0,24}?\b(?:gone|solved|resolved|fixed|over|settled|sorted|vanished|disappeared|dropped|disappear|cleared|turned into|went away|behind us|taken care of)\b/iu;
const hanOvercome =
  /^[^，。；！？,;!?]{0,5}?(?:没了|没有了|解决|消除|打消|化解|处理好|修好|不见|少了|减少|下降了|过去了|变成了)/u;
const clauseEnd = /[.,;:!?，。；：！？\n]|\b(?:but|however|although|though|yet)\b|但|不过|可是|却/iu;

/** Finds the words of a list in texts, longest first, and what stands before and behind them. */
export function polarityFinder({ positive, negative }: PolarityWords): (text: string) => PolarWord[] {
  const signs = new Map<string, 1 | -1>();
  for (const [words, sign] of [
    [positive, 1],
    [negative, -1],
  ] as const)
    for (const phrase of words) signs.set(keyOf(unitsOf(phrase)), sign);

  return (text) => {
    const units = unitsOf(text);
    const found: PolarWord[] = [];
    for (let at = 0; at < units.length; ) {
      const length = longestAt(units, at, signs);
      if (length === 0) {
        at += 1;
        continue;
      }
      const match = units.slice(at, at + length);
      const [first, last] = [match[0]!, match.at(-1)!];
      const denial = denialOf(text, units, at);
      const behind = text.slice(last.end, last.end + 40);
      const sign = signs.get(keyOf(match))!;
      const isOver = sign < 0 && (first.han ? hanOvercome : overcome).test(behind);
      found.push({
        words: text.slice(denial ?? first.start, last.end),
        start: denial ?? first.start,
        end: last.end,
        han: first.han,
        sign,
        turn: denial !== undefined ? 'denied' : isOver ? 'overcome' : 'plain',
      });
      at += length;
    }
    return found;
  };
}

/** What a word comes to where it stands: a denied or overcome one to its opposite. */
export const signHere = ({ sign, turn }: PolarWord): number => (turn === 'plain' ? sign : -sign);

interface Unit extends Token {
  key: string;
}

function unitsOf(text: string): Unit[] {
  return tokenSpans(text).flatMap((token) => {
    if (token.han) return { ...token, key: token.text };
    const word = token.text.toLowerCase().replaceAll('’', "'");
    const split = /^(.+?)(n't|'(?:s|re|ve|ll|d|m))$/.exec(word);
    if (split === null) return { ...token, key: stem(word) };
    const middle = token.start + split[1]!.length;
    return [
      { ...token, end: middle, key: stem(split[1]!) },
      { ...token, start: middle, key: split[2]! },
    ];
  });
}

const keyOf = (units: readonly Unit[]): string => units.map(({ key }) => key).join(' ');

function longestAt(units: readonly Unit[], at: number, signs: ReadonlyMap<string, unknown>): number {
  const isHan = units[at]!.han;
  let most = 1;
  const longest = isHan ? longestPhrase.zh : longestPhrase.en;
  while (
    most < longest &&
    units[at + most]?.han === isHan &&
    (!isHan || units[at + most]!.start === units[at + most - 1]!.end)
  )
    most++;
  for (let length = most; length > 0; length--)
    if (signs.has(keyOf(units.slice(at, at + length)))) return length;
  return 0;
}

/** Where the denial before a word begins, if there is one in its clause. */
function denialOf(text: string, units: readonly Unit[], at: number): number | undefined {
  const { start, han } = units[at]!;
  if (han) {
    const match = hanDenial.exec(text.slice(Math.max(0, start - 6), start));
    return match ? start - match[0].length : undefined;
  }
  for (let before = at - 1; before >= Math.max(0, at - 1 - reach); before--) {
    const unit = units[before]!;
    if (unit.han || clauseEnd.test(text.slice(unit.end, start))) return undefined;
    if (denials.has(unit.key)) return unit.start;
  }
  return undefined;
}
