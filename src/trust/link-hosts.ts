import { eq } from 'drizzle-orm';
import { workspaces } from '../../db/index.ts';
import { noteEvent } from './audit-events.ts';
import { quoted, RapportError } from './errors.ts';
import { requireAdmin } from './identity/people.ts';
import type { Scope } from './scope.ts';
import { keepSettings } from './workspace-settings.ts';

/** Hosts to which links may stand in answers, though nobody here wrote them; by default none. */
export function linkHosts(settings: Readonly<Record<string, unknown>>): readonly string[] {
  const { linkHosts: hosts } = settings;
  return Array.isArray(hosts) ? hosts.filter((host): host is string => typeof host === 'string') : [];
}

/** Whether an address, as it is written, leads to one of these hosts by HTTPS and to nowhere else. */
export function leadsToOneOf(hosts: readonly string[]): (address: string) => boolean {
  if (hosts.length === 0) return () => false;
  return (address) => {
    if (!/^https:\/\/[a-z0-9]/iu.test(address) || /[\\\s@<>"'`]/u.test(address)) return false;
    const url = URL.parse(address);
    return url !== null && url.port === '' && hosts.includes(url.hostname);
  };
}

const longestList = 100;

/**
 * Allows a host in answers, or no longer.
 *
 * @returns the hosts as they are now
 * @throws RapportError forbidden, invalid_input, not_found
 */
export async function setLinkHost(
  scope: Scope,
  written: string,
  isAllowed: boolean,
): Promise<readonly string[]> {
  requireAdmin(scope);
  const host = hostNamed(written);
  const [row] = await scope.tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.workspaceId, scope.workspace.id))
    .for('update');
  const before = linkHosts(row?.settings ?? {});
  if (!isAllowed && !before.includes(host))
    throw new RapportError('not_found', `${quoted(host)} is not among the hosts.`, {
      hint: 'List them with: rapport links',
    });
  const hosts = isAllowed ? [...new Set([...before, host])].sort() : before.filter((one) => one !== host);
  if (hosts.length > longestList)
    throw new RapportError('invalid_input', `There may be ${longestList} hosts at most.`, {
      hint: 'Take one away first: rapport links remove HOST',
    });
  if (hosts.length === before.length) return before;
  await keepSettings(scope.tx, scope.workspace.id, { linkHosts: hosts });
  await noteEvent(scope, {
    event: 'link_hosts_changed',
    subject: host,
    reason: hosts.join(' '),
  });
  return hosts;
}

/** @throws RapportError invalid_input */
function hostNamed(written: string): string {
  const url = URL.parse(`https://${written.trim()}`);
  const isName = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(
    written.trim(),
  );
  if (url && isName && !/^[\d.]+$/u.test(url.hostname)) return url.hostname;
  throw new RapportError('invalid_input', `${quoted(written)} is no name of a host.`, {
    hint: 'Write it like www.example.com: no scheme, port or path, and no "*".',
  });
}
