import type { WorkspaceDescription } from '../../directory.ts';
import { changesOf, dayOf } from './changes.ts';
import { firmEnding } from './chinese-strangers.ts';
import type { Clause } from './clause.ts';
import { fieldOf } from './fields.ts';
import type { Change, Frame } from './frame.ts';
import type { Mention } from './mention.ts';
import { detailsOf } from './new-details.ts';
import { isReminder, taskOf } from './new-task.ts';
import { kindOf, noTarget, referenceIn } from './target.ts';

/** A request to create a record: its kind and what is said about it. */
export function creationOf(
  spoken: Clause,
  workspace: WorkspaceDescription,
  kind = createdKind(spoken, workspace),
): Pick<Frame, 'act' | 'target' | 'changes' | 'problem'> {
  const title = kind === 'deal' || kind === 'product' ? calledSo(spoken) : undefined;
  if (kind === 'task') return newTask(spoken);
  const clause = title === undefined ? spoken : withoutMentions(spoken, title);
  const existing = clause.mentions.flatMap(({ is, text }) =>
    is.type === 'record' && is.kind === kind ? [{ text, candidates: is.candidates }] : [],
  );
  const changes: Change[] = [];
  const set = (field: string, value: string | readonly string[]) => {
    if (fieldOf(workspace, kind, field) !== undefined && !changes.some((change) => change.field === field))
      changes.push({ field, is: 'set', value });
  };
  const name = ['contact', 'company', 'product'].includes(kind) ? newName(clause, kind) : undefined;
  if (kind === 'product' && title !== undefined) set('name', title.text);
  else if (name !== undefined) set('name', kind === 'contact' ? asName(name.text) : name.text);
  else if (existing[0] !== undefined && kind !== 'deal') set('name', existing[0].text);
  for (const { field, ...change } of detailsOf(clause, kind, workspace))
    if (change.is === 'set') set(field, change.value as string);
  for (const [index, { is }] of clause.mentions.entries()) {
    if (clause.roles.oldValues.has(index) || clause.roles.notValues.has(index)) continue;
    if (is.type === 'member') set('owner', is.members[0]!.name);
    if (is.type === 'email') set('emails', [is.value]);
    if (is.type === 'phone')
      set(
        fieldOf(workspace, kind, 'phones') ? 'phones' : 'phone',
        fieldOf(workspace, kind, 'phones') ? [is.value] : is.value,
      );
    if (is.type === 'number' && is.money) set(kind === 'product' ? 'price' : 'amount', is.value);
    if (is.type === 'value')
      for (const place of is.of)
        if (place.kind === kind && !(kind === 'deal' && isYetToClose(clause, workspace)))
          set(place.field, place.value);
    if (is.type === 'date') {
      const field = kind === 'deal' ? 'expectedCloseOn' : isFollowUp(clause) ? 'followUpOn' : undefined;
      if (field !== undefined) set(field, dayOf(is.span));
    }
  }
  if (clause.roles.selfOwner) set('owner', workspace.me.name);
  const company = companyOf(clause, name);
  if (company !== undefined) set('company', company);
  const told = changesOf(clause, kind, workspace, true);
  for (const change of told.changes)
    if (change.is === 'set' && ['jobTitle', 'city', 'industry', 'domain'].includes(change.field))
      set(change.field, change.value as string);
  const note =
    clause.payload?.text ?? (name?.index !== -1 && speaksOfNotes(clause) ? quoted(clause) : undefined);
  if (note !== undefined) set('notes', note);
  if (kind === 'deal') {
    const contact = clause.mentions.find(({ is }) => is.type === 'record' && is.kind === 'contact');
    if (contact !== undefined) set('contact', contact.text);
    const dealt =
      title?.text ??
      quoted(clause) ??
      newName(clause, kind)?.text ??
      goods(clause, company) ??
      contact?.text ??
      company;
    if (dealt !== undefined) set('name', dealt);
  }
  const isUnowned = told.strangerOwner !== undefined && !changes.some((change) => change.field === 'owner');
  const problem = isUnowned ? ({ type: 'unknown-member', name: told.strangerOwner! } as const) : undefined;
  return {
    act: 'create',
    target: {
      ...noTarget(kind),
      records: existing,
      reference: kind === 'deal' ? referenceIn(clause) : undefined,
    },
    changes,
    ...(problem && { problem }),
  };
}

