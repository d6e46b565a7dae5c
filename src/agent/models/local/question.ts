import { parseNumbers } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import type { Clause } from './clause.ts';
import { fieldOf, stageField } from './fields.ts';
import { constraintsOf } from './filters.ts';
import type { Constraint, Question } from './frame.ts';
import { lexicons } from './lexicon.ts';
import { noTarget, referenceIn, targetOf } from './target.ts';

/** What a clause asks of the records, or undefined where it asks for something else. */
export function questionOf(clause: Clause, workspace: WorkspaceDescription): Question | undefined {
  const { reads } = lexicons[clause.language];
  const target = targetOf(clause, workspace, new Set());
  const fields = askedFields(clause, target.kind, workspace);
  const base = {
    clause,
    target,
    fields,
    constraints: [],
    descending: true,
    single: false,
    limit: limitIn(clause),
    refers:
      referenceIn(clause) !== undefined || lexicons[clause.language].references.among.test(clause.masked),
  };
  const isSomebody = target.records.length > 0 || target.reference !== undefined;
  if (target.among !== undefined && fields.length > 0 && target.records.length === 0)
    return { ...base, what: 'fields' };
  if (asksTalk.test(clause.masked) && isSomebody && !fields.includes('notes'))
    return { ...base, what: 'talk' };
  const belongings = belongingsOf(clause, workspace);
  if (belongings !== undefined) return { ...base, ...belongings };
  const counts = reads.count.test(clause.masked);
  const most = reads.most.test(clause.masked);
  const least = reads.least.test(clause.masked);
  const grouped = groupField(clause, target.kind, workspace);
  if (target.records.length > 0) {
    const checked = clause.mentions.length > 0 ? checkOf(clause, target.kind, workspace) : [];
    if (checked.length > 0) return { ...base, what: 'check', constraints: checked };
    if (fields.length > 0) return { ...base, what: 'fields' };
    return { ...base, what: 'overview' };
  }
  const asksWhich = grouped !== undefined && (most || least);
  if (asksWhich)
    return { ...base, what: 'group', fields: [grouped], descending: !least || most, single: true };
  if (grouped !== undefined && !target.set) return { ...base, what: 'group', fields: [grouped] };
  if (
    grouped !== undefined &&
    (counts || /\b(?:breakdown|distribution|split|by|per)\b|按|各|每|分别|分布/u.test(clause.masked))
  )
    return { ...base, what: 'group', fields: [grouped] };
  const several = target.constraints.find(
    (constraint) => constraint.comparison === 'in' && constraint.values.length > 1,
  );
  if (counts && several !== undefined) return { ...base, what: 'group', fields: [several.field] };
  if (counts && reads.names.test(clause.sentence)) return { ...base, what: 'list' };
  if (counts) return { ...base, what: 'count' };
  const sorted = extremeField(clause, target.kind, workspace, fields);
  if (sorted !== undefined && (most || least)) return { ...base, ...sorted, what: 'extreme' };
  const isWhole = /\b(?:all|every)(?: of)?(?: the| our| my)? <K\d+>|(?:所有|全部)的?<K\d+>/u.test(
    clause.sketch,
  );
  if (target.reference !== undefined && !(target.set && (target.constraints.length > 0 || isWhole)))
    return {
      ...base,
      what:
        fields.length > 0
          ? 'fields'
          : checkOf(clause, target.kind, workspace).length > 0
            ? 'check'
            : 'overview',
      constraints: checkOf(clause, target.kind, workspace),
    };
  const lists =
    reads.list.test(clause.masked) || lexicons[clause.language].moods.question.test(clause.sentence);
  if (target.set && (target.constraints.length > 0 || lists)) return { ...base, what: 'list' };
  if (target.strangers.length === 0 && fields.length > 0 && lists) return { ...base, what: 'fields' };
  return target.strangers.length > 0
    ? { ...base, what: fields.length > 0 ? 'fields' : 'overview' }
    : undefined;
}

