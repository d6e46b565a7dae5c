import type { WorkspaceDescription } from '../../directory.ts';
import { type Clause, wholeOf } from './clause.ts';
import { creationsOf } from './creation.ts';
import type { Frame } from './frame.ts';
import { licenceOf, type Mood, moodOf } from './guards.ts';
import { lexicons } from './lexicon.ts';
import type { Mention } from './mention.ts';

/** Words by which somebody new is brought in, whichever verb the request has. */
const introduces: Readonly<Record<Clause['language'], RegExp>> = {
  en: /\b(?:somebody|someone) new\b|\bamong our (?:contacts|customers|clients|leads)\b|\bstopped by\b|\bas (?:a )?(?:new )?(?:leads?|contacts?|customers?)\b|\bopen a (?:contact|record|file)\b|\bnew (?:one|guy|person|face|name|lead|contact|customer|client|prospect|enquiry|inquiry)\b|\breferr(?:al|ed)\b|\b(?:met|introduced to|bumped into|ran into|came across)\b|\b(?:add|create|register|enter|onboard|set up)\b|\b(?:put|get|stick|pop|throw|log|enter) (?:<\w\d+>|him|her|them|it|this (?:one|guy|person)) (?:in|into|on|down)\b|\b(?:put|get|stick|pop) (?:in|down) (?:a|an|another)\b|\bwalk-?in\b|\binbound\b|\bsigned up\b|\bbusiness card\b/,
  zh: /介绍|认识|新(?:的)?(?:线索|客户|联系人|潜客|来|名片)|[来加建录添]一?[一二两三四五几]?[个条位名](?!备注|跟进|说明)|新建|新增|录入|登记|名片|加进|录进|建档|展会/u,
};

const guarded = new Set<Mood>(['negated', 'hypothetical', 'question', 'message', 'deferred', 'conditional']);

/**
 * The new records of a text that introduces somebody nobody here bears the name of, and tells what is to be written
 * about them in whatever form: "got a referral: Pete …, 602-…, training. Can you get him in with Sofia as the owner".
 * Undefined where the text is about known records, or orders something else.
 */
export function introducedIn(
  clauses: readonly Clause[],
  drafts: readonly Frame[],
  workspace: WorkspaceDescription,
): Frame[] | undefined {
  const [first] = clauses;
  const isToldOf = (draft: Frame) => ['update', 'create'].includes(draft.act) || tells(draft, clauses);
  if (first === undefined || !drafts.every(isToldOf)) return undefined;
  if (clauses.some(({ payload }) => payload !== undefined)) return undefined;
  const whole = wholeOf(clauses);
  const strangers = whole.mentions.filter(isStranger);
  const isKnown = whole.mentions.some(({ is }) => is.type === 'record' && is.kind === 'contact');
  const told = new Set(whole.mentions.filter(({ is }) => details.has(is.type)).map(({ is }) => is.type));
  const isReached =
    (told.has('email') || told.has('phone')) &&
    clauses.some(({ masked }) => lexicons[first.language].moods.request.test(masked));
  if (strangers.length === 0 || isKnown || (told.size < 2 && !isReached)) return undefined;
  if (!introduces[first.language].test(whole.masked)) return undefined;
  const moods = clauses.map((clause) => moodOf(clause, clause.operations[0]));
  if (moods.some((mood) => guarded.has(mood)) || drafts.some(({ mood }) => licenceOf(mood) === 'none'))
    return undefined;
  const base = { mood: 'order', override: false, clause: whole, generic: false, everything: false } as const;
  const creations = creationsOf(whole, workspace).map((creation) => ({ ...base, ...creation }));
  const isOfPeople = creations.every(({ target }) => target.kind === 'contact');
  return isOfPeople || drafts.every(({ act }) => act === 'update') ? creations : undefined;
}

/** "… stopped by our stand": a contact that is told of, and not ordered to be logged. */
const tells = ({ act }: Frame, clauses: readonly Clause[]): boolean =>
  act === 'log' &&
  clauses.every(({ operations }) => operations.every(({ operation }) => operation !== 'log'));

const isStranger = ({ is }: Mention): boolean => is.type === 'name' && is.isFirm !== true;

const details = new Set<Mention['is']['type']>(['value', 'member', 'email', 'phone', 'date']);
