import { escapePattern } from '../../../language/index.ts';
import type { Member, WorkspaceDescription } from '../../directory.ts';
import { commonWords } from './common-words.ts';
import type { Mention } from './mention.ts';
import {
  adjacent,
  capitalised,
  folded,
  latinWords,
  mentionAt,
  readings,
  spanOf,
  type Word,
} from './spans.ts';

/** The colleagues a text names, by full or first name, and the speaker's own "my". */
export function members(text: string, workspace: WorkspaceDescription): Mention[] {
  const words = latinWords(text);
  const named = words.flatMap((_, index): Mention[] => {
    for (let length = Math.min(3, words.length - index); length >= 1; length--) {
      const span = words.slice(index, index + length);
      if (!adjacent(text, span)) continue;
      for (const place of readings(text, spanOf(span))) {
        const meant = workspace.members.filter((member) =>
          isNamed(member, folded(text.slice(place.start, place.end))),
        );
        if (meant.length === 0 || (length === 1 && nextIsSurname(text, words, index, meant))) continue;
        return [mentionAt(text, place, { type: 'member', members: meant })];
      }
    }
    return [];
  });
  const own = Array.from(
    text.matchAll(
      /\b(?:my|mine)\b(?! (?:own|boss|manager|colleagues?|team|assistant|phone|brother|sister|wife|husband|cousin|friend|buddy|mate|neighbou?r|uncle|aunt|dad|mum|mom|mother|father|notes?|old|day|desk|calendar|bad|mistake|fault|last|previous|apolog\w+|name|question|opinion|mind|way|behalf|side)\b)|我(?=(?:的(?!老板|经理|领导|同事|意思|问题|电话|手机))|名下|负责|手[上里头]|跟进|管)/giu,
    ),
    (match) =>
      mentionAt(
        text,
        { start: match.index, end: match.index + match[0].length },
        { type: 'member', members: [workspace.me] },
      ),
  );
  const chinese = workspace.members
    .filter((member) => /\p{Script=Han}/u.test(member.name))
    .flatMap((member) =>
      Array.from(text.matchAll(new RegExp(escapePattern(member.name), 'gu')), ({ index }) =>
        mentionAt(
          text,
          { start: index, end: index + member.name.length },
          { type: 'member', members: [member] },
        ),
      ),
    );
  return [...named, ...own, ...chinese];
}

function isNamed(member: Member, written: string): boolean {
  const name = folded(member.name);
  if (commonWords.has(name)) return false;
  return name === written || (name.split(' ')[0] === written && /^[a-z]/.test(written));
}

/** Whether a first name is followed by a capitalised word that is not the colleague's own surname. */
function nextIsSurname(
  text: string,
  words: readonly Word[],
  index: number,
  meant: readonly Member[],
): boolean {
  const next = words[index + 1];
  if (next === undefined || !adjacent(text, [words[index]!, next]) || !capitalised(next.text)) return false;
  if (commonWords.has(folded(next.text))) return false;
  return !meant.some((member) => folded(member.name).endsWith(` ${folded(next.text)}`));
}
