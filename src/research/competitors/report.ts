import { sentencesOf } from '../../knowledge/index.ts';
import type { SentimentReading } from '../../models.ts';
import type { Statement } from '../statements.ts';
import type { Quote } from '../themes/report.ts';
import { rivalsIn } from './mentions.ts';

/** What customers say of one rival. */
export interface Rival {
  name: string;
  /** Statements that name it, and their share of those that name any. */
  mentions: number;
  share: number;
  /** How the sentences that name it read. */
  sentiment: { positive: number; neutral: number; negative: number };
  /** Customers who came from it to us, and who went or think of going there. */
  wonFrom: number;
  lostTo: number;
  /** What speaks for it against us, and what against it; by aspect, with how often. */
  strengths: { aspect: string; count: number; quotes: Quote[] }[];
  weaknesses: { aspect: string; count: number; quotes: Quote[] }[];
  quotes: Quote[];
}

export interface RivalReport {
  statements: number;
  /** Statements that name a rival. */
  naming: number;
  rivals: Rival[];
}

export interface ComparingRivals {
  /** Whom to look for; by default whoever is spoken of as a rival. */
  names?: readonly string[] | undefined;
  /** Names of our own products, and of our people among the names found; in lower case. */
  ours(names: readonly string[]): Promise<ReadonlySet<string>>;
  read(text: string): Promise<SentimentReading>;
  signal: AbortSignal;
}

const mostQuotes = 3;
const longestQuote = 240;

/** A name in a sentence. */
interface Found {
  statement: number;
  sentence: string;
  name: string;
}

interface Remark {
  statement: number;
  sentence: string;
  reading: SentimentReading;
  verdict: 'stronger' | 'weaker' | undefined;
  move: 'won' | 'lost' | undefined;
}

/**
 * Who else customers look at, and how these compare with us in their words. A sentence that says who is better
 * counts by what it says (“cheaper than you”, “比你们便宜”), any other by its mood.
 */
export async function compareRivals(
  statements: readonly Statement[],
  { names, ours, read, signal }: ComparingRivals,
): Promise<RivalReport> {
  const found: Found[] = [];
  for (const [statement, { text }] of statements.entries()) {
    await breathe(statement, signal);
    for (const { start, end } of sentencesOf(text)) {
      const sentence = text.slice(start, end);
      for (const name of new Set(named(sentence, names))) found.push({ statement, sentence, name });
    }
  }
  const keys = new Set(found.map(({ name }) => name.toLowerCase()));
  const own = names === undefined && keys.size > 0 ? await ours([...keys]) : new Set<string>();
  const others = found.filter(({ name }) => !own.has(name.toLowerCase()));
  const remarks = new Map<string, { written: Map<string, number>; remarks: Remark[] }>();
  for (const [index, { statement, sentence, name }] of others.entries()) {
    await breathe(index, signal);
    const key = name.toLowerCase();
    const rival = remarks.get(key) ?? { written: new Map<string, number>(), remarks: [] };
    rival.written.set(name, (rival.written.get(name) ?? 0) + 1);
    rival.remarks.push({
      statement,
      sentence,
      reading: await read(sentence),
      verdict: verdictOf(sentence, name),
      move: moveOf(sentence, name),
    });
    remarks.set(key, rival);
  }
  const naming = new Set(others.map(({ statement }) => statement));
  const rivals = [...remarks.values()].map(({ written, remarks: own }): Rival => {
    const mentions = new Set(own.map(({ statement }) => statement)).size;
    const of = (label: SentimentReading['label']) =>
      own.filter(({ reading }) => reading.label === label).length;
    return {
      name: [...written].sort(([, one], [, other]) => other - one)[0]![0],
      mentions,
      share: Math.round((1_000 * mentions) / naming.size) / 1_000,
      sentiment: { positive: of('positive'), neutral: of('neutral'), negative: of('negative') },
      wonFrom: own.filter(({ move }) => move === 'won').length,
      lostTo: own.filter(({ move }) => move === 'lost').length,
      strengths: byAspect(own, 'stronger', statements),
      weaknesses: byAspect(own, 'weaker', statements),
      quotes: quotesOf(own, statements),
    };
  });
  rivals.sort((one, other) => other.mentions - one.mentions || (one.name < other.name ? -1 : 1));
  return { statements: statements.length, naming: naming.size, rivals };
}

