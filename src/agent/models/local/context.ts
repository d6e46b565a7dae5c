import type { WorkspaceDescription } from '../../directory.ts';
import { apartIn } from './among.ts';
import { changesOf, dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import { creationOf } from './creation.ts';
import { fieldOf, isDay, stageField } from './fields.ts';
import { type Change, type Frame, mayBeOne, type Target } from './frame.ts';
import type { Mood } from './guards.ts';
import { lexicons, stageEvents } from './lexicon.ts';
import { logOf } from './logging.ts';
import { taskOf } from './new-task.ts';
import { targetOf } from './target.ts';

/** Whether a request adds nothing but its voice to the one before: "can you make that change?", "delete them, please". */
export function mergeable(before: Frame, frame: Frame): boolean {
  if (frame.act === 'undo' || before.act === 'undo') return false;
  if (before.act === 'log' && weight[frame.mood] === 0) return false;
  const { target } = frame;
  const isBare =
    target.records.length === 0 && target.strangers.length === 0 && target.constraints.length === 0;
  if (isBare && frame.act === 'update' && before.act === 'update' && sameChanges(before, frame)) return true;
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
    target: { ...before.target, except: [...before.target.except, ...frame.target.except] },
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
  spoken: readonly Clause[],
  before: Frame | undefined,
  workspace: WorkspaceDescription,
): Frame {
  if (frame.act === 'undo') return frame;
  if (frame.act === 'create')
    return spoken.reduceRight(
      (known, clause) => named(known, clause, workspace),
      withTold(withContact(frame, spoken, before), spoken),
    );
  const { target } = frame;
  const heard = isNote(frame) ? spoken.map(withoutStrangers) : spoken;
  const told = isNote(frame) && heard.some(holdsRecord) ? heard.filter(holdsRecord) : heard;
  const namesKind = frame.clause.mentions.some(({ is }) => is.type === 'kind');
  const one = isSupposed(frame) ? objectIn(told, workspace, true) : undefined;
  if (one?.records.length === 1)
    return { ...frame, target: { ...one, constraints: target.constraints, set: false } };
  const whose = isOldAlone(frame) ? objectIn(told, workspace, true) : undefined;
  if (whose?.records.length === 1) return { ...frame, target: { ...whose, constraints: [], set: false } };
  const isSet =
    target.set && (target.constraints.length > 0 || (namesKind && target.reference === undefined));
  const known = target.records.length > 0 || target.strangers.length > 0 || isSet;
  const those = known && narrows(frame) ? objectIn(told, workspace, false) : undefined;
  if (those?.set === true) return { ...frame, target: { ...target, constraints: bothOf(those, target) } };
  const found = known
    ? target
    : withoutExcepted(
        objectIn(told, workspace, frame.generic) ??
          (target.ordinal === undefined ? objectOf(before) : undefined) ??
          target,
        target.except,
      );
  const changes =
    frame.generic && told.length > 0
      ? toldChanges(frame, told, found.kind, workspace)
      : found.kind === target.kind || frame.act !== 'update'
        ? frame.changes
        : changesOf(frame.clause, found.kind, workspace, !found.set).changes;
  return {
    ...frame,
    target: withMember(found, frame.clause, told, before?.clause),
    changes: redated(
      changes,
      frame.clause,
      [...told, ...(before ? [before.clause] : [])],
      found.kind,
      workspace,
    ),
    generic: frame.generic && changes.length === 0,
  };
}

const isNote = ({ changes }: Frame): boolean =>
  changes.length > 0 && changes.every(({ field, is }) => field === 'notes' && is === 'append');

const holdsRecord = ({ mentions }: Clause): boolean => mentions.some(({ is }) => is.type === 'record');

/** Who is only spoken of in what is noted is nobody to look for. */
const withoutStrangers = (clause: Clause): Clause => ({
  ...clause,
  mentions: clause.mentions.map((mention) =>
    mention.is.type === 'name' ? { ...mention, is: { type: 'quote', value: mention.text } } : mention,
  ),
});

/** “甲、乙、丙这三个，除了乙都删了”: of those told before, the ones that are not left out. */
const withoutExcepted = (target: Target, except: Target['except']): Target => {
  const left = target.records.filter(
    (one) => !except.some((out) => mayBeOne(out.candidates, one.candidates)),
  );
  return left.length === 0 ? target : { ...target, records: left };
};

/** "Just the ones she's won", “Lena的线索好多……，凡是过期的……”: of those just spoken of, the ones that are so as well. */
const narrows = ({ clause, target }: Frame): boolean => target.set && partOf.test(clause.sketch);

const partOf =
  /^(?:but )?(?:just|only|of those|of them)\b.{0,6}\b(?:the|those|these) ones\b|^(?:(?:只|就|仅)(?:要|把|改)?其中|凡是|其中|里面|any of (?:those|them)|of those|of them|among them)/u;

const bothOf = ({ constraints }: Target, part: Target): Target['constraints'] => [
  ...constraints.filter((one) => part.constraints.every(({ field }) => field !== one.field)),
  ...part.constraints,
];

/** “从丢单改回线索”: nothing but the value it had says whose it is. */
const isOldAlone = ({ clause, target }: Frame): boolean =>
  target.set &&
  clause.roles.oldValues.size > 0 &&
  clause.mentions.every(
    ({ is }, index) =>
      is.type === 'value' && (clause.roles.oldValues.has(index) || clause.roles.newValues.has(index)),
  );

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

/** “后天记得……，建个待办”: a task that says nothing itself is what was told before it. */
function withTold(frame: Frame, told: readonly Clause[]): Frame {
  const has = (field: string) => frame.changes.some((change) => change.field === field);
  const last = told.at(-1);
  if (frame.target.kind !== 'task' || has('title') || last === undefined) return frame;
  const { reference, ...target } = frame.target;
  const more = taskOf(last).filter(({ field }) => !has(field));
  return {
    ...frame,
    target: { ...target, reference: has('contact') ? reference : undefined },
    changes: [...frame.changes, ...more],
  };
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
  const isOpen = target.records.some(({ candidates }) => candidates.length > 1);
  const tells = ({ comparison }: Target['constraints'][number]) =>
    (isOpen && comparison === 'at') || (isApart && comparison === 'in');
  return target.records.length > 0 ? { ...target, constraints: target.constraints.filter(tells) } : target;
}

/** "The last contact with Ann is wrong, should read 28 November": the field of a day that was named before it. */
function redated(
  changes: readonly Change[],
  clause: Clause,
  earlier: readonly Clause[],
  kind: string,
  workspace: WorkspaceDescription,
): readonly Change[] {
  const dayFields = ({ mentions }: Clause) =>
    mentions.flatMap(({ is }) =>
      is.type === 'field'
        ? is.of.filter((place) => place.kind === kind && isDay(fieldOf(workspace, kind, place.field)))
        : [],
    );
  const [named] = earlier.filter((one) => one.sentence === clause.sentence).flatMap(dayFields);
  const [only, ...others] = changes;
  if (named === undefined || only?.field !== 'followUpOn' || others.length > 0) return changes;
  const isNamed =
    dayFields(clause).length > 0 || lexicons[clause.language].filters.followUp.test(clause.masked);
  return isNamed ? changes : [{ ...only, field: named.field }];
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
  const field = stageField(kind, workspace);
  const options = (field && fieldOf(workspace, kind, field)?.options) ?? [];
  const event = stageEvents[clause.language].find(
    ({ pattern, value }) => options.includes(value) && pattern.test(clause.masked),
  );
  const said = predicates(clause);
  const meant = clause.mentions.filter((_, index) => said.size === 0 || said.has(index));
  const places = meant.flatMap(({ is }) => (is.type === 'value' ? is.of : []));
  const value = event?.value ?? places.find((place) => place.kind === kind && place.field === field)?.value;
  return value === undefined || field === undefined ? undefined : { field, is: 'set', value };
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
