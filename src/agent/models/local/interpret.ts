import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf, type Told } from './changes.ts';
import type { Clause, Occurrence } from './clause.ts';
import { creationOf } from './creation.ts';
import type { Act, Change, Frame, Target } from './frame.ts';
import { type Mood, moodOf } from './guards.ts';
import { lexicons, type Operation, stageEvents } from './lexicon.ts';
import { logOf, tellsContact } from './logging.ts';
import { noteOf } from './notes.ts';
import { noTarget, targetOf } from './target.ts';

/** The requests to change something in a text, in order; what is only told gives them their objects. */
export function framesOf(clauses: readonly Clause[], workspace: WorkspaceDescription): Frame[] {
  const frames: Frame[] = [];
  const told: Clause[] = [];
  let condition: Clause | undefined;
  for (const clause of clauses) {
    if (isCondition(clause)) {
      condition = clause;
      continue;
    }
    const draft = frameOf(clause, workspace, frames.at(-1), clauses);
    if (draft === undefined) {
      told.push(clause);
      complete(frames, clause, workspace);
      continue;
    }
    const frame = withCondition(draft, condition, workspace);
    const earlier = mergeable(frames.at(-1), frame);
    if (earlier !== undefined) frames.splice(-1, 1, merged(earlier, frame));
    else frames.push(withContext(frame, told, frames.at(-1), workspace));
  }
  const late = clauses.findIndex(isCondition);
  const last = frames.at(-1);
  if (condition !== undefined && late === clauses.length - 1 && late > 0 && last !== undefined)
    frames.splice(-1, 1, withCondition(last, condition, workspace));
  return withoutSideRemarks(frames, told).map((frame) => withTale(frame, told, workspace));
}

/** What is told behind a logged contact belongs to it. */
function withTale(frame: Frame, told: readonly Clause[], workspace: WorkspaceDescription): Frame {
  if (frame.act !== 'log') return frame;
  const more = told.filter((clause) => clause.start >= frame.clause.end);
  const read = logOf(frame.clause, more, workspace);
  const before = told.filter((clause) => clause.start < frame.clause.start);
  const isKnown = read.target.records.length > 0 || read.target.strangers.length > 0;
  const inherited = isKnown
    ? read
    : {
        ...read,
        target:
          before
            .map((clause) => logOf(clause, [], workspace).target)
            .find(({ records }) => records.length > 0) ?? frame.target,
      };
  return { ...frame, ...inherited };
}

/** A contact somebody only mentions beside an order is no request to log it. */
function withoutSideRemarks(frames: readonly Frame[], told: readonly Clause[]): Frame[] {
  const orders = frames.filter((frame) => frame.act !== 'log');
  const asksToLog = (frame: Frame) =>
    frame.clause.operations.some(({ operation }) => operation === 'log') ||
    told.some((clause) => clause.operations.some(({ operation }) => operation === 'log'));
  return orders.length === 0
    ? [...frames]
    : frames.filter((frame) => frame.act !== 'log' || asksToLog(frame));
}

const isCondition = (clause: Clause): boolean => {
  const match = lexicons[clause.language].moods.conditional.exec(
    clause.masked.replace(/^(?:and|but|so|then|also|而|但|那)\s*/, ''),
  );
  return match !== null && match.index === 0;
};

interface Head {
  act: Act;
  occurrence: Occurrence | undefined;
  /** The verb that decides, so that "delete the phone of" is a change of a field. */
  clears: boolean;
  notes: boolean;
}