const asksTalk =
  /\bwhat\b.*\b(?:talk|talked|speak|spoke|discuss|discussed|chat|chatted|say|said)\b|(?:聊|谈|说|沟通|讨论)(?:过|了|的)?(?:是)?(?:些)?(?:什么|啥)/u;

/** What is asked of records that are named by the person or company they belong to: "her deals", “他有哪些商机”. */
function belongingsOf(
  clause: Clause,
  workspace: WorkspaceDescription,
): Pick<Question, 'what' | 'target' | 'fields' | 'constraints' | 'belongings'> | undefined {
  const { reads, moods } = lexicons[clause.language];
  const asks =
    reads.list.test(clause.masked) || reads.count.test(clause.masked) || moods.question.test(clause.sentence);
  const isOfFirm = clause.mentions.some(({ is }) => is.type === 'record' && is.kind === 'company');
  const kind =
    isOfFirm && worksThere.test(clause.sketch)
      ? 'contact'
      : clause.mentions.flatMap(({ is }) =>
          is.type === 'kind' && ownedKinds.includes(is.kind) ? [is.kind] : [],
        )[0];
  if (!asks || kind === undefined) return undefined;
  const records = clause.mentions.flatMap(({ is, text }) =>
    is.type === 'record' && (is.kind === 'contact' || is.kind === 'company')
      ? [{ text, candidates: is.candidates }]
      : [],
  );
  const pointed = /\b(?:he|him|his|she|her|they|their)\b|[他她](?!们)/u.test(clause.sketch);
  if (records.length !== 1 && !(records.length === 0 && pointed)) return undefined;
  const owner = records[0]?.candidates[0]?.kind ?? 'contact';
  if (fieldOf(workspace, kind, owner)?.type !== 'reference') return undefined;
  const fields = askedFields(clause, kind, workspace).filter((field) => field !== owner);
  return {
    what: reads.count.test(clause.masked) && fields.length === 0 ? 'count' : 'list',
    target: { ...noTarget(owner), records, reference: records.length === 0 ? 'one' : undefined },
    fields,
    constraints: constraintsOf(clause, kind, workspace, new Set()),
    belongings: kind,
  };
}

const ownedKinds = ['deal', 'task', 'order', 'ticket'];
/** "who works at <firm>", “谁在<公司>上班”. */
const worksThere =
  /\bwho\b[^,.;]*\bworks? (?:at|for)\b|(?:谁|哪些人|哪几个人|有谁)[^，。]{0,3}在<R\d+>|在<R\d+>(?:上班|工作|任职)的/u;

/** The fields a question names or asks for in other words. */
export function askedFields(clause: Clause, kind: string, workspace: WorkspaceDescription): string[] {
  const named = clause.mentions.flatMap(({ is }) =>
    is.type === 'field' ? is.of.filter((place) => place.kind === kind).map((place) => place.field) : [],
  );
  const asked = lexicons[clause.language].reads.asked
    .filter(({ pattern }) => pattern.test(clause.masked))
    .map(({ field }) => field);
  const known = [...named, ...asked].filter((field) => fieldOf(workspace, kind, field) !== undefined);
  return [...new Set(known)];
}

/** What a yes-or-no question supposes of a record: "is she qualified?", "does he belong to Raj?" */
function checkOf(clause: Clause, kind: string, workspace: WorkspaceDescription): Constraint[] {
  const asksWhich =
    clause.language === 'en'
      ? /^(?:\W|and |so |ok |tell me |please )*(?:what|who|when|where|which|how|why)\b/.test(clause.masked)
      : /什么|谁|哪|多少|几|怎么/u.test(clause.masked);
  const asks =
    clause.language === 'en'
      ? /\b(?:is|are|does|do|has|have|was|did|whether|if|check)\b/.test(clause.masked)
      : /吗|是不是|是否|有没有|么|没有[？?]?$/u.test(clause.masked);
  return asksWhich || !asks ? [] : constraintsOf(clause, kind, workspace, new Set());
}

