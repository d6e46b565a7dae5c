import { moveDay } from '../../../language/dates/calendar.ts';
import type { Language } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { dayOf } from './changes.ts';
import type { Clause } from './clause.ts';
import type { Frame, LogEntry } from './frame.ts';
import { licenceOf, moodOf } from './guards.ts';
import { type Channel, lexicons } from './lexicon.ts';
import { targetOf } from './target.ts';

const ownPast =
  /^(?:so |hey |hi |ok |well |and |just |today |yesterday |earlier |this (?:morning|afternoon|evening) |last \w+ |on \w+ |<\w\d+>,? )*(?:i|we|i've|we've|just|had|have had|spoke|talked|met|called|emailed|phoned|rang|visited|messaged|texted|whatsapped|wechatted|pinged|chatted|got off|left|sent|caught up|finished|came out|saw|quick|good|great|long|short|productive|nice|(?:(?:phone|video|zoom|teams|online|virtual|remote|live|group|brief|whatsapp|wechat|slack|google|sales|intro|discovery|kick-?off|review|status|budget|weekly|monthly|quarterly) )*(?:call|meet|meeting|chat|e-?mail|lunch|coffee|demo|visit|catch-up|conversation)|<R\d+> (?:called|phoned|rang|emailed|wrote|messaged|texted|replied|got back|dropped by|came by|told|said))\b/;
const ownPastChinese =
  /刚|来电|打来|来信|回(?:了|复|邮件|信|电)|(?:我|我们|刚|刚刚|刚才|今天|昨天|上午|下午|早上|晚上|中午|前天|<D\d+>)?.*(?:了|过|完)|(?:和|跟|与|给|去|到|陪)<[RU]\d+>/u;

/** "I'm on the phone with them": what still goes on is not logged. */
const goesOn =
  /\b(?:i'?m|i am|we'?re|we are)(?: (?:now|just|still|currently))? (?:on|in) (?:the|a|another) (?:phone|line|call|meeting)\b|正(?:在)?(?:跟|和|与|打|通|接|开)/u;

/** "can you log it?" */
const asksToLog = /\b(?:log|record|note) (?:it|that|this|the)\b|记一?[下笔]|记录/u;

/** "a missed call from …": nobody has spoken with anybody. */
const missed = /\bmissed (?:an? |the )?(?:\w+ )?calls?\b|未接(?:来电|电话)|漏接/u;

/** “我现在给<R>拨个电话行不行”: nobody was called yet. */
const asksLeave = /行不行|好不好|可不可以|合不合适/u;

/** Whether a clause tells of the speaker's own contact with somebody, so that it is to be logged. */
export function tellsContact(clause: Clause, all: readonly Clause[], today: string): boolean {
  const { moods } = lexicons[clause.language];
  if (
    clause.events.length === 0 ||
    ((moods.question.test(clause.sentence) || asksLeave.test(clause.sentence)) &&
      !asksToLog.test(clause.sentence)) ||
    moods.hypothetical.test(clause.sentence)
  )
    return false;
  if (goesOn.test(clause.sentence) || missed.test(clause.sentence)) return false;
  const isQuoted = clause.mentions.some(({ is }) => is.type === 'quote');
  const isOrdered = all.some((one) => one.operations.some(({ operation }) => operation === 'log'));
  if (isQuoted && !isOrdered && /^<R\d+>/.test(clause.masked)) return false;
  const somebody = all.some((one) =>
    one.mentions.some(({ is }) => is.type === 'record' || is.type === 'name'),
  );
  if (!somebody) return false;
  if (isYetToCome(clause, today) || asksToCall(clause.masked)) return false;
  const before = beforeEvent(clause);
  const english = /\b(?:haven'?t|didn'?t|not|never|should|will|need to|going to|want to|must|tomorrow)\b/;
  const chinese = /没|别|要(?!求)|打算|准备|将|得(?=去|给|跟|和|打)|该|忘|把<R\d+>的|记得|提醒|谁|什么时候/u;
  if (moods.negation.test(before) || (clause.language === 'zh' ? chinese : english).test(before))
    return false;
  const subject = clause.mentions.find(({ is, start }) => is.type === 'member' && start < 3);
  if (clause.language === 'zh')
    return isOrdered || (subject === undefined && ownPastChinese.test(clause.masked));
  const isToLog = all.some((one) =>
    one.operations.some(
      (operation) =>
        operation.operation === 'log' &&
        operation.words !== 'note' &&
        licenceOf(moodOf(one, operation)) !== 'none',
    ),
  );
  return isToLog || (subject === undefined && ownPast.test(clause.masked));
}

