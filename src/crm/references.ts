import { and, eq, isNull } from 'drizzle-orm';
import { stages, users } from '../../db/index.ts';
import type { Search, SearchHit } from '../search/index.ts';
import {
  didYouMean,
  isId,
  isSomeId,
  kindName,
  labelOf,
  quoted,
  RapportError,
  rowsById,
  type Scope,
  sayErased,
} from '../trust/index.ts';
import type { ObjectKind, ReferenceTarget } from './fields.ts';
import { partNote } from './sealed-fields.ts';

/** A record somebody named. `guessed` where the name was not exact. */
export interface Resolved {
  id: string;
  label: string;
  guessed: boolean;
}

/** Finds the records people mean by an id, a name, an e-mail or a phone. */
export interface References {
  /** For reading: the best match, loosely. @throws RapportError not_found */
  forRead(target: ReferenceTarget, text: string): Promise<Resolved>;
  /** For writing: an exact or a unique strong match. @throws RapportError not_found or ambiguous */
  forWrite(target: ReferenceTarget, text: string): Promise<Resolved>;
  /** Every record a filter's value names, best first. @throws RapportError not_found */
  allNamed(target: ReferenceTarget, text: string): Promise<string[]>;
  /** Whom a text may mean and how well it fits, best first; at most 20. */
  candidates(target: ReferenceTarget, text: string): Promise<Candidate[]>;
  /** The labels of records by id. */
  labels(target: ReferenceTarget, ids: readonly (string | null | undefined)[]): Promise<Map<string, string>>;
}

export interface Candidate {
  id: string;
  label: string;
  match: SearchHit['match'];
}

const mostCandidates = 20;

export function createReferences(scope: Scope, search: Search): References {
  const { tx, workspace, actor } = scope;
  let people: Promise<{ id: string; name: string; email: string }[]> | undefined;
  const allUsers = () => {
    people ??= tx
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .where(and(eq(users.workspaceId, workspace.id), isNull(users.deletedAt)))
      .execute();
    return people;
  };
  const allStages = () =>
    tx
      .select()
      .from(stages)
      .where(and(eq(stages.workspaceId, workspace.id), isNull(stages.deletedAt)));

  async function candidates(target: ReferenceTarget, text: string): Promise<Candidate[]> {
    if (target === 'user') return userCandidates(await allUsers(), text, actor.id);
    if (target === 'stage') return stageCandidates(await allStages(), text);
    if (isId(target, text)) return byId(target, text);
    if (isSomeId(text)) return [];
    const hits = await search.find(target, text, { limit: mostCandidates });
    const rows = await rowsById(
      tx,
      workspace.id,
      target,
      hits.map((hit) => hit.id),
    );
    return hits.flatMap((hit) => {
      const row = rows.get(hit.id);
      return row && !row.deletedAt ? [{ id: hit.id, label: labelOf(row), match: hit.match }] : [];
    });
  }

  async function byId(target: ObjectKind, id: string): Promise<Candidate[]> {
    const row = (await rowsById(tx, workspace.id, target, [id])).get(id);
    return row && !row.deletedAt ? [{ id, label: labelOf(row), match: 'exact' }] : [];
  }

  function settle(target: ReferenceTarget, text: string, found: readonly Candidate[]): Resolved {
    const exact = found.filter((candidate) => candidate.match === 'exact');
    const strong = exact.length > 0 ? exact : found.filter((candidate) => candidate.match === 'strong');
    if (strong.length === 1)
      return { id: strong[0]!.id, label: strong[0]!.label, guessed: exact.length === 0 };
    if (strong.length > 1) throw ambiguous(target, text, strong);
    throw nothing(target, text, found);
  }

  return {
    candidates,
    async forRead(target, text) {
      const [best] = await candidates(target, text);
      if (!best && target === 'contact') await sayErased(scope, text);
      if (!best) throw nothing(target, text, []);
      return { id: best.id, label: best.label, guessed: best.match !== 'exact' };
    },
    async forWrite(target, text) {
      const found = await candidates(target, text);
      if (target === 'contact' && found.length === 0) await sayErased(scope, text);
      if (target !== 'user' || found.some((candidate) => candidate.match !== 'weak'))
        return settle(target, text, found);
      const names = (await allUsers()).map((user) => user.name);
      throw new RapportError('not_found', `No user is called ${quoted(text)}. ${didYouMean(text, names)}`);
    },
    async allNamed(target, text) {
      const found = await candidates(target, text);
      const sure = found.filter((candidate) => candidate.match !== 'weak');
      if (sure.length === 0) throw nothing(target, text, found);
      return sure.map((candidate) => candidate.id);
    },
    async labels(target, ids) {
      const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined))];
      if (target === 'user')
        return new Map(
          (await allUsers()).filter((user) => wanted.includes(user.id)).map((user) => [user.id, user.name]),
        );
      const rows = await rowsById(tx, workspace.id, target, wanted);
      return new Map([...rows].map(([id, row]) => [id, labelOf(row)]));
    },
  };
}

