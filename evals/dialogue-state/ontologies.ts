import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { detectLanguage } from '../../src/language/index.ts';
import { dontcare, type Ontology, type Slot } from '../../src/language/slots/index.ts';
import { EvalUsageError } from '../suite.ts';
import { type Dialogue, topicBorder } from './dialogues.ts';

const Wordings = z.strictObject({ en: z.array(z.string()).optional(), zh: z.array(z.string()).optional() });
const OwnOntology = z.strictObject({
  slots: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['categorical', 'open']),
      values: z.array(z.strictObject({ value: z.string(), synonyms: Wordings.optional() })).optional(),
      phrases: Wordings.optional(),
      topic: z.string().optional(),
      requestOnly: z.boolean().optional(),
    }),
  ),
});

/** The schema of the schema-guided dialogues: services with their slots. */
const Schema = z.array(
  z.object({
    service: z.string(),
    slots: z.array(z.object({ name: z.string(), categorical: z.boolean(), values: z.array(z.string()) })),
  }),
);

/**
 * Reads an ontology: `{ slots: … }` as the tracker takes it, or a schema of the schema-guided dialogues.
 * @throws EvalUsageError
 */
export function readOntology(path: string): Ontology {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new EvalUsageError(`${path} is no JSON file.`);
  }
  const schema = Schema.safeParse(json);
  if (schema.success) return ontologyOfSchema(schema.data);
  const own = OwnOntology.safeParse(json);
  if (!own.success)
    throw new EvalUsageError(`${path} is no ontology: ${own.error.issues[0]?.message ?? 'unknown shape'}.`);
  return own.data as Ontology;
}

/** The slots and values that dialogues speak of. */
export function ontologyOf(dialogues: readonly Dialogue[]): Ontology {
  const turns = dialogues.flatMap((dialogue) => dialogue.turns);
  const values = new Map<string, Set<string>>();
  for (const { state } of turns)
    for (const [slot, spellings] of Object.entries(state)) {
      const known = values.get(slot) ?? new Set();
      for (const spelling of spellings) if (spelling !== dontcare) known.add(spelling);
      values.set(slot, known);
    }
  const requested = new Set(turns.flatMap(({ requests = [] }) => requests));
  return {
    slots: [
      ...[...values].map(([name, known]) => ({
        ...named(name),
        kind: 'categorical' as const,
        values: [...known].sort().map((value) => ({ value })),
      })),
      ...[...requested]
        .filter((name) => !values.has(name))
        .map((name) => ({ ...named(name), kind: 'open' as const, requestOnly: true })),
    ],
  };
}

/** `hotel price` belongs to the topic `hotel` and is called `price` where the topic is clear. */
function named(name: string): Pick<Slot, 'name' | 'topic' | 'phrases'> {
  const [topic = '', ...rest] = name.split(topicBorder);
  if (rest.length === 0) return { name };
  const short = rest.join(' ').replaceAll('_', ' ');
  return { name, topic, phrases: detectLanguage(short) === 'zh' ? { zh: [short] } : { en: [short] } };
}

/** An ontology with the values that examples show, where it lists none itself. */
export function withValuesOf(ontology: Ontology, dialogues: readonly Dialogue[]): Ontology {
  const shown = new Map(ontologyOf(dialogues).slots.map((slot) => [slot.name, slot.values]));
  return {
    slots: ontology.slots.map((slot) => {
      const values = slot.values ?? shown.get(slot.name);
      return values === undefined || slot.requestOnly === true ? slot : { ...slot, values };
    }),
  };
}

function ontologyOfSchema(schema: z.infer<typeof Schema>): Ontology {
  return {
    slots: schema.flatMap(({ service, slots }) =>
      slots.map(({ name, categorical, values }) => ({
        ...named(`${service}${topicBorder}${name}`),
        kind: categorical ? ('categorical' as const) : ('open' as const),
        values: values.map((value) => ({ value })),
      })),
    ),
  };
}
