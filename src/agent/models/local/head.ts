import type { WorkspaceDescription } from '../../directory.ts';
import { setsAsInForm } from './changes.ts';
import { type Clause, type Occurrence, takesFromMember } from './clause.ts';
import type { Act } from './frame.ts';
import { moodOf } from './guards.ts';
import { lexicons, type Operation } from './lexicon.ts';
import { tellsContact } from './logging.ts';
import type { Meaning } from './mention.ts';
import { dictatesTask, isReminder } from './new-task.ts';
import { tellsOutcome } from './outcomes.ts';
import { isPossessive } from './target.ts';

/** What a clause wants done, and the verb that says so. */
export interface Head {
  act: Act;
  occurrence: Occurrence | undefined;
  /** "delete the phone of …": a field is emptied. */
  clears: boolean;
  notes: boolean;
}

const head = (act: Act, occurrence: Occurrence | undefined, more: Partial<Head> = {}): Head => ({
  act,
  occurrence,
  clears: false,
  notes: false,
  ...more,
});

const holds = (clause: Clause, ...types: readonly Meaning['type'][]): boolean =>
  clause.mentions.some(({ is }) => types.includes(is.type));

const names = (clause: Clause, ...fields: readonly string[]): boolean =>
  clause.mentions.some(
    ({ is }) => is.type === 'field' && is.of.some((place) => fields.includes(place.field)),
  );

/** "Lead for Raj: Wei Zhang, services": somebody new, entered as in a form. */
const listsNew = (clause: Clause): boolean =>
  holds(clause, 'name') &&
  /^<[VK]\d+>[^:：?]*[:：]/.test(clause.sketch) &&
  !lexicons[clause.language].moods.question.test(clause.sentence);

/** “……打了电话，记一笔”: what was told before is to be logged. */
const closesTale = ({ words }: Occurrence, { start, payload }: Clause, all: readonly Clause[]): boolean =>
  words === '记一笔' &&
  payload === undefined &&
  all.some((other) => other.start < start && other.events.length > 0);

/** “记一笔：昨天跟<R>打了电话，……”: a contact is dictated, with whom it was. */
const dictatesContact = (clause: Clause): boolean =>
  !holds(clause, 'record') &&
  clause.payload !== undefined &&
  clause.payload.said.events.length > 0 &&
  holds(clause.payload.said, 'record');

const ofInteraction = (clause: Clause): boolean =>
  clause.mentions.some(({ is }) => is.type === 'kind' && is.kind === 'interaction');

/** "owned by Raj", "assigned to Lena": whose a record is, and no order to give it to anybody. */
const isBelonging = ({ masked }: Clause, { operation, at, words, form }: Occurrence): boolean =>
  operation === 'assign' && form === 'past' && /^ (?:by|with) /.test(masked.slice(at + words.length));

/** "open tickets", “未关闭的工单”: how records are, and nothing to be done to them. */
const isDescribing = ({ masked }: Clause, { operation, at, words }: Occurrence): boolean =>
  (words === 'got' && /(?:'ve|'s|\b(?:have|has)) $/.test(masked.slice(0, at))) ||
  (/^turn/.test(words) && /^ (?:\S+ )?down\b/.test(masked.slice(at + words.length))) ||
  (words === 'file' && /\bon $/.test(masked.slice(0, at))) ||
  (words === 'open' &&
    /^ (?:sales )?(?:tickets|cases|deals|opportunities|tasks|to-?dos|orders)\b/.test(masked.slice(at + 4))) ||
  (/(?:未|没有?|还没有?|尚未)$/u.test(masked.slice(0, at)) &&
    /^了?的/u.test(masked.slice(at + words.length))) ||
  (operation === 'create' && /^了?的(?=$|[，。；])/u.test(masked.slice(at + words.length)));

