import { detectLanguage } from '../../language/index.ts';
import { denies } from '../contradiction.ts';
import { translateWords } from '../lexicon/lexicon.ts';
import { sentencesOf } from '../sentences.ts';
import { termsMeant, termsOf } from '../words.ts';
import { citedIn, citedWithin, withoutCitations } from './citations.ts';
import { type Figures, figuresIn, strangeFigures, strangeNames } from './figures.ts';
import { givesOrders, type Source } from './sources.ts';

/** Why a sentence was taken out. */
export type Fault =
  | 'uncited'
  | 'no such passage'
  | 'figure not in the passage'
  | 'name not in the passage'
  | 'little in common with the passage'
  | 'the passage says otherwise';

/** What is left of a written text. */
export interface Checked {
  /** The sentences that stand, in their lines. */
  text: string;
  /** The passages they rest on, in the order of their numbers. */
  cited: number[];
  taken: { sentence: string; fault: Fault }[];
}

export interface CheckOptions {
  /** The passages by their numbers. */
  sources: ReadonlyMap<number, Source>;
  /** Names in it are the asker's own. */
  question: string;
  /**
   * Gives what other tools returned, where sentences may rest on that too; a sentence without a citation then
   * stands if its figures do. Absent where passages alone were read.
   */
  known?: (() => string) | undefined;
}

/** What the agent leaves of links that nobody here wrote. */
const removedLink = '[…]';
const leastShared = { en: 0.5, zh: 0.4 } as const;
const leastTranslated = 0.3;
/** What a sentence of a passage must share beside the one that shares most to count as much. */
const comparable = 0.75;

