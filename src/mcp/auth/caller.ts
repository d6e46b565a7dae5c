import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Registry } from '../../../tools/kernel/context.ts';
import type { McpApp } from '../host.ts';

/** The application, acting for whoever came in, with the tools they may use. */
export type EnteredApp = McpApp & { registry: Registry };

/** How whoever came in with a request is handed to the server made for it. Holds no token. */
export const authInfoOf = (app: EnteredApp): AuthInfo => {
  const { id, scopes } = app.session.actor;
  return { token: '', clientId: id, scopes: [...scopes], extra: { app } };
};

/** Who came in with a request; undefined where nobody was asked. */
export const callerIn = (authInfo: AuthInfo | undefined): EnteredApp | undefined =>
  authInfo?.extra?.app as EnteredApp | undefined;
