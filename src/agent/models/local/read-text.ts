import type { Language } from '../../../language/index.ts';
import type { Directory, WorkspaceDescription } from '../../directory.ts';
import { type Clause, clausesOf } from './clause.ts';
import type { Mention } from './mention.ts';
import { withOutcomes } from './outcomes.ts';
import { recognise } from './recognise.ts';
import { withoutTakenBack } from './taken-back.ts';
import { kindOf } from './target.ts';

/**
 * A text without what it takes back itself, with what it names and its clauses.
 *
 * @param about  the kind of the record spoken of last
 */
export async function readText(
  spelt: string,
  language: Language,
  workspace: WorkspaceDescription,
  directory: Directory,
  about?: string,
): Promise<{ text: string; mentions: readonly Mention[]; clauses: readonly Clause[] }> {
  const said = await recognise(spelt, workspace, directory, about);
  const text = withoutTakenBack(spelt, said);
  const mentions = text === spelt ? said : await recognise(text, workspace, directory, about);
  const clauses = withAbout(withOutcomes(clausesOf(text, mentions, language)), about);
  return { text, mentions, clauses };
}

/** Clauses, each with the kind of the record that was spoken of before it. */
function withAbout(clauses: readonly Clause[], before: string | undefined): Clause[] {
  let about = before;
  return clauses.map((clause) => {
    const read = about === undefined ? clause : { ...clause, about };
    const names = clause.mentions.some(({ is }) => is.type === 'kind' || is.type === 'record');
    if (names) about = kindOf(clause);
    return read;
  });
}
