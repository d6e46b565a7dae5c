import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
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

/** A version as it is listed: without what it takes to use it. */
export interface ModelVersion extends Omit<CandidateModel, 'parameters' | 'spread'> {
  version: number;
  /** A candidate was not better than the one in use when it was made. */
  status: 'active' | 'candidate' | 'retired';
  trainedAt: Date;
}

/** A version with all it takes to use it. */
export type KeptModel = ModelVersion & Pick<CandidateModel, 'parameters' | 'spread'>;

/** How a candidate is judged: by one of its metrics, of which more is better and a draw is the candidate's, beside the version in use on data neither has seen. */
export interface Contest {
  metric: string;
  /** The version in use, and what it reaches; absent where there is none. */
  inUse?: { version: number; value: number } | undefined;
}

/** The versions of the workspace's models. */
export interface ModelVersions {
  /** The version in use. */
  active(name: string): Promise<KeptModel | undefined>;
  /** All versions, newest first; of one model or of all. */
  list(name?: string): Promise<ModelVersion[]>;
  /**
   * Keeps a candidate as a new version, and puts it to use where it is better. Where another version came into
   * use in the meantime, the candidate was not judged against that, and stays one.
   */
  promote(candidate: CandidateModel, contest: Contest): Promise<{ version: ModelVersion; promoted: boolean }>;
  /** Puts the version that was in use before back. @throws RapportError not_found where there is none */
  rollback(name: string): Promise<ModelVersion>;
}

const {
  workspaceId: _workspace,
  parameters: _parameters,
  spread: _spread,
  ...listed
} = getTableColumns(models);

export function createModelVersions({ tx, workspace, now }: Scope): ModelVersions {
  const named = (name: string) => and(eq(models.workspaceId, workspace.id), eq(models.name, name));
  const setStatus = (name: string, version: number, status: ModelVersion['status']) =>
    tx
      .update(models)
      .set({ status })
      .where(and(named(name), eq(models.version, version)));
  /** Of two who promote at once, one waits. */
  const lock = (name: string) =>
    tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`model ${workspace.id} ${name}`}, 0))`);

  async function list(name?: string): Promise<ModelVersion[]> {
    const rows = await tx
      .select(listed)
      .from(models)
      .where(name === undefined ? eq(models.workspaceId, workspace.id) : named(name))
      .orderBy(models.name, desc(models.version));
    return rows.map(versionOf);
  }

  return {
    list,
    async active(name) {
      const [row] = await tx
        .select()
        .from(models)
        .where(and(named(name), eq(models.status, 'active')));
      if (!row) return undefined;
      const { workspaceId, spread, ...rest } = row;
      return { ...versionOf(rest), parameters: rest.parameters, spread: spread as KeptModel['spread'] };
    },
    async promote(candidate, { metric, inUse }) {
      await lock(candidate.name);
      const versions = await list(candidate.name);
      const active = versions.find(({ status }) => status === 'active');
      const reached = candidate.metrics[metric] ?? Number.NaN;
      const promoted = active === undefined || (active.version === inUse?.version && reached >= inUse.value);
      if (promoted && active) await setStatus(active.name, active.version, 'retired');
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
        .returning(listed);
      return { version: versionOf(row!), promoted };
    },
    async rollback(name) {
      await lock(name);
      const versions = await list(name);
      const active = versions.find(({ status }) => status === 'active');
      const before = versions.find(
        ({ status, version }) =>
          status === 'retired' && version < (active?.version ?? Number.POSITIVE_INFINITY),
      );
      if (!before)
        throw new RapportError('not_found', `The model ${name} has no earlier version to go back to.`, {
          hint: 'get_track_record lists the versions.',
        });
      if (active) await setStatus(name, active.version, 'candidate');
      await setStatus(name, before.version, 'active');
      return { ...before, status: 'active' };
    },
  };
}

const versionOf = <Row extends { status: string }>(row: Row) => ({
  ...row,
  status: row.status as ModelVersion['status'],
});
