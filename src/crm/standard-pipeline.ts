import type { RecordValues } from '../../db/index.ts';
import { newId } from '../trust/index.ts';

/** The stages a sales pipeline begins with, in both languages: chance of winning from 0 to 1, and outcome. */
export const standardStages = [
  ['Lead', '线索', 0.1, 'open'],
  ['Qualified', '合格', 0.25, 'open'],
  ['Proposal', '报价', 0.5, 'open'],
  ['Negotiation', '谈判', 0.7, 'open'],
  ['Won', '赢单', 1, 'won'],
  ['Lost', '丢单', 0, 'lost'],
] as const;

type Row<Kind extends 'pipeline' | 'stage'> = RecordValues<Kind> & { id: string };

/** What a new workspace sells by until its people choose otherwise. */
export function standardPipeline(now: Date): { pipeline: Row<'pipeline'>; stages: Row<'stage'>[] } {
  const pipelineId = newId('pipeline', now);
  return {
    pipeline: { id: pipelineId, name: 'Sales', isDefault: true },
    stages: standardStages.map(([name, nameChinese, probability, outcome], index) => ({
      id: newId('stage', now),
      pipelineId,
      name,
      nameChinese,
      position: index + 1,
      probability,
      outcome,
    })),
  };
}
