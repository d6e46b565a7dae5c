import type { ToolScope } from '../actor.ts';

/** What a key or a token may do where it names no scope: look. */
export const usualScopes: readonly ToolScope[] = ['crm:read'];

/** How every key begins, and its secret within. */
export const keyPrefix = 'rpk';
const shape = /^rpk_([\w-]{4,80})\.(key_[\w-]{4,40})\.(rpk_[\w-]{43})$/;

export const writeKey = (workspaceId: string, id: string, secret: string): string =>
  `${keyPrefix}_${workspaceId}.${id}.${secret}`;

/** Whether a bearer token says that it is one of our keys. */
export const isApiKey = (token: string): boolean => token.startsWith(`${keyPrefix}_`);

/** Where a key says it belongs, which is believed of nothing but where to look for it; null where it is no key. */
export function placeOfKey(key: string): { workspaceId: string; id: string; secret: string } | null {
  const [, workspaceId, id, secret] = shape.exec(key) ?? [];
  return workspaceId && id && secret ? { workspaceId, id, secret } : null;
}
