import type { App } from '../wire.ts';

/** How long whoever works here is not looked up again: the longest a disabled user still works. */
const holdsMs = 30_000;

/** The application acting for one of the workspace's people, as they stand now: role, view, and whether at all. */
export function actingAs(user: string | undefined, open: () => Promise<App>): () => Promise<App> {
  if (user === undefined) return open;
  let known: { app: App; until: number } | undefined;
  return async () => {
    if (known && known.until > performance.now()) return known.app;
    known = undefined;
    const app = await (await open()).asMember(user);
    known = { app, until: performance.now() + holdsMs };
    return app;
  };
}
