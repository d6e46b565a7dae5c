import { RapportError } from './errors.ts';

export const toolScopes = ['crm:read', 'crm:write', 'crm:delete', 'crm:export', 'crm:admin'] as const;
export type ToolScope = (typeof toolScopes)[number];
export type Role = 'owner' | 'manager' | 'representative' | 'viewer';
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
}

const scopesOfRole: Readonly<Record<Role, readonly ToolScope[]>> = {
  owner: toolScopes,
  manager: ['crm:read', 'crm:write', 'crm:delete', 'crm:export'],
  representative: ['crm:read', 'crm:write', 'crm:delete'],
  viewer: ['crm:read'],
};

/** What a role may do at most. */
export const scopesFor = (role: Role): readonly ToolScope[] => scopesOfRole[role];

/** Refuses an actor without the scope. */
export function requireScope(actor: Actor, scope: ToolScope): void {
  if (actor.scopes.includes(scope)) return;
  throw new RapportError('forbidden', `This needs the scope ${scope}, which ${actor.name} does not have.`, {
    hint: 'Ask the workspace owner for the right, or use a tool that only reads.',
  });
}