/** A new task: what is to be done is its title, whatever names and values it holds. */
const newTask = (clause: Clause): Pick<Frame, 'act' | 'target' | 'changes' | 'problem'> => ({
  act: 'create',
  target: { ...noTarget('task'), reference: referenceIn(clause.payload?.said ?? clause) },
  changes: taskOf(clause),
});

/** A deal without a title is called by the firm and the product it is about. */
function goods({ mentions, language }: Clause, company: string | undefined): string | undefined {
  const product = mentions.find(({ is }) => is.type === 'record' && is.kind === 'product')?.text;
  return product && [company ?? [], product].flat().join(language === 'zh' ? '' : ': ');
}

/** A person's name written small as names are written: "priya raman". */
const asName = (text: string): string =>
  /\p{Lu}|\p{Script=Han}/u.test(text)
    ? text
    : text.replace(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase());

interface Piece {
  text: string;
  start: number;
  end: number;
}

/** What a new deal or product is to be called: what stands behind a colon or "called", up to the next comma. */
function calledSo({ text, mentions }: Clause): Piece | undefined {
  const match = /(?:[:：]|\b(?:called|named)\b|名为|叫做?|名称是?)\s*([^,，。;；:：]+)/iu.exec(text);
  if (match === null) return undefined;
  const name = match[1]!.replace(/[.!！\s]+$/u, '');
  const start = match.index + match[0].length - match[1]!.length;
  const end = start + name.length;
  const isValue = mentions.some(
    ({ is, ...at }) =>
      ['number', 'date', 'duration', 'member', 'quote'].includes(is.type) &&
      at.start === start &&
      at.end === end,
  );
  return isValue || !/\p{L}{2,}/u.test(name) ? undefined : { text: name, start, end };
}

/** A clause whose mentions within a piece of it are but words of that piece. */
const withoutMentions = (clause: Clause, { start, end }: Piece): Clause => ({
  ...clause,
  mentions: clause.mentions.map((mention) =>
    mention.start >= start && mention.end <= end ? setAside(mention) : mention,
  ),
});

/** "一月底成交", "closing in January as won": what is to close on a day to come is not won yet. */
const isYetToClose = ({ mentions }: Clause, { today }: WorkspaceDescription): boolean =>
  mentions.some(({ is }) => is.type === 'date' && dayOf(is.span) > today);

/** "with the note …": words in quotation marks are to be kept. */
const speaksOfNotes = ({ mentions }: Clause): boolean =>
  mentions.some(({ is }) => is.type === 'field' && is.of.some(({ field }) => field === 'notes'));

/**
 * The records a clause asks for, each with what is said of it: "Bruno Keller (training) and Mei Lin Ho (services)".
 * What stands before somebody is named again is said of all.
 */
export function creationsOf(
  clause: Clause,
  workspace: WorkspaceDescription,
): Pick<Frame, 'act' | 'target' | 'changes' | 'problem'>[] {
  const names = clause.mentions.filter(
    (mention) => mention.is.type === 'name' && !isCompany(clause, mention),
  );
  const isFirst = ({ text }: Mention, index: number) => names.findIndex((one) => one.text === text) === index;
  const people = names.filter(isFirst);
  if (people.length < 2 || createdKind(clause, workspace) !== 'contact')
    return [creationOf(clause, workspace)];
  const named = names.find((mention, index) => !isFirst(mention, index));
  return people.map(({ text }) => {
    const inside = (mention: Mention) =>
      names.some(
        (name, index) =>
          name.text === text &&
          mention.start >= name.start &&
          mention.end <= (names[index + 1]?.start ?? clause.text.length),
      );
    const shared = (mention: Mention) =>
      mention.start < names[0]!.start ||
      mention.is.type === 'member' ||
      saysAll.test(clause.text.slice(names.at(-1)!.end, mention.start)) ||
      isOfAll.test(clause.text.slice(mention.end)) ||
      (named !== undefined && mention.start < named.start && mention.is.type !== 'name');
    const mentions = clause.mentions.map((mention) =>
      inside(mention) || shared(mention) ? mention : setAside(mention),
    );
    return creationOf({ ...clause, mentions }, workspace);
  });
}

