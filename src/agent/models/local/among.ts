import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf, isDay } from './fields.ts';
import type { Among } from './frame.ts';
import { lexicons } from './lexicon.ts';

/** Whether just two are spoken of: "both", “他们俩”. */
export const speaksOfPair = ({ sketch }: Clause): boolean =>
  /\b(?:both|(?:the|those|these) two(?: of them)?)\b|[他她它]们俩|(?<!\p{Script=Han})俩|[这那]?两[个位人家]都|[这那]两[个位人家]/u.test(
    sketch,
  );

/** Whether one of several is spoken of by what sets it apart: "the one whose …", “其中……的那位”. */
export const speaksOfOne = ({ sketch }: Clause): boolean =>
  /\bthe (?:<[VK]\d+> )+(?:one|guy|person|lady)\b(?!s)|<V\d+>[^，。<]{0,3}的那一?[位个条]|\bthe one (?:who|whose|that|which|with|without|in|at|from|on|for|due|starting|ending)\b|(?:其中|里面|当中|里头).*(?:的|那)一?[位个条]|(?:最早|最晚|最久|开头|结尾|打头)的那?一?[位个条]/u.test(
    sketch,
  );

/** What sets one of several apart, beside conditions: how a number begins, whose day comes first. */
export function amongIn(clause: Clause, kind: string, workspace: WorkspaceDescription): Among {
  const { reads } = lexicons[clause.language];
  const fields = clause.mentions.flatMap(({ is }) =>
    is.type === 'field' ? is.of.filter((place) => place.kind === kind).map((place) => place.field) : [],
  );
  const edge = edgeIn(clause);
  const written = fields.find((field) => field === 'phones' || field === 'emails');
  const day = fields.find((field) => isDay(fieldOf(workspace, kind, field)));
  const [least, most] = [reads.least.test(clause.masked), reads.most.test(clause.masked)];
  return {
    ...(edge !== undefined && { edge: { ...edge, field: written ?? 'phones' } }),
    ...(day !== undefined && least !== most && { extreme: { field: day, descending: most } }),
  };
}

/** "starts with 458", “458开头”. */
function edgeIn({ text }: Clause): { end: boolean; text: string } | undefined {
  const match =
    /(?:(?<starts>start(?:s|ing)?|begin(?:s|ning)?)|end(?:s|ing)?) (?:with|in|on) ["']?(?<written>[\w-]{2,})|(?<shown>[A-Za-z\d-]{2,})\s*(?:(?<opens>开头|打头)|结尾|收尾)|(?:以|用)(?<given>[A-Za-z\d-]{2,})(?:为)?(?:(?<first>开头)|结尾)|尾号(?:是|为)?(?<last>\d{2,})/iu.exec(
      text,
    );
  const groups = match?.groups;
  const written = groups?.written ?? groups?.shown ?? groups?.given ?? groups?.last;
  if (groups === undefined || written === undefined) return undefined;
  return {
    end: groups.starts === undefined && groups.opens === undefined && groups.first === undefined,
    text: written.replace(/[^\p{L}\p{N}]/gu, ''),
  };
}

/** Words with which an edge is spoken of. */
export const edgeWords = /\b(?:start|begin|end)(?:s|n?ing)?\b|开头|打头|结尾|收尾|尾号/gu;

/** The values by which somebody is told from others of the same name: "Avery, the qualified one". */
export const apartIn = ({ sketch }: Clause): ReadonlySet<number> =>
  new Set(
    Array.from(sketch.matchAll(/\bthe <V(\d+)> one\b|<V(\d+)>的那[个位]/g), (match) =>
      Number(match[1] ?? match[2]),
    ),
  );