/** "give Ann a ring for me", “帮我给<R>打个电话”: somebody is asked to make contact, and nobody has. */
export const asksToCall = (text: string): boolean =>
  (/^(?:(?:please|can you|could you|would you|will you|go ahead and|just) )*(?:(?:give|make|place|set up|have)\b.*\b(?:ring|call|buzz|phone ?call)\b|(?:call|ring|phone|dial)\b(?! (?:log|logged|number|no|nr|call|back|with|w|to|from|about|for|on|of|at|is|it|him|her|them)\b)(?= ))/iu.test(
    text.trim(),
  ) &&
    !/\b(?:log|note|record|task|remind|follow[- ]?up|yesterday|just had)\b/iu.test(text)) ||
  callsNow.test(text.trim()) ||
  (/^(?:请|麻烦|帮忙|帮我|替我|给我|你)+[^，。]{0,20}(?:打个?一?[个通次]?电话|致电|拨打|去电|拜访|见个?面|开个?会)/u.test(
    text.trim(),
  ) &&
    !/[了过完刚记录]|已|备注|任务|提醒|建|加/u.test(text));

/** “给<R>打个电话”, “……，接通了转给我”: nothing but the order to call. */
const callsNow =
  /^(?:请|麻烦|帮忙|帮我|替我|你|马上|现在|去|先|再)*给[^，。,了过]{1,10}(?:打|拨|回)(?:一?[个通次])?电话(?=[，。！,!\s]*(?:$|接通|打通|通了|转接))/u;

/** "… and put me through", “接通了转给我”: nobody can be connected. */
export const asksToConnect = (text: string): boolean =>
  /\b(?:put|patch) me through\b|\bconnect (?:me|us) (?:to|with)\b|(?:接通|打通|通)了?(?:就|再|后)?(?:转|叫|给|交)/iu.test(
    text,
  );

/** “明天去<R>开会”: the day stands before all else, and nothing says that it is over. */
function isYetToCome({ mentions, text, masked }: Clause, today: string): boolean {
  const [day] = mentions.flatMap(({ is, start }) =>
    is.type === 'date' && text.slice(0, start).length < 4 ? [is.span] : [],
  );
  return (
    day !== undefined && dayOf(day) > today && !bareWeekday.test(day.text) && !/了|过|完|刚/u.test(masked)
  );
}

/** What stands before the words that tell of the contact. */
function beforeEvent({ masked, language }: Clause): string {
  const places = lexicons[language].events.flatMap(({ pattern }) => pattern.exec(masked)?.index ?? []);
  return masked.slice(0, Math.max(0, Math.min(masked.length, ...places)));
}

/**
 * A request to log a contact: with whom, how, when, what was said and what comes next.
 *
 * @param more  what is told in the clauses behind it
 */
export function logOf(
  clause: Clause,
  more: readonly Clause[],
  workspace: WorkspaceDescription,
): Pick<Frame, 'act' | 'target' | 'changes' | 'log'> {
  const sources = [clause, ...(clause.payload === undefined ? [] : [clause.payload.said]), ...more];
  const targets = sources.map((source) => {
    const others = source.mentions.flatMap(({ is }, index) =>
      is.type === 'record' || is.type === 'name' ? [] : [index],
    );
    return targetOf(source, workspace, new Set(others), 'contact');
  });
  const target =
    targets.find(({ records }) => records.length > 0) ??
    targets.find(({ strangers }) => strangers.length > 0) ??
    targets.find(({ reference }) => reference !== undefined) ??
    targets[0]!;
  const days = sources.map((source) => daysOf(source, workspace.today));
  const log: LogEntry = {
    channel:
      sources.map(channelOf).find((channel) => channel !== undefined) ??
      calledFirst(clause.payload?.text ?? '') ??
      'note',
    summary: summaryOf(
      clause,
      more.filter((one) => one.start >= clause.end && !isNextStep(one)),
    ),
    occurredOn: days.find(({ occurredOn }) => occurredOn !== undefined)?.occurredOn,
    followUpOn: days.find(({ followUpOn }) => followUpOn !== undefined)?.followUpOn,
  };
  const strangers = target.records.length > 0 ? [] : target.strangers;
  return {
    act: 'log',
    target: {
      ...target,
      strangers,
      set: false,
      constraints: target.constraints.filter(({ comparison }) => comparison === 'at'),
    },
    changes: [],
    log,
  };
}

