import type { ToolOutcome } from '../../../../tools/kernel/tool-error.ts';
import type { Capabilities } from './capabilities.ts';
import type { Clause } from './clause.ts';
import { supposes } from './declining.ts';
import { isAsked } from './knowledge.ts';
import { type Mention, withoutMentions } from './mention.ts';
import type { Otherwise, PlannedCall } from './planned.ts';
import { say } from './sayings.ts';
import type { DialogueState } from './state.ts';
import type { Turn } from './state-after.ts';
import { termsOfWords } from './terms.ts';
import type { Understood } from './understood.ts';
import { wordsLeft } from './unread.ts';

/** The longest question the documents are asked. */
const longestQuestion = 500;
/** So sure must the documents be to go before what was planned. */
const goesBefore = 0.55;

/**
 * A turn that asks the documents before it does what was planned, where a question names no record and the plan is
 * but a guess: nothing at all, or a call that has nothing for some of the words. A tool that is surely meant is asked
 * first, and the documents where it fails.
 */
export function documentsFirst(turn: Turn, understood: Understood): Turn {
  const { text, mentions, clauses, frames, idle, idleAround, intents } = understood;
  const { calls, says, pending } = turn.plan;
  const [call] = calls;
  const question = text.slice(0, longestQuestion);
  const asking = askingDocuments(question, idleAround.capabilities);
  if (asking === undefined || call?.tool === asking.tool || calls.length > 1) return turn;
  if (!isOpenQuestion(clauses) || supposes(clauses) || intents.isOutside(text, mentions, 'record'))
    return turn;
  const asked = calls.map((one) => ({ ...one, question }));
  if (!isGuess(turn, understood))
    return isAboutNothing(call) ? { ...turn, plan: { ...turn.plan, calls: asked } } : turn;
  const words = say(idleAround.language);
  const isLost = frames.length > 0 || [words.unclear(), words.outOfScope()].includes(says[0] ?? '');
  const isNothing = call === undefined && pending === undefined && isLost;
  const otherwise: Otherwise = {
    calls: asked,
    says: isNothing ? [words.knownNowhere()] : says,
    state: turn.state,
    confidence: isNothing ? 0 : goesBefore,
  };
  return {
    plan: { calls: [{ ...asking, otherwise }], says: [] },
    state: { ...idle, asked: { question, turn: idle.turn } },
  };
}

/** A call of a tool that took nothing from the words. */
const isAboutNothing = (call: PlannedCall | undefined): boolean =>
  call?.purpose.type === 'other' && Object.keys(call.arguments).length === 0;

/** What a turn goes on with where a call of it found nothing, and there is more to ask. */
export function insteadOf(
  call: PlannedCall,
  outcome: ToolOutcome,
  state: DialogueState,
  capabilities: Capabilities,
): Otherwise | undefined {
  const { otherwise, question } = call;
  if (otherwise !== undefined) return answers(outcome, otherwise.confidence) ? undefined : otherwise;
  if (question === undefined || !foundNothing(call, outcome)) return undefined;
  const says = [say(state.language).knownNowhere()];
  const last: Otherwise = { calls: [], says, state, confidence: 0 };
  const asking = askingDocuments(question, capabilities);
  return asking && { ...last, says: [], calls: [{ ...asking, otherwise: last }] };
}

function askingDocuments(query: string, capabilities: Capabilities): PlannedCall | undefined {
  const tool = capabilities.documents();
  return tool && { tool: tool.name, arguments: { query }, purpose: { type: 'other', title: tool.title } };
}

const answers = (outcome: ToolOutcome, confidence: number): boolean =>
  outcome.ok && outcome.data.answer !== null && Number(outcome.data.confidence) >= confidence;

const foundNothing = ({ purpose }: PlannedCall, outcome: ToolOutcome): boolean =>
  !outcome.ok ||
  (purpose.type === 'list' && Array.isArray(outcome.data.items) && outcome.data.items.length === 0);

/** A question that names nobody, no order and no day, and asks for no records of a kind. */
const isOpenQuestion = (clauses: readonly Clause[]): boolean =>
  clauses.some(isAsked) &&
  !clauses.some(
    ({ mentions, language, sketch }) => mentions.some(isNamed) || asksFor[language].test(sketch),
  ) &&
  !namesThing.test(clauses[0]?.whole ?? '');

/** The number of an order or a ticket, a file. */
const namesThing =
  /\b[A-Z]{1,3}-\d{3,}\b|#\w*\d{3,}|\.(?:csv|tsv|xlsx?|jsonl?|pdf|docx|md|txt|html?|zip)\b/iu;

const isNamed = ({ is, text }: Mention): boolean =>
  (is.type === 'record' && !isLaterWordOfFirm(text, is.kind, is.candidates[0]?.name ?? '')) ||
  (is.type === 'member' && !/^(?:my|our|we|i|me|我们?)$/iu.test(text)) ||
  (is.type === 'name' && (/^\p{Lu}/u.test(text) || is.isFirm === true)) ||
  ['email', 'phone', 'code', 'quote', 'date'].includes(is.type);

/** "hotels" of Larkspur Hotels, written small: the thing, rather than the firm. */
const isLaterWordOfFirm = (text: string, kind: string, name: string): boolean =>
  (kind === 'company' || kind === 'deal') && /^[a-z]+$/u.test(text) && !name.toLowerCase().startsWith(text);

/** "Which customers …", “哪些客户……”: records of a kind, whatever is said of them. */
const asksFor = {
  en: /\b(?:which|how many|whose|list|show|find|any|all|count|number of|what)\s+(?:(?:<[VFM]\d+>|\w+)\s+)?<[KR]\d+>|\b(?:which|whose) <[FO]\d+>|^<K\d+>/u,
  zh: /(?:哪些?|哪几|多少|几|有没有|所有|列出)[个位家名笔张]?(?:<[VFM]\d+>的?)?<K\d+>|<K\d+>(?:一共|总共|现在)?(?:有|都有|是)?(?:哪些?|哪几|多少|几|谁)/u,
};

/** Whether a plan has nothing for some of what was asked. */
function isGuess({ plan }: Turn, { clauses, intents }: Understood): boolean {
  const [call] = plan.calls;
  const { pending } = plan;
  const terms = termsOfWords(clauses.map(withoutKnown).join('\n'));
  if (pending !== undefined) return pending.type === 'argument' && !intents.isCalledBy(pending.tool, terms);
  if (call === undefined) return true;
  if (call.purpose.type === 'other') return !call.purpose.writes && !intents.isCalledBy(call.tool, terms);
  const { filter = '', query } = call.arguments;
  const values = Array.from(String(filter).matchAll(/'([^']+)'/gu), ([, value]) => value!);
  const left = clauses.flatMap(wordsLeft).filter((word) => !values.some((value) => word.includes(value)));
  return (
    (left.length > 0 || query !== undefined) && ['list', 'overview', 'fields'].includes(call.purpose.type)
  );
}

const withoutKnown = ({ text, mentions }: Clause): string =>
  withoutMentions(
    text,
    mentions.filter(({ is }) => is.type !== 'name'),
  );
