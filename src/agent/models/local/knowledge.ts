import type { Clause } from './clause.ts';
import { lexicons } from './lexicon.ts';
import { chineseFunctionWords } from './lexicon.zh.ts';
import type { Mention } from './mention.ts';
import type { DialogueState, QuestionMemo } from './state.ts';

const ofRecords = ['contact', 'company', 'deal'];
const listing =
  /^(?:\W|please |and |so |ok |can you |could you )*(?:which|who|whose|show|list|find|display|give me|count)\b|哪些|哪几|哪位|列出|显示|谁|名单/u;
const aboutSomebody = /\b(?:he|him|his|she|her|hers|they|them|their)\b|[他她]/u;

/** Whether the sentence of a clause asks something, or how it is done. */
export function isAsked({ language, sentence }: Clause): boolean {
  const { question, howTo } = lexicons[language].moods;
  return question.test(sentence) || howTo.test(sentence);
}

/** Whether a question is about no record, owner, field or stage of the workspace: then its documents may answer. */
export function asksDocuments(clauses: readonly Clause[], asks: readonly QuestionMemo[]): boolean {
  const [clause] = clauses;
  if (clause === undefined) return false;
  const whole = clauses.map(({ masked }) => masked).join(', ');
  if (!isAsked(clause)) return false;
  if ((asks.length > 0 && listing.test(whole)) || aboutSomebody.test(whole)) return false;
  const mentions = clauses.flatMap((one) => one.mentions);
  if (mentions.some(isSomebody)) return false;
  const isOpen = clauses.some((one) => subjectsOf(one) !== '');
  const speaksOfRecords = mentions.some(({ is }) => is.type === 'kind' && is.kind !== 'product');
  const asksField = mentions.some(
    ({ is }) => is.type === 'field' && is.of.some(({ kind }) => ofRecords.includes(kind)),
  );
  const isLimited = asks.some(({ target }) => target.constraints.some(({ field }) => field === 'owner'));
  if (isLimited || (asksField && !isOpen)) return false;
  return isOpen || !speaksOfRecords;
}

const leans =
  /^\s*(?:and|but|so|what about|how about|also|or)\b|^\s*(?:那|那么|还有|另外|如果是|要是|换成)|呢[？?。\s]*$/iu;

/** What a question to the documents leans on: the one asked just before, where it only goes on from there. */
export function followed(
  text: string,
  clauses: readonly Clause[],
  { asked, turn }: Pick<DialogueState, 'asked' | 'turn'>,
): string | undefined {
  if (asked === undefined || turn - asked.turn !== 1 || !leans.test(text)) return undefined;
  const mentions = clauses.flatMap((one) => one.mentions);
  const isAboutSomebody =
    aboutSomebody.test(text) ||
    mentions.some(
      (one) =>
        isSomebody(one) && (one.is.type !== 'name' || (/^\p{Lu}/u.test(one.text) && !isPlace(one, text))),
    );
  return isAboutSomebody ? undefined : asked.question;
}

/** A name nobody here bears, where places stand: "and to Europe?". */
const isPlace = ({ text }: Mention, said: string): boolean =>
  /\b(?:to|in|into|from|within|outside|across|for)\s+(?:the\s+)?$/iu.test(said.slice(0, said.indexOf(text)));

/** A customer, a deal, a colleague, or a name nobody here bears. */
const isSomebody = (mention: Mention): boolean =>
  (mention.is.type === 'record' && ofRecords.includes(mention.is.kind) && !isWord(mention)) ||
  mention.is.type === 'member' ||
  mention.is.type === 'email' ||
  mention.is.type === 'phone' ||
  (mention.is.type === 'name' && !/^[a-z]/.test(mention.text));

/** A word that stands in the names of several deals or companies names none of them. */
export const isWord = ({ is, text }: Mention): boolean =>
  is.type === 'record' &&
  (is.kind === 'product' ||
    (is.kind !== 'contact' &&
      is.candidates.length > 1 &&
      is.candidates.every(({ match }) => match !== 'exact') &&
      !/^\p{Lu}/u.test(text)));

/** What a clause speaks of beside grammar and the words of the workspace. */
function subjectsOf({ language, mentions, sketch }: Clause): string {
  const words = mentions.filter((one) => one.is.type === 'name' || isWord(one)).map(({ text }) => text);
  if (language === 'en' || words.length > 0) return words.join(' ');
  const left = sketch.replace(/<\w\d+>/g, ' ').replace(chineseFunctionWords, ' ');
  return (left.match(/\p{Script=Han}{2,}/gu) ?? []).join(' ');
}
