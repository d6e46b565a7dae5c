import { planQuestion } from './ask.ts';
import { carriedOut } from './carried-out.ts';
import { licenceOf } from './guards.ts';
import { learned } from './learned.ts';
import { asked, type Turn } from './state-after.ts';
import { surmised } from './surmised.ts';
import { surmisedCount } from './surmised-count.ts';
import type { Understood } from './understood.ts';

/**
 * What a text comes to by what it names alone, where its grammar is not known or only looks something up; otherwise the
 * turn as it is.
 */
export async function orGuessed(turn: Turn, understood: Understood): Promise<Turn> {
  const isUnknown = isLost(turn);
  if (!isUnknown && !onlyReads(turn)) return turn;
  const { idle, idleAround } = understood;
  const known = isUnknown ? await learned(understood, leastLost) : undefined;
  if (known !== undefined) return known;
  const frame = await surmised(understood);
  if (frame !== undefined && (isUnknown || licenceOf(frame.mood) === 'act'))
    return carriedOut(frame, understood);
  const counted = isUnknown ? surmisedCount(understood) : undefined;
  return counted === undefined ? turn : asked(planQuestion(counted, idleAround), counted, idle);
}

/** How likely a change must be where nothing else was understood. */
const leastLost = 0.6;

/** Whether it is not known what is wanted. */
const isLost = ({ plan }: Turn): boolean =>
  plan.isUnclear === true ||
  (plan.pending?.type === 'slot' &&
    ['record', 'value'].includes(plan.pending.slot) &&
    plan.calls.length === 0);

const onlyReads = ({ plan }: Turn): boolean =>
  plan.calls.length > 0 &&
  plan.calls.every(({ purpose }) => ['check', 'fields', 'overview', 'list'].includes(purpose.type));