function frameOf(
  clause: Clause,
  workspace: WorkspaceDescription,
  before: Frame | undefined,
  all: readonly Clause[],
): Frame | undefined {
  const head = headOf(clause, workspace, before, all);
  if (head === undefined) return undefined;
  const mood = moodOf(clause, head.occurrence);
  const override = lexicons[clause.language].moods.override.test(clause.sentence);
  const base = { mood, override, clause, generic: false, everything: false };
  if (head.act === 'undo')
    return {
      ...base,
      act: 'undo',
      target: noTarget('contact'),
      changes: [],
      everything: lexicons[clause.language].replies.everything.test(clause.masked),
    };
  if (head.act === 'create') return { ...base, ...creationOf(clause, workspace) };
  if (head.act === 'log') return { ...base, ...logOf(clause, [], workspace) };
  if (head.notes) return { ...base, ...noteOf(clause, workspace) };
  const single = isSingle(clause);
  const kind = targetOf(clause, workspace, new Set()).kind;
  const told: Told =
    head.act === 'delete'
      ? { changes: [], used: new Set(), strangerOwner: undefined }
      : changesOf(clause, kind, workspace, single);
  if (head.clears) clearNamed(clause, kind, told);
  const target = narrowed(targetOf(clause, workspace, told.used, kind), clause);
  const generic = head.act === 'update' && told.changes.length === 0 && told.strangerOwner === undefined;
  if (generic && head.occurrence?.operation === 'log') return undefined;
  const everything = target.set && target.constraints.length === 0 && target.records.length === 0;
  return {
    ...base,
    act: head.act,
    target,
    changes: told.changes,
    generic,
    everything,
    ...(told.strangerOwner !== undefined && {
      problem: { type: 'unknown-member', name: told.strangerOwner } as const,
    }),
  };
}

/** Names given beside a set do not restrict it in a way a filter can hold. */
const narrowed = (target: Target, clause: Clause): Target =>
  clause.mentions.length === 0 ? { ...target, constraints: [] } : target;

/** Whether a clause speaks of certain records rather than of records under conditions. */
export function isSingle(clause: Clause): boolean {
  const { references } = lexicons[clause.language];
  const named = clause.mentions.some(
    ({ is }, index) => is.type === 'record' && is.kind !== 'product' && !clause.roles.exceptions.has(index),
  );
  if (named) return true;
  const plural = clause.mentions.some(
    ({ is, text }) =>
      (is.type === 'kind' && is.plural) || (is.type === 'value' && /(?:lead|proposal)s$/i.test(text)),
  );
  if (
    plural ||
    clause.mentions.some(({ is }, index) => is.type === 'member' && clause.roles.presentOwners.has(index))
  )
    return false;
  return (
    references.one.test(clause.sketch) ||
    references.many.test(clause.sketch) ||
    clause.mentions.some(({ is }) => is.type === 'email' || is.type === 'phone')
  );
}

function headOf(
  clause: Clause,
  workspace: WorkspaceDescription,
  before: Frame | undefined,
  all: readonly Clause[],
): Head | undefined {
  const usable = clause.operations.filter((one) => moodOf(clause, one) !== 'aside');
  const first = (operation: Operation) => usable.find((one) => one.operation === operation);
  const head = (act: Act, occurrence: Occurrence | undefined, more: Partial<Head> = {}): Head => ({
    act,
    occurrence,
    clears: false,
    notes: false,
    ...more,
  });
  const content = clause.mentions.some(({ is }) => ['record', 'name', 'value', 'member'].includes(is.type));
  const undo = first('undo');
  const clears = first('clear') ?? undo;
  const cleared = clears !== undefined && clearedField(clause, clears) !== undefined;
  if (undo !== undefined && !content && !cleared && clause.payload === undefined) return head('undo', undo);
  const create = first('create');
  if (create !== undefined && isCreation(clause, create)) return head('create', create);
  const note = first('note');
  if (
    note !== undefined &&
    (clause.events.length === 0 || clause.events.every((channel) => channel === 'email')) &&
    !/\blog\b/.test(clause.masked)
  )
    return head('update', note, { notes: true });
  const log = first('log');
  const told = tellsContact(clause, all);
  if (told || (log !== undefined && (clause.events.length > 0 || clause.payload !== undefined))) {
    const strong = usable.find(
      (one) => ['delete', 'assign', 'set', 'later', 'earlier'].includes(one.operation) && one.at !== log?.at,
    );
    const decides = strong !== undefined && clause.roles.assigns && log === undefined;
    if (!decides) return head('log', log);
  }
  const remove = first('delete');
  if (cleared) return head('update', clears, { clears: true });
  if (remove !== undefined && !looksElsewhere(clause, remove)) return head('delete', remove);
  const assign = first('assign');
  if (
    assign !== undefined &&
    (clause.roles.newOwners.size > 0 || clause.roles.selfOwner || ownsSomebody(clause))
  )
    return head('update', assign);
  const change = first('set') ?? first('later') ?? first('earlier') ?? undefined;
  if (change !== undefined) return head('update', change);
  if (create !== undefined && clause.mentions.some(({ is }) => is.type === 'record'))
    return head('update', create);
  if (
    assign !== undefined &&
    clause.mentions.some(({ is }) => is.type === 'record' || is.type === 'kind') &&
    clause.mentions.some(({ is }) => is.type === 'name')
  )
    return head('update', assign);
  if (clause.roles.assigns) return head('update', undefined);
  return statesDetail(clause, workspace) && before?.act !== 'log' ? head('update', undefined) : undefined;
}