/** How the contact was made: told before what it was about and what comes of it. */
function channelOf({ language, masked }: Clause): Channel | undefined {
  const [head] = masked.split(aboutIt);
  return meansIn(head!) ?? channelIn(head!, language) ?? channelIn(masked, language);
}

/** What was sent by mail or by message, whatever it was: "e-mailed the demo", “演示链接邮件发了”. */
const meansIn = (text: string): Channel | undefined =>
  sentBy.find(({ pattern }) => pattern.test(text))?.channel;

const sentBy: readonly { channel: Channel; pattern: RegExp }[] = [
  {
    channel: 'email',
    pattern:
      /\b(?:e-?mailed|sent\b.*\b(?:by|via|over|per|through) e-?mail)\b|(?:邮件|邮箱)(?:给|把|就|已经)?.{0,4}[发寄传]|(?:用|通过|走|靠)邮件/u,
  },
  {
    channel: 'chat',
    pattern:
      /\b(?:texted|messaged|whatsapped|sent\b.*\b(?:by|via|over|per|through|on) (?:text|whatsapp|wechat|chat|slack|sms))\b|(?:微信|短信|企微|钉钉)(?:上|里)?(?:给|把|就|已经)?.{0,4}[发传]|(?:用|通过|走|靠)(?:微信|短信|企微|钉钉)/u,
  },
];

/** What kinds of contact are called. */
export const channelNames: readonly { channel: Channel; pattern: RegExp }[] = [
  { channel: 'meeting', pattern: /\bmeeting\b|会议|见面|面谈|拜访/u },
  { channel: 'call', pattern: /\bcall\b|\bphone\b|电话/u },
  { channel: 'email', pattern: /\be-?mail\b|邮件/u },
  { channel: 'chat', pattern: /\bchat\b|微信|聊天/u },
];

/** "Log: call this morning with Ann": the kind stands first, by itself. */
const calledFirst = (text: string): Channel | undefined => {
  const [head = ''] = text
    .trim()
    .toLowerCase()
    .split(/[\s,，：:]/u);
  return channelNames.find(({ pattern }) => pattern.test(head))?.channel;
};

const aboutIt =
  /[,，;；]|\b(?:about|regarding|concerning|to (?:set up|arrange|book|schedule|confirm|discuss|plan))\b|关于|约了|说(?:要|想|会)/u;

function channelIn(text: string, language: Language): Channel | undefined {
  const said = lexicons[language].events.flatMap(({ channel, pattern }) =>
    pattern.test(text) ? [channel] : [],
  );
  const phone = /\b(?:phone|called|call|rang|voicemail)\b|电话|通话|致电|来电|去电/u.test(text);
  const explicit =
    said.find((channel) => channel === 'meeting') ?? said.find((channel) => channel === 'chat');
  if (explicit !== undefined && !(phone && explicit === 'chat')) return explicit;
  return said.includes('email') && !phone ? 'email' : said[0];
}

