import { mayHide, withoutHidden } from './hidden-characters.ts';

/** Where a text that comes in pieces is freed of links. */
export interface LinkFilter {
  /** The part of the text up to here that is settled; the rest is held back until more comes. */
  push(delta: string): string;
  /** What was still held back. */
  end(): string;
}

const longest = 2_000;
const gone = '[…]';
/** What ends a word, and a link with it. */
const borders = '\\s，。；：！？、（）【】《》「」“”';
const border = new RegExp(`[${borders}]`, 'u');
const lastBorder = new RegExp(`[${borders}][^${borders}]*$`, 'u');
const addressEnd = '\\s<>"\'`（）)\\]}|，。；！？、【】《》「」“”';
/** An address with its scheme, or a scheme that needs no host. */
const schemed = `(?:[a-z][a-z0-9+.-]{0,30}:)?[/\\\\]{2}[^${addressEnd}/\\\\]|(?:javascript|vbscript|data|mailto|tel|sms|blob|file|about|view-source|intent|cid):[^${addressEnd}]`;
const label = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?';
/** A host's name on its own, with what may follow it. */
const host = `(?<![\\p{L}\\p{N}_@.-])((?:${label}\\.)+)([\\p{L}\\p{M}]{2,24}|xn--[a-z0-9-]{2,59})(?![\\p{L}\\p{N}_@-])(?::\\d{1,5})?([/?#\\\\][^${addressEnd}]*)?`;
const addresses = new RegExp(`(?:${schemed})[^${addressEnd}]*|${host}`, 'giu');
/** Endings hosts have that no sentence runs into. */
const endings = new Set(
  (
    'com net org edu gov mil int info biz name pro io ai co app dev page web site online shop store tech cloud link ' +
    'click live club top xyz vip work life space world email services agency digital media news blog wiki icu fun ' +
    'lol zip mov gg tv cc ws ly cn hk tw jp kr de fr uk eu ru nl es br pl se dk fi cz au nz za ' +
    'example test invalid localhost onion 中国 公司 网络'
  ).split(' '),
);

/**
 * Frees a text of links and images as it comes in: what Markdown or HTML would make one of, and what readers
 * make one of by themselves. A link's words stay, its address goes; tags become text; hidden characters go.
 * However the text is cut into pieces, what comes out is the same.
 *
 * @param isKnown  whether an address may stand, as it is written
 */
export function filterLinks(isKnown: (address: string) => boolean): LinkFilter {
  let unseen = '';
  let held = '';
  let before = '';
  const see = (text: string): void => {
    held += withoutHidden(text);
  };
  const settle = (isLast: boolean): string => {
    let out = '';
    for (;;) {
      const word = nextWord(held, isLast);
      if (word === undefined) return out;
      out += judged(word, before, isKnown);
      before = (before + word).slice(-longest);
      const lineStart = before.lastIndexOf('\n');
      if (lineStart >= 0) before = before.slice(lineStart);
      held = held.slice(word.length);
    }
  };
  return {
    push(delta) {
      unseen += delta;
      const seen = unseen.search(lastBorder) + 1;
      see(unseen.slice(0, seen));
      unseen = unseen.slice(seen);
      return settle(false);
    },
    end() {
      see(unseen);
      unseen = '';
      return settle(true);
    },
  };
}

/** The same for a whole text. */
export function withoutLinks(text: string, isKnown: (address: string) => boolean): string {
  if (!mayHide(text) && !/[.:/\\<\]]/u.test(text)) return text;
  const filter = filterLinks(isKnown);
  return filter.push(text) + filter.end();
}

/** The next word with what separates it from the one behind it; a link with all of its destination. */
function nextWord(text: string, isLast: boolean): string | undefined {
  if (text === '') return undefined;
  let end = 0;
  while (end < text.length && end < longest && !border.test(text[end]!)) {
    if (text[end] === ']' && text[end + 1] === '(') {
      const close = closing(text, end + 2);
      if (close === 'open' && !isLast) return undefined;
      if (typeof close === 'number') return text.slice(0, close + 1);
    }
    end++;
  }
  if (end === text.length && !isLast) return undefined;
  if (end >= longest) return text.slice(0, isHigh(text, end - 1) ? end - 1 : end);
  return text.slice(0, end + 1);
}

const isHigh = (text: string, at: number): boolean => /[\uD800-\uDBFF]/u.test(text[at] ?? '');

/** Where the parenthesis that is open at a place closes; `open` where more text may tell, undefined where nowhere. */
function closing(text: string, from: number): number | 'open' | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (at - from > longest || (text[at] === '\n' && /^\n[ \t]*\n/u.test(text.slice(at, at + longest))))
      return undefined;
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return 'open';
}

/** @param before  what stands before the word in its line */
function judged(word: string, before: string, isKnown: (address: string) => boolean): string {
  const link = /\]\(([\s\S]*)\)$/u.exec(word);
  if (link) {
    const [whole, destination = ''] = link;
    const words = judgedText(word.slice(0, link.index), before, isKnown);
    return isKnown(destination.trim()) ? words + whole : `${words}] ${gone}`;
  }
  return judgedText(word, before, isKnown);
}

function judgedText(word: string, before: string, isKnown: (address: string) => boolean): string {
  const plain = word.replace(addresses, (address, labels?: string, ending?: string, rest?: string) => {
    if (isKnown(address) || isKnown(address.replace(/[.,!?;:]+$/u, ''))) return address;
    return labels === undefined || isHost(labels, ending!, rest) ? gone : address;
  });
  return (
    plain
      // A tag needs its first character right behind the bracket.
      .replace(/<(?=[a-z/!?])/giu, '‹')
      .replace(/\]:/gu, (mark, at: number) =>
        /(?:^|\n)[ \t>*+-]*\[[^\n]*$/u.test(before + plain.slice(0, at)) ? '] :' : mark,
      )
  );
}

/** Whether readers would take a name for a host: for its ending, its parts or what follows it. */
function isHost(labels: string, ending: string, rest: string | undefined): boolean {
  const last = ending.toLowerCase();
  if (endings.has(last) || last.startsWith('xn--') || /^www\./iu.test(labels)) return true;
  const isCountry = /^[a-z]{2}$/u.test(last);
  return isCountry && (labels.split('.').length > 2 || (rest !== undefined && /[?=&%]/u.test(rest)));
}
