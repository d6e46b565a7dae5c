import type { WorkspaceDescription } from '../../directory.ts';
import { fieldOf } from './fields.ts';
import type { Constraint } from './frame.ts';
import { namesAfter, ranked } from './lines.ts';
import type { Purpose } from './planned.ts';
import type { Sayings } from './sayings.ts';

const kinds: Readonly<Record<string, [one: string, many: string]>> = {
  contact: ['contact', 'contacts'],
  company: ['company', 'companies'],
  deal: ['deal', 'deals'],
  task: ['task', 'tasks'],
  interaction: ['interaction', 'interactions'],
  order: ['order', 'orders'],
  product: ['product', 'products'],
  ticket: ['ticket', 'tickets'],
};
const counted = (count: number, kind: string): string =>
  `${count} ${(kinds[kind] ?? [kind, `${kind}s`])[count === 1 ? 0 : 1]}`;

const some = (names: readonly string[], most: number): string =>
  names.length > most
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ');

const value = (shown: unknown): string =>
  Array.isArray(shown)
    ? shown.map(value).join(', ')
    : typeof shown === 'boolean'
      ? shown
        ? 'yes'
        : 'no'
      : String(shown);

const label = (kind: string, field: string, workspace: WorkspaceDescription): string =>
  fieldOf(workspace, kind, field)?.label.en.toLowerCase() ?? field;

function conditions(
  constraints: readonly Constraint[],
  kind: string,
  workspace: WorkspaceDescription,
): string {
  const parts = constraints.map(({ field, comparison, values }) => {
    const name = label(kind, field, workspace);
    if (comparison === 'at') return `at ${values.join(' or ')}`;
    if (comparison === 'contains') return `${name} with ${values[0]}`;
    if (comparison === 'empty') return field === 'closedOn' ? 'still open' : `no ${name}`;
    if (comparison === 'set') return `with ${name}`;
    if (comparison === 'between')
      return values[0] === values[1]
        ? `${name} on ${values[0]}`
        : `${name} from ${values[0]} to ${values[1]}`;
    if (comparison === 'in') return `${name} ${values.join(' or ')}`;
    if (comparison === 'not in') return `${name} not ${values.join(' or ')}`;
    const words = { '<': 'before', '<=': 'on or before', '>': 'after', '>=': 'on or after' }[comparison];
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(values[0]!);
    return `${name} ${isDay ? words : comparison} ${values[0]}`;
  });
  return parts.join(', ');
}

function changesIn(
  kind: string,
  fields: readonly { field: string; value: unknown }[],
  workspace: WorkspaceDescription,
): string {
  return fields
    .map(({ field, value: shown }) =>
      shown === null
        ? `${label(kind, field, workspace)} cleared`
        : `${label(kind, field, workspace)} ${value(shown)}`,
    )
    .join(', ');
}

function intent(purpose: Purpose, workspace: WorkspaceDescription): string {
  const who = (targets: readonly { name: string }[], filter: string | undefined, kind: string) =>
    targets.length > 0
      ? some(
          targets.map((target) => target.name),
          6,
        )
      : `all ${kinds[kind]?.[1] ?? kind} with ${filter}`;
  if (purpose.type === 'update')
    return `change ${who(purpose.targets, purpose.filter, purpose.kind)}: ${changesIn(purpose.kind, purpose.fields, workspace)}`;
  if (purpose.type === 'delete') return `delete ${who(purpose.targets, purpose.filter, purpose.kind)}`;
  if (purpose.type === 'create') return `create ${purpose.name}`;
  if (purpose.type === 'log') return `log a ${purpose.channel} with ${purpose.target.name}`;
  if (purpose.type === 'other') return `do this: ${purpose.title}`;
  return purpose.type === 'undo' ? 'take the change back' : 'do that';
}

/** Said where this model does not understand. */
const betterModel =
  'A language model understands more: set OPENAI_API_KEY, or OPENAI_BASE_URL for one of your own, and ask again.';

/** Parameters of tools whose names do not say it. */
const parameterNames: Readonly<Record<string, string>> = {
  text: 'the text',
  subject: 'what it is about',
  resolution: 'what was done, or why',
  order: 'the number of the order',
  ticket: 'the number of the ticket',
  conversation: 'the id of the conversation',
  handOff: 'the id of the hand-off',
  items: 'which items',
  verdict: 'whether they liked it',
  action: 'what should become of the order',
  texts: 'the text to judge',
  rating: 'a number from 1 to 5',
  document: 'which document',
  product: 'which product',
  owner: 'whose they should be',
  channel: 'the channel',
  state: 'whether consent was',
  outcome: 'what should become of the draft',
  kind: 'which kind',
};

