import { RapportError } from './errors.ts';

export const toolScopes = [
  'knowledge:read',
  'service:own',
  'crm:read',
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
}

/** What customers may: read what the company publishes, and deal with what is theirs. */
const ofCustomers: readonly ToolScope[] = ['knowledge:read', 'service:own'];

const scopesOfRole: Readonly<Record<Role, readonly ToolScope[]>> = {
  owner: toolScopes,
  manager: [...ofCustomers, 'crm:read', 'crm:write', 'crm:delete', 'crm:export'],
  representative: [...ofCustomers, 'crm:read', 'crm:write', 'crm:delete'],
  viewer: [...ofCustomers, 'crm:read'],
  customer: ofCustomers,
};

/** What a role may do at most. */
export const scopesFor = (role: Role): readonly ToolScope[] => scopesOfRole[role];

/** Whether an actor may use a tool: it has the tool's scope, and a viewer only reads. */
export const mayUse = (
  actor: Actor,
  { scope, annotations }: { scope: ToolScope; annotations: { readOnlyHint: boolean } },
): boolean => actor.scopes.includes(scope) && (annotations.readOnlyHint || actor.role !== 'viewer');

/** Refuses an actor who may not use a tool. @throws RapportError forbidden */
export function requireUse(actor: Actor, tool: Parameters<typeof mayUse>[1]): void {
  if (mayUse(actor, tool)) return;
  const missing = actor.scopes.includes(tool.scope)
    ? `This writes, and ${actor.name} may only read.`
    : `This needs the scope ${tool.scope}, which ${actor.name} does not have.`;
  throw new RapportError('forbidden', missing, {
    hint: 'Ask the workspace owner for the right, or use a tool that only reads.',
  });
}