/** "give me Raj's leads", "take a look": verbs of giving that ask for something to be shown. */
const looksElsewhere = (clause: Clause, { words }: Occurrence): boolean =>
  /^(?:drop|cut|took off|take off)/.test(words) &&
  !clause.mentions.some(({ is }) => is.type === 'record' || is.type === 'kind' || is.type === 'value');

const ownsSomebody = (clause: Clause): boolean =>
  clause.mentions.some(({ is }) => is.type === 'member') &&
  isSingle(clause) &&
  !/\b(?:give|gave|get|got|take a look|handle)\b/.test(clause.masked);

/** "his new number is …", "the follow-up is on Friday now": a detail told of somebody. */
function statesDetail(clause: Clause, workspace: WorkspaceDescription): boolean {
  if (!isSingle(clause) || lexicons[clause.language].moods.question.test(clause.sentence)) return false;
  const detail = clause.mentions.some(({ is }) => is.type === 'email' || is.type === 'phone');
  const named = clause.mentions.some(
    ({ is }) =>
      is.type === 'field' &&
      is.of.some((place) => ['phones', 'emails', 'followUpOn', 'productInterest'].includes(place.field)),
  );
  const valued = clause.mentions.some(({ is }) => is.type === 'value' || is.type === 'date');
  const isNow = /\b(?:is|are|now|changed|new|should be)\b|是|现在|换|变|新/u.test(clause.masked);
  const follows =
    /\bfollow(?:ing)?[- ]?up\b|跟进|回访/u.test(clause.masked) &&
    clause.mentions.some(({ is }) => is.type === 'date');
  const stillHeld = workspace.kinds.length > 0;
  return stillHeld && ((detail && (named || isNow)) || (named && valued && isNow) || follows);
}

function isCreation(clause: Clause, create: Occurrence): boolean {
  const { masked, sketch, mentions } = clause;
  const has = (type: string) => mentions.some(({ is }) => is.type === type);
  if (/^(?:note|comment)/.test(create.words)) return false;
  const isNew = /\b(?:new|fresh|another|brand)\b|新/u.test(masked);
  const ofKind = mentions.some(({ is }) => is.type === 'kind' && is.kind !== 'interaction');
  const asLead = mentions.some(
    ({ is }) => is.type === 'value' && is.of.some((place) => place.field === 'lifecycleStage'),
  );
  const noted =
    mentions.some(({ is }) => is.type === 'field' && is.of.some((place) => place.field === 'notes')) ||
    clause.payload !== undefined;
  if (
    has('record') &&
    !isNew &&
    !(asLead && /\bas\b|为|成/u.test(masked)) &&
    !/\b(?:to|into|in) (?:the |our )?(?:crm|system|database)\b|task|to-?do|deal|任务|待办|商机/u.test(masked)
  )
    return false;
  if (noted && has('record')) return false;
  return (
    has('name') ||
    isNew ||
    ((ofKind || asLead) && !has('record')) ||
    /\b(?:crm|system|database)\b|task|to-?do|任务|待办|系统|库/u.test(sketch)
  );
}

