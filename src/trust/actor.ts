import { RapportError } from './errors.ts';

export const toolScopes = [
  'knowledge:read',
  'service:own',
  'crm:read',
  'crm:draft',
  'crm:write',
  'crm:delete',
  'crm:export',
  'crm:admin',
] as const;
export type ToolScope = (typeof toolScopes)[number];
export type Role = 'owner' | 'manager' | 'representative' | 'viewer' | 'customer';
export type Language = 'en' | 'zh';

/** Who acts, in which workspace and through which client. Bound when services are made, never an argument. */
export interface Actor {
  id: string;
  name: string;
  email: string;
  role: Role;
  workspaceId: string;
  scopes: readonly ToolScope[];
  client: string;
  language?: Language;
  /** Of a customer: whose rows alone are seen and changed. Absent while a visitor has not said who they are. */
  contactId?: string;
  /** Whose records they see, beside nobody's; everybody's where it is absent. */
  people?: readonly string[];
  /** Fields they do not see, as `deal.amount`. */
  hidden?: readonly string[];
  /** The columns those fields stand in, as `deals.amount_minor`. */
  masked?: readonly string[];
}

/** What customers may: read what the company publishes, and deal with what is theirs. */
const ofCustomers: readonly ToolScope[] = ['knowledge:read', 'service:own'];

const scopesOfRole: Readonly<Record<Role, readonly ToolScope[]>> = {
  owner: toolScopes,
  manager: [...ofCustomers, 'crm:read', 'crm:draft', 'crm:write', 'crm:delete', 'crm:export'],
  representative: [...ofCustomers, 'crm:read', 'crm:draft', 'crm:write', 'crm:delete'],
  viewer: [...ofCustomers, 'crm:read'],
  customer: ofCustomers,
};

/** What a role may do at most. */
export const scopesFor = (role: Role): readonly ToolScope[] => scopesOfRole[role];

interface ScopedTool {
  scope: ToolScope;
  annotations: { readOnlyHint: boolean };
  /** Whether it can be used in a draft. */
  drafts?: string;
}

/**
 * The scope an actor needs for a tool. What customers do with their own things, and what the company publishes,
 * is to its staff reading and writing like any other.
 */
export function neededScope({ role }: Pick<Actor, 'role'>, { scope, annotations }: ScopedTool): ToolScope {
  if (role === 'customer' || !ofCustomers.includes(scope)) return scope;
  return annotations.readOnlyHint ? 'crm:read' : 'crm:write';
}

/** Whether all that an actor writes lands in drafts: their key or token may draft and not write. */
export const onlyDrafts = ({ scopes }: Pick<Actor, 'scopes'>): boolean =>
  scopes.includes('crm:draft') && !scopes.includes('crm:write');

/** Whether an actor may use a tool: its scopes hold the one the tool needs, and a viewer only reads. */
export const mayUse = (actor: Pick<Actor, 'role' | 'scopes'>, tool: ScopedTool): boolean =>
  (actor.scopes.includes(neededScope(actor, tool)) ||
    (onlyDrafts(actor) && tool.drafts !== undefined && !tool.annotations.readOnlyHint)) &&
  (tool.annotations.readOnlyHint || actor.role !== 'viewer');

/** The scopes a key or a token grants, within what its person may. */
export const narrowed = (role: Role, granted: readonly string[]): readonly ToolScope[] =>
  scopesFor(role).filter((scope) => granted.includes(scope));

/** Refuses an actor who may not use a tool. @throws RapportError forbidden */
export function requireUse(actor: Actor, tool: ScopedTool): void {
  if (mayUse(actor, tool)) return;
  const needed = neededScope(actor, tool);
  const missing = actor.scopes.includes(needed)
    ? `This writes, and ${actor.name} may only read.`
    : `This needs the scope ${needed}, which ${actor.name} does not have.`;
  throw new RapportError('forbidden', missing, {
    hint: 'Ask the workspace owner for the right, or use a tool that only reads.',
  });
}