const planned =
  /\b(?:next (?:try|attempt|go|round|touch|contact|check-?in)|try(?:ing)? again|be (?:back )?in touch|follow(?:ing)?[- ]?up|call(?:ing)? (?:him|her|them|back|again)|check(?:ing)?[- ]?(?:in|back)|get(?:ting)? back|touch base|reach out|will|'ll|going to|send(?:ing)?|next (?:step|call|meeting|chat)|schedule|book(?:ed)?|meet(?:ing)? again|again|chase|remind|wants?|needs?|asked|expects?|promised|agreed|by|to (?:send|call|meet|discuss|review|prepare)|we (?:meet|speak|talk))\b|跟进|回访|再(?:联系|聊|谈|打|约|沟通|见|跟|议|碰|来|去|看|说|问|回)|发(?!了)|寄|给(?:他|她|对方)|约|回复|答复|签|演示|拜访|见面|提醒|送|交(?!给)|下次|要|安排|开会|联系/u;

/** The day it happened and the day something is to follow: no day is invented. */
function daysOf(clause: Clause, today: string): Pick<LogEntry, 'occurredOn' | 'followUpOn'> {
  const dates = clause.mentions.flatMap(({ is, start, end }) =>
    is.type === 'date' ? [{ day: dayOf(is.span), start, end, span: is.span }] : [],
  );
  const next = dates.filter(
    ({ day, start, end, span }) =>
      day > today && span.bound !== 'until' && span.bound !== 'before' && isPlanned(clause, start, end),
  );
  const told = dates.filter((date) => !next.includes(date));
  const past = told
    .map(({ day, span }) => (day > today && bareWeekday.test(span.text) ? moveDay(day, -1, 'week') : day))
    .filter((day) => day <= today);
  const named = next.find(({ start }) => namesFollowUp.test(clause.text.slice(0, start)));
  return { occurredOn: past[0], followUpOn: (named ?? next[0])?.day };
}

const namesFollowUp =
  /\b(?:follow(?:ing)?[- ]?up|next (?:call|touch|contact|step|try|attempt|chat|meeting|check-?in)|call (?:him|her|them) back|callback|(?:get|be|come) back (?:to|in touch with) (?:him|her|them))\b[^,.;]{0,24}$|(?:跟进|回访|下次联系)[^，。；]{0,8}$/iu;

/** Whether a day is one the speaker has something to do on. */
function isPlanned(clause: Clause, start: number, end: number): boolean {
  const around =
    `${clause.text.slice(lastBreak(clause.text, start), start)} ${clause.text.slice(end).split(/[,;.，；。]/u)[0]}`
      .toLowerCase()
      .replace(nothingPlanned, ' ');
  return planned.test(around) && !theirPlan.test(around);
}

/** A day of the week and nothing else. */
export const bareWeekday =
  /^(?:on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:周|星期|礼拜)[一二三四五六日天]$/i;
const nothingPlanned =
  /\bno (?:further |more )?(?:follow[- ]?ups?|next steps?|actions?)\b|(?:没有?|不需要|无需|不用)(?:后续|下一步|再)?(?:跟进|回访|安排|联系)/gu;
const theirPlan =
  /\bdecid(?:es?|ing)\b|\bdecision\b|\b(?:he|she|they|who)(?:'s|'re| is| are|'ll| will| has| have)? (?:be |be back|back|away|out|on |travell?ing|in |going|returns?|decid)|(?:他|她|对方|客户|人家|那边)(?:们)?(?:要|会|将|在|说)?\s*(?:要|会|就|才|再|打算|准备|计划)?\s*(?:续签|签约|签|付款|打款|下单|采购|批|上会|休假|出差|不在|回来|放假|度假|决定|给(?:我们)?答复|答复)/u;

const lastBreak = (text: string, before: number): number =>
  Math.max(0, ...Array.from(text.slice(0, before).matchAll(/[,;.，；。]/gu), (match) => match.index + 1));

/** "Follow up next Tuesday.", “下周三跟进。”: the day is kept as such, and nothing else was said. */
export const isNextStep = ({ sketch, mentions }: Clause): boolean =>
  mentions.some(({ is }) => is.type === 'date') &&
  /^(?:(?:and|then|please|so|i|we|will|'ll|let's|to|with|by|on|for|the|a|next|try|touch|attempt|step|contact|set|is|a|me|him|her|them|call|again|back|remind|follow(?:ing)?[- ]?up)\b|<[DRFK]\d+>|请|再|并|然后|我|会|要|在|于|定|设|提醒|和|跟|给|他|她|联系|跟进|回访|一下|[放排约到至日期吧哈的]|时间|就|也|定|[\s,.，。!！：:])+$/u.test(
    sketch,
  );

/** What was said, in the person's own words, without the order to log it. */
function summaryOf(clause: Clause, more: readonly Clause[]): string {
  const dictated = clause.payload?.text.replace(/^["“「]|["”」]$/gu, '');
  const says = dictated !== undefined && /[\p{L}\p{N}]{2,}/u.test(dictated);
  const behind = more.map((one) => one.text.trim()).join(' ');
  const last = more.at(-1);
  const whole = says
    ? [dictated, behind].filter((part) => part !== '').join(clause.language === 'zh' ? '，' : '. ')
    : last === undefined
      ? clause.text
      : clause.whole.slice(clause.start, last.end);
  const plain = whole
    .replace(
      /^(?:please |can you |could you |hey,? )*(?:log|record|note(?: down)?|register|write down)(?: (?:that|this|it|down))*[:,]?\s+/i,
      '',
    )
    .replace(/^(?:请|帮我|麻烦)*(?:记录|记)(?:一下|下)?[：:，,]?\s*/u, '')
    .replace(/[,，]?\s*(?:please )?(?:log (?:it|that|this)|帮我记一下|记一下|记录一下)[.。]?$/iu, '')
    .trim();
  return plain === '' ? whole : plain;
}
