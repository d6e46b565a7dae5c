import type { Clause, Occurrence } from './clause.ts';
import { lexicons } from './lexicon.ts';

/**
 * How an operation is spoken of. `order` and `statement` may be carried out; `doubt`, `tentative`, `report`
 * and `reported` need the person's word first; the others never write.
 */
export type Mood =
  | 'order'
  | 'statement'
  | 'doubt'
  | 'tentative'
  | 'report'
  | 'reported'
  | 'message'
  | 'question'
  | 'hypothetical'
  | 'negated'
  | 'conditional'
  | 'deferred'
  | 'aside';

/** What may be done about a request in a mood. */
export type Licence = 'act' | 'confirm' | 'none';

export const licenceOf = (mood: Mood): Licence =>
  mood === 'order' || mood === 'statement'
    ? 'act'
    : mood === 'doubt' || mood === 'tentative' || mood === 'report' || mood === 'reported'
      ? 'confirm'
      : 'none';

/** The mood in which a clause speaks of an operation; of a mere statement of a new state without one. */
export function moodOf(clause: Clause, operation: Occurrence | undefined): Mood {
  const { moods, reads } = lexicons[clause.language];
  const { sentence, masked } = clause;
  const before = operation === undefined ? beforeChange(clause) : masked.slice(0, operation.at);
  if (holdsBack.test(clause.whole) || asksOpinion.test(clause.whole)) return 'tentative';
  if (moods.howTo.test(sentence)) return 'question';
  if (moods.hypothetical.test(sentence)) return 'hypothetical';
  if (asksIfTrue.test(sentence)) return 'question';
  if (tellsPurpose.test(masked)) return 'aside';
  const asks = moods.request.test(sentence) || moods.request.test(masked);
  if (isNegated(before, clause)) return 'negated';
  if (moods.message.test(before)) return 'message';
  if (moods.deferred.test(masked)) return 'deferred';
  if (waitsForIt(clause)) return 'conditional';
  const wish = before.replace(/\b(?:an? )?(?:follow[- ]?up\b|<F\d+>).*$/, '');
  const wants = operation === undefined && reads.wants.test(wish.slice(-16));
  if (moods.reported.test(before) && !wants) return 'reported';
  if (
    moods.tentative.test(masked) &&
    !(
      asks &&
      clause.language === 'zh' &&
      !/考虑|要不要|[该要]不[该要]|应不应该|是不是|是否|该.{0,30}(?:吗|[？?]$)/u.test(masked)
    )
  )
    return 'tentative';
  if (moods.doubt.test(sentence)) return 'doubt';
  return clause.language === 'en'
    ? englishMood(clause, operation, asks)
    : chineseMood(clause, operation, asks);
}

/** "Let me see it before we apply it": only to be shown. */
const looks =
  /^(?:please |ok |so )*(?:let me (?:see|look|have a look)|show (?:me|us)|display|what would)\b|^(?:让我|给我|我想|我要|先)*看(?:看|一下|下)?/iu;

