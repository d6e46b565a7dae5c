import type { WorkspaceDescription } from '../../directory.ts';
import { type Clause, saysWhatFor } from './clause.ts';
import { comparisonIn } from './comparing.ts';
import type { Frame, Question } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { questionOf } from './question.ts';
import type { QuestionMemo } from './state.ts';
import { targetOf } from './target.ts';
import { wordsLeft } from './unread.ts';

const mostQuestions = 4;

const memoOf = ({ clause: _, ...question }: Question): QuestionMemo => question;

const isNoPreface = (clause: Clause): boolean => !saysWhatFor(clause);

/** “电话报给我”, “名字列一下给我”: what is wanted is to be told. */
const tellsMe = /(?:报|列|发|念|说|告诉)(?:一下)?给?我/u;

/** Questions a text asks plainly beside what it wants done: "… and tell me her number". */
export function besides(
  clauses: readonly Clause[],
  frames: readonly Frame[],
  workspace: WorkspaceDescription,
): QuestionMemo[] {
  const others = clauses.filter((clause) => !frames.some((frame) => frame.clause === clause));
  return others.flatMap((clause) => {
    const { moods, reads } = lexicons[clause.language];
    const words = clause.masked.replace(/^(?:and|then|also|please|再|并|然后|顺便|[,，\s])+/u, '');
    const asks = moods.question.test(words) || reads.list.exec(words)?.index === 0 || tellsMe.test(words);
    const question = asks ? questionOf(clause, workspace) : undefined;
    if (question === undefined || !['fields', 'count', 'list', 'group'].includes(question.what)) return [];
    return [memoOf(question)];
  });
}

/** Questions one behind the other about the same record as one question about several fields. */
export function joined(asks: readonly QuestionMemo[]): QuestionMemo[] {
  const result: QuestionMemo[] = [];
  for (const ask of asks) {
    const last = result.at(-1);
    if (JSON.stringify(last) === JSON.stringify(ask)) continue;
    const points =
      ask.target.records.length === 0 &&
      (!ask.target.set || (ask.fields.length > 0 && ask.target.constraints.length === 0));
    if (last === undefined || last.target.records.length === 0 || !points) result.push(ask);
    else if (ask.what === 'fields' || (ask.what === 'list' && ask.fields.length > 0)) {
      const fields = last.what === 'fields' ? [...new Set([...last.fields, ...ask.fields])] : ask.fields;
      result.splice(-1, 1, { ...last, what: 'fields', fields });
    } else if (ask.what !== 'overview')
      result.push({ ...ask, target: { ...ask.target, records: last.target.records } });
  }
  return result.slice(0, mostQuestions);
}

/** The questions among clauses that ask for no change. */
export function questionsIn(
  clauses: readonly Clause[],
  frames: readonly Frame[],
  workspace: WorkspaceDescription,
): QuestionMemo[] {
  const acting = new Set(frames.filter((frame) => frame.mood !== 'question').map((frame) => frame.clause));
  const compared = acting.size > 0 ? undefined : comparisonIn(clauses.filter(isNoPreface), workspace);
  if (compared !== undefined) return [memoOf(compared)];
  const questions = clauses
    .filter((clause) => !acting.has(clause) && isNoPreface(clause))
    .flatMap((clause) => questionOf(clause, workspace) ?? [])
    .filter(isRead);
  const declined = frames.flatMap((frame) => frame.target.records);
  const full = questions.map(memoOf).map(
    (question): QuestionMemo =>
      question.target.records.length === 0 && question.target.reference !== undefined && declined.length > 0
        ? {
            ...question,
            ...(question.what === 'extreme' && { what: 'fields' as const }),
            target: { ...question.target, records: declined, reference: undefined },
          }
        : question,
  );
  const limits = clauses
    .map((clause) => targetOf(clause, workspace, new Set()))
    .find(({ set, constraints }) => set && constraints.length > 0);
  const limited = full.map((question) =>
    limits !== undefined && isUnlimited(question) ? { ...question, target: limits } : question,
  );
  const sure = limited.filter(
    (question) => question.what !== 'overview' || question.target.records.length > 0,
  );
  return sure.length > 0 ? sure : limited;
}

/** A list of all there is answers no question that says more than the kind. */
const isRead = ({ what, target, clause }: Question): boolean =>
  what !== 'list' ||
  target.constraints.length > 0 ||
  target.records.length > 0 ||
  target.strangers.length > 0 ||
  target.reference !== undefined ||
  wordsLeft(clause).length === 0;

/** A count or a list without any condition of its own. */
const isUnlimited = ({ what, target }: QuestionMemo): boolean =>
  (what === 'count' || what === 'list') &&
  target.constraints.length === 0 &&
  target.records.length === 0 &&
  target.reference === undefined;
