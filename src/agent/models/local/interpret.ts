import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf, type Told } from './changes.ts';
import { type Clause, wholeOf } from './clause.ts';
import { isCondition, withCondition } from './conditions.ts';
import { completed, mergeable, merged, withContext, withTale } from './context.ts';
import { creationOf, creationsOf } from './creation.ts';
import type { Change, Frame } from './frame.ts';
import { licenceOf, type Mood, moodOf } from './guards.ts';
import { headOf, isSingle } from './head.ts';
import { introducedIn } from './introducing.ts';
import { lexicons } from './lexicon.ts';
import { isNextStep, logOf } from './logging.ts';
import type { Mention } from './mention.ts';
import { noteOf } from './notes.ts';
import { withReason } from './outcomes.ts';
import { noTarget, severalOfThem, targetOf } from './target.ts';
import { unreadIn } from './unread.ts';
import { wholeRequest } from './whole-request.ts';

/** The requests to change something in a text, in order; what is only told gives them their objects. */
export function framesOf(clauses: readonly Clause[], workspace: WorkspaceDescription): Frame[] {
  const conditions = clauses.filter(isCondition);
  const parts = withStrangers(clauses)
    .filter((clause) => !conditions.includes(clause))
    .map((clause) => ({ clause, drafts: draftsOf(clause, workspace, clauses) }));
  const drafts = parts.flatMap((part) => part.drafts);
  const introduced = introducedIn(clauses, drafts, workspace);
  if (introduced !== undefined) return introduced;
  const frames: Frame[] = [];
  const told: Clause[] = [];
  for (const { clause, drafts: own } of parts) {
    const asks = own.filter((draft) => !isAside(draft, drafts, clauses));
    if (asks.length === 0) {
      told.push(clause);
      const made = frames.at(-1)?.act === 'create' ? frames.at(-1)!.clause : undefined;
      frames.forEach((frame, index) => {
        if (frame.clause === made) frames.splice(index, 1, completed(frame, clause, workspace));
      });
      continue;
    }
    const condition =
      conditions.findLast((one) => one.start < clause.start) ??
      conditions.find((one) => one === clauses.at(-1));
    for (const draft of asks) {
      const frame = withCondition(draft, condition, clauses, workspace);
      const before = frames.at(-1);
      if (frame.act === 'log' && isLoggedAlready(frame, frames)) {
        told.push(clause.payload?.said ?? clause);
        continue;
      }
      if (frame.act === 'undo' && before?.act === 'undo' && frame.changes.length === 0) continue;
      if (before !== undefined && mergeable(before, frame)) {
        frames.splice(-1, 1, merged(before, frame));
        continue;
      }
      const whole = withContext(frame, told, before, workspace);
      if (before === undefined || !isSaidTwice(before, whole)) frames.push(whole);
    }
  }
  const about = told.filter((clause) => {
    const { set, constraints } = targetOf(clause, workspace, new Set());
    const isGeneral = clause.mentions.some(({ is }) => is.type === 'kind' || is.type === 'value');
    return set && constraints.length > 0 && isGeneral;
  });
  const meant = frames.filter(
    (frame) => !(isIdiom(frame) && frames.some(asksOther)) && !frames.some((one) => saysMore(one, frame)),
  );
  const one = wholeRequest(clauses, meant, workspace);
  if (one !== undefined) return [one];
  return meant.map((frame) =>
    withUnread(withReason(withTale(frame, told, workspace), told, workspace), about, workspace),
  );
}

/** “<单>赢了，改成赢单”: the same change of the same record, told and then ordered. */
const isSaidTwice = (before: Frame, frame: Frame): boolean =>
  frame.act === 'update' &&
  before.act === 'update' &&
  frame.target.records.length > 0 &&
  JSON.stringify([before.target.records, before.changes]) ===
    JSON.stringify([frame.target.records, frame.changes]);

/** "Take <R> off <M>'s plate and give him to <M>", "they've changed phones, <P> is the number": what is to be done with the same record is said beside it. */
const saysMore = (frame: Frame, other: Frame): boolean =>
  frame !== other &&
  other.generic &&
  other.act === 'update' &&
  frame.act === 'update' &&
  frame.changes.length > 0 &&
  JSON.stringify(frame.target.records) === JSON.stringify(other.target.records) &&
  (other.target.records.length > 0 || (!other.target.set && isGiven(other, frame)));

