import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fewestWords } from './context.ts';
import type { Frame, Target } from './frame.ts';
import { isSingle } from './head.ts';
import { isA } from './mention.ts';
import { targetOf } from './target.ts';

/** A request to write something into a record's notes. */
export function noteOf(
  clause: Clause,
  workspace: WorkspaceDescription,
): Pick<Frame, 'act' | 'target' | 'changes'> {
  const used = new Set(
    clause.mentions.flatMap(({ is }, index) =>
      ['date', 'duration', 'quote', 'field'].includes(is.type) || (is.type === 'value' && isSingle(clause))
        ? [index]
        : [],
    ),
  );
  const said = clause.payload?.said;
  const own = targetOf(clause, workspace, used);
  const isOfSaid = own.records.length + own.strangers.length === 0 && !own.set && own.reference === undefined;
  const points = clause.payload?.into !== undefined && own.records.length + own.strangers.length === 0;
  const target = (isOfSaid || points) && said ? aboutIn(said, workspace, own, points) : own;
  const text = textOf(clause);
  const replaces = /\b(?:replace|overwrite|change|set)\b.*\bnotes?\b|(?:改成|替换|覆盖|改为|换成)/u.test(
    clause.masked,
  );
  if (text === undefined)
    return { act: 'update', target, changes: [{ field: 'notes', is: 'append', value: '' }] };
  return {
    act: 'update',
    target,
    changes: [
      replaces ? { field: 'notes', is: 'set', value: text } : { field: 'notes', is: 'append', value: text },
    ],
  };
}

/** “备注：<R>要……”: whom the words that are noted begin with; who is named in them, where they stand before the order. */
function aboutIn(said: Clause, workspace: WorkspaceDescription, own: Target, anywhere: boolean): Target {
  const people = said.mentions.filter(isA('record')).filter(({ is }) => is.kind === 'contact');
  const [first] = people;
  const isOne = new Set(people.map(({ text }) => text.toLowerCase())).size === 1;
  if (first === undefined || !isOne || (first.start > 0 && !anywhere)) return own;
  const rest = new Set(said.mentions.flatMap((mention, index) => (mention === first ? [] : [index])));
  return targetOf(said, workspace, rest, 'contact');
}

function textOf(clause: Clause): string | undefined {
  if (clause.payload !== undefined) return clause.payload.text.replace(/^["“「']+|["”」']+$/gu, '');
  const quote = clause.mentions.find(({ is }) => is.type === 'quote');
  if (quote?.is.type === 'quote') return quote.is.value;
  const told = pointsBack.test(clause.masked) ? toldBefore(clause) : '';
  if (told.split(/\s+|(?<=\p{Script=Han})/u).length >= fewestWords) return told;
  const record = clause.mentions.findLast(({ is }) => is.type === 'record');
  const behind = record === undefined ? clause.text : clause.text.slice(record.end);
  const words = behind
    .replace(/^(?:'s|’s|的)?\s*(?:record|file|profile|account|档案|资料|客户)?\s*/iu, '')
    .replace(
      /^[,，\s]*(?:please )?(?:add|leave|make|put|write|attach|append|jot(?: down)?) (?:an? |the |this |another |my )*(?:notes?|remarks?|comments?)\b[:,]?\s*/iu,
      '',
    )
    .replace(/^(?:about|saying|that|:|：|,|，|-)\s*/iu, '')
    .replace(/^(?:加|写|添|补|记|留|做)?(?:一?(?:条|个|句|笔|下))?(?:备注|说明|批注|笔记)[：:，,]?\s*/u, '')
    .replace(/(?:,? ?please)?[.。!！]?\s*$/iu, '')
    .trim();
  return /[\p{L}\p{N}]{2,}/u.test(words) && !/^(?:notes?|please|吧|一下)$/iu.test(words) ? words : undefined;
}

/** "put that in the notes", "could that be kept in her notes", “把这个记到备注里”: what was said before is to be noted. */
const pointsBack =
  /\b(?:add|put|write|note|keep|record|jot|stick|pop|save|enter)(?: down)? (?:that|this|it)\b|\bnote of (?:that|this|it)\b|\b(?:that|this|it) (?:down |should |can |could |to )*(?:be |go )|(?:把|将)?[这那](?:个|点|条|件事|一点)?(?:也|都|请|先)?(?:记|写|加|放|存|留)/u;

/** All that a text says before a clause, without what leads over to it. */
const toldBefore = ({ whole, start }: Clause): string =>
  whole
    .slice(0, start)
    .replace(/[\s,，;；–-]*(?:\b(?:and|so|then|please|could|can|would)\b[\s,]*)*$/iu, '')
    .trim();