function userCandidates(
  people: readonly { id: string; name: string; email: string }[],
  text: string,
  me: string,
): Candidate[] {
  const wanted = text.trim().toLowerCase();
  if (['me', 'myself', '我', '自己'].includes(wanted))
    return people
      .filter((user) => user.id === me)
      .map((user) => ({ id: user.id, label: user.name, match: 'exact' }));
  return people.flatMap(({ id, name, email }): Candidate[] => {
    const lower = name.toLowerCase();
    if (id === text || lower === wanted || email.toLowerCase() === wanted)
      return [{ id, label: name, match: 'exact' }];
    return lower.split(/\s+/).includes(wanted) ? [{ id, label: name, match: 'strong' }] : [];
  });
}

function stageCandidates(rows: readonly (typeof stages.$inferSelect)[], text: string): Candidate[] {
  const wanted = text.trim().toLowerCase();
  return rows.flatMap(({ id, name, nameChinese }): Candidate[] => {
    if (id === text || name.toLowerCase() === wanted || nameChinese === text.trim())
      return [{ id, label: name, match: 'exact' }];
    return name.toLowerCase().includes(wanted) ? [{ id, label: name, match: 'strong' }] : [];
  });
}

function ambiguous(target: ReferenceTarget, text: string, found: readonly Candidate[]): RapportError {
  const shown = found.slice(0, 5).map((candidate) => `${candidate.label} (${candidate.id})`);
  return new RapportError(
    'ambiguous',
    `${quoted(text)} may be ${found.length === mostCandidates ? 'many' : found.length} ${kindName(target)} records.`,
    {
      hint: `Which one: ${shown.join(', ')}${found.length > 5 ? ', …' : ''}? Repeat with the id.`,
      details: { candidates: found.map(({ id, label }) => ({ id, label })) },
    },
  );
}

/** Where to look for what no words found. */
const furtherSearch: Readonly<Partial<Record<ReferenceTarget, string>>> = {
  contact: 'Search with fewer letters, or by e-mail or phone.',
  company: 'Search with fewer letters, or by e-mail or phone.',
  stage: 'describe_workspace lists the stages.',
};

function nothing(target: ReferenceTarget, text: string, near: readonly Candidate[]): RapportError {
  const shown = near.slice(0, 3).map((candidate) => `${candidate.label} (${candidate.id})`);
  return new RapportError('not_found', `No ${kindName(target)} matches ${quoted(text)}.`, {
    hint:
      shown.length > 0
        ? `Nearest: ${shown.join(', ')}.`
        : (partNote(text) ?? furtherSearch[target] ?? 'Search with fewer letters.'),
    ...(near.length > 0 && {
      details: { nearest: near.slice(0, 3).map(({ id, label }) => ({ id, label })) },
    }),
  });
}
