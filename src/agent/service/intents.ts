import { termsMeant } from '../../knowledge/index.ts';
import { type LabelledText, type LinearClassifier, trainLinearClassifier } from '../../language/index.ts';
import { chatter } from './chatter.ts';
import type { Cue } from './clauses.ts';
import type { Domain, Flow, Slot } from './flow.ts';
import { normalForm } from './normal.ts';

/** What a clause asks for, as far as that can be told. */
export interface Intent {
  flow: Flow;
  /** Its own words, where they are plain. */
  cue?: Cue;
  /** Of the flow, 0 to 1. */
  probability: number;
}

/** Tells what people ask for, by the phrases and cues of a domain's flows. */
export interface Intents {
  /** The words of requests in a normal form, in reading order. */
  cuesIn(text: string): Cue[];
  intentOf(clause: string): Intent | undefined;
  /** The flows a text is likest to, best first: for "did you mean". */
  nearest(text: string, count: number): Flow[];
}

/**
 * From these on a clause without a request's own words is taken for one, where it shares more with its phrases
 * than words of grammar; set by hand, not yet calibrated.
 */
const sure = 0.6;
const leastFamiliar = 0.45;

/** A word no one writes, in the place of an order's or an account's number. */
const mark = 'xnumberx';

const trained = new WeakMap<Domain, Intents>();

/** The intents of a domain; the same domain is learnt once. */
export function intentsOf(domain: Domain): Intents {
  const known = trained.get(domain) ?? learn(domain);
  trained.set(domain, known);
  return known;
}

function learn(domain: Domain): Intents {
  const references = domain.flows
    .flatMap(({ slots }) => slots.flatMap(referenceOf))
    .map((reference) => new RegExp(reference, 'giu'));
  const masked = (text: string): string =>
    references.reduce((words, reference) => words.replace(reference, ` ${mark} `), text);
  const examples = domain.flows.flatMap((flow) => {
    const cited = new Set(flow.slots.filter((slot) => referenceOf(slot).length > 0).map(({ name }) => name));
    return [...flow.phrases.en, ...flow.phrases.zh].map(
      (phrase): LabelledText => ({
        text: normalForm(
          phrase.replace(/\{(\w+)\}/g, (_, slot: string) => (cited.has(slot) ? ` ${mark} ` : ' ')),
        ),
        label: flow.name,
      }),
    );
  });
  const classifier: LinearClassifier = trainLinearClassifier(
    [...examples, ...chatter.map((text): LabelledText => ({ text: normalForm(text), label: '' }))],
    { epochs: 20 },
  );
  const telling = new Map(
    Array.from(
      Map.groupBy(examples, ({ label }) => label),
      ([flow, phrases]) => [flow, new Set(phrases.flatMap(({ text }) => termsMeant(text)))],
    ),
  );
  const speaksOf = (clause: string, flow: string): boolean =>
    termsMeant(clause).some((term) => telling.get(flow)?.has(term));
  const flows = new Map(domain.flows.map((flow) => [flow.name, flow]));
  const cues = domain.flows.flatMap((flow) =>
    [...flow.cues.en, ...flow.cues.zh].map((cue) => ({ flow: flow.name, pattern: new RegExp(cue, 'giu') })),
  );

  function cuesIn(text: string): Cue[] {
    const quotesGone = text.replace(/"[^"]{12,}"/g, (quoted) => ' '.repeat(quoted.length));
    return cues
      .flatMap(({ flow, pattern }) =>
        Array.from(quotesGone.matchAll(pattern), ({ index, 0: found }) => ({
          flow,
          start: index,
          end: index + found.length,
        })),
      )
      .sort((one, other) => one.start - other.start || other.end - one.end);
  }

  return {
    cuesIn,
    intentOf(clause) {
      const plain = masked(clause);
      const prediction = classifier.predict(plain);
      const probabilities = new Map(prediction.ranking.map(({ label, probability }) => [label, probability]));
      const found = cuesIn(clause);
      const cue = outstanding(found, probabilities);
      const flow = flows.get(cue?.flow ?? prediction.label);
      if (flow === undefined) return undefined;
      const isSure = prediction.probability >= sure && prediction.familiarity >= leastFamiliar;
      if (cue === undefined && !(isSure && speaksOf(plain, flow.name))) return undefined;
      return { flow, ...(cue && { cue }), probability: probabilities.get(flow.name) ?? 0 };
    },
    nearest(text, count) {
      return classifier
        .predict(masked(text))
        .ranking.flatMap(({ label }) => flows.get(label) ?? [])
        .slice(0, count);
    },
  };
}

/** Of several cues the one that covers others; among equals that of the likeliest flow. */
function outstanding(cues: readonly Cue[], probabilities: ReadonlyMap<string, number>): Cue | undefined {
  const widest = cues.filter(
    (cue) =>
      !cues.some(
        (other) =>
          other.flow !== cue.flow &&
          other.start <= cue.start &&
          other.end >= cue.end &&
          other.end - other.start > cue.end - cue.start,
      ),
  );
  return widest.reduce<Cue | undefined>(
    (best, cue) =>
      best === undefined || (probabilities.get(cue.flow) ?? 0) > (probabilities.get(best.flow) ?? 0)
        ? cue
        : best,
    undefined,
  );
}

const referenceOf = (slot: Slot): string[] =>
  'source' in slot && slot.source.reference !== undefined ? [slot.source.reference] : [];