/** The act a clause asks for, or undefined where it only tells or asks. */
export function headOf(
  clause: Clause,
  all: readonly Clause[],
  workspace: WorkspaceDescription,
): Head | undefined {
  const usable = clause.operations.filter(
    (one) =>
      moodOf(clause, one) !== 'aside' &&
      !isBelonging(clause, one) &&
      !isDescribing(clause, one) &&
      !takesFromMember(clause, one),
  );
  const first = (operation: Operation) => usable.find((one) => one.operation === operation);
  if (clause.payload?.into === 'note') return head('update', undefined, { notes: true });
  if (clause.payload?.into === 'log') return head('log', undefined);
  if (tellsOutcome(clause, workspace) && first('create') === undefined)
    return head('update', first('set') ?? first('assign'));
  const undo = first('undo');
  const cancels = undo !== undefined && /^(?:cancel|取消|drop)/.test(undo.words) ? undo : undefined;
  const empties = first('clear') ?? (holds(clause, 'record') ? first('delete') : undefined);
  const clears = undo !== undefined && cancels === undefined ? undefined : (empties ?? cancels);
  const isCleared = clears !== undefined && clearsField(clause, clears);
  if (undo !== undefined && takesPartBack(clause)) return head('undo', undo);
  if (
    undo !== undefined &&
    !holds(clause, 'record', 'name', 'value', 'member') &&
    !isCleared &&
    !clause.payload
  )
    return head('undo', undo);
  if (isReminder(clause, workspace) || dictatesTask(clause)) return head('create', first('set'));
  const create = first('create');
  if (create !== undefined && (isCreation(clause, create) || isBareCreation(clause, all)))
    return head('create', create);
  const note = first('note');
  const isLogged =
    /\blog(?:ged|ging)?\b/.test(clause.masked) || ofInteraction(clause) || dictatesContact(clause);
  if (
    note !== undefined &&
    !isLogged &&
    !closesTale(note, clause, all) &&
    !/^<F\d+>(?:先|就|都)?(?:留着|保留|别动|不动|不变)/u.test(clause.sketch) &&
    clause.events.every((channel) => channel === 'email')
  )
    return head('update', note, { notes: true });
  if (statesDetail(clause, 'phone', 'email')) return head('update', first('set') ?? first('create'));
  const log = first('log');
  if (
    tellsContact(clause, all, workspace.today) ||
    (log !== undefined &&
      (clause.events.length > 0 ||
        clause.payload !== undefined ||
        names(clause, 'channel') ||
        ofInteraction(clause)))
  ) {
    const orders = usable.some(
      (one) => ['delete', 'assign', 'set', 'later', 'earlier'].includes(one.operation) && one.at !== log?.at,
    );
    if (!(orders && clause.roles.assigns && log === undefined)) return head('log', log);
  }
  if (isCleared) return head('update', clears, { clears: true });
  if (usable.length === 0 && listsNew(clause)) return head('create', undefined);
  const remove = first('delete');
  if (remove !== undefined && !isIdle(clause, remove)) return head('delete', remove);
  return updateOf(clause, usable);
}

/** "scrap the hardware bit", “硬件那条撤掉”: a part of what was done, named by the value it gave. */
const takesPartBack = ({ sketch }: Clause): boolean =>
  /^(?:please |ok |oh |no |sorry |,)*(?:undo|revert|reverse|cancel|take back|roll back) (?:that|this|the|my)(?: (?:whole|entire|last|latest))? (?:change|update|edit)s?\b|\b(?:bring|need|want|like|have) <[RU]\d+> back\b(?! to\b)|\b(?:undo|revert|scrap|drop|cancel|reverse|forget)\b(?: \w+)? (?:<[VM]\d+>) (?:bit|part|change|one|thing|update|switch|move)\b|<[VMD]\d+>(?:的)?(?:那个|那条|那项|那部分|这条|这项|改动|的改动)(?:给我|都|先)?(?:撤|取消|恢复|还原|不要|作废)/u.test(
    sketch,
  );

/** "List …", “list 一下……”: without a verb of writing such a sentence changes nothing, whatever it says is so. */
const opensReading = ({ masked }: Clause): boolean =>
  [lexicons.en, lexicons.zh].some(({ reads }) => {
    const match = reads.list.exec(masked);
    return match !== null && opening.test(masked.slice(0, match.index));
  });

const opening = /^(?:please |can you |could you |just |请|帮我|帮忙|麻烦|给我|我想|先)*$/u;

