import type { Candidate, Directory, WorkspaceDescription } from '../../directory.ts';
import { spokenPlaces } from './chinese-places.ts';
import { chineseFirms } from './chinese-strangers.ts';
import { exactNames } from './exact-names.ts';
import { addressees, firstOfKind, namesIn, numbered, remembering } from './look-ups.ts';
import { codesIn } from './marks.ts';
import { memberPronouns } from './member-pronouns.ts';
import { members } from './members.ts';
import { type Mention, withoutOverlaps } from './mention.ts';
import { emails, phones, withNumbers } from './numbers.ts';
import { otherNames } from './other-names.ts';
import { quotedNames } from './quoted-names.ts';
import { matchSpan, mentionAt } from './spans.ts';
import { knownTerms, quotes, spokenTerms } from './spoken-terms.ts';
import { times } from './times.ts';
import { titledRecords } from './titles.ts';
import { wholeNames } from './whole-names.ts';

/**
 * Everything in the words that stands for something: records, colleagues, values, fields, days, numbers.
 * Longer and surer readings win where two meet.
 *
 * @param about  the kind of the record spoken of last
 */
export async function recognise(
  text: string,
  workspace: WorkspaceDescription,
  directory: Pick<Directory, 'find' | 'named'>,
  about?: string,
): Promise<Mention[]> {
  const find = remembering(directory);
  const [[known, products], titled, quotedTitles] = await Promise.all([
    namesIn(text, directory),
    titledRecords(text, directory),
    quotedNames(text, directory),
  ]);
  const called = (name: string): readonly Candidate[] => known.get(name) ?? [];
  const terms = knownTerms(workspace);
  const certain = [
    ...codesIn(text),
    ...(await numbered(text, directory)),
    ...(await addressees([...emails(text, workspace), ...phones(text)], find)),
  ];
  const colleagues = members(text, workspace);
  const whole = withoutOverlaps([...certain, ...colleagues, ...memberPronouns(text, colleagues)]);
  const longest = withoutOverlaps([
    ...quotedTitles,
    ...[...wholeNames(text, [...[...known.values()].flat(), ...products]), ...titled].sort(
      (one, other) => other.end - other.start - (one.end - one.start),
    ),
    ...whole,
  ]);
  const days = times(text, workspace);
  const firmed = withoutOverlaps([...longest, ...chineseFirms(text)]);
  const exact = withoutOverlaps([...firmed, ...exactNames(text, firmed, days, firstOfKind(called))]);
  const quoted = withoutOverlaps([...quotes(text, exact, terms), ...exact]);
  const timed = withoutOverlaps([...quoted, ...days]);
  const worded = withoutOverlaps([...timed, ...spokenTerms(text, terms, timed, about)]);
  const placed = withoutOverlaps([...worded, ...chinesePlaces(text)]);
  const mentions = withoutOverlaps([...placed, ...(await otherNames(text, placed, find))]);
  return withNumbers(text, qualified(text, firms(text, mentions)));
}

/** "from Link Hardware": a product's word behind a name is part of the firm's name where somebody is from there. */
function firms(text: string, mentions: readonly Mention[]): Mention[] {
  return mentions.flatMap((mention, index): Mention[] => {
    const before = mentions[index - 1];
    const next = mentions[index + 1];
    const joins = (one: Mention | undefined, other: Mention | undefined) =>
      one?.is.type === 'name' &&
      other?.is.type === 'value' &&
      text.slice(one.end, other.start) === ' ' &&
      /^\p{Lu}/u.test(other.text) &&
      /\b(?:from|at|of|with)\s*$/iu.test(text.slice(0, one.start));
    if (joins(before, mention)) return [];
    return joins(mention, next)
      ? [{ ...mention, end: next!.end, text: text.slice(mention.start, next!.end) }]
      : [mention];
  });
}

/** "lost leads", “合格线索”: behind another stage, a lead is but a customer. */
function qualified(text: string, mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention, index) => {
    const before = mentions[index - 1];
    if (mention.is.type !== 'value' || before?.is.type !== 'value') return mention;
    const [place] = mention.is.of;
    const isSame = before.is.of.some(
      (other) => other.field === place?.field && other.kind === place.kind && other.value !== place.value,
    );
    const isBeside = /^\s*的?\s*$/u.test(text.slice(before.end, mention.start));
    const plural = /s$|线索/u.test(mention.text);
    return isSame && isBeside && place?.value === 'Lead'
      ? { ...mention, is: { type: 'kind' as const, kind: place.kind, plural } }
      : mention;
  });
}

const chinesePlaces = (text: string): Mention[] =>
  Array.from(text.matchAll(spokenPlaces), (match) => mentionAt(text, matchSpan(match), { type: 'name' }));