function groupField(clause: Clause, kind: string, workspace: WorkspaceDescription): string | undefined {
  if (/\bwhom? (?:did|have|had|do) (?:we|i|you)\b/.test(clause.masked)) return undefined;
  const match = lexicons[clause.language].reads.group.exec(clause.sketch);
  const which = /\b(?:which|what|who|whose)\b|哪(?:个|位|种|类)?|谁/u.test(clause.masked);
  const extreme = /\b(?:most|fewest|least|more|fewer)\b|最多|最少|更多|更少/u.test(clause.masked);
  if (match === null && !(which && extreme)) return undefined;
  const named = clause.mentions.flatMap(({ is }) =>
    is.type === 'field' ? is.of.filter((place) => place.kind === kind).map((place) => place.field) : [],
  );
  const groupable = named.find((field) =>
    ['picklist', 'reference', 'text'].includes(fieldOf(workspace, kind, field)?.type ?? ''),
  );
  if (groupable !== undefined) return groupable;
  const words = match?.[0] ?? clause.masked;
  if (/\b(?:reps?|owners?|person|salespeople|team ?members?|who|whose)\b|负责人|销售|人|谁/u.test(words))
    return 'owner';
  if (/\b(?:stages?|status)|阶段|状态/u.test(words)) return stageField(kind, workspace);
  if (/\b(?:products?|interests?)|产品|兴趣/u.test(words))
    return workspace.kinds
      .find((one) => one.kind === kind)
      ?.fields.find((field) => /interest|product|category/i.test(field.name))?.name;
  return undefined;
}

/** Which day decides who is "last" or "longest": the one asked for, or the last contact. */
function extremeField(
  clause: Clause,
  kind: string,
  workspace: WorkspaceDescription,
  fields: readonly string[],
): Pick<Question, 'fields' | 'descending' | 'single'> | undefined {
  const follow = fields.includes('followUpOn');
  const field = follow
    ? 'followUpOn'
    : ['lastContactOn', 'amount', 'orderedAt', 'dueOn'].find(
        (name) => fieldOf(workspace, kind, name) !== undefined,
      );
  if (field === undefined) return undefined;
  const { least } = lexicons[clause.language].reads;
  const ascending =
    least.test(clause.masked) ||
    (follow && /\b(?:next|soonest|earliest|first)\b|最早|最近|下一个/u.test(clause.masked));
  const speaks =
    /\b(?:contact(?:ed)?|speak|spoke|spoken|talk|talked|heard|met|meet|called|reached|touch(?:ed)?|follow|due|deals?|orders?|amount|neglected|waiting)\b|联系|沟通|跟进|回访|金额|订单|商机|交易/u.test(
      clause.masked,
    );
  return speaks
    ? {
        fields: [field],
        descending: !ascending,
        single:
          limitIn(clause) === undefined &&
          !/\b(?:top|list|which (?:customers|leads|contacts))\b|哪些/u.test(clause.masked),
      }
    : undefined;
}

/** How many are asked for: "the five customers …", "top 3", “前五位”. */
function limitIn({ text, mentions }: Clause): number | undefined {
  const number = parseNumbers(text).find(({ start, end }) => {
    const isTaken = mentions.some(
      ({ is, ...at }) => is.type !== 'number' && start < at.end && end > at.start,
    );
    const before = text.slice(0, start);
    const behind = text.slice(end);
    return (
      !isTaken &&
      (/(?:\b(?:top|first|last|latest)\s|前|最后)$/iu.test(before) ||
        /^(?:\s(?:\w+\s){0,2}(?:customers|clients|contacts|people|leads|deals|orders|tasks|tickets|products|companies)\b|[个位名家条笔])/iu.test(
          behind,
        )) &&
      !/\b(?:than|least|most|over|under|these|those)\s$|超过|多于|少于|不到|至少|[这那]$/iu.test(before)
    );
  });
  const value = Number(number?.value);
  return Number.isInteger(value) && value > 0 && value <= 100 ? value : undefined;
}