const courtesy =
  /^(?:(?:i['’]?m |i am |we are )?(?:sorry|afraid)\b|(?:i|we) (?:do not|don['’]?t|could not|couldn['’]?t|cannot|can['’]?t|did not|didn['’]?t) (?:know|find|say|tell|see|have)\b|(?:that|this|it) is not (?:in|covered)|(?:the|our|these|my) (?:knowledge base|documents?|passages?|policy|policies|sources?)\b[^.]*\b(?:do|does|did)(?: not|n['’]?t)\b|(?:hi|hello|hey|thanks|thank you|you['’]?re welcome|of course|sure|certainly|happy to help|glad to help)\b|(?:please )?let me know\b|would you like\b|shall i\b|do you want\b|can i help\b|is there anything\b|i hope\b|if you (?:would like|need|want)\b)|^(?:(?:很|非常|十分)?抱歉|对不起|不好意思|很遗憾)|^(?:我|我们)?(?:目前|暂时)?(?:不知道|没有?(?:找到|查到)|无法(?:确定|回答)|不清楚)|^(?:知识库|文档|资料|政策|段落)[^。]*(?:没有|未)|^(?:您好|你好|谢谢|感谢|好的|当然|很高兴)|^(?:请问|如需|如果您?(?:需要|还有)|需要我|是否需要|要不要|希望)|还有(?:什么|其他)/iu;
const longestCourtesy = 160;
const opener =
  /^(?:yes|no|certainly|correct|是的|不是|可以|不可以|不行|能|不能|对|有|没有)[\s,，.。!！:：]*$/iu;
const introduces = /[:：]\s*$/u;

/** Whether a sentence says nothing about the matter: a greeting, an offer, “I do not know”. */
const isCourtesy = (sentence: string): boolean =>
  sentence.length <= longestCourtesy &&
  (courtesy.test(sentence) || /[?？]\s*$/u.test(sentence)) &&
  strangeFigures(sentence, []).length === 0 &&
  !/\d/.test(sentence);

/**
 * Holds every sentence of a written text against the passages it cites. It stands where it cites some, its
 * figures, addresses and names are in them, it speaks of what they speak of and does not deny it. Sentences of
 * a passage that give orders to the assistant carry nothing.
 */
export function checkSentences(text: string, options: CheckOptions): Checked {
  const check = createCheck(options);
  const standing = text.split('\n').map((line) => check.line(line));
  return { text: standing.join(''), ...check.result() };
}

/** The same line by line, for a text that is still being written. */
export interface LineCheck {
  /** What stands of the next line, with the line breaks before it. */
  line(text: string): string;
  result(): Omit<Checked, 'text'>;
}

export function createCheck(options: CheckOptions): LineCheck {
  const ground = groundOf(options);
  const cited = new Set<number>();
  const taken: Checked['taken'] = [];
  let leading: string[] = [];
  let isFirst = true;
  let isApart = false;

  function line(written: string): string {
    if (written.trim() === '') {
      isApart = true;
      return '';
    }
    const standing = checkLine(citedWithin(written.replaceAll(removedLink, '[link]')));
    if (standing === undefined) return '';
    if (standing.leads) {
      leading.push(standing.text);
      return '';
    }
    const lines = standing.cites ? [...leading, standing.text] : [standing.text];
    const before = isFirst ? '' : isApart ? '\n\n' : '\n';
    leading = [];
    isFirst = false;
    isApart = false;
    return before + lines.join('\n');
  }

  /** What stands of a line, and whether it only leads over to the next. */
  function checkLine(written: string): { text: string; cites: boolean; leads: boolean } | undefined {
    const spans = sentencesOf(written);
    const kept: string[] = [];
    let opening = '';
    for (const { start, end } of spans) {
      const sentence = written.slice(start, end);
      if (opener.test(sentence)) {
        opening = `${sentence} `;
        continue;
      }
      const fault = faultOf(sentence, options, ground);
      if (fault !== undefined) taken.push({ sentence, fault });
      else {
        kept.push(`${opening}${sentence}`);
        for (const number of citedIn(sentence)) cited.add(number);
      }
      opening = '';
    }
    if (kept.length === 0) return undefined;
    const text = kept.join(/\p{Script=Han}/u.test(written) ? '' : ' ');
    const cites = citedIn(text).length > 0;
    const marker = written.slice(0, spans[0]!.start);
    return { text: marker + text, cites, leads: !cites && introduces.test(text) };
  }

  return {
    line,
    result: () => ({ cited: [...cited].sort((one, other) => one - other), taken }),
  };
}

/** What sentences are held against, each read when it is first wanted. */
interface Ground {
  /** What other tools returned and what was asked. */
  told(): Figures;
  read(source: Source): ReadSource;
}

interface ReadSource {
  body: string;
  /** Title, headings and date. */
  above: string[];
  figures: Figures;
}

function groundOf({ question, known }: CheckOptions): Ground {
  let told: Figures | undefined;
  const read = new Map<Source, ReadSource>();
  return {
    told: () => (told ??= figuresIn(`${known?.() ?? ''}\n${question}`)),
    read(source) {
      const before = read.get(source);
      if (before) return before;
      const body = plainText(source);
      const above = [source.title, ...source.headings, source.datedOn ?? source.fileDay ?? ''];
      const made = { body, above, figures: figuresIn([body, ...above].join('\n')) };
      read.set(source, made);
      return made;
    },
  };
}

function faultOf(
  written: string,
  { sources, question, known }: CheckOptions,
  ground: Ground,
): Fault | undefined {
  const sentence = withoutCitations(written).replace(/[*_`#]/g, '');
  if (sentence.includes('[link]') || !/[\p{L}\p{N}]/u.test(sentence)) return 'no such passage';
  const numbers = citedIn(written);
  if (numbers.length === 0) {
    if (isCourtesy(sentence)) return undefined;
    if (introduces.test(sentence) && !/\d/.test(sentence)) return undefined;
    if (known === undefined) return 'uncited';
    return strangeFigures(sentence, [ground.told()]).length > 0 ? 'figure not in the passage' : undefined;
  }
  if (numbers.some((number) => !sources.has(number))) return 'no such passage';
  const passages = numbers.map((number) => ground.read(sources.get(number)!));
  const figures = passages.map((passage) => passage.figures);
  const bodies = passages.map(({ body }) => body);
  const above = passages.flatMap((passage) => passage.above);
  if (strangeFigures(sentence, figures).length > 0) return 'figure not in the passage';
  if (strangeNames(sentence, [...bodies, ...above, question]).length > 0) return 'name not in the passage';
  return sharesEnough(sentence, bodies, above)
    ? deniedBy(sentence, bodies)
      ? 'the passage says otherwise'
      : undefined
    : 'little in common with the passage';
}

/** A passage without the sentences that speak to the assistant. */
const plainText = ({ text }: Source): string =>
  sentencesOf(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((sentence) => !givesOrders(sentence))
    .join('\n');

function sharesEnough(sentence: string, bodies: readonly string[], above: readonly string[]): boolean {
  const language = detectLanguage(sentence);
  const said = termsOf([...bodies, ...above].join('\n'));
  if (bodies.some((body) => detectLanguage(body) === language)) {
    const meant = termsMeant(sentence);
    const shared = meant.filter((term) => said.has(term)).length;
    return meant.length === 0 || shared / meant.length >= leastShared[language];
  }
  const { words } = translateWords(sentence);
  const shared = words.filter(({ ways }) => ways.some((way) => way.every((term) => said.has(term)))).length;
  return words.length === 0 || shared / words.length >= leastTranslated;
}

/** Whether the sentences of the passages that say most of the same all say the contrary. */
function deniedBy(sentence: string, bodies: readonly string[]): boolean {
  const meant = termsMeant(sentence);
  const spans = bodies.flatMap((body) =>
    sentencesOf(body).map(({ start, end }) => {
      const span = body.slice(start, end);
      const terms = termsOf(span);
      return { span, shared: meant.filter((term) => terms.has(term)).length };
    }),
  );
  const most = Math.max(0, ...spans.map(({ shared }) => shared));
  const nearest = spans.filter(({ shared }) => shared >= comparable * most);
  return most >= meant.length / 2 && nearest.every(({ span }) => denies(span) !== denies(sentence));
}
