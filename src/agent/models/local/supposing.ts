import { type Clause, clausesWithin } from './clause.ts';
import { filterText } from './filter-text.ts';
import { constraintsOf } from './filters.ts';
import type { Change, Constraint, Frame, Target } from './frame.ts';
import { framesOf } from './interpret.ts';
import { lexicons } from './lexicon.ts';
import type { Mention } from './mention.ts';
import type { Plan, Surroundings } from './planned.ts';
import { say } from './sayings.ts';

/** Words that open what is only supposed. */
const opensSupposition =
  /^(?:(?:ok|so|and|hey|just wondering|out of curiosity),? )*(?:what )?(?:if|suppose|supposing|say|imagine|assuming|let's say)(?: that)? (?:(?:i|we|you|they) )?|^(?:那|请问)?(?:假设|假如|假使|如果|要是|若是|若|设想一下)(?:我们?|把(?=把))?/iu;

const supposes =
  /\b(?:if|what if|suppos(?:e|ing)|imagine|assuming|let's say|say)\b|假设|假如|假使|如果|要是|若是|设想/iu;

/** Where a text that supposes a change begins to ask how many there would be. */
function supposition(text: string, { language }: Surroundings): { start: number; end: number } | undefined {
  const counted = text.toLowerCase().search(lexicons[language].reads.count);
  const head = text.slice(0, Math.max(0, counted));
  const end = Math.max(head.lastIndexOf(','), head.lastIndexOf('，'));
  if (end < 0 || !supposes.test(head.slice(0, end))) return undefined;
  const opens = opensSupposition.exec(head)?.[0].length ?? 0;
  const preface = Math.max(...[':', '：'].map((sign) => head.lastIndexOf(sign, head.search(supposes)) + 1));
  return { start: Math.max(opens, preface), end };
}

/**
 * How many there would be once a change were made that a text only supposes: those of today, as the change would move
 * them. Undefined where it supposes and asks nothing of the kind.
 */
export function supposedCount(
  text: string,
  mentions: readonly Mention[],
  around: Surroundings,
): Plan | undefined {
  const place = supposition(text, around);
  if (place === undefined) return undefined;
  const frames = framesOf(clausesWithin(text, mentions, place, around.language), around.workspace);
  const rest = { start: place.end + 1, end: text.length };
  return countOnceSo(frames, clausesWithin(text, mentions, rest, around.language), around);
}

function countOnceSo(
  frames: readonly Frame[],
  asking: readonly Clause[],
  around: Surroundings,
): Plan | undefined {
  const [frame, ...others] = frames;
  const clause = asking.find(({ masked, language }) => lexicons[language].reads.count.test(masked));
  const tool = frame && around.capabilities.summarize(frame.target.kind);
  if (frame === undefined || clause === undefined || tool === undefined || others.length > 0)
    return undefined;
  const { target, changes } = supposed(frame);
  const affected = filterOf(target);
  if (affected === '' || (frame.act === 'update' ? changes.length === 0 : frame.act !== 'delete'))
    return undefined;
  const own = constraintsOf(clause, target.kind, around.workspace, new Set());
  const constraints = [...own, ...ownerMeant(clause, own, target, changes)];
  const now = filterText(constraints);
  const stays = [now, `not (${affected})`].filter((part) => part !== '').join(' and ');
  const then = frame.act === 'delete' ? undefined : afterChange(constraints, changes);
  const moved =
    then === undefined ? '' : ` or (${[`(${affected})`, then].filter((part) => part !== '').join(' and ')})`;
  const words = say(around.language);
  const { kind } = target;
  const described = words.afterThat(words.conditions(constraints, kind, around.workspace));
  return {
    calls: [
      {
        tool: tool.name,
        arguments: { kind, filter: `(${stays})${moved}` },
        purpose: { type: 'count', kind, described, constraints },
      },
    ],
    says: [words.notDone('hypothetical', '')],
  };
}

/** What a supposed change is about and gives: of two values of one field the second is the new one. */
function supposed({ target, changes }: Frame): Pick<Frame, 'target' | 'changes'> {
  const double = target.constraints.find(
    ({ comparison, values }) => comparison === 'in' && values.length === 2,
  );
  if (changes.length > 0 || double === undefined) return { target, changes };
  const [before, after] = double.values as [string, string];
  const constraints = target.constraints.map((one) => (one === double ? { ...one, values: [before] } : one));
  return { target: { ...target, constraints }, changes: [{ field: double.field, is: 'set', value: after }] };
}

function filterOf({ records, constraints, set }: Target): string {
  if (records.length === 0) return set ? filterText(constraints) : '';
  if (records.some(({ candidates }) => candidates.length !== 1)) return '';
  const values = records.map(({ candidates }) => candidates[0]!.name);
  return filterText([{ field: 'name', comparison: 'in', values }]);
}

/** "how many would she have": a colleague the supposition names and the question only points to. */
function ownerMeant(
  { sketch }: Clause,
  own: readonly Constraint[],
  target: Target,
  changes: readonly Change[],
): Constraint[] {
  if (own.some(({ field }) => field === 'owner') || !/\b(?:s?he|they|her|his|their)\b|[他她]/u.test(sketch))
    return [];
  const given = changes.find((change) => change.field === 'owner');
  const had = target.constraints.find(({ field }) => field === 'owner');
  if (given?.is === 'set') return [{ field: 'owner', comparison: 'in', values: [String(given.value)] }];
  return had === undefined ? [] : [had];
}

/** What is left to be met of conditions by records that were given values; undefined where they cannot be met. */
function afterChange(constraints: readonly Constraint[], changes: readonly Change[]): string | undefined {
  const open: Constraint[] = [];
  for (const constraint of constraints) {
    const change = changes.find(({ field }) => field === constraint.field);
    if (change === undefined) {
      open.push(constraint);
      continue;
    }
    const value = change.is === 'set' ? String(change.value) : undefined;
    const isIn = value !== undefined && constraint.values.includes(value);
    if (constraint.comparison === 'in' ? !isIn : constraint.comparison !== 'not in' || isIn) return undefined;
  }
  return filterText(open);
}
