import { isAngry } from './mood.ts';

export const handOffReasons = [
  'asked_for',
  'anger',
  'not_understood',
  'policy',
  'low_confidence',
  'identification',
  'other',
] as const;
/** Why a person is brought in. */
export type HandOffReason = (typeof handOffReasons)[number];

/** What a turn shows of how the conversation goes. */
export interface TurnSigns {
  /** The customer's words. */
  text: string;
  /** How they read, from −1 to 1. */
  sentiment: number;
  /** Turns in a row that were not understood, this one included. */
  misunderstandings?: number;
  /** Whether a rule refuses what is asked, and only a person may make an exception. */
  needsExceptionToPolicy?: boolean;
  /** How sure the assistant is of its answer, from 0 to 1. */
  confidence?: number;
}

/** So many turns in a row that were not understood are a failure a person should mend. */
export const mostMisunderstandings = 2;
/** Below this an answer is a guess. */
const leastConfidence = 0.2;

const someone =
  '(?:human(?: being)?|(?:real |live |actual )?person|(?:live |human |customer service |support )?agent|representative|rep|operator|supervisor|manager|someone (?:real|else|from)|somebody (?:real|else|from)|staff member|customer service)';
const asked = new RegExp(
  `\\b(?:speak|talk|chat|connect|transfer|put|pass|hand|get|give|want|need|like|see|is there|are there|let|call|find)\\b[^.?!;]{0,40}?\\b${someone}\\b|^\\W*(?:a )?${someone}(?: please)?\\W*$|\\bhuman (?:help|support)\\b`,
  'iu',
);
const askedInChinese =
  /转(?:接)?(?:到|给)?人工|人工(?:客服|服务|坐席)|(?:找|叫|换|要|接|转)(?:个|一个|一下|你们的?)?(?:真人|人工(?!费|智能|成本|合成)|活人|客服人员|经理|主管|负责人|领导|上级)|(?:跟|和|与)(?:真人|人工|活人|客服人员|你们?经理|主管|负责人)(?:说|谈|聊|沟通|通话|联系)|有(?:没有)?(?:真人|人工(?!费|智能|成本|合成))|^人工[。！!]?$/u;
const declined =
  /\b(?:don'?t|do not|no need to|needn'?t|not|without)\b[^.?!;]{0,25}\b(?:speak|talk|chat|connect|transfer|human|person|agent|representative)\b|(?:不(?:用|要|想|需要)|别)[^，。！？]{0,4}(?:转|找|接|叫)?(?:人工|真人|经理|主管)/iu;

/** Whether a text asks for a person. */
export const asksForPerson = (text: string): boolean =>
  (asked.test(text) || askedInChinese.test(text)) && !declined.test(text);

/** Why this turn calls for a person, the plainest reason first; null where the assistant may go on. */
export function handOffReason(signs: TurnSigns): HandOffReason | null {
  const { text, sentiment, misunderstandings = 0, needsExceptionToPolicy = false, confidence = 1 } = signs;
  if (asksForPerson(text)) return 'asked_for';
  if (isAngry(text, sentiment)) return 'anger';
  if (needsExceptionToPolicy) return 'policy';
  if (misunderstandings >= mostMisunderstandings) return 'not_understood';
  return confidence < leastConfidence ? 'low_confidence' : null;
}