/** Whether a request sets all the fields that another one only names. */
const isGiven = ({ asks = [] }: Frame, { changes }: Frame): boolean =>
  asks.length > 0 && asks.every((field) => changes.some((change) => change.field === field));

/** "… called. Log the call": the same contact spoken of twice is logged once. */
function isLoggedAlready({ clause, target }: Frame, frames: readonly Frame[]): boolean {
  const logged = frames.find(({ act }) => act === 'log');
  const says = clause.payload?.text.replace(/^(?:please|thanks)$/iu, '') ?? '';
  const isNext = clause.payload !== undefined && isNextStep(clause.payload.said);
  if (logged === undefined || (says !== '' && !isNext)) return false;
  const ids = new Set(logged.target.records.flatMap(({ candidates }) => candidates.map(({ id }) => id)));
  return target.records.every(({ candidates }) => candidates.every(({ id }) => ids.has(id)));
}

/** "Forget it, delete that deal": beside another order such words take nothing back. */
const isIdiom = ({ act, clause }: Frame): boolean =>
  act === 'undo' && /^(?:forget it|never ?mind|算了)[\s,.，。!！]*$/u.test(clause.masked);

const asksOther = ({ act, mood }: Frame): boolean => act !== 'undo' && licenceOf(mood) !== 'none';

/** A change of many is in doubt where words are left that say nothing to us. */
function withUnread(frame: Frame, about: readonly Clause[], workspace: WorkspaceDescription): Frame {
  const writes = frame.act === 'update' || frame.act === 'delete';
  const { set, among, reference } = frame.target;
  if (!writes || !(set || among || reference === 'many') || frame.problem !== undefined) return frame;
  const spoken = [...about, frame.clause];
  if (set && isOneOfSet.test(spoken.map(({ sketch }) => sketch).join(', ')) && spoken.every(isSingular))
    return { ...frame, problem: { type: 'one' } };
  const left = [
    ...[frame.clause, ...about.map(withoutReason)].flatMap((clause) =>
      unreadIn(clause, frame.target, frame.changes, workspace),
    ),
    ...oneOfThem(frame),
  ];
  return left.length === 0 ? frame : { ...frame, problem: { type: 'unread', text: left.join(', ') } };
}

