import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Exchange } from '../../src/language/slots/index.ts';
import { EvalUsageError } from '../suite.ts';
import { readTable } from '../train/read-table.ts';

/** What a person wanted after a turn: for every slot the values that count as right, one or several spellings. */
export type GoldState = Readonly<Record<string, readonly string[]>>;

/** Between the topic of a slot and its name, in data of several topics. */
export const topicBorder = ': ';

export interface GoldTurn extends Exchange {
  state: GoldState;
  /** Slots the person asked to be told in this turn; absent where the data does not say. */
  requests?: readonly string[];
}

export interface Dialogue {
  id: string;
  turns: readonly GoldTurn[];
}

/** Dialogues of a file, or of the part of a folder. */
export interface DialogueSet {
  name: string;
  dialogues: Dialogue[];
}

const Id = z.union([z.string(), z.number()]).transform(String);
const Value = z.union([z.string(), z.number()]).transform(String);

/** WOZ 2.0 and sim-M: a turn is the system's words and the person's answer. */
const PairedTurn = z.object({
  sys: z.string(),
  user: z.string(),
  state: z.record(z.string(), Value),
  turn_request: z.array(z.string()).optional(),
  user_acts: z.array(z.looseObject({ type: z.string(), slot: z.string().optional() })).optional(),
});

/** CrossWOZ: the state stands with the system's turn, by domain. */
const DomainTurn = z.object({
  role: z.enum(['usr', 'sys']),
  text: z.string(),
  acts: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])).optional(),
  state: z.record(z.string(), z.record(z.string(), Value)).optional(),
});

/** Schema-guided dialogues: a frame for every service, values in several spellings. */
const FrameTurn = z.object({
  role: z.enum(['USER', 'SYSTEM']),
  text: z.string(),
  frames: z
    .array(
      z.object({
        service: z.string(),
        requested: z.array(z.string()),
        state: z.record(z.string(), z.array(z.string())),
      }),
    )
    .optional(),
});

const Line = z.object({
  id: Id,
  turns: z.union([z.array(PairedTurn), z.array(DomainTurn), z.array(FrameTurn)]),
});

/**
 * Reads dialogues in the formats of WOZ 2.0, sim-M, CrossWOZ and the schema-guided dialogues.
 *
 * @param path  a file of JSON lines, or a folder
 * @param part  the part of a folder: `train` or `dev`
 * @throws EvalUsageError where there are none
 */
export function readDialogues(path: string, part: 'train' | 'dev'): DialogueSet {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const file = isFolder ? join(path, `${part}.jsonl`) : path.replace(/\.gz$/, '');
  if (!(existsSync(file) || existsSync(`${file}.gz`)))
    throw new EvalUsageError(`There are no dialogues: ${file} is missing.`);
  const dialogues = readTable(file).map((line, index): Dialogue => {
    const read = Line.safeParse(line);
    if (!read.success)
      throw new EvalUsageError(
        `${basename(file)}, line ${index + 1}: no dialogue of a known format (WOZ 2.0, sim-M, CrossWOZ, SGD).`,
      );
    return { id: read.data.id, turns: turnsOf(read.data.turns) };
  });
  if (dialogues.length === 0) throw new EvalUsageError(`${basename(file)} holds no dialogues.`);
  const folder = basename(isFolder ? path : join(path, '..'));
  const name = basename(file, '.jsonl');
  return { name: name === 'dev' ? folder : `${folder}-${name}`, dialogues };
}

function turnsOf(turns: z.infer<typeof Line>['turns']): GoldTurn[] {
  if (isPaired(turns))
    return turns.map(({ sys, user, state, turn_request, user_acts }) => {
      const requests = turn_request ?? requestsOf(user_acts);
      const gold = { system: sys, user, state: mapValues(state, (value) => [value]) };
      return requests === undefined ? gold : { ...gold, requests };
    });
  let system = '';
  const read: GoldTurn[] = [];
  for (const [index, turn] of turns.entries()) {
    if (turn.role === 'sys' || turn.role === 'SYSTEM') {
      system = turn.text;
      continue;
    }
    const next = turns[index + 1];
    const gold =
      'frames' in turn ? framesOf(turn) : domainsOf(turn as DomainTurn, next as DomainTurn | undefined);
    if (gold) read.push({ system, user: turn.text, ...gold });
  }
  return read;
}

type PairedTurn = z.infer<typeof PairedTurn>;
type DomainTurn = z.infer<typeof DomainTurn>;
type FrameTurn = z.infer<typeof FrameTurn>;

const isPaired = (turns: z.infer<typeof Line>['turns']): turns is PairedTurn[] =>
  turns.every((turn) => 'user' in turn);

const requestsOf = (acts: PairedTurn['user_acts']): string[] | undefined =>
  acts?.flatMap(({ type, slot }) => (type === 'REQUEST' && slot !== undefined ? [slot] : []));

function framesOf({ frames }: FrameTurn): Pick<GoldTurn, 'state' | 'requests'> | undefined {
  if (frames === undefined) return undefined;
  const named = <Thing>(pairs: [string, Thing][]) => Object.fromEntries(pairs);
  return {
    state: named(
      frames.flatMap(({ service, state }) =>
        Object.entries(state).map(([slot, values]): [string, string[]] => [
          `${service}${topicBorder}${slot}`,
          values,
        ]),
      ),
    ),
    requests: frames.flatMap(({ service, requested }) =>
      requested.map((slot) => `${service}${topicBorder}${slot}`),
    ),
  };
}

function domainsOf(
  { acts = [] }: DomainTurn,
  next: DomainTurn | undefined,
): Pick<GoldTurn, 'state' | 'requests'> | undefined {
  if (next?.state === undefined) return undefined;
  return {
    state: Object.fromEntries(
      Object.entries(next.state).flatMap(([domain, state]) =>
        Object.entries(state).map(([slot, value]): [string, string[]] => [
          `${domain}${topicBorder}${slot}`,
          [value],
        ]),
      ),
    ),
    requests: acts.flatMap(([act, domain, slot]) =>
      act === 'Request' ? [`${domain}${topicBorder}${slot}`] : [],
    ),
  };
}

const mapValues = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