export const english: Sayings = {
  who: () =>
    'Who do you mean? Please give me a name, an e-mail address or a phone number. Nothing was changed.',
  which: (text, names, total) =>
    `${text === undefined ? 'There are several' : `"${text}" may be ${total > 1 ? `${total} people` : 'somebody else'}`}: ${some(names, 20)}. Which one do you mean? Nothing was changed.`,
  nobody: (text, nearest) =>
    nearest.length > 0
      ? `I cannot find "${text}". Nothing was changed. Did you mean ${nearest.join(' or ')}?`
      : `I cannot find "${text}". Who do you mean? Nothing was changed.`,
  unknownMember: (name, members) =>
    `There is no colleague called ${name} here. Who should it be: ${members.join(', ')}? Nothing was changed.`,
  unknownCondition: (text) =>
    `I cannot tell who "${text}" means: no field here holds that. Which records do you mean? Nothing was changed.`,
  hasNone: (who, kind) =>
    `${who} has no ${(kinds[kind] ?? [kind])[0]} here that I could find. Nothing was changed.`,
  vague: (word) =>
    `What do you mean by "${word}"? Please name a stage, an owner, a product interest or a date. Nothing was changed.`,
  afterThat: (described) => `${described === '' ? '' : `${described}, `}if that were so`,
  mismatch: (record, constraints, workspace) =>
    `${record.name} does not fit: ${constraints.map(({ field }) => `${label(record.kind, field, workspace)} is ${value(record.values[field] ?? 'empty')}`).join(', ')}. Nothing was changed. What should I do?`,
  whatToChange: (who, options) =>
    `What should I change${who === undefined ? '' : ` about ${who}`}? ${options.length > 0 ? `The stages are ${options.join(', ')}. ` : ''}Nothing was changed.`,
  whichNewValue: (who, named) =>
    `What should the ${named}${who === undefined ? '' : ` of ${who}`} be? Nothing was changed.`,
  whichNote: () => 'What should the note say? Nothing was written yet.',
  lacks: (parameter, options) =>
    `For that I need one thing more: ${parameterNames[parameter] ?? parameter.replace(/(?=[A-Z])/gu, ' ').toLowerCase()}${options.length > 0 ? ` (${options.map((option) => option.replaceAll('_', ' ')).join(', ')})` : ''}. What is it? Nothing was changed.`,
  whichName: (kind) => `What is the name of the new ${kinds[kind]?.[0] ?? kind}? Nothing was created yet.`,
  whichOwner: (name, members) => `Who should own ${name}: you, ${some(members, 8)}? Nothing was created yet.`,
  exists: (described) =>
    `There is already ${described}. Nothing was created. Should I create a second one of the same name?`,
  notEverything: () =>
    'I will not do that to every record at once. Nothing was changed. Which ones do you mean: a stage, an owner, a product interest?',
  notDone(mood, who) {
    const about = who === '' ? '' : ` about ${who}`;
    if (mood === 'hypothetical')
      return `Nothing was changed${about}: I took that as a question about what would happen. The change would be logged, and you could take it back with "undo".`;
    if (mood === 'negated') return `All right, nothing was changed${about}.`;
    if (mood === 'message')
      return `I do not act on what a message or a note says. Nothing was changed${about}. Do you want me to do it?`;
    if (mood === 'conditional')
      return `I cannot wait for that to happen. Nothing was changed${about}. Tell me when it has, or do you want it now?`;
    if (mood === 'deferred')
      return `I cannot do that later by myself. Nothing was changed${about}. Do you want it now?`;
    return `Nothing was changed${about}: I took that as a question. Tell me to do it, and I will.`;
  },
  asIs: (record, workspace) =>
    `${record.name}: ${['lifecycleStage', 'owner', 'lastContactOn', 'followUpOn']
      .filter((field) => record.values[field] !== undefined && record.values[field] !== null)
      .map((field) => `${label(record.kind, field, workspace)} ${value(record.values[field])}`)
      .join(', ')}.`,
  nothingToUndo: () => 'There is nothing of this conversation to undo. Nothing was changed.',
  cannot: () => 'I cannot do that with the tools I was given. Nothing was changed.',
  confirm: (description) => `Nothing was changed yet. Shall I ${description}?`,
  leftOut: (words, description) =>
    `I cannot place ${words.map((word) => `"${word}"`).join(', ')} in what you want. Nothing was changed yet. Leaving that aside, I would ${description}. Shall I do just that?`,
  leftOpen: (words) =>
    `I cannot tell what ${words.map((word) => `"${word}"`).join(', ')} has to do with it. Nothing was changed. Which record do you mean, and what should become of it? One thing at a time, please.`,
  oneByOne: () =>
    'You name several people and several things they should get, and I am not sure who gets which. Nothing was changed now. Please say it for one at a time.',
  excluded: (words) =>
    `You leave out ${words.map((word) => `"${word}"`).join(', ')}, and I would have written just that. Nothing was changed. Which ones do you mean, and what should become of them?`,
  approval: (description, names, total) =>
    `This would ${description}. It concerns ${total}: ${some(names, 20)}${total > names.length ? ', …' : ''}. Nothing was changed yet. Shall I go ahead?`,
  dropped: () => 'All right, I left it. Nothing was changed.',
  stillWaiting: () => 'Nothing was changed for what I asked before.',
  greeting: (name) =>
    `Hello${name === '' ? '' : ` ${name}`}. Ask me about your customers, or tell me what to change: "which leads of mine are overdue?", "set Dana Ortiz to won".`,
  thanks: () => 'You are welcome.',
  noSuchDay: (day) => `There is no ${day}. Which day do you mean? Nothing was changed.`,
  whichValue: (values) =>
    `It cannot be ${values.join(' and ')} at once. Which one shall it be? Nothing was changed.`,
  nothingSaid: () =>
    'What can I do for you? Ask me about your customers, or tell me what to change. Nothing was changed.',
  otherLanguage: () =>
    `I understand English and Chinese (中文). Could you say it in one of them? Nothing was changed. ${betterModel}`,
  cannotSend: () =>
    'I cannot send messages or make calls, so nothing was sent and nobody was called. I can log it once you have done it, or set a task to do it.',
  unclear: () =>
    `I am not sure what you want. Nothing was changed. ${betterModel} Which customer is it about, and what should I do or look up?`,
  outOfScope: () =>
    `I cannot help with that: I look after the customers, deals, tasks and figures of this workspace. Nothing was changed. ${betterModel}`,
  knownNowhere: () =>
    `Neither the records nor the documents of this workspace say. Nothing was changed. ${betterModel}`,
  abilities: (examples) => `You can ask me, for example: ${examples.join('; ')}.`,
  intent,
  conditions,
  undoHint: (changeId) => `Say "undo" to take it back (${changeId}).`,
  updated: (names, changes, changed, filter, kind) =>
    names.length > 0
      ? `Done: ${some(names, 20)} – ${changes}.`
      : `Done: ${counted(changed, kind)}${filter === undefined ? '' : ` with ${filter}`} – ${changes}.`,
  unchanged: (filter) =>
    filter === undefined
      ? 'That is so already: nothing was changed.'
      : `No record fits (${filter}): nothing was changed.`,
  created: (name, changes) => `Created ${name}${changes === '' ? '' : ` – ${changes}`}.`,
  deleted: (names, total) => `Deleted ${total === 1 ? names[0] : `${total}: ${some(names, 20)}`}.`,
  logged: (channel, name, day, followUp, sentiment) =>
    `Logged the ${channel} with ${name} on ${day}${sentiment === undefined ? '' : `, mood ${sentiment}`}${followUp === undefined ? '' : `; follow-up on ${followUp}`}.`,
  sum({ measure, kind, described, limit }, shownLabel, total, count, groups) {
    if (limit !== undefined && groups.length > 0)
      return `${ranked(groups)}\nOf ${total} in ${counted(count, kind)}${described === '' ? '' : ` (${described})`}.`;
    const measures = { sum: 'total', average: 'average', minimum: 'smallest', maximum: 'largest' };
    const scope = described === '' ? '' : ` (${described})`;
    const parts = groups.length === 0 ? '' : ` In parts: ${groups.join(', ')}.`;
    return `The ${measures[measure]} ${shownLabel} of ${counted(count, kind)}${scope} is ${total}.${parts}`.replace(
      'total total',
      'total',
    );
  },
  undone: (names) => `Undone: ${some(names, 10)} ${names.length === 1 ? 'is' : 'are'} as before.`,
  field: (name, shownLabel, shown) =>
    shown === undefined ? `${name} has no ${shownLabel} on file.` : `${name}: ${shownLabel} ${shown}.`,
  talk: (name, channel, day, summary) =>
    day === undefined ? `Nothing is logged with ${name} yet.` : `${name}, ${channel} of ${day}: “${summary}”`,
  check: (holds, name, facts) => `${holds ? 'Yes' : 'No'}: ${name} – ${facts}.`,
  count: (count, described, kind) => `${counted(count, kind)}${described === '' ? '' : ` (${described})`}.`,
  list: (names, total, described, kind) =>
    total === 0
      ? `No ${kinds[kind]?.[1] ?? kind}${described === '' ? '' : ` with ${described}`}: none.`
      : `${counted(total, kind)}${described === '' ? '' : ` (${described})`}:${namesAfter(names, total, { lead: ' ', separator: '; ', stop: '.', more: (left) => `and ${left} more` })}`,
  group(shownLabel, groups, single, described) {
    const all = groups.map(({ key, count }) => `${key} ${count}`).join(', ');
    const scope = described === '' ? '' : ` (${described})`;
    if (groups.length === 0) return `None${scope}.`;
    const first = groups[0]!;
    const tied = groups.filter((group) => group.count === first.count).map((group) => group.key);
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    return single === undefined
      ? `By ${shownLabel}${scope}: ${all}${groups.length > 1 ? ` – ${total} together` : ''}.`
      : `The ${single}: ${tied.join(' and ')} with ${first.count}${scope}. By ${shownLabel}: ${all}.`;
  },
  extreme: (names, shownLabel, shown) => `${names.join(', ')} (${shownLabel} ${shown}).`,
  failed: (message, hint) =>
    `That did not work: ${message}${hint === undefined ? '' : ` ${hint}`} Nothing was changed.`,
  listed: (facts) => facts.join(', '),
  together: (sentences) => sentences.join(' '),
  detailed: (name, details) => `${name} (${details.join(', ')})`,
  profile: (name, facts, summary) => `${name}: ${facts.join('; ')}. ${summary}`.trim(),
  label,
  value,
};