function updateOf(clause: Clause, usable: readonly Occurrence[]): Head | undefined {
  const first = (operation: Operation) => usable.find((one) => one.operation === operation);
  const assign = first('assign');
  const gives = clause.roles.newOwners.size > 0 || clause.roles.selfOwner || givesSomebody(clause);
  if (assign !== undefined && gives) return head('update', assign);
  const change = first('set') ?? first('later') ?? first('earlier');
  if (change !== undefined) return head('update', change);
  const create = first('create');
  if (create !== undefined && holds(clause, 'record')) return head('update', create);
  if (assign !== undefined && holds(clause, 'record', 'kind') && holds(clause, 'name'))
    return head('update', assign);
  if (opensReading(clause)) return undefined;
  if (clause.roles.assigns || setsAsInForm(clause)) return head('update', undefined);
  const states = statesText(clause) || statesDetail(clause, 'value', 'date', 'phone', 'email');
  return states ? head('update', undefined) : undefined;
}

/** Whether a clause speaks of certain records rather than of records under conditions. */
export function isSingle(clause: Clause): boolean {
  const { references } = lexicons[clause.language];
  const isNamed = clause.mentions.some(
    ({ is }, index) => is.type === 'record' && is.kind !== 'product' && !clause.roles.exceptions.has(index),
  );
  if (isNamed) return true;
  if (/\bthe ones (?:who|that|which|with|in|at|she|he|they|we|i)\b/.test(clause.sketch)) return false;
  const pointed = references.one.test(clause.sketch);
  const plural = clause.mentions.some(
    ({ is, text }) =>
      (is.type === 'kind' && is.plural) || (is.type === 'value' && /(?:lead|proposal)s$/i.test(text)),
  );
  const owned = clause.mentions.some(
    ({ is }, index) => is.type === 'member' && clause.roles.presentOwners.has(index),
  );
  if (plural || owned || isPossessive(clause)) return false;
  if (clause.language === 'zh' && holds(clause, 'kind') && !pointed) return false;
  const { filters } = lexicons[clause.language];
  if (pointed || references.many.test(clause.sketch) || references.ordinal.test(clause.masked)) return true;
  const unmarked = clause.mentions.some(
    ({ is }, index) => is.type === 'value' && !clause.roles.newValues.has(index),
  );
  return (
    !holds(clause, 'kind') &&
    !unmarked &&
    !filters.anySet.test(clause.sketch) &&
    !filters.silent.test(clause.spoken) &&
    !filters.overdue.test(clause.spoken)
  );
}

/** A verb of dropping or cutting without anybody to drop. */
const isIdle = (clause: Clause, { words }: Occurrence): boolean =>
  /^(?:drop|cut|took off|take off)/.test(words) && !holds(clause, 'record', 'kind', 'value');

const givesSomebody = (clause: Clause): boolean =>
  holds(clause, 'member') &&
  isSingle(clause) &&
  !/\b(?:give|gave|get|got|take a look|handle)\b/.test(clause.masked);

/** "his new number is …", "the follow-up is on Friday now": a detail told of somebody. */
function statesDetail(clause: Clause, ...details: readonly Meaning['type'][]): boolean {
  if (!isSingle(clause) || lexicons[clause.language].moods.question.test(clause.sentence)) return false;
  if (!holds(clause, ...details) || /的(?:<[KV]\d+>|人|那[些几批]个?)?$/.test(clause.sketch)) return false;
  const isNow =
    /\b(?:is|are|now|changed|new|should be)\b|'s\b|'re\b|\b(?:too|also|instead|as well)\b|是|现在|换|变|新|改|也/u.test(
      clause.masked,
    );
  const contact =
    holds(clause, 'phone', 'email') &&
    (names(clause, 'phones', 'emails') || isNow || keepsIt.test(clause.masked));
  const wants = lexicons[clause.language].reads.wants.test(clause.masked);
  const field =
    (names(clause, 'phones', 'emails', 'followUpOn', 'productInterest') && isNow) ||
    (wants && isSaid(clause) && holds(clause, 'value'));
  const follows =
    details.includes('date') &&
    holds(clause, 'date') &&
    /\bfollow(?:ing)?[- ]?up\b|跟进|回访/u.test(clause.masked);
  return contact || (field && details.includes('value')) || follows;
}

/** "<R>'s new job title is …", “<R>的<F>换成了……”: what a field holds now, in words of its own. */
const statesText = (clause: Clause): boolean =>
  holds(clause, 'record') &&
  !lexicons[clause.language].moods.question.test(clause.sentence) &&
  /(?:<R\d+>'s|\bthe) (?:new |current )?<F\d+>(?: (?:of|for|at) <R\d+>)? (?:is now|is|should be|has changed to|changed to) (?!<[VDMR]|what|who|wrong|missing|empty|not)|<R\d+>的(?:新)?<F\d+>(?:现在|已经)?(?:是|换成|变成|改为)了?(?![什谁哪多吗空错<])/u.test(
    clause.sketch,
  );