/** The mood of a whole text that no verb of ours tells apart. */
export function moodOfAll(clauses: readonly Clause[]): Mood {
  const [first] = clauses;
  if (first === undefined) return 'aside';
  const { moods } = lexicons[first.language];
  if (looks.test(first.sentence)) return 'question';
  const refuses = /^(?:please |but )*(?:do not|don't|never)\b|^(?:请|先|千万|你)*(?:别|不要|不用|勿)/iu;
  if (refuses.test(first.masked)) return 'negated';
  if (moods.hypothetical.test(first.sentence)) return 'hypothetical';
  if (moods.question.test(first.sentence) && !moods.request.test(first.sentence)) return 'question';
  if (moods.howTo.test(first.sentence)) return 'question';
  const found = clauses
    .map((clause) => moodOf(clause, clause.operations[0]))
    .filter((mood) => mood !== 'negated' && mood !== 'aside');
  return found.find((mood) => mood === 'hypothetical' || mood === 'conditional') ?? found[0] ?? 'statement';
}

/** "don't save it yet", “先不要保存”: nothing is to be written before the person's word. */
const holdsBack =
  /\b(?:but|though|however|legal|they|she|he|boss) (?:\w+ ){0,2}(?:says? |said )?(?:to )?(?:wait|hold off|hold on)\b|(?:再等等|先等等|先等一等|先等一下|缓一缓|先缓缓|先放一放)|\b(?:don'?t|do not) (?:save|apply|commit|write|execute)(?: (?:it|that|this|them|anything))?(?: (?:yet|just yet|for now)|\b(?=\s*[:.,;]|$))|(?:先|暂时|暂)(?:不要?|别|不用)(?:保存|执行|写入|提交|入库|落库|生效)|等我(?:确认|点头)(?:了|以?后)?再/iu;

/** "… – good idea or not?", “……这样妥当吗？”: whether to do it is asked as well. */
const asksOpinion =
  /[-–—,.!;]\s*(?:or |is (?:that|it|this) |would (?:that|it) be )?(?:an? |any )?(?:(?:good|bad|wise|smart|sensible|right) (?:idea|move|call|thing)|thoughts|opinions?|too (?:early|soon|late)|does (?:that|it) make sense|makes sense)\b[^.!?]*\?\s*$|[，。,](?:这样|这么做?|你看|你觉得)?(?:合适|妥当?|合理|明智|划算|会不会太早|是不是太早)(?:吗|么|不|呢)?[？?]?\s*$/iu;

/** "so nobody books the steakhouse", “免得再打错”: what something is done for. */
const tellsPurpose =
  /^so (?:that\b(?!'s)|nobody\b|no one\b|nothing\b|(?:it|they|we|he|she) (?:doesn't|don't|won't)\b)|^(?:免得|省得|以免|以防)/u;

/** “款到了再把……”: what is to be done once something has happened. */
const waitsForIt = ({ whole, start, text }: Clause): boolean =>
  /^再/u.test(text) && /(?:了|后)$/u.test(whole.slice(0, start));

/** "…, is that true?", “……是真的吗？”: what was said is asked about. */
const asksIfTrue =
  /\bis (?:that|it|this) (?:really )?(?:true|so|the case)\b|\bis there any truth\b|真的吗|真的假的|属实|有这回事|真有此事|真有这/u;

/** What stands before the first new value, where no verb names the change. */
function beforeChange({ sketch, roles, mentions }: Clause): string {
  const given = [...roles.newValues, ...roles.newOwners];
  const told = mentions.flatMap(({ is }, index) => (['phone', 'email'].includes(is.type) ? [index] : []));
  const places = (given.length > 0 ? given : told).map((index) =>
    sketch.search(new RegExp(`<[A-Z]${index}>`)),
  );
  return sketch.slice(0, Math.max(0, Math.min(sketch.length, ...places)));
}

function isNegated(before: string, clause: Clause): boolean {
  const { negation, notNegation } = lexicons[clause.language].moods;
  const window = before.slice(-60);
  const plain = window.replace(new RegExp(notNegation.source, 'g'), ' ');
  return negation.test(plain) || (clause.language === 'en' && /\bundo nothing\b/.test(clause.masked));
}

function englishMood(
  { sentence, masked, mentions }: Clause,
  operation: Occurrence | undefined,
  asks: boolean,
): Mood {
  const { moods } = lexicons.en;
  const opens = (words: string) => moods.question.test(words.replace(/\?\s*$/, ''));
  const asksWho = /^(?:and |so )?(?:who|whose|what|when|where|which|why|how)\b/.test(masked);
  const interrogative = asksWho || ((opens(sentence) || opens(masked)) && !asks);
  if (operation === undefined)
    return (interrogative || moods.question.test(sentence)) && !asks ? 'question' : 'statement';
  const before = masked.slice(0, operation.at).trimEnd();
  if (operation.form === 'past') {
    const causative =
      /\b(?:be|get|gets|getting|have|want|wants|need|needs|like|consider|see|it)(?: (?:<\w\d+>|[\w']+)){0,8}$/.test(
        before,
      );
    const aided = /\b(?:has|had|was|were|did|'ve|already|just|is|are|been|<[RM]\d+>|he|she|they|we|i)$/.test(
      before,
    );
    if (
      before === '' ||
      (causative && !/\b(?:has|had|have) been$/.test(before) && !(aided && !/\bbe$/.test(before)))
    )
      return interrogative ? 'question' : 'order';
    return interrogative ? 'question' : 'report';
  }
  if (interrogative) return 'question';
  if (operation.form === 'ing') {
    if (/\b(?:mind)$/.test(before)) return 'order';
    if (operation.operation === 'delete') return 'report';
    const tellsOfMember = /^<M\d+>(?:'s| is)(?: \w+)*$/.test(before) && !/<[RUF]\d+>/.test(masked);
    if (tellsOfMember && mentions.every(({ is }) => !['record', 'kind', 'value', 'name'].includes(is.type)))
      return 'aside';
    return /(?:\b(?:is|are|am|be|now|currently)|'re|'s|'m)(?: (?:now|currently|also|all|both))*$/.test(before)
      ? 'statement'
      : 'aside';
  }
  if (/\?\s*$/.test(sentence) && !asks) return 'doubt';
  return operation.form === 's' ? 'statement' : 'order';
}

const asksAtEnd = /[?？]\s*$|[吗呢么][。！!\s]*$/u;

/** “不管是谁的”: no question. */
const whoever = /(?:不管|无论|不论)(?:是)?(?:谁|什么|哪\p{Script=Han}?|怎么样?|多少)/gu;

function chineseMood({ sentence, masked }: Clause, operation: Occurrence | undefined, asks: boolean): Mood {
  const { moods } = lexicons.zh;
  const isAll = operation === undefined || asksAtEnd.test(sentence);
  const asked = moods.question.test((isAll ? sentence : masked).replace(whoever, '')) && !asks;
  if (operation === undefined) return asked ? 'question' : 'statement';
  if (asked)
    return /把|将/u.test(masked) &&
      !/谁|什么|哪|多少|了吗|过吗|没有[？?]?$|是不是.*了|了[？?]$/u.test(sentence)
      ? 'doubt'
      : 'question';
  const before = masked.slice(0, operation.at);
  const after = masked.slice(operation.at + operation.words.length);
  const someoneDid = /(?:<M\d+>|我们?|他们?|她们?|有人|谁)(?:已经|刚才|刚刚?|<D\d+>|早就)*(?:把|将).*$/u.test(
    before,
  );
  const already =
    /已经|早就|被|刚刚?(?=把|将|改|删|转)/u.test(before) && /了|过/u.test(masked.slice(operation.at));
  const passed = /^过/u.test(after);
  const didIt = someoneDid && /了/u.test(masked.slice(operation.at));
  return didIt || already || passed ? 'report' : 'order';
}
