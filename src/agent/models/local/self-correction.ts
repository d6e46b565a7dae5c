import type { WorkspaceDescription } from '../../directory.ts';
import { type Clause, clausesWithin } from './clause.ts';
import { correctionOf } from './correction.ts';
import type { Frame } from './frame.ts';
import { licenceOf } from './guards.ts';
import { framesOf } from './interpret.ts';
import type { Mention } from './mention.ts';
import type { Surroundings } from './planned.ts';
import { retractedOf } from './retracted.ts';
import type { DialogueState, FrameMemo } from './state.ts';

/** "… scratch that", “……哦不，”: from here on the speaker puts right what they just said. */
const turning =
  /(?<=[\p{L}\p{N}][\s,.;!…–—-]{1,6})(?=(?:(?:oh|ah|um|uh|er|ugh) )?(?:no,? wait|wait(?=[,.!…]| no\b| actually\b)|scratch that|strike that|no,? sorry|sorry,? (?:no|I meant?|wrong)|actually,? no|(?:oops|whoops|hang on|hold on|correction|my bad)(?=[,.!:…])|(?:no,? )?I meant?)\b)|(?<=[\p{L}\p{N}][\s，,。；;！!…—.]{1,6})(?=[哦噢啊呃哎诶唉]?(?:不对|不不|说错了|搞错了|弄错了|口误|更正|等等|等一下)|[哦噢啊呃哎诶唉]不[，,])/iu;

/** "scratch that, I meant …": such words take back, and what is behind them says what is meant. */
const takesBack = /^(?:(?:oh|ah),? )?(?:scratch|strike) that[\s,.;:!…–—-]*(?=\p{L})/iu;

/** Where a text ends that the speaker puts right, and where what they put it right with begins. */
function turningPoint(text: string): { end: number; start: number } | undefined {
  const end = text.search(turning);
  return end < 0 ? undefined : { end, start: end + (takesBack.exec(text.slice(end))?.[0].length ?? 0) };
}

/**
 * What the requests of a text come to where its second part puts the first right, as a turn of its own would: “跟进改到
 * 周一，产品换成软件……哦不，产品先别换”. Undefined where the second part is no such thing.
 *
 * @param frames  the requests of a part of the text
 */
function selfCorrected(
  first: readonly Clause[],
  second: readonly Clause[],
  frames: (clauses: readonly Clause[]) => Frame[],
  state: DialogueState,
  workspace: WorkspaceDescription,
): FrameMemo[] | undefined {
  const said = frames(first);
  if (said.length === 0 || first.some(({ payload }) => payload !== undefined)) return undefined;
  if (said.some(({ mood, act }) => licenceOf(mood) !== 'act' || act === 'undo')) return undefined;
  const before: DialogueState = { ...state, frames: said.map(({ clause: _, ...memo }) => memo) };
  const text = second.map((clause) => clause.text).join(', ');
  return retractedOf(second, before, true) ?? correctionOf(second, frames(second), before, workspace, text);
}

/** The requests of a text that puts itself right, as they are meant in the end. */
export function correctedWithin(
  text: string,
  mentions: readonly Mention[],
  { language, state, workspace }: Surroundings,
): FrameMemo[] | undefined {
  const turning = turningPoint(text);
  if (turning === undefined) return undefined;
  const first = clausesWithin(text, mentions, { start: 0, end: turning.end }, language);
  const second = clausesWithin(text, mentions, { start: turning.start, end: text.length }, language);
  return selfCorrected(first, second, (clauses) => framesOf(clauses, workspace), state, workspace);
}
