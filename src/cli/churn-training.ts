import packageJson from '../../package.json' with { type: 'json' };
import {
  type ChurnRefusal,
  isChurnVersionOutgrown,
  type ModelVersion,
  trainChurnVersion,
} from '../insight/index.ts';
import type { App } from '../wire.ts';

/** How long customers are silent until they count as gone, where nobody says otherwise. */
export const usualChurnDays = 90;

/** What became of a training. */
export type ChurnTrained =
  | { version: ModelVersion; promoted: boolean; inUse: { version: number; auc: number } | undefined }
  | { refusal: ChurnRefusal }
  | { upToDate: ModelVersion };

const timeoutMs = 60_000;

/**
 * Learns a new version of the churn model from the workspace's own data and puts it to use where it is no
 * worse than the one in use. The learning itself holds no transaction.
 *
 * @param only.whenOutgrown  learns nothing where too little was bought since the last version
 */
export async function trainChurn(
  { runtime, session }: App,
  days: number,
  signal: AbortSignal,
  only: { whenOutgrown?: boolean; onProgress?: (share: number) => void } = {},
): Promise<ChurnTrained> {
  const limits = { signal, timeoutMs };
  const { histories, inUse } = await runtime.read(
    session,
    (_, { insight }) => insight.customerActivity(days),
    limits,
  );
  if (only.whenOutgrown && inUse && !isChurnVersionOutgrown(inUse, histories)) return { upToDate: inUse };
  const trained = await trainChurnVersion({
    histories,
    days,
    now: runtime.clock(),
    timeZone: session.workspace.timeZone,
    codeVersion: packageJson.version,
    inUse,
    onProgress: only.onProgress,
    signal,
  });
  if ('reason' in trained) return { refusal: trained };
  const { candidate, contest } = trained;
  const kept = await runtime.write(
    session,
    (_, { insight }) => insight.track.models.promote(candidate, contest),
    limits,
  );
  return { ...kept, inUse: contest.inUse && { version: contest.inUse.version, auc: contest.inUse.value } };
}