async function breathe(index: number, signal: AbortSignal): Promise<void> {
  if (index % 200 !== 199) return;
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function named(sentence: string, names: readonly string[] | undefined): string[] {
  if (names === undefined) return rivalsIn(sentence).map(({ name }) => name);
  const folded = sentence.toLowerCase();
  return names.filter((name) => {
    const at = folded.indexOf(name.toLowerCase());
    const isWord =
      !/[\p{Script=Latin}\d]/u.test(name[0]!) || !/[\p{Script=Latin}\d]/u.test(folded[at - 1] ?? ' ');
    return at >= 0 && isWord;
  });
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const better =
  'cheaper|better|faster|easier|nicer|more (?!expensive|complicated|difficult|buggy)\\w+|stronger|simpler|superior|quicker|ahead';
const worse =
  'worse|slower|more expensive|dearer|weaker|pricier|buggier|harder|more (?:complicated|difficult|buggy)|less (?!expensive|complicated)\\w+|inferior|behind';
const chineseBetter = '便宜|好|快|强|稳|简单|方便|灵活|全|专业|省|低|划算|先进|优惠';
const chineseWorse = '贵|差|慢|弱|复杂|麻烦|高|难用|落后|坑|卡';

/** Whether a sentence says outright that the rival is stronger or weaker than we are. */
function verdictOf(sentence: string, name: string): Remark['verdict'] {
  const rival = escaped(name);
  const test = (pattern: string): boolean => new RegExp(pattern, 'iu').test(sentence);
  const us = '(?:us|you|yours|ours|your \\w+|our \\w+)';
  if (
    test(`(?:${worse}) than ${rival}`) ||
    test(`${rival}[^.;。；]{0,40}\\b(?:${better})\\b(?! than ${rival})`) ||
    test(`(?:不如|不及|没有?)${rival}`) ||
    test(`${rival}[^。；]{0,10}比(?:我们|咱们|你们|贵司)[^。；]{0,10}(?:${chineseBetter})`) ||
    test(`比${rival}[^。；]{0,6}(?:${chineseWorse})`) ||
    test(
      `(?:missing|lack\\w*|don['’]t have)[^.]{0,40}${rival}|${rival}[^.]{0,20}\\b(?:has|offers?)\\b[^.]{0,30}(?:you|we) (?:don['’]t|lack|miss)`,
    )
  )
    return 'stronger';
  if (
    test(`(?:${better}) than ${rival}`) ||
    test(`${rival}[^.;。；]{0,40}\\b(?:${worse})\\b`) ||
    test(`${rival}[^。；]{0,10}(?:不如|比不上|没有?)(?:我们|咱们|你们)`) ||
    test(`${rival}[^。；]{0,10}比(?:我们|咱们|你们|贵司)[^。；]{0,10}(?:${chineseWorse})`) ||
    test(`比${rival}[^。；]{0,6}(?:${chineseBetter})`) ||
    test(`prefer ${us} (?:over|to) ${rival}`)
  )
    return 'weaker';
  return undefined;
}

/** Whether a sentence says that somebody came from the rival, or goes there. */
function moveOf(sentence: string, name: string): Remark['move'] {
  const rival = escaped(name);
  const move = '(?:switch|mov|migrat|chang|com|went|go|leav|left|defect)\\w*(?: us)?(?: over| away| back)?';
  const test = (pattern: string): boolean => new RegExp(pattern, 'iu').test(sentence);
  if (
    test(
      `${move} from ${rival}|replac\\w* ${rival}|[从由]${rival}[^。；]{0,6}(?:换|转|迁|切换|搬)(?:过来|到我们)|(?:替换掉?|弃用|放弃)了?${rival}`,
    )
  )
    return 'won';
  if (
    test(
      `${move} (?:to|for|with) ${rival}|(?:chose|choos\\w+|picked|signed with|prefer\\w*) ${rival}|(?:换成|转投|转到|换到|改用|转用|投奔|选了|选择了?)${rival}`,
    )
  )
    return 'lost';
  return undefined;
}

/** What is said for or against a rival, by what it is about. */
function byAspect(
  remarks: readonly Remark[],
  side: 'stronger' | 'weaker',
  statements: readonly Statement[],
): Rival['strengths'] {
  const label = side === 'stronger' ? 'positive' : 'negative';
  const about = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const { verdict, reading } = remark;
    if (verdict === undefined ? reading.label !== label : verdict !== side) continue;
    const aspects = reading.aspects.map(({ aspect }) => aspect);
    for (const aspect of aspects.length > 0 ? new Set<string>(aspects) : ['general'])
      about.set(aspect, [...(about.get(aspect) ?? []), remark]);
  }
  return [...about]
    .map(([aspect, list]) => ({ aspect, count: list.length, quotes: quotesOf(list, statements) }))
    .sort((one, other) => other.count - one.count || (one.aspect < other.aspect ? -1 : 1));
}

function quotesOf(remarks: readonly Remark[], statements: readonly Statement[]): Quote[] {
  return remarks.slice(-mostQuotes).map(({ statement, sentence, reading }) => {
    const { id, on, untrusted } = statements[statement]!;
    return {
      text: sentence.length > longestQuote ? `${sentence.slice(0, longestQuote)}…` : sentence,
      ...(id !== undefined && { id }),
      ...(on !== undefined && { on }),
      sentiment: reading.label,
      ...(untrusted && { untrusted }),
    };
  });
}
