import { type LabelledText, type LinearClassifier, trainLinearClassifier } from '../linear-classifier.ts';
import { type Candidate, candidateFeatures, type Evidence, requestFeatures } from './features.ts';
import { createLexicon } from './lexicon.ts';
import { type AnnotatedDialogue, dontcare, type Ontology, type SlotState } from './ontology.ts';
import { type Changes, changesByRule } from './rules.ts';
import { type SpanFinder, trainSpanFinder } from './spans.ts';
import { learnSynonyms } from './synonyms.ts';
import { isValue, readTurn, type Turn } from './turn.ts';

/** Judges turns of one ontology as examples taught it. */
export interface SlotModel {
  /** With the synonyms that the examples showed. */
  ontology: Ontology;
  changes(turn: Turn, state: SlotState, byRule: Changes): Changes;
  requests(turn: Turn): string[];
}

/** What a candidate rests on; each kind is judged by a classifier of its own. */
type Ground = 'said' | 'heard' | 'indifferent';

const [yes, no] = ['yes', 'no'];
const training = { features: { words: [1, 1] }, epochs: 6, minimumCount: 2 } as const;

/**
 * Learns from annotated dialogues which of the values that are mentioned are meant, when any will do, and what
 * is asked for. Which values exist is the ontology's; what the examples add are other words for them.
 * @throws RangeError without dialogues
 */
export function trainSlotModel(given: Ontology, dialogues: readonly AnnotatedDialogue[]): SlotModel {
  if (dialogues.length === 0) throw new RangeError('a slot model needs dialogues');
  const ontology = learnSynonyms(given, dialogues);
  const lexicon = createLexicon(ontology);
  const examples: Record<Ground | 'request', LabelledText[]> = {
    said: [],
    heard: [],
    indifferent: [],
    request: [],
  };
  for (const dialogue of dialogues) {
    let before: SlotState = {};
    for (const { state, requests, ...exchange } of dialogue) {
      const turn = readTurn(exchange, lexicon);
      const evidence = { turn, state: before, byRule: changesByRule(turn, before, ontology) };
      for (const { ground, ...candidate } of candidates(turn, ontology))
        examples[ground].push({
          text: candidateFeatures(candidate, evidence),
          label: isNews(candidate, before, state, turn) ? yes : no,
        });
      for (const { name } of ontology.slots)
        examples.request.push({
          text: requestFeatures(name, turn),
          label: requests.includes(name) ? yes : no,
        });
      before = state;
    }
  }
  const judges = Object.fromEntries(
    Object.entries(examples).map(([ground, texts]) => [ground, judgeOf(texts)]),
  ) as Record<keyof typeof examples, Judge>;
  return slotModel(ontology, judges, trainSpanFinder(ontology, dialogues));
}

/** The probability that what a text describes is so. */
type Judge = (text: string) => number;

function judgeOf(examples: readonly LabelledText[]): Judge {
  if (new Set(examples.map(({ label }) => label)).size < 2) return () => 0;
  const classifier: LinearClassifier = trainLinearClassifier(examples, training);
  return (text) => classifier.predict(text).ranking.find(({ label }) => label === yes)!.probability;
}

function slotModel(
  ontology: Ontology,
  judges: Record<Ground | 'request', Judge>,
  spans: SpanFinder,
): SlotModel {
  return {
    ontology,
    changes(turn, state, byRule) {
      const evidence: Evidence = { turn, state, byRule };
      const judged = candidates(turn, ontology).map(({ ground, ...candidate }) => ({
        ...candidate,
        probability: judges[ground](candidateFeatures(candidate, evidence)),
      }));
      const changes = new Map([...byRule].filter(([, value]) => value === undefined));
      for (const [slot, rivals] of Map.groupBy(judged, (candidate) => candidate.slot)) {
        const best = rivals.reduce((one, other) => (other.probability > one.probability ? other : one));
        if (best.probability > 0.5) changes.set(slot, best.value ?? dontcare);
      }
      for (const { slot, value } of spans.find(turn)) if (!changes.has(slot)) changes.set(slot, value);
      return changes;
    },
    requests: (turn) =>
      ontology.slots
        .map(({ name }) => name)
        .filter((name) => judges.request(requestFeatures(name, turn)) > 0.5),
  };
}

/** What the wishes may become: values either side named, or any. */
function candidates({ user, system }: Turn, { slots }: Ontology): (Candidate & { ground: Ground })[] {
  const wishes = slots.filter(({ requestOnly }) => requestOnly !== true).map(({ name }) => name);
  const values = (side: Turn['user'], slot: string) =>
    new Set(
      side.mentions.filter(isValue).flatMap((mention) => (mention.slot === slot ? [mention.value] : [])),
    );
  return wishes.flatMap((slot) => {
    const said = values(user, slot);
    const heard = values(system, slot).difference(said);
    return [
      ...[...said].map((value) => ({ slot, value, ground: 'said' as const })),
      ...[...heard].map((value) => ({ slot, value, ground: 'heard' as const })),
      { slot, value: undefined, ground: 'indifferent' as const },
    ];
  });
}

/** Whether a turn made the candidate the wish; what was said before and is only kept tells nothing unless it is said again. */
function isNews({ slot, value }: Candidate, before: SlotState, after: SlotState, { user }: Turn): boolean {
  const wanted = value ?? dontcare;
  if (after[slot] !== wanted) return false;
  return (
    before[slot] !== wanted ||
    (value !== undefined && user.mentions.some((mention) => mention.value === value))
  );
}
