import { carriedOut } from './carried-out.ts';
import { isCondition } from './conditions.ts';
import { channelNames, logOf } from './logging.ts';
import { isA, type MentionOf } from './mention.ts';
import type { Turn } from './state-after.ts';
import { noTarget } from './target.ts';
import type { Understood } from './understood.ts';

/**
 * What is told of one contact, entered as the interaction or the note that others who spoke like this wanted, where
 * grammar finds neither; undefined where they wanted something else, or where more is told than an entry holds.
 */
export async function told(understood: Understood): Promise<Turn | undefined> {
  const { clauses, idleAround, plain, heard } = understood;
  if (clauses.length === 0 || clauses.some(isCondition) || asks.test(plain)) return undefined;
  const { whole, reading } = await heard();
  const who = whole.mentions.filter(isA('record'));
  const [person] = who[0]?.is.candidates ?? [];
  if (
    person?.kind !== 'contact' ||
    who.some(({ is }) => is.candidates.length > 1 || is.candidates[0]!.id !== person.id)
  )
    return undefined;
  if (whole.mentions.some(({ is }) => isMore.has(is.type))) return undefined;
  if (reading.acts.note >= leastSure) return noted(wordsOf(whole.whole), who[0]!, understood);
  if (reading.acts.log < leastSure) return undefined;
  const { today } = idleAround.workspace;
  if (whole.mentions.some(({ is }) => is.type === 'date' && is.span.from > today)) return undefined;
  const entry = logOf(whole, [], idleAround.workspace);
  const named = channelNames.find(({ pattern }) => pattern.test(plain))?.channel;
  const channel = entry.log!.channel === 'note' && named !== undefined ? named : entry.log!.channel;
  return carriedOut({ ...entry, log: { ...entry.log!, channel, summary: wordsOf(whole.whole) } }, understood);
}

/** Words as a note of somebody. */
export const noted = (
  words: string,
  { text, is: { candidates } }: MentionOf<'record'>,
  understood: Understood,
): Promise<Turn> =>
  carriedOut(
    {
      act: 'update',
      target: { ...noTarget('contact'), records: [{ text, candidates }] },
      changes: [{ is: 'append', field: 'notes', value: words }],
    },
    understood,
  );

/** How likely just an entry, or just a note, must be. */
const leastSure = 0.9;

/** What an entry alone does not hold: it would be a change beside it. */
const isMore = new Set(['value', 'member', 'email', 'phone', 'money']);

/** A question, or an order to read out. */
const asks =
  /[?？]\s*$|^\W*(?:(?:please|can you|could you|would you|hey|ok|so|and)\W+)*(?:read|show|tell|give|list|open|see|look|check|find|search|summari[sz]e|translate|what|when|who|whom|which|where|how|why|did|does|do|is|are|has|have|was|were)\b|^(?:请|麻烦|帮我|帮忙|给我|把)*(?:念|读|看|查|显示|列|告诉|总结|翻译|找)/u;

/** What is told, without the order to write it down. */
function wordsOf(text: string): string {
  const [, behind] = toNote.exec(text) ?? [];
  const told = (behind ?? text).replace(writeItDown, '').trim();
  return told === '' ? text.trim() : told;
}

/** "for her notes: …", "in the notes that …". */
const toNote = /(?:[:：]\s*|\bnotes?\b[^.!?:]* that )((?:.{8,}|\p{Script=Han}.{3,}))$/su;

/** "…. File it under him, thanks", “……，备注里添上这条”. */
const writeItDown =
  /(?:[.!,;]\s+(?:please |pls |and |so )*(?:log|file|put|enter|record|register|note|write|add|pop|stick|keep) (?:it|that|this)\b[^.!?]*|[，,。！]\s*[^，,。！]{0,6}(?:备注|记录|档案)[^，,。！]{0,8})[.!。！]*$/iu;
