import { type LabelledText, trainLinearClassifier } from '../linear-classifier.ts';
import { createLexicon } from './lexicon.ts';
import { type AnnotatedDialogue, dontcare, type Ontology } from './ontology.ts';
import { isValue, readTurn, type Turn } from './turn.ts';
import { encode, foldPhrase, type Word } from './words.ts';

/** A stretch of the person's words that is a value no ontology lists: the name of a film, of a town. */
export interface Span {
  slot: string;
  value: string;
  probability: number;
}

/** Finds values that were never seen, by the words around them. */
export interface SpanFinder {
  find(turn: Turn): Span[];
}

interface Stretch {
  start: number;
  end: number;
}

const longestValue = 6;
const sure = 0.5;
const none = '';
const unknown = 'xunknown';
const closed = 'xclosed';
const [around, behind] = [3, 2];
/** A word of this many turns in which it is no part of a value is one of those that carry values. */
const leastTurns = 2;

/**
 * Learns what stands around values from dialogues in which they are annotated. A value's own words tell
 * nothing but whether they are words that otherwise carry values ("at", "tickets"), so those never seen are
 * found as well.
 */
export function trainSpanFinder(ontology: Ontology, dialogues: readonly AnnotatedDialogue[]): SpanFinder {
  const open = new Set(
    ontology.slots.filter(({ kind, requestOnly }) => kind === 'open' && !requestOnly).map(({ name }) => name),
  );
  const lexicon = createLexicon(ontology);
  const turns = dialogues.flatMap((dialogue) =>
    dialogue.map((said) => ({ turn: readTurn(said, lexicon), said })),
  );
  const marked = turns.map(({ turn, said }) => ({
    turn,
    values: annotatedStretches(turn.user.words, said.state, open),
  }));
  const carriers = carriersOf(marked);
  const examples = marked.flatMap(({ turn, values }) =>
    stretchesOf(turn, open, carriers).map((stretch): LabelledText => {
      const value = values.find(({ start, end }) => start === stretch.start && end === stretch.end);
      return { text: stretchFeatures(stretch, turn, open, carriers), label: value?.slot ?? none };
    }),
  );
  if (new Set(examples.map(({ label }) => label)).size < 2) return { find: () => [] };
  const classifier = trainLinearClassifier(examples, {
    features: { words: [1, 1] },
    epochs: 4,
    minimumCount: 2,
  });

  return {
    find(turn) {
      const { words, mentions, text } = turn.user;
      const isFree = ({ start, end }: Stretch) =>
        !mentions.some((mention) => isValue(mention) && mention.start < end && start < mention.end);
      const found = stretchesOf(turn, open, carriers)
        .filter(isFree)
        .map((stretch) => ({
          stretch,
          ...classifier.predict(stretchFeatures(stretch, turn, open, carriers)),
        }))
        .filter(({ label, probability }) => label !== none && probability > sure)
        .sort((one, other) => other.probability - one.probability);
      return found
        .filter(
          ({ stretch }, rank) => !found.slice(0, rank).some((better) => overlap(stretch, better.stretch)),
        )
        .map(({ stretch, label, probability }) => ({
          slot: label,
          value: text.slice(words[stretch.start]!.start, words[stretch.end - 1]!.end),
          probability,
        }));
    },
  };
}

const overlap = (one: Stretch, other: Stretch): boolean => one.start < other.end && other.start < one.end;

/** Where the values of a state stand in words. */
function annotatedStretches(
  words: readonly Word[],
  state: Readonly<Record<string, string>>,
  open: ReadonlySet<string>,
): (Stretch & { slot: string })[] {
  return Object.entries(state).flatMap(([slot, value]) => {
    const parts = value === dontcare || !open.has(slot) ? [] : foldPhrase(value);
    if (parts.length === 0) return [];
    return words.flatMap((_, start) =>
      parts.every((part, offset) => words[start + offset]?.text === part)
        ? [{ slot, start, end: start + parts.length }]
        : [],
    );
  });
}

function carriersOf(marked: readonly { turn: Turn; values: readonly Stretch[] }[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { turn, values } of marked) {
    const outside = turn.user.words.filter(
      (_, at) => !values.some(({ start, end }) => start <= at && at < end),
    );
    for (const text of new Set(outside.map((word) => word.text)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= leastTurns).map(([text]) => text));
}

/** Stretches of a sentence without values of closed slots that hold a word which carries no values. */
function stretchesOf(turn: Turn, open: ReadonlySet<string>, carriers: ReadonlySet<string>): Stretch[] {
  const { words } = turn.user;
  const seen = partsPlayed(turn, open, carriers);
  return words.flatMap((word, start) =>
    Array.from({ length: longestValue }, (_, more) => start + more + 1).flatMap((end) => {
      const isWithin = words[end - 1]?.sentence === word.sentence;
      const inside = seen.slice(start, end);
      const isOpen = inside.includes(unknown) && !inside.some((part) => part.startsWith(closed));
      return isWithin && isOpen ? [{ start, end }] : [];
    }),
  );
}

/** Every word as the finder sees it: itself where it carries values, else unknown, or the closed slot it is of. */
function partsPlayed({ user }: Turn, open: ReadonlySet<string>, carriers: ReadonlySet<string>): string[] {
  const parts = user.words.map(({ text }) => (carriers.has(text) ? encode(text) : unknown));
  for (const { slot, value, start, end } of user.mentions)
    if (value !== undefined && !open.has(slot)) parts.fill(`${closed}${encode(slot)}`, start, end);
  return parts;
}

function stretchFeatures(
  { start, end }: Stretch,
  turn: Turn,
  open: ReadonlySet<string>,
  carriers: ReadonlySet<string>,
): string {
  const { asked } = turn;
  const parts = partsPlayed(turn, open, carriers);
  const seen = (at: number): string => parts[at] ?? (at < 0 ? 'xstart' : 'xend');
  const inside = parts.slice(start, end);
  const left = Array.from({ length: around }, (_, gap) => seen(start - 1 - gap));
  const right = Array.from({ length: behind }, (_, gap) => seen(end + gap));
  const news = inside.filter((word) => word === unknown).length;
  return [
    ...left.map((word, gap) => `l${gap}${word}`),
    `l0${left[0]}1${left[1]}`,
    `l0${left[0]}1${left[1]}1${left[2]}`,
    ...right.map((word, gap) => `r${gap}${word}`),
    `r0${right[0]}1${right[1]}`,
    `b${left[0]}1${right[0]}`,
    `first${inside[0]}`,
    `last${inside.at(-1)}`,
    `first${inside[0]}0l${left[0]}`,
    `last${inside.at(-1)}0r${right[0]}`,
    `length${end - start}`,
    `new${news}of${end - start}`,
    ...[...asked].map((slot) => `asked${encode(slot)}`),
    ...[...asked].map((slot) => `asked${encode(slot)}0l${left[0]}`),
    ...(asked.size === 0 ? [`askednothing0l${left[0]}`] : []),
  ].join(' ');
}
