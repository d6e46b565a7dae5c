import type { Directory } from '../../directory.ts';
import type { Mention } from './mention.ts';
import { recordsAt, speaksOfTask } from './titles.ts';

/** Longer quotations are no names. */
const longestName = 200;

/** What stands in quotation marks and is nothing but the name of a record: a task, a deal, "Lindgren, Adele". */
export async function quotedNames(
  text: string,
  directory: Pick<Directory, 'find' | 'named'>,
): Promise<Mention[]> {
  const quoted = Array.from(text.matchAll(quotation), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    inner: match
      .slice(1)
      .find((group) => group !== undefined)!
      .trim(),
  })).filter(({ inner }) => inner.length >= 2 && inner.length <= longestName);
  if (quoted.length === 0) return [];
  const known = await directory.named(quoted.map(({ inner }) => inner));
  const found = await Promise.all(
    quoted.map(async ({ inner, ...place }): Promise<Mention[]> => {
      const named = known.get(inner) ?? [];
      const tasks = (await directory.find('task', inner)).filter(({ match }) => match === 'exact');
      const isTask = tasks.length > 0 && (named.length === 0 || speaksOfTask(text, place));
      const all = isTask ? tasks : named;
      const candidates = all.filter(({ kind }) => kind === all[0]!.kind);
      return candidates.length === 0 ? [] : [{ ...recordsAt(text, place, candidates), text: inner }];
    }),
  );
  return found.flat();
}

const quotation = /"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|‘([^’]+)’|《([^》]+)》/gu;
