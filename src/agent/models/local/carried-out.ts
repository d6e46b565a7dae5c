import { planFrames } from './plan.ts';
import type { FrameMemo } from './state.ts';
import { carry, type Turn } from './state-after.ts';
import type { Understood } from './understood.ts';

/** A turn that carries out one order, all that was said being known to be in it. */
export async function carriedOut(
  order: Pick<FrameMemo, 'act' | 'target' | 'changes'> & Partial<FrameMemo>,
  { idle, idleAround }: Understood,
): Promise<Turn> {
  const frames: FrameMemo[] = [
    { mood: 'order', override: false, generic: false, everything: false, ...order },
  ];
  return { ...(await carry(planFrames(frames, idleAround), frames, idle)), isWhole: true };
}
