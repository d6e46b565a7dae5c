import type { Language } from '../../../language/index.ts';
import type { Clause } from './clause.ts';
import { lexicons, stageEvents } from './lexicon.ts';
import { isA } from './mention.ts';
import { isOrderWord } from './order-words.ts';
import { everywhere } from './unread.ts';

const blank = '\uFFFC';
/** In place of a general word for records, which names none. */
const weak = '\uFFFB';

/** "after Friday": what stands right before a day belongs to it; elsewhere such a word sets a condition. */
/** In place of a record's name. */
const somebody = '\uFFF9';

const beforeDay = /\b(?:before|after|until|till|since|around)\s+(?=\uFFFC)/gu;
/** Why something is to be done changes nothing of what is to be done. */
const reason =
  /\b(?:while (?:you're|youre|ur|i'm|we're) (?:at it|there|in there|on it|about it)|for good|once and for all|to (?:a |an |the |another )?(?:competitor|rival|vendor|(?:someone|somebody)(?: else| \p{L}+)?))\b|\b(?:because|since (?:he|she|they|it|we)|as (?:he|she|they|it|we))\b.*$|(?:they|both|he|she|all)(?: (?:both|all|just|have|has|had|specifically))? (?:asked|requested|insisted|want(?:s|ed)?) (?:to|not to|for)\b[^\uFFFC]*$|因为.*$/u;
/** "Oh wait, no, …": what was said before is taken back, and the rest is meant. */
const apology =
  /^(?:(?:and|but|oh|oops|sorry|wait|no|nope|actually|ah|well|hang on|hold on|never ?mind)\b[\s,.!…:-]*)+/u;
const opensCondition = /^\W*(?:(?:and|but|then) )?(?:if|when)\b|^(?:如果|要是|若是|若|假如)/u;
const staysSo = /自己(?:留着?|保留)|留着/u;
const contrast = /\b(?:and |but )?not\s+(?=\uFFFC)|(?:而?不是|而非)(?=\uFFFC)/gu;
const denial =
  /\b(?:not|but|isn't|aren't|don't|doesn't|rather than|instead of|no longer|any ?more)\b|不|没|别|未|而/gu;

/**
 * Words of an order that nothing of it stands for: neither its verb nor a name, a value or a condition it holds. Who
 * wrote them may have meant less than the rest says, or something else.
 */
export function unplacedIn(clause: Clause): string[] {
  const { language, mentions, roles } = clause;
  const { operations, filters, padding, reads, references, roles: parts } = lexicons[language];
  const { silent, overdue, missing, spoken, followUp } = filters;
  const denied = [roles.oldValues, roles.notValues, roles.exceptions, roles.kept];
  const isHandedOver = roles.presentOwners.size > 0 && /[别不]再/u.test(clause.text);
  const denies =
    isHandedOver || denied.some(({ size }) => size > 0) || mentions.filter(isA('value')).length > 1;
  const known = [
    apology,
    opensCondition,
    reason,
    ...Object.values(operations),
    beforeDay,
    padding,
    silent,
    overdue,
    spoken,
    followUp,
    missing,
    reads.wants,
    ...stageEvents[language].map(({ pattern }) => pattern),
    references.ordinal,
    references.others,
    references.same,
    ...(denies ? [denial] : []),
    ...(roles.assigns ? [contrast] : []),
    ...(roles.exceptions.size > 0 ? [parts.except] : []),
    ...(roles.kept.size > 0 ? [staysSo] : []),
  ];
  const whole = mentions.reduce(
    (text, { start, end, is }) =>
      text.slice(0, start) +
      (is.type === 'kind' ? weak : is.type === 'record' ? somebody : blank).repeat(end - start) +
      text.slice(end),
    clause.text.toLowerCase().replace(/[’‘]/g, "'"),
  );
  const left = known.reduce(
    (text, pattern) => text.replace(everywhere(pattern), blanked),
    withoutTold(whole, clause),
  );
  const words = left.match(language === 'zh' ? /\p{Script=Han}+|[a-z]{2,}/gu : /\p{L}[\p{L}'-]*/gu) ?? [];
  const verbs = clause.operations.flatMap((one) => one.words.split(' '));
  const isKnown = (word: string) => word === '' || isOrderWord[language](word) || verbs.includes(word);
  const withoutVerb = (word: string) =>
    language === 'zh' ? verbs.reduce((rest, verb) => rest.replace(verb, ''), word) : word;
  return words.filter((word) => !isKnown(word) && !isKnown(withoutVerb(word)));
}

/**
 * Whether words that stand for nothing in a plan may take something back, leave somebody out, set a condition, ask, or
 * want something else done as well.
 */
export const mayOrder = (words: string, language: Language): boolean => beware[language].test(words);

const beware: Readonly<Record<Language, RegExp>> = {
  en: /n't\b|^(?:not?|never|nothing|none|nobody|without|unless|if|until|till|when|whenever|once|after|before|except|only|but|or|either|neither|maybe|perhaps|might|may|probably|possibly|potentially|would|think\w*|thought|wonder\w*|consider\w*|ask\w*|check\w*|confirm\w*|verify|see|look\w*|tell\w*|told|let|e?-?mail\w*|send\w*|sent|call\w*|phone\w*|ring|rang|text\w*|messag\w*|writ\w*|remind\w*|book\w*|schedul\w*|invit\w*|meet\w*|met|order\w*|invoice\w*|refund\w*|delet\w*|remov\w*|drop\w*|undo|cancel\w*|revert\w*|restor\w*|merg\w*|cop\w+|export\w*|import\w*|report\w*|creat\w*|add\w*|half|some|few|several|most\w*|best|worst|both|other\w*|another|temporar\w*|draft\w*|pretend\w*|suppos\w*|test\w*|try|tries|tried|wait\w*|hold\w*|stop\w*|why|how|what|who\w*|where|which|least|more|less|than|too|back)$/u,
  zh: /[不没别未勿莫非否除只但仅若或问谁啥哪几吗呢么先等半]|如果|要是|假如|万一|什么|怎|多少|可能|大概|差不多|考虑|犹豫|试|暂|临时|假装|看看|估计|发|寄|打|通知|告诉|提醒|催|邮|写信|联系|约|见|聊|会议|删|撤|取消|恢复|复制|合并|导[入出]|报表|退款|付|订|买|下单|投诉|升级|最|另外|那个|\d/u,
};

/** A text without the pieces between commas that only tell something: they name nothing and order nothing. */
function withoutTold(text: string, { language }: Clause): string {
  const { operations, moods } = lexicons[language];
  const orders = Object.values(operations);
  const hedges = [moods.conditional, moods.tentative, moods.hypothetical, moods.question];
  const isTold = (piece: string) =>
    !piece.includes(blank) &&
    !(piece.includes(somebody) && denies.test(piece)) &&
    orders.every((pattern) => piece.search(pattern) < 0) &&
    hedges.every((pattern) => piece.search(pattern) < 0);
  return text
    .split(/(?<=[,，;；–—])|(?<= - )|\b(?=(?:so|and|then|but)\b)/u)
    .map((piece) => (isTold(piece) ? blanked(piece) : piece))
    .join('');
}

const denies = /n't\b|\b(?:not|never|no|but|except|only)\b|不[要用必想愿同]|别|先不|除|只/u;

const blanked = (found: string): string => ' '.repeat(found.length);
