/**
 * Characters a reader does not see, or that turn what they see around: controls, bidirectional marks, zero-width
 * and filler characters, tags, variation selectors. Some mean something where they stand; the rest can carry
 * words past a person to a model.
 */
const hidden =
  '\\u{0}-\\u{8}\\u{B}\\u{C}\\u{E}-\\u{1F}\\u{7F}-\\u{9F}\\u{AD}\\u{34F}\\u{61C}\\u{115F}\\u{1160}\\u{17B4}\\u{17B5}\\u{180B}-\\u{180F}\\u{200B}-\\u{200F}\\u{202A}-\\u{202E}\\u{2060}-\\u{206F}\\u{3164}\\u{FE00}-\\u{FE0F}\\u{FEFF}\\u{FFA0}\\u{FFF9}-\\u{FFFB}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}';
const one = new RegExp(`^[${hidden}]$`, 'u');
/** Anything to look at more closely, in a text or in JSON, where controls are escaped. */
const anyHidden = new RegExp(`[${hidden}]|\\\\u00[01]|\\p{M}{9}`, 'u');

const joiners = /^[\u200C\u200D]$/u;
const selectors = /^[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]$/u;
const pictureSelectors = /^[\uFE0E\uFE0F]$/u;
const mongolianSelectors = /^[\u180B-\u180F]$/u;
/** Scripts whose spelling needs joiners. */
const joined =
  /^[\p{Script=Arabic}\p{Script=Bengali}\p{Script=Devanagari}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Khmer}\p{Script=Malayalam}\p{Script=Mongolian}\p{Script=Myanmar}\p{Script=Nko}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Syriac}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Tibetan}]$/u;
const pictograph = /^\p{Extended_Pictographic}$/u;
/** What a picture may end with before it is joined to the next. */
const endOfPicture = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}]|\uFE0F)$/u;
const emoji = /^\p{Emoji}$/u;
/** What has variants of other kinds: Han characters and mathematical signs. */
const variable = /^[\p{Script=Han}\p{Sm}]$/u;
/** The three flags that are spelt with tags. */
const taggedFlags =
  /^\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/u;
const mark = /^\p{M}$/u;
/** Marks that may pile up on one character: more than any language needs. */
const mostMarks = 8;

/** Whether a character is hidden, whatever it may mean where it stands. */
export const isHidden = (character: string): boolean => one.test(character);

/** Whether a text, or the same as JSON, may hold hidden characters; most hold none. */
export const mayHide = (text: string): boolean => anyHidden.test(text);

/**
 * A text without hidden characters. Joiners and selectors stay where the script or the picture needs them, so
 * that emoji, variants of Han characters and joined scripts come through. Done twice, it changes nothing more.
 */
export function withoutHidden(text: string): string {
  if (!mayHide(text)) return text;
  const characters = [...text];
  let kept = '';
  let last = '';
  let marks = 0;
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    const flag =
      character === '\u{1F3F4}' && taggedFlags.exec(characters.slice(index, index + 7).join(''))?.[0];
    if (flag) {
      kept += flag;
      last = '';
      marks = 0;
      index += [...flag].length - 1;
      continue;
    }
    if (isHidden(character) && !means(character, last, characters[index + 1] ?? '')) continue;
    marks = mark.test(character) && !selectors.test(character) ? marks + 1 : 0;
    if (marks > mostMarks) continue;
    kept += character;
    last = character;
  }
  return kept;
}

/** Whether a hidden character means something between its neighbours. */
function means(character: string, before: string, after: string): boolean {
  if (joiners.test(character))
    return (
      joined.test(before) ||
      (mark.test(before) && joined.test(after) && !isHidden(after)) ||
      (character === '\u200D' && endOfPicture.test(before) && pictograph.test(after))
    );
  if (selectors.test(character)) return (pictureSelectors.test(character) ? emoji : variable).test(before);
  return mongolianSelectors.test(character) && /^\p{Script=Mongolian}$/u.test(before);
}
