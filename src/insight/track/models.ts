import { and, desc, eq, sql } from 'drizzle-orm';
import { models } from '../../../db/index.ts';
import { RapportError, type Scope } from '../../trust/index.ts';
import type { FeatureSpread } from './drift.ts';

/** A model learnt from the workspace's own data, as it is put up against the one in use. */
export interface CandidateModel {
  name: string;
  /** The days its training data span, both within, YYYY-MM-DD. */
  trainedFrom: string;
  trainedTo: string;
  sampleSize: number;
  features: readonly string[];
  /** Measured on what it had not seen. */
  metrics: Readonly<Record<string, number>>;
  /** The version of the program that made it. */
  codeVersion: string;
  /** All it takes to use it again. */
  parameters: Readonly<Record<string, unknown>>;
  spread: Readonly<Record<string, FeatureSpread>>;
}

export interface ModelVersion extends CandidateModel {
  version: number;
  /** A candidate was not better than the one in use when it was made. */
  status: 'active' | 'candidate' | 'retired';
  trainedAt: Date;
}

/** How a candidate is judged: a figure of its metrics, beside that of the model in use on the same data. */
export interface Contest {
  metric: string;
  /** What the model in use reaches on the data the candidate was judged on; without one it is not asked. */
  active?: number | undefined;
  /** By how much the candidate has to be better; 0 by default, and a draw is the candidate's. */
  betterBy?: number | undefined;
  lowerIsBetter?: boolean | undefined;
}

/** The versions of the workspace's models. */
export interface ModelVersions {
  /** The version in use. */
  active(name: string): Promise<ModelVersion | undefined>;
  /** All versions, newest first; of one model or of all. */
  list(name?: string): Promise<ModelVersion[]>;
  /** Keeps a candidate as a new version, and puts it to use where it is better. */
  promote(candidate: CandidateModel, contest: Contest): Promise<{ version: ModelVersion; promoted: boolean }>;
  /** Puts the version that was in use before back. @throws RapportError not_found where there is none */
  rollback(name: string): Promise<ModelVersion>;
}

export function createModelVersions({ tx, workspace, now }: Scope): ModelVersions {
  const named = (name: string) => and(eq(models.workspaceId, workspace.id), eq(models.name, name));
  const setStatus = (name: string, version: number, status: ModelVersion['status']) =>
    tx
      .update(models)
      .set({ status })
      .where(and(named(name), eq(models.version, version)));
  /** Of two who train at once, one waits. */
  const lock = (name: string) =>
    tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`model ${workspace.id} ${name}`}, 0))`);

  async function list(name?: string): Promise<ModelVersion[]> {
    const rows = await tx
      .select()
      .from(models)
      .where(name === undefined ? eq(models.workspaceId, workspace.id) : named(name))
      .orderBy(models.name, desc(models.version));
    return rows.map(versionOf);
  }
  const active = async (name: string) => (await list(name)).find(({ status }) => status === 'active');

  return {
    active,
    list,
    async promote(candidate, { metric, active: toBeat, betterBy = 0, lowerIsBetter = false }) {
      await lock(candidate.name);
      const versions = await list(candidate.name);
      const inUse = versions.find(({ status }) => status === 'active');
      const reached = candidate.metrics[metric];
      const gain = toBeat === undefined ? 0 : ((reached ?? Number.NaN) - toBeat) * (lowerIsBetter ? -1 : 1);
      const promoted = inUse === undefined || toBeat === undefined || gain >= betterBy;
      if (promoted && inUse) await setStatus(inUse.name, inUse.version, 'retired');
      const [row] = await tx
        .insert(models)
        .values({
          workspaceId: workspace.id,
          ...candidate,
          features: [...candidate.features],
          version: (versions[0]?.version ?? 0) + 1,
          status: promoted ? 'active' : 'candidate',
          trainedAt: now,
        })
        .returning();
      return { version: versionOf(row!), promoted };
    },
    async rollback(name) {
      await lock(name);
      const versions = await list(name);
      const inUse = versions.find(({ status }) => status === 'active');
      const before = versions.find(
        ({ status, version }) =>
          status === 'retired' && version < (inUse?.version ?? Number.POSITIVE_INFINITY),
      );
      if (!before)
        throw new RapportError(
          'not_found',
          `There is no earlier version of the model ${name} to go back to.`,
          {
            hint: 'List the versions with get_track_record.',
          },
        );
      if (inUse) await setStatus(name, inUse.version, 'candidate');
      await setStatus(name, before.version, 'active');
      return { ...before, status: 'active' };
    },
  };
}

const versionOf = ({ workspaceId, ...row }: typeof models.$inferSelect): ModelVersion => ({
  ...row,
  status: row.status as ModelVersion['status'],
  spread: row.spread as Record<string, FeatureSpread>,
});
