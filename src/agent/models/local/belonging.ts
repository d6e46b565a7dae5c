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

/** What of a request may be about what somebody has. */
export type Owned = Pick<Frame, 'act' | 'clause' | 'target' | 'changes' | 'problem'>;

/** The same request, about what belongs to whom it names where that is what it speaks of. */
export async function belonging<Of extends Owned>(frame: Of, around: Surroundings): Promise<Of> {
  const { clause, target, act } = frame;
  const [owner] = target.records;
  const [of] = owner?.candidates ?? [];
  const kinds = clause.mentions.filter(isA('kind'));
  const several = kinds.find(({ is }) => is.plural && manyOf.has(is.kind));
  const named = (several ?? kinds.find(({ is }) => !is.plural))?.is.kind;
  const kind = named ?? target.kind;
  const removes = act === 'delete';
  if (!removes && act !== 'update') return frame;
  if (owner?.candidates.length !== 1 || of?.kind === kind) return frame;
  const reference = fieldOf(around.workspace, kind, of!.kind);
  const closes = fieldOf(around.workspace, kind, 'closedOn');
  if (reference?.type !== 'reference' || (closes === undefined && !removes)) return frame;
  const all = await around.belongings(kind, of!);
  if (all.length === 0)
    return several !== undefined || removes
      ? { ...frame, problem: { type: 'has-none', who: of!.name, kind } }
      : frame;
  const said = changesOf(clause, kind, around.workspace, true).changes;
  const changes = removes ? frame.changes : said.length > 0 ? said : asOfDeals(frame.changes, kind, around);
  if (changes.length === 0 && !removes) return frame;
  const isOpen = ({ values }: Candidate) => closes !== undefined && (values[closes.name] ?? '') === '';
  const open = removes ? [] : all.filter(isOpen);
  const candidates = open.length > 0 ? open : all;
  const records =
    several === undefined
      ? [{ text: owner.text, candidates }]
      : candidates.map((one) => ({ text: one.name, candidates: [one] }));
  return { ...frame, changes, target: { ...target, kind, constraints: [], records } };
}

/** "Dana's deal is won": a stage of the one who has it is the deal's, where deals have it too. */
function asOfDeals(changes: Frame['changes'], kind: string, { workspace }: Surroundings): Frame['changes'] {
  const { options = [] } = fieldOf(workspace, kind, 'stage') ?? {};
  const ofDeals = changes.flatMap((change): Frame['changes'] =>
    change.field === 'lifecycleStage' &&
    change.is === 'set' &&
    options.some((option) => option === change.value)
      ? [{ ...change, field: 'stage' }]
      : [],
  );
  return ofDeals.length === changes.length ? ofDeals : [];
}
