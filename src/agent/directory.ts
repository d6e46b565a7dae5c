import type { OwnPhrase } from './own-phrases.ts';

/** What the people of a workspace can be asked about: its records' kinds, their fields and values, its members. */
export interface WorkspaceDescription {
  /** The workspace's day, YYYY-MM-DD. */
  today: string;
  timeZone: string;
  currency: string;
  /** The month the fiscal year starts in, 1 to 12. */
  fiscalYearStart: number;
  /** Who asks. */
  me: Member;
  members: readonly Member[];
  kinds: readonly KindDescription[];
  /** How its people ask for things, beside the tools' phrases. */
  phrases?: readonly OwnPhrase[];
}

export interface Member {
  id: string;
  name: string;
  email: string;
}

export interface KindDescription {
  kind: string;
  fields: readonly FieldDescription[];
  /** Whether there are records of it. */
  isInUse?: boolean;
}

/** One field as people name it, with the values it may take. */
export interface FieldDescription {
  name: string;
  type: string;
  options?: readonly string[];
  target?: string;
  readOnly?: boolean;
  label: { en: string; zh: string };
  synonyms?: readonly string[];
}

/** A record a text may mean. */
export interface Candidate {
  kind: string;
  id: string;
  name: string;
  /** Whether the text is its whole name (or e-mail or phone), words of its name, or only something like it. */
  match: 'exact' | 'strong' | 'weak';
  /** Its fields by name, as the actor may read them. */
  values: Readonly<Record<string, unknown>>;
}

/** The people and things records are kept of, in the order a name is tried. */
export const namedKinds = ['contact', 'company', 'deal', 'product'] as const;

/** What the agent may know before it calls a tool: read through the actor's own rights, never from a turn. */
export interface Directory {
  describe(): Promise<WorkspaceDescription>;
  /** Records whose name, e-mail or phone the text is, best first; at most 20. */
  find(kind: string, text: string): Promise<Candidate[]>;
  /** Records of the kinds that have names, by which of these names they have exactly. */
  named(names: readonly string[]): Promise<ReadonlyMap<string, readonly Candidate[]>>;
  /** Records of a kind that belong to a contact or company by their field of that name; at most 20. */
  belongings(kind: string, owner: Pick<Candidate, 'kind' | 'id'>): Promise<Candidate[]>;
  /** Lets go of what was found: the records may have changed since. */
  forget?(): void;
}

/** The records of a kind that have exactly this name. */
export async function recordsNamed(
  directory: Pick<Directory, 'find' | 'named'>,
  kind: string,
  name: string,
): Promise<readonly Candidate[]> {
  if (namedKinds.some((one) => one === kind))
    return ((await directory.named([name])).get(name) ?? []).filter((record) => record.kind === kind);
  return (await directory.find(kind, name)).filter(({ match }) => match === 'exact');
}