/** The field a verb of removing is about, if it is about a field. */
function clearedField(clause: Clause, occurrence: Occurrence): number | undefined {
  const { missing, present } = lexicons[clause.language].filters;
  const index = clause.mentions.findIndex((mention, number) => {
    if (mention.is.type !== 'field' || clause.roles.exceptions.has(number)) return false;
    const before = clause.text.slice(Math.max(0, mention.start - 24), mention.start).toLowerCase();
    return (
      !missing.test(before) &&
      !present.test(before) &&
      !mention.is.of.every((place) => place.field === 'owner')
    );
  });
  if (index < 0) return undefined;
  const certain =
    clause.mentions.some(({ is }) => is.type === 'record') ||
    isSingle(clause) ||
    /\b(?:follow|notes?|phone|e-?mail)/.test(clause.masked) ||
    clause.language === 'zh';
  const sets = clause.operations.some(
    ({ operation, at }) =>
      (operation === 'set' || operation === 'later') &&
      at !== occurrence.at &&
      !/^(?:reset|clear|note|record)/.test(clause.masked.slice(at)),
  );
  const valued =
    clause.roles.newValues.size > 0 ||
    clause.roles.newDays.size > 0 ||
    clause.mentions.some(({ is }) => is.type === 'date' || is.type === 'phone' || is.type === 'email');
  return certain && !sets && !valued ? index : undefined;
}

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

/** A frame that adds nothing to the one before: "can you make that change?", "delete them, please". */
function mergeable(before: Frame | undefined, frame: Frame): Frame | undefined {
  if (before === undefined || frame.act === 'undo' || before.act === 'undo') return undefined;
  const points =
    frame.target.records.length === 0 && !frame.target.set && frame.target.strangers.length === 0;
  if (!points) return undefined;
  if (frame.generic && frame.target.constraints.length === 0) return before;
  if (frame.act === before.act && (frame.act === 'delete' || sameFields(before, frame))) return before;
  if (before.act === 'create' && frame.act === 'create') return before;
  if (before.act === 'create' && frame.act === 'update') return before;
  return undefined;
}

const sameFields = (before: Frame, frame: Frame): boolean =>
  frame.changes.length > 0 &&
  frame.changes.every((change) =>
    before.changes.some(
      (other) => other.field === change.field && JSON.stringify(other) === JSON.stringify(change),
    ),
  );

function merged(before: Frame, frame: Frame): Frame {
  const rank: Record<Mood, number> = {
    order: 3,
    statement: 2,
    doubt: 1,
    tentative: 1,
    report: 1,
    reported: 1,
    message: 0,
    question: 0,
    hypothetical: 0,
    negated: 0,
    conditional: 0,
    deferred: 0,
    aside: 0,
  };
  const guarded = rank[frame.mood] === 0;
  const mood = guarded
    ? frame.mood
    : rank[frame.mood] > rank[before.mood] && before.mood !== 'message'
      ? frame.mood
      : before.mood;
  const added = frame.changes.filter(
    (change) => !before.changes.some((other) => other.field === change.field),
  );
  return {
    ...before,
    mood,
    changes: [...before.changes, ...added],
    override: before.override || frame.override,
  };
}

/** What stands in sentences without a request of their own completes the request before: "Nadia will look after him." */
function complete(frames: Frame[], clause: Clause, workspace: WorkspaceDescription): void {
  const last = frames.at(-1);
  if (last?.act !== 'create' || clause.payload !== undefined) return;
  const more = creationOf(clause, workspace).changes.filter(
    (change) => !last.changes.some((other) => other.field === change.field),
  );
  const isName = more.filter(
    (change) => change.field !== 'name' || !last.changes.some((other) => other.field === 'name'),
  );
  frames.splice(-1, 1, { ...last, changes: [...last.changes, ...isName] });
}

