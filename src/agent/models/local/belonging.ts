import type { Candidate } from '../../directory.ts';
import { changesOf } from './changes.ts';
import { fieldOf } from './fields.ts';
import type { Frame } from './frame.ts';
import { isA } from './mention.ts';
import type { Surroundings } from './planned.ts';

/** Kinds of which "Dana's deals" are meant and not Dana. */
const manyOf = new Set(['deal', 'ticket', 'order']);

/** "Dana's deal", “张伟的商机”: a request about a record that is named by the person or company it belongs to. */
export async function withBelongings(frames: readonly Frame[], around: Surroundings): Promise<Frame[]> {
  return Promise.all(frames.map((frame) => belonging(frame, around)));
}

async function belonging(frame: Frame, around: Surroundings): Promise<Frame> {
  const { clause, target, act } = frame;
  const [owner] = target.records;
  const [of] = owner?.candidates ?? [];
  const kinds = clause.mentions.filter(isA('kind'));
  const several = kinds.find(({ is }) => is.plural && manyOf.has(is.kind));
  const named = (several ?? kinds.find(({ is }) => !is.plural))?.is.kind;
  const kind = named ?? target.kind;
  if (act !== 'update' || owner?.candidates.length !== 1 || of?.kind === kind) return frame;
  const reference = fieldOf(around.workspace, kind, of!.kind);
  const closes = fieldOf(around.workspace, kind, 'closedOn');
  if (reference?.type !== 'reference' || closes === undefined) return frame;
  const all = await belongings(kind, of!, around);
  const open = all.filter(({ values }) => (values[closes.name] ?? '') === '');
  if (all.length === 0)
    return several === undefined ? frame : { ...frame, problem: { type: 'unread', text: several.text } };
  const { changes } = changesOf(clause, kind, around.workspace, true);
  if (changes.length === 0) return frame;
  const candidates = open.length > 0 ? open : all;
  if (several !== undefined)
    return {
      ...frame,
      changes,
      target: {
        ...target,
        kind,
        constraints: [],
        records: candidates.map((one) => ({ text: one.name, candidates: [one] })),
      },
    };
  return {
    ...frame,
    changes,
    target: { ...target, kind, constraints: [], records: [{ text: owner.text, candidates }] },
  };
}

/** Records of a kind that name a record as theirs; they are looked up by its name and by its company's. */
async function belongings(kind: string, owner: Candidate, around: Surroundings): Promise<Candidate[]> {
  const { company } = owner.values;
  const texts = [owner.name, ...(typeof company === 'string' ? [company] : [])];
  const found = (await Promise.all(texts.map((text) => around.find(kind, text)))).flat();
  const mine = found.filter(({ values }) => values[owner.kind] === owner.name);
  return [...new Map(mine.map((record) => [record.id, { ...record, match: 'exact' as const }])).values()];
}