/** Behind the names: what is said of all of them. */
const saysAll = /\b(?:both|all|each)\b|都|全/u;

/** "services in each case", “都是服务”: what is said of all behind it. */
const isOfAll =
  /^ (?:in (?:each|either|both) cases?|for (?:both|each|all)(?: of them)?|each|both|all round)\b|^(?:都|全)/u;

const isFollowUp = (clause: Clause): boolean =>
  /follow|call (?:him|her|them|back)|contact|chase|check in|reach out|跟进|回访|联系/u.test(clause.masked);

function createdKind(clause: Clause, workspace: WorkspaceDescription): string {
  const spoken = clause.mentions.flatMap(({ is }) => (is.type === 'kind' ? [is.kind] : []));
  const plain = kindOf(clause);
  if (isReminder(clause, workspace)) return 'task';
  const [, at] = createsKind.exec(clause.sketch) ?? [];
  const direct = at === undefined ? undefined : clause.mentions[Number(at)];
  if (direct?.is.type === 'kind' && direct.is.kind === 'product') return 'product';
  return (
    spoken.find((kind) => kind === 'task' || kind === 'deal' || kind === 'company') ??
    (plain === 'contact' || spoken.includes(plain) ? plain : 'contact')
  );
}

/** "add a new <K>", “新增<K>”. */
const createsKind =
  /(?:\b(?:new|add|create|register|enter|set up|put in)(?: (?:an?|the|another|one|new))*|新增|新建|添加|增加|录入|创建|登记|新|建|加)(?:[了个款种件条家一的]|\s)*<K(\d+)>/u;

/** A mention that is another record's, kept in its place without meaning. */
const setAside = (mention: Mention): Mention => ({
  ...mention,
  is: { type: 'number', value: '', money: false },
});

const isCompany = (clause: Clause, mention: Mention): boolean =>
  (mention.is.type === 'name' && (mention.is.isFirm === true || firmEnding.test(mention.text))) ||
  /\b(?:from|at|of|with|by|to|under|owner(?: is)?:?)\s+$|(?:来自|在|给|由|让|归|公司(?:是|叫)?[：:]?|负责人(?:是|为)?[：:]?)\s*$/iu.test(
    clause.text.slice(0, mention.start),
  );

/** The new record's name: the stranger named, nearest behind a word such as "called" where there are several. */
function newName(clause: Clause, kind: string): { text: string; index: number } | undefined {
  const strangers = clause.mentions.flatMap((mention, index) =>
    mention.is.type === 'name' ? [{ mention, index }] : [],
  );
  const called = strangers.find(({ mention }) =>
    /(?:called|named|name is|叫做?|名叫|名字(?:是|叫)|姓名[是：:]?)\s*$/iu.test(
      clause.text.slice(0, mention.start),
    ),
  );
  const isMeant = ({ mention }: { mention: Mention }) =>
    kind === 'company' ? firmEnding.test(mention.text) : !isCompany(clause, mention);
  const chosen =
    called ?? strangers.find(isMeant) ?? strangers.find(({ mention }) => !isCompany(clause, mention));
  if (chosen !== undefined) return { text: chosen.mention.text, index: chosen.index };
  const text = quoted(clause);
  return text === undefined ? undefined : { text, index: -1 };
}

const quoted = (clause: Clause): string | undefined => {
  const quote = clause.mentions.find(({ is }) => is.type === 'quote');
  return quote?.is.type === 'quote' ? quote.is.value : undefined;
};

function companyOf(clause: Clause, name: { index: number } | undefined): string | undefined {
  const known = clause.mentions.find(({ is }) => is.type === 'record' && is.kind === 'company');
  if (known !== undefined) return known.text;
  const stranger = clause.mentions.find(
    ({ is, start, end }, index) =>
      is.type === 'name' &&
      index !== name?.index &&
      (firmEnding.test(clause.text.slice(start, end)) ||
        /\b(?:from|at|of|with|works (?:for|at))\s+$|(?:来自|公司(?:是|叫)?[：:]?)\s*$/iu.test(
          clause.text.slice(0, start),
        )),
  );
  return stranger?.text;
}