/** A request without object or content takes them from what was told before it. */
function withContext(
  frame: Frame,
  told: readonly Clause[],
  before: Frame | undefined,
  workspace: WorkspaceDescription,
): Frame {
  if (frame.act === 'undo' || frame.act === 'create') return frame;
  let { target, changes } = frame;
  const lacks =
    target.records.length === 0 &&
    target.strangers.length === 0 &&
    !(target.set && (target.constraints.length > 0 || target.reference === undefined));
  if (lacks) {
    const source = told
      .toReversed()
      .map((clause) => targetOf(clause, workspace, new Set()))
      .find(
        (found) =>
          found.records.length > 0 ||
          found.strangers.length > 0 ||
          (found.set && found.constraints.length > 0),
      );
    const given =
      source ?? (before !== undefined && target.ordinal === undefined ? before.target : undefined);
    if (given !== undefined && (given.records.length > 0 || given.set || given.strangers.length > 0)) {
      const stage = given.records.length > 0 ? [] : given.constraints;
      target = { ...given, constraints: stage, reference: undefined };
    }
  }
  if (frame.generic && told.length > 0) changes = eventChanges(told, target.kind, workspace);
  return {
    ...frame,
    target: withMember(target, frame.clause, told, workspace),
    changes,
    generic: frame.generic && changes.length === 0,
  };
}

/** "Sofia is leaving; Nadia inherits her leads": whose they are, said before. */
function withMember(
  target: Target,
  clause: Clause,
  told: readonly Clause[],
  workspace: WorkspaceDescription,
): Target {
  const { references } = lexicons[clause.language];
  const owned = target.constraints.some((constraint) => constraint.field === 'owner');
  if (!target.set || owned || !references.member.test(clause.masked)) return target;
  const member = told.flatMap((one) => one.mentions).findLast(({ is }) => is.type === 'member');
  if (member?.is.type !== 'member') return target;
  const owner = { field: 'owner', comparison: 'in' as const, values: [member.is.members[0]!.name] };
  return workspace.members.length > 0 ? { ...target, constraints: [...target.constraints, owner] } : target;
}

function eventChanges(told: readonly Clause[], kind: string, workspace: WorkspaceDescription): Change[] {
  const options =
    workspace.kinds.find((one) => one.kind === kind)?.fields.find((field) => field.name === 'lifecycleStage')
      ?.options ?? [];
  for (const clause of told.toReversed()) {
    const named = clause.mentions.find(
      ({ is }) =>
        is.type === 'value' && is.of.some((place) => place.kind === kind && place.field === 'lifecycleStage'),
    );
    const place = named?.is.type === 'value' ? named.is.of.find((one) => one.kind === kind) : undefined;
    const event = stageEvents[clause.language].find(
      ({ pattern, value }) => options.includes(value) && pattern.test(clause.masked),
    );
    const value = event?.value ?? place?.value;
    if (value !== undefined) return [{ field: 'lifecycleStage', is: 'set', value }];
  }
  return [];
}

/** "If a proposal has gone quiet, …": conditions that can be looked up narrow the target; others wait. */
function withCondition(frame: Frame, condition: Clause | undefined, workspace: WorkspaceDescription): Frame {
  if (condition === undefined || frame.act === 'undo' || frame.act === 'create') return frame;
  const found = targetOf(condition, workspace, new Set());
  const isEvent = condition.operations.some(
    ({ operation }) => operation === 'delete' || operation === 'create',
  );
  const records = found.records.length > 0 ? found.records : frame.target.records;
  const readable =
    found.constraints.length > 0 &&
    found.strangers.length === 0 &&
    !isEvent &&
    /^(?:\s*(?:if|when(?:ever)?|only if|如果|要是|若|凡是))/.test(condition.masked) &&
    !/\b(?:will|would|signs?|replies|responds|answers|calls|agrees|says|tomorrow|gets?|becomes?)\b|会|同意|回复(?!了?没|$)|签/u.test(
      condition.masked.replace(/\b(?:not|n't|without|no) [^,]*/g, ''),
    );
  if (!readable)
    return {
      ...frame,
      mood: frame.mood === 'order' || frame.mood === 'statement' ? 'conditional' : frame.mood,
      problem: { type: 'condition', text: condition.text.trim() },
    };
  const constraints = [...found.constraints, ...frame.target.constraints];
  return {
    ...frame,
    target: {
      ...frame.target,
      kind: found.kind,
      records,
      constraints,
      set: records.length === 0,
      reference: undefined,
    },
  };
}
