import type { WorkspaceDescription } from '../../directory.ts';
import { apartIn } from './among.ts';
import { changesOf, dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import { creationOf } from './creation.ts';
import { fieldOf, isDay } from './filters.ts';
import type { Change, Constraint, Frame, Target } from './frame.ts';
import type { Mood } from './guards.ts';
import { lexicons, stageEvents } from './lexicon.ts';
import { logOf } from './logging.ts';
import { targetOf } from './target.ts';

/** Whether a clause is one that begins with "if", “如果” or the like. */
export function isCondition(clause: Clause): boolean {
  const match = lexicons[clause.language].moods.conditional.exec(opened(clause));
  return (match !== null && match.index === 0) || isAnswer(clause);
}

/** "If not, …", “没有的话……”: what hangs on the answer to the question before. */
const isAnswer = (clause: Clause): boolean => answersIf.test(opened(clause));

const answersIf =
  /^if (?:so|yes|not|no|none|(?:he|she|it|they|there) (?:(?:is|are|do|does|has|have)(?:n't| not)?)(?: (?:have )?(?:one|any))?)[,\s]*$|^(?:还?没有?|没[留填写]|有|是|不是)的话|^(?:如果|要是)(?:还?没有?|有|是|不是)[，,]?$/u;

const isDenial = /\bno(?:t|ne)?\b|n't\b|没|不/u;

/** The conditions that the question before a clause asks about, as a "no" or a "yes" to it leaves them. */
function answered(
  condition: Clause,
  clauses: readonly Clause[],
  workspace: WorkspaceDescription,
): Target | undefined {
  const asked = clauses
    .filter(({ start }) => start < condition.start)
    .map((clause) => targetOf(clause, workspace, new Set()))
    .findLast(({ records, constraints }) => records.length > 0 && constraints.length > 0);
  if (asked === undefined || !isDenial.test(condition.masked)) return asked;
  const denied = asked.constraints.flatMap((one) => {
    const comparison = opposites[one.comparison];
    return comparison === undefined ? [] : [{ ...one, comparison }];
  });
  return asked.constraints.length === 1 && denied.length === 1
    ? { ...asked, constraints: denied }
    : undefined;
}

const opposites: Partial<Record<Constraint['comparison'], Constraint['comparison']>> = {
  in: 'not in',
  'not in': 'in',
  empty: 'set',
  set: 'empty',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** A clause without what may stand before its "if": “但<R0>要是……”. */
const opened = ({ masked }: Clause): string =>
  masked
    .replace(/^(?:and|but|so|then|also|而|但|那)\s*/, '')
    .replace(/^<[RUM]\d+>\s*(?=如果|要是|若是|若|一旦)/, '');

/** Whether a request adds nothing but its voice to the one before: "can you make that change?", "delete them, please". */
export function mergeable(before: Frame, frame: Frame): boolean {
  if (frame.act === 'undo' || before.act === 'undo') return false;
  if (before.act === 'log' && weight[frame.mood] === 0) return false;
  const { target } = frame;
  if (target.records.length > 0 || target.set || target.strangers.length > 0) return false;
  if (frame.generic && target.constraints.length === 0)
    return before.act !== 'log' || frame.clause.mentions.length === 0;
  if (before.act === 'create' && frame.act === 'create') return !namesOther(before, frame);
  if (before.act === 'create') return frame.act === 'update';
  return frame.act === before.act && (frame.act === 'delete' || sameChanges(before, frame));
}

/** Whether a new record bears another name than the one before. */
const namesOther = (before: Frame, frame: Frame): boolean => {
  const name = ({ changes }: Frame) => JSON.stringify(changes.find((change) => change.field === 'name'));
  return name(frame) !== undefined && name(before) !== undefined && name(frame) !== name(before);
};

const sameChanges = (before: Frame, frame: Frame): boolean =>
  frame.changes.length > 0 &&
  frame.changes.every((change) =>
    before.changes.some((other) => JSON.stringify(other) === JSON.stringify(change)),
  );

const weight: Readonly<Record<Mood, number>> = {
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

/** Two requests for the same thing as one, in the firmer mood; a guarded one guards both. */
export function merged(before: Frame, frame: Frame): Frame {
  const firmer =
    weight[frame.mood] > weight[before.mood] && before.mood !== 'message' ? frame.mood : before.mood;
  const mood = weight[frame.mood] === 0 ? frame.mood : firmer;
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

/** A new record with what a sentence without a request of its own adds: "Nadia will look after him." */
export function completed(frame: Frame, clause: Clause, workspace: WorkspaceDescription): Frame {
  if (clause.payload !== undefined) return frame;
  const more = creationOf(clause, workspace, frame.target.kind).changes.filter(
    (change) => !frame.changes.some((other) => other.field === change.field),
  );
  return { ...frame, changes: [...frame.changes, ...more] };
}

/** A request without object or content takes them from what was told before it. */
export function withContext(
  frame: Frame,
  told: readonly Clause[],
  before: Frame | undefined,
  workspace: WorkspaceDescription,
): Frame {
  if (frame.act === 'undo') return frame;
  if (frame.act === 'create')
    return told.reduceRight(
      (known, clause) => named(known, clause, workspace),
      withContact(frame, told, before),
    );
  const { target } = frame;
  const namesKind = frame.clause.mentions.some(({ is }) => is.type === 'kind');
  const one = isSupposed(frame) ? objectIn(told, workspace, true) : undefined;
  if (one?.records.length === 1)
    return { ...frame, target: { ...one, constraints: target.constraints, set: false } };
  const isSet =
    target.set && (target.constraints.length > 0 || (namesKind && target.reference === undefined));
  const known = target.records.length > 0 || target.strangers.length > 0 || isSet;
  const found = known
    ? target
    : (objectIn(told, workspace, frame.generic) ??
      (target.ordinal === undefined ? objectOf(before) : undefined) ??
      target);
  const changes =
    frame.generic && told.length > 0 ? toldChanges(frame, told, found.kind, workspace) : frame.changes;
  return {
    ...frame,
    target: withMember(found, frame.clause, told, before?.clause),
    changes,
    generic: frame.generic && changes.length === 0,
  };
}

/** “看一下<R>的<F>，过期了的话改成<D>”: a condition on whoever was just spoken of, and on nobody else. */
const isSupposed = ({ target, clause }: Frame): boolean =>
  target.set &&
  target.records.length === 0 &&
  clause.mentions.every(({ is }) => is.type !== 'kind' && is.type !== 'member') &&
  !lexicons[clause.language].filters.all.test(clause.masked) &&
  /\bif (?:it|he|she|that)\b|的话|^(?:如果|要是|若|假如)/u.test(clause.masked);

/** "… with Dana. Remind me to send her a quote": whom a new task or deal is for was said before it. */
function withContact(frame: Frame, told: readonly Clause[], before: Frame | undefined): Frame {
  const hasContact = frame.changes.some((change) => change.field === 'contact');
  if (frame.target.reference !== 'one' || hasContact) return frame;
  const contact = [...told, ...(before?.act === 'log' ? [before.clause] : [])]
    .flatMap((clause) => clause.mentions)
    .findLast(({ is }) => is.type === 'record' && is.kind === 'contact');
  if (contact === undefined) return frame;
  const change: Change = { field: 'contact', is: 'set', value: contact.text };
  return { ...frame, changes: [...frame.changes, change], target: { ...frame.target, reference: undefined } };
}

/** A new record without a name takes the stranger's who was spoken of. */
function named(frame: Frame, clause: Clause, workspace: WorkspaceDescription): Frame {
  const hasName = frame.changes.some((change) => change.field === 'name');
  const tells = clause.mentions.some(({ is }) => is.type === 'name');
  const isSame = clause.sentence === frame.clause.sentence;
  const adds = (tells && !hasName) || (isSame && clause.start < frame.clause.start);
  return adds && frame.target.kind === 'contact' ? completed(frame, clause, workspace) : frame;
}

/** "everyone in proposal … is lost": the values a told clause says of those it is about. */
const predicates = ({ sketch }: Clause): ReadonlySet<number> =>
  new Set(
    Array.from(
      sketch.matchAll(
        /(?:\b(?:is|are|was|were)|是|算|该是)(?: (?:now|actually|really|all|clearly|probably|just))* ?<V(\d+)>(?=[,，.!]|$| now)/g,
      ),
      (match) => Number(match[1]),
    ),
  );

function objectIn(
  told: readonly Clause[],
  workspace: WorkspaceDescription,
  saysWhat: boolean,
): Target | undefined {
  const targets = told
    .toReversed()
    .map((clause) =>
      saysWhat
        ? targetOf(clause, workspace, predicates(clause).union(clause.roles.newValues))
        : toldFrom(clause, targetOf(clause, workspace, new Set())),
    );
  const found = targets.find(
    ({ records, strangers, set, constraints, among }) =>
      records.length > 0 || strangers.length > 0 || ((set || among !== undefined) && constraints.length > 0),
  );
  return found === undefined
    ? undefined
    : {
        ...found,
        constraints: found.records.length > 0 && saysWhat ? [] : found.constraints,
        reference: undefined,
      };
}

/** Of what is told of somebody named only what tells them from others of the name: where they are, "the qualified one". */
function toldFrom(clause: Clause, target: Target): Target {
  const isApart = apartIn(clause).size > 0;
  const tells = ({ comparison }: Target['constraints'][number]) =>
    comparison === 'at' || (isApart && comparison === 'in');
  return target.records.length > 0 ? { ...target, constraints: target.constraints.filter(tells) } : target;
}

const objectOf = (before: Frame | undefined): Target | undefined =>
  before !== undefined &&
  (before.target.records.length > 0 || before.target.set || before.target.strangers.length > 0)
    ? { ...before.target, reference: undefined }
    : undefined;

/** "Sofia is leaving; Nadia inherits her leads": whose they are, said before. */
function withMember(
  target: Target,
  clause: Clause,
  told: readonly Clause[],
  before: Clause | undefined,
): Target {
  const owned = target.constraints.some((constraint) => constraint.field === 'owner');
  if (!target.set || owned || ![clause, ...told].some(speaksOfTheirs)) return target;
  const owners = before?.mentions.filter((_, index) => before.roles.presentOwners.has(index)) ?? [];
  const member = [...owners, ...told.flatMap((one) => one.mentions)].findLast(
    ({ is }) => is.type === 'member',
  );
  if (member?.is.type !== 'member') return target;
  const owner = { field: 'owner', comparison: 'in' as const, values: [member.is.members[0]!.name] };
  return { ...target, constraints: [...target.constraints, owner] };
}

const speaksOfTheirs = ({ language, sketch }: Clause): boolean =>
  lexicons[language].references.member.test(sketch);

/** The change a plain "update that" means: a detail or an event told before it. */
function toldChanges(
  frame: Frame,
  told: readonly Clause[],
  kind: string,
  workspace: WorkspaceDescription,
): Change[] {
  const asked = frame.clause.mentions.flatMap(({ is }) =>
    is.type === 'field' ? is.of.filter((place) => place.kind === kind) : [],
  );
  for (const clause of told.toReversed()) {
    const field = asked.find((place) => isDay(fieldOf(workspace, kind, place.field)))?.field;
    const day = clause.mentions.find(({ is }) => is.type === 'date');
    if (field !== undefined && day?.is.type === 'date')
      return [{ field, is: 'set', value: dayOf(day.is.span) }];
    const event = eventChange(clause, kind, workspace);
    if (event !== undefined && asked.every((place) => place.field === event.field)) return [event];
    const { changes } = changesOf(clause, kind, workspace, true);
    const meant = changes.filter((change) => asked.every((place) => place.field === change.field));
    if (meant.length > 0) return meant;
    const dated = clause.mentions
      .flatMap(({ is }) => (is.type === 'field' ? is.of : []))
      .find((place) => place.kind === kind && isDay(fieldOf(workspace, kind, place.field)));
    if (dated !== undefined && day?.is.type === 'date')
      return [{ field: dated.field, is: 'set', value: dayOf(day.is.span) }];
  }
  return [];
}

function eventChange(clause: Clause, kind: string, workspace: WorkspaceDescription): Change | undefined {
  const options = fieldOf(workspace, kind, 'lifecycleStage')?.options ?? [];
  const event = stageEvents[clause.language].find(
    ({ pattern, value }) => options.includes(value) && pattern.test(clause.masked),
  );
  const said = predicates(clause);
  const meant = clause.mentions.filter((_, index) => said.size === 0 || said.has(index));
  const places = meant.flatMap(({ is }) => (is.type === 'value' ? is.of : []));
  const value =
    event?.value ?? places.find((place) => place.kind === kind && place.field === 'lifecycleStage')?.value;
  return value === undefined ? undefined : { field: 'lifecycleStage', is: 'set', value };
}

const opensCheck = /^(?:\s*(?:if|when(?:ever)?|only if|如果|要是|若|凡是))/;
const isYetToCome =
  /\b(?:will|would|signs?|replies|responds|answers|calls|agrees|says|tomorrow|gets?|becomes?)\b|会|同意|回复(?!了?没|$)|签/u;

/** "If a proposal has gone quiet, …": conditions that can be looked up narrow the target; others wait. */
export function withCondition(
  frame: Frame,
  condition: Clause | undefined,
  clauses: readonly Clause[],
  workspace: WorkspaceDescription,
): Frame {
  if (condition === undefined || frame.act === 'undo' || frame.act === 'create') return frame;
  const answer = isAnswer(condition) ? answered(condition, clauses, workspace) : undefined;
  const found = answer ?? targetOf(condition, workspace, new Set());
  const writes = condition.operations.some(
    ({ operation }) => operation === 'delete' || operation === 'create',
  );
  const plain = condition.masked.replace(/\b(?:not|n't|without|no) [^,]*/g, '');
  const readable =
    found.constraints.length > 0 &&
    found.strangers.length === 0 &&
    !writes &&
    (answer !== undefined || (opensCheck.test(opened(condition)) && !isYetToCome.test(plain)));
  if (!readable) {
    const mood = frame.mood === 'order' || frame.mood === 'statement' ? 'conditional' : frame.mood;
    const points = frame.target.records.length === 0 && frame.target.reference !== undefined;
    const target =
      points && found.records.length > 0 ? { ...found, constraints: [], set: false } : frame.target;
    return { ...frame, mood, target, problem: { type: 'condition', text: condition.text.trim() } };
  }
  const points = !found.set && (found.reference === 'one' || frame.target.reference === 'one');
  const told = clauses
    .filter(({ start }) => points && start < condition.start)
    .map((clause) => targetOf(clause, workspace, new Set()).records)
    .findLast((records) => records.length > 0);
  const records = [found.records, frame.target.records, told ?? []].find((one) => one.length > 0) ?? [];
  const constraints = [...found.constraints, ...frame.target.constraints];
  return {
    ...frame,
    target: {
      ...frame.target,
      kind: found.kind,
      records,
      constraints,
      set: records.length === 0 && !points,
      reference: records.length === 0 && points ? 'one' : undefined,
    },
  };
}

export const fewestWords = 3;

/** What is told behind a logged contact belongs to it; where that is nothing, all that was said does. */
export function withTale(frame: Frame, told: readonly Clause[], workspace: WorkspaceDescription): Frame {
  if (frame.act !== 'log') return frame;
  const more = told.filter((clause) => clause.start >= frame.clause.end);
  const earlier = told.filter((clause) => clause.start < frame.clause.start);
  const points =
    frame.clause.payload === undefined && frame.clause.mentions.every(({ is }) => is.type !== 'record');
  const read = logOf(frame.clause, points ? [...earlier, ...more] : more, workspace);
  const says =
    frame.clause.payload !== undefined ||
    (more.length > 0 && !(points && earlier.length > 0)) ||
    contentOf(frame.clause) >= fewestWords;
  const log = read.log && { ...read.log, summary: says ? read.log.summary : frame.clause.whole.trim() };
  const tale = { ...frame, ...read, ...(log && { log }) };
  if (read.target.records.length > 0 || read.target.strangers.length > 0) return tale;
  const before = earlier.map((clause) => logOf(clause, [], workspace).target);
  return { ...tale, target: before.find(({ records }) => records.length > 0) ?? frame.target };
}

/** How many words of a clause are more than the order to log a contact of some kind with somebody. */
export const contentOf = ({ sketch }: Clause): number =>
  sketch
    .replace(/<\w\d+>/g, ' ')
    .replace(
      /\b(?:please|log|record|note|a|an|the|my|this|that|phone|call|meeting|e-?mail|chat|with|to|from|for|today|on|and|i|we|had)\b|帮我|帮忙|请|记录|记|一下|成|作|为|一?[次个条通]|和|跟|与|的|电话|会议|邮件|面谈|见面|会面|拜访|微信/g,
      ' ',
    )
    .match(/\p{Script=Han}|[\p{L}\p{N}']+/gu)?.length ?? 0;