/** "Her lost leads are only dead weight.": what is told of them behind all that says which they are. */
function withoutReason(clause: Clause): Clause {
  const end = Math.max(0, ...clause.mentions.map((mention) => mention.end));
  const isReason =
    /^,? (?:all |just |only |now )*(?:is|are|was|were|has|have|had|will|won't|keeps?|after|before|because|since|as|so|and)\b|^(?:都|只|已经|全)?(?:是|在|占|太|没用|不)/iu;
  return isReason.test(clause.text.slice(end)) ? { ...clause, text: clause.text.slice(0, end) } : clause;
}

/** "that hardware lead of Lena's, bump it": one is meant where several may be. */
export const isOneOfSet =
  /\b(?:that(?: [\w-]+)?|the) (?:<V\d+> ){0,2}<[VK]\d+>(?! (?:and|or|ones|stage)\b)[^,.;]*,.*\b(?:it|him|her)\b|^[^，。]*那(?:一)?[个位条](?:<[VM]\d+>的?)*<[VK]\d+>/u;

const isSingular = ({ mentions }: Clause): boolean =>
  mentions.every(
    ({ is, text }) =>
      (is.type !== 'kind' || !is.plural) &&
      (is.type !== 'value' || !/(?:lead|proposal|prospect)s$/iu.test(text)),
  );

/** "our contact at Nanolabs": one is meant, and it is not said which where there are several. */
function oneOfThem({ clause, target }: Frame): string[] {
  const isOfPlace = target.set && target.constraints.some(({ comparison }) => comparison === 'at');
  const [one] = /\b(?:our|my|the|a) <K\d+> (?:over )?(?:at|from) <U(?<at>\d+)>/.exec(clause.sketch) ?? [];
  const place = clause.mentions.find(({ is }) => is.type === 'name');
  const isOpen =
    clause.language === 'zh' && target.constraints.length === 1 && !severalOfThem.test(clause.text);
  return isOfPlace && isSingular(clause) && (one !== undefined || isOpen) && place !== undefined
    ? [place.text]
    : [];
}

/** Where somebody new is spoken of, names that only resemble known ones are new names. */
function withStrangers(clauses: readonly Clause[]): readonly Clause[] {
  const creates = clauses.some((clause) => clause.operations.some(({ operation }) => operation === 'create'));
  if (!creates) return clauses;
  const isNew = ({ is }: Mention) =>
    is.type === 'record' && is.candidates.every((candidate) => candidate.match === 'weak');
  return clauses.map((clause) => ({
    ...clause,
    mentions: clause.mentions.map((mention) =>
      isNew(mention) ? { ...mention, is: { type: 'name' as const } } : mention,
    ),
  }));
}

/** The requests of one clause: several where it names several new records. */
function draftsOf(clause: Clause, workspace: WorkspaceDescription, all: readonly Clause[]): Frame[] {
  const frame = frameOf(clause, workspace, all);
  if (frame === undefined) return [];
  if (frame.act !== 'create') return [frame];
  return creationsOf(withNames(clause, all), workspace).map((creation) => ({ ...frame, ...creation }));
}

/** “……，甲、乙，都建成线索”: the names of several who are new, told right before the order to enter them all. */
function withNames(clause: Clause, all: readonly Clause[]): Clause {
  const names = ({ mentions }: Clause) => mentions.filter(({ is }) => is.type === 'name').length;
  const before = all.findLast(({ start }) => start < clause.start);
  const isForAll = /^(?:全?都|两[个位]都|both|all)/u.test(clause.masked);
  return isForAll && names(clause) === 0 && before !== undefined && names(before) > 1
    ? { ...wholeOf([before, clause]), sentence: clause.sentence }
    : clause;
}

/** Whether a draft is no request of its own beside the others, but something told for them. */
function isAside(draft: Frame, all: readonly Frame[], clauses: readonly Clause[]): boolean {
  const others = all.filter((one) => one !== draft);
  const isLoose = draft.target.records.length === 0 && !namesKind(draft);
  if (draft.act === 'update' && isLoose && others.some((one) => one.act === 'create')) return true;
  if (plansNext(draft) && others.some((one) => one.act === 'log' && one.clause.start < draft.clause.start))
    return true;
  if (draft.act !== 'log') return false;
  const asksToLog = clauses.some((clause) => clause.operations.some(({ operation }) => operation === 'log'));
  const orders = others.filter((one) => one.act !== 'log' && licenceOf(one.mood) !== 'none');
  const isAboutIt = orders.some(
    (one) =>
      (one.act === 'create' && one.target.kind !== 'task') ||
      one.generic ||
      one.changes.some((change) => change.field === 'lastContactOn'),
  );
  return orders.length > 0 && !asksToLog && isAboutIt;
}

const namesKind = ({ clause }: Frame): boolean =>
  clause.mentions.some(({ is }) => is.type === 'kind' && is.plural);

/** "follow up next Wednesday": behind a tale this is its next step. */
const plansNext = (frame: Frame): boolean =>
  frame.act === 'update' &&
  frame.changes.length > 0 &&
  frame.changes.every((change) => change.field === 'followUpOn') &&
  frame.target.records.length === 0 &&
  !frame.target.set;

/** The request a clause makes, as far as it goes by itself. */
function frameOf(clause: Clause, workspace: WorkspaceDescription, all: readonly Clause[]): Frame | undefined {
  const head = headOf(clause, all, workspace);
  if (head === undefined) return undefined;
  const mood = moodOf(clause, head.occurrence);
  const override = lexicons[clause.language].moods.override.test(clause.sentence);
  const base = { mood, override, clause, generic: false, everything: false };
  const everything = lexicons[clause.language].replies.everything.test(clause.masked);
  if (head.act === 'undo')
    return {
      ...base,
      act: 'undo',
      target: noTarget('contact'),
      changes: undoneFields(clause, workspace),
      everything,
    };
  if (head.act === 'create') return { ...base, ...creationOf(clause, workspace) };
  if (head.act === 'log')
    return {
      ...base,
      mood: head.occurrence === undefined ? 'statement' : moodOfTale(mood),
      ...logOf(clause, [], workspace),
    };
  if (clause.payload?.into === 'note') return { ...base, mood: 'order', ...noteOf(clause, workspace) };
  if (head.notes) return mood === 'question' ? undefined : { ...base, ...noteOf(clause, workspace) };
  const { kind } = targetOf(clause, workspace, new Set());
  const told: Told =
    head.act === 'delete'
      ? { changes: [], used: new Set(), strangerOwner: undefined }
      : changesOf(clause, kind, workspace, isSingle(clause));
  if (head.clears) clearNamed(clause, kind, told);
  const target = targetOf(clause, workspace, told.used, kind);
  const generic = head.act === 'update' && told.changes.length === 0 && told.strangerOwner === undefined;
  if (generic && head.occurrence?.operation === 'log') return undefined;
  return {
    ...base,
    act: head.act,
    target,
    changes: told.changes,
    generic,
    ...(generic && { asks: namedFields(clause).map(({ field }) => field) }),
    everything:
      target.set && target.constraints.length === 0 && clause.mentions.some(({ is }) => is.type === 'kind'),
    ...(told.strangerOwner !== undefined && {
      problem: { type: 'unknown-member', name: told.strangerOwner } as const,
    }),
  };
}

/** What somebody said is part of the tale that is logged, and no reason to doubt it. */
const moodOfTale = (mood: Mood): Mood =>
  ['report', 'reported', 'message', 'tentative', 'aside'].includes(mood) ? 'statement' : mood;

/** The fields a request names, where it names any. */
const namedFields = ({ mentions }: Pick<Clause, 'mentions'>): Change[] =>
  mentions.flatMap(({ is }) =>
    is.type === 'field' || is.type === 'value'
      ? is.of.map(({ field }): Change => ({ field, is: 'clear' }))
      : [],
  );

/** “产品那个改动撤掉，跟进留着”: the fields named in the piece that takes something back. */
function undoneFields(clause: Clause, workspace: WorkspaceDescription): Change[] {
  const { operations } = lexicons[clause.language];
  const isUndo = (piece: string): boolean => piece.search(operations.undo) >= 0;
  const pieces = clause.sketch.split(/[,，;；]/u);
  if (pieces.some((piece) => isUndo(piece) && isOfWhole.test(piece))) return [];
  const kept = pieces.filter((piece) => !isUndo(piece) && keepsIt.test(piece)).join(' ');
  const taken = clause.mentions.filter((_, index) => !new RegExp(`<\\w${index}>`).test(kept));
  const fields = workspace.kinds.find(({ kind }) => kind === 'contact')?.fields ?? [];
  const calledSo = taken.flatMap(({ is }) =>
    is.type === 'kind'
      ? fields
          .filter(({ name }) => name.startsWith(is.kind))
          .map(({ name }): Change => ({ field: name, is: 'clear' }))
      : [],
  );
  return [...namedFields({ mentions: taken }), ...calledSo];
}

const isOfWhole =
  /\b(?:whole|entire|last|all|that|this) (?:change|update|edit)s?\b(?!.*<)|(?:整个|这次|刚才)的?(?:改动|修改|操作)/u;

const keepsIt = /\b(?:keep|leave|stays?|but not)\b|留|保留|不动|别动|不变/u;

function clearNamed(clause: Clause, kind: string, told: Told): void {
  clause.mentions.forEach((mention, index) => {
    if (mention.is.type !== 'field') return;
    const place = mention.is.of.find((candidate) => candidate.kind === kind);
    if (place === undefined) return;
    const at = told.changes.findIndex((change) => change.field === place.field);
    const isOff: Change = { field: place.field, is: 'clear' };
    if (at < 0) told.changes.push(isOff);
    else if (place.field !== 'doNotContact') told.changes.splice(at, 1, isOff);
    told.used.add(index);
  });
}