/** "gave me …, save it", “……，存一下”: an address or a number is told to be kept. */
const keepsIt =
  /\b(?:save|store|keep|note|gave|left|got|texted|sent) (?:it|that|this|me|us|them|him|her)\b|存|留了?|记一?下|给了?我/u;

/** Whether what is told has somebody to be told of. */
const isSaid = (clause: Clause): boolean =>
  clause.events.length === 0 &&
  (holds(clause, 'record') || lexicons[clause.language].references.one.test(clause.sketch));

/** “林若曦，要软件，建一下”: who is new was said before. */
const isBareCreation = ({ mentions, start }: Clause, all: readonly Clause[]): boolean =>
  mentions.length === 0 &&
  all.every((clause) => !holds(clause, 'record')) &&
  all.some((clause) => clause.start < start && holds(clause, 'name'));

function isCreation(clause: Clause, create: Occurrence): boolean {
  const { masked, mentions } = clause;
  if (/^(?:note|comment)/.test(create.words) || (names(clause, 'notes') && !holds(clause, 'name')))
    return false;
  const isNew = /\b(?:new|fresh|another|brand)\b|新/u.test(masked);
  const isNamed = holds(clause, 'name');
  const known = mentions.some(
    ({ is }) => is.type === 'record' && !(isNamed && (is.kind === 'company' || is.kind === 'product')),
  );
  const ofKind = mentions.some(({ is }) => is.type === 'kind' && is.kind !== 'interaction');
  const asLead = mentions.some(
    ({ is }) => is.type === 'value' && is.of.some((place) => place.field === 'lifecycleStage'),
  );
  const intoCrm =
    /\b(?:to|into|in) (?:the |our )?(?:crm|system|database)\b|task|to-?do|deal|任务|待办|商机|系统|库/u.test(
      masked,
    );
  const isDetail =
    holds(clause, 'phone', 'email') ||
    (names(clause, 'phones', 'emails', 'followUpOn', 'productInterest') && !asLead);
  if (known && (names(clause, 'notes') || clause.payload !== undefined)) return false;
  if (known && isDetail && !ofKind && !asLead) return false;
  if (
    known &&
    (ofKind || asLead) &&
    /^(?:creat|register|onboard|open|set up|sign up|enter|录入|录|新建|新增|创建|建|登记)/.test(create.words)
  )
    return true;
  if (known && !isNew && !(asLead && /\bas\b|为|成/u.test(masked)) && !intoCrm) return false;
  if (!known && /^ (?:him|her|them) *(?:$|[?.!,])/.test(masked.slice(create.at + create.words.length)))
    return true;
  const isModifier =
    /\b(?:an?|the) <U\d+> (?!(?:as|to|at|from|with|and|in|into|for|who|is|on|under|by|works|of|or)\b)[a-z]{3,}/.test(
      clause.sketch,
    );
  return (holds(clause, 'name') && !isModifier) || isNew || ((ofKind || asLead) && !known) || intoCrm;
}

/** Whether a verb of removing is about a field: "remove her phone number". */
function clearsField(clause: Clause, occurrence: Occurrence): boolean {
  const { missing, present } = lexicons[clause.language].filters;
  const named = clause.mentions.some((mention, index) => {
    if (mention.is.type !== 'field' || clause.roles.exceptions.has(index)) return false;
    const before = clause.text.slice(Math.max(0, mention.start - 24), mention.start).toLowerCase();
    return (
      !missing.test(before) &&
      !present.test(before) &&
      !mention.is.of.every((place) => place.field === 'owner')
    );
  });
  const certain =
    holds(clause, 'record') ||
    isSingle(clause) ||
    clause.language === 'zh' ||
    names(clause, 'followUpOn', 'notes', 'phones', 'emails');
  const sets = clause.operations.some(
    ({ operation, at, words }) =>
      (operation === 'set' || operation === 'later') &&
      at !== occurrence.at &&
      !/^(?:reset|clear|note|record)/.test(words),
  );
  const valued =
    clause.roles.newValues.size > 0 ||
    clause.roles.newDays.size > 0 ||
    holds(clause, 'date', 'phone', 'email');
  return named && certain && !sets && !valued;
}
