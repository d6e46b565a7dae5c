import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { type Said, saidIn } from './correction.ts';
import type { Constraint, Named } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { askedFields, questionOf } from './question.ts';
import type { DialogueState, FrameMemo, QuestionMemo } from './state.ts';
import { noTarget } from './target.ts';

/** Behind a number, "which ones" wants the names. */
const asksWho = ({ masked }: Clause): boolean =>
  /^(?:\W|and |so )*(?:which|who)\b|哪几?[位个些家]|谁/u.test(masked);

/** "the same for Quinn Harris", "what about Raj?": the last request or question about others. */
export function repeatOf(
  clauses: readonly Clause[],
  state: DialogueState,
  workspace: WorkspaceDescription,
  text: string,
): { frames?: FrameMemo[]; question?: QuestionMemo } | undefined {
  if (clauses.length === 0) return undefined;
  const { replies, references } = lexicons[clauses[0]!.language];
  const plain = text.trim().toLowerCase();
  const about = replies.whatAbout.test(plain) || replies.whatAbout.test(clauses[0]!.masked);
  const also = replies.also.test(plain) || references.same.test(plain) || about;
  const bare = text.trim().split(/\s+/).length <= 4 && text.trim().length <= (isHan(text) ? 12 : 60);
  if (!also && !bare) return undefined;
  const asked = state.question?.belongings ?? state.question?.target.kind;
  const ofOther = clauses.some(({ mentions }) =>
    mentions.some(({ is }) => is.type === 'kind' && is.kind !== asked),
  );
  if (!about && (ofOther || clauses.some((clause) => asksItself(clause, workspace)))) return undefined;
  const said = saidIn(clauses);
  const records = said.flatMap(({ mention }): Named[] =>
    mention.is.type === 'record' ? [{ text: mention.text, candidates: mention.is.candidates }] : [],
  );
  const last = state.frames.at(-1);
  const others = clauses.some(({ sketch }) => references.others.test(sketch));
  if (last !== undefined && records.length === 0 && also && others && state.shown !== undefined)
    return { frames: [{ ...last, target: { ...noTarget(last.target.kind), others: true } }] };
  if (last !== undefined && records.length > 0 && also && !clauses.some(asksField)) {
    const repeated = {
      ...last,
      target: { ...last.target, records, set: false, constraints: [], strangers: [], reference: undefined },
    };
    return { frames: [{ ...repeated, mood: about && !references.same.test(plain) ? 'tentative' : 'order' }] };
  }
  const fields = fieldsAsked(clauses, state, workspace);
  if (fields !== undefined) return { question: fields };
  if (state.question === undefined) return undefined;
  const question = state.question;
  if (records.length > 0)
    return { question: { ...question, target: { ...question.target, records, reference: undefined } } };
  const constraints = changed(question.target.constraints, said, question.target.kind);
  if (constraints === undefined) return undefined;
  return {
    question: {
      ...question,
      ...(question.what === 'count' && clauses.some(asksWho) && { what: 'list' as const }),
      refers: false,
      target: { ...question.target, constraints, set: true, reference: undefined },
    },
  };
}

const isHan = (text: string): boolean => /\p{Script=Han}{3}/u.test(text);

/** "and what is Ann's number?": a field is asked for, and no value given. */
const asksField = ({ language, sentence, mentions }: Clause): boolean =>
  lexicons[language].moods.question.test(sentence) &&
  mentions.some(({ is }) => is.type === 'field') &&
  mentions.every(({ is }) => is.type === 'field' || is.type === 'record');

/** Whether a clause names somebody and says by itself what is asked of them. */
const asksItself = (clause: Clause, workspace: WorkspaceDescription): boolean =>
  clause.mentions.some(({ is }) => is.type === 'record') &&
  (questionOf(clause, workspace)?.what ?? 'overview') !== 'overview';

/** "And the owner?", “电话呢”: nothing but a field, asked of the record spoken of last. */
function fieldsAsked(
  clauses: readonly Clause[],
  { focus }: DialogueState,
  workspace: WorkspaceDescription,
): QuestionMemo | undefined {
  const [clause] = clauses;
  const [record] = focus;
  const isField = clauses.every(({ mentions }) => mentions.every(({ is }) => is.type === 'field'));
  if (clause === undefined || record === undefined || focus.length > 1 || clauses.length > 1 || !isField)
    return undefined;
  const fields = askedFields(clause, record.kind, workspace);
  if (fields.length === 0 || clause.sketch.length > 24) return undefined;
  const target = { ...noTarget(record.kind), reference: 'one' as const };
  return {
    what: 'fields',
    target,
    fields,
    constraints: [],
    descending: true,
    single: false,
    limit: undefined,
    refers: true,
  };
}

/** Conditions with the owner or value now named in place of the one before. */
function changed(
  constraints: readonly Constraint[],
  said: readonly Said[],
  kind: string,
): Constraint[] | undefined {
  const next = new Map(constraints.map((constraint) => [constraint.field, constraint]));
  let touched = false;
  for (const { mention } of said) {
    const place =
      mention.is.type === 'value' ? mention.is.of.find((candidate) => candidate.kind === kind) : undefined;
    if (mention.is.type === 'member')
      next.set('owner', { field: 'owner', comparison: 'in', values: [mention.is.members[0]!.name] });
    else if (place !== undefined)
      next.set(place.field, { field: place.field, comparison: 'in', values: [place.value] });
    else continue;
    touched = true;
  }
  return touched ? [...next.values()] : undefined;
}
