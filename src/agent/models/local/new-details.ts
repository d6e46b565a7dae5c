import type { FieldDescription, WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf } from './fields.ts';
import type { Change } from './frame.ts';
import { isA, type Mention } from './mention.ts';
import { wordsForValue } from './vocabulary.ts';

/** What is told of a new record in passing: a job, where somebody comes from, a town, a price, a number. */
export function detailsOf(clause: Clause, kind: string, workspace: WorkspaceDescription): Change[] {
  const has = (field: string) => fieldOf(workspace, kind, field) !== undefined;
  const told: (readonly [string, string | undefined])[] = [
    ...namedDetails(clause, kind, workspace),
    ['jobTitle', has('jobTitle') ? jobTitleIn(clause) : undefined],
    ['leadSource', sourceIn(clause, fieldOf(workspace, kind, 'leadSource'))],
    ['city', has('city') ? townIn(clause) : undefined],
    ['category', has('category') ? categoryIn(clause) : undefined],
  ];
  return told.flatMap(([field, value]): Change[] =>
    value === undefined ? [] : [{ field, is: 'set', value }],
  );
}

/** "industry Manufacturing", “编号 HW-CRD”, “库存 40”: what stands behind the name of a field, up to the next comma. */
function namedDetails(
  { mentions, text }: Clause,
  kind: string,
  workspace: WorkspaceDescription,
): (readonly [string, string | undefined])[] {
  return mentions.filter(isA('field')).map((mention) => {
    const place = mention.is.of.find((one) => one.kind === kind);
    const field = place && fieldOf(workspace, kind, place.field);
    if (field === undefined || field.readOnly === true) return ['', undefined];
    if (field.type === 'number' || field.type === 'money') {
      const next = mentions.find(({ is, start }) => is.type === 'number' && start >= mention.end);
      const isNear = next !== undefined && !/[,，。;；]/u.test(text.slice(mention.end, next.start));
      return [field.name, isNear && next.is.type === 'number' ? next.is.value : undefined];
    }
    const isPlain = field.type === 'text' && field.name !== 'notes' && field.name !== 'name';
    const [, words] =
      /^\s*(?:is|:|=|：|是|为|叫)?\s*([^,，。;；]+?)[.。\s]*(?:[,，。;；]|$)/u.exec(
        text.slice(mention.end),
      ) ?? [];
    return [field.name, isPlain && !/^(?:of|at|with|for)\b/u.test(words ?? '') ? words : undefined];
  });
}

const job =
  '(?:manager|director|head(?: of [a-z]+)?|lead|officer|engineer|buyer|founder|president|assistant|consultant|analyst|coordinator|specialist|supervisor|chief|ceo|cfo|cto|coo|vp(?: of [a-z ]+)?|partner|planner|accountant|architect|developer|designer|technician|administrator|secretary|owner)';
const englishJob = new RegExp(
  `^(?:(?:he|she|they)(?:'s| is| are)? |who(?:'s| is) |is |as |the |an? |their |our )*((?:[a-z&/-]+ ){0,4}?${job})(?= (?:at|of|with|from|for|in)\\b|$)`,
  'iu',
);
const chineseJob =
  /^(?:的|是|任|担任|做|职位|职务|：|:|\s)*(\p{Script=Han}{0,6}(?:经理|总监|主管|主任|总裁|工程师|专员|老板|会计|助理|店长|厂长|校长|院长|部长|科长|处长|顾问|采购|CEO|CTO|CFO|COO))(?:的)?$/u;

/** “采购经理”, "purchasing manager at …": a piece between commas that is a job, but for the firm. */
function jobTitleIn({ text, mentions }: Clause): string | undefined {
  const blanked = mentions
    .filter(({ is }) => ['record', 'name', 'email', 'phone', 'member', 'kind'].includes(is.type))
    .reduce(
      (left, { start, end }) => `${left.slice(0, start)}${'\uFFFC'.repeat(end - start)}${left.slice(end)}`,
      text,
    );
  const pieces = blanked
    .split(/[,，、。;；:：()（）]|\uFFFC+/u)
    .map((piece) => piece.replace(/[.\s]+$/u, '').trim());
  return pieces.flatMap((piece) => (englishJob.exec(piece) ?? chineseJob.exec(piece))?.[1] ?? [])[0];
}

/** "came from the website", “老客户介绍”, “展会上认识的”. */
function sourceIn({ text }: Clause, field: FieldDescription | undefined): string | undefined {
  const pieces = text.toLowerCase().split(/[,，、。;；]|\band\b/u);
  const isSource = (piece: string, word: string): boolean => {
    const at = piece.indexOf(word);
    if (at < 0) return false;
    return /\p{Script=Han}/u.test(word)
      ? /^(?:来的|过来的?|认识的?|上|给?的|渠道|来源)*[\s。！]*$/u.test(piece.slice(at + word.length)) &&
          /^\s*(?:来自|来源|通过|从|在|经|是|：|:|我们?|他|她|\p{Script=Han}{2,6}(?=介绍|推荐))*(?:\p{Script=Han}{0,4})$/u.test(
            piece.slice(0, at),
          )
      : /\b(?:c[ao]m(?:e|es|ing)|found us|source|got|signed up|contacted us|reached us|met|lead|referred|heard of us)\b|^\s*(?:a|via|through|from)?\s*$/u.test(
          piece.slice(0, at),
        ) && !/^\p{L}/u.test(piece.slice(at + word.length));
  };
  return field?.options?.find((option) =>
    wordsForValue(option).some((word) =>
      word.length > 2 || /\p{Script=Han}{2}/u.test(word)
        ? pieces.some((piece) => isSource(piece, word))
        : false,
    ),
  );
}

/** "in Seattle", “在苏州”: a town, where it is no firm's name. */
const townIn = ({ text, mentions }: Clause): string | undefined =>
  mentions.find(
    (mention: Mention) =>
      mention.is.type === 'name' &&
      mention.is.isFirm !== true &&
      /(?:\b(?:in|based in|located in|from(?= \p{Lu}))\s+|(?:在|位于|坐落于)\s*)$/iu.test(
        text.slice(0, mention.start),
      ),
  )?.text;

const categoryIn = ({ mentions }: Clause): string | undefined =>
  mentions
    .filter(isA('value'))
    .flatMap(({ is }) => is.of)
    .find(({ field }) => /interest|category/iu.test(field))?.value;
