import { speltOut } from './spelling.ts';

/** "if Ann is still a lead move her on": a condition and what hangs on it, with nothing between them. */
const unparted =
  /\b(if (?:not|yes)|(?:if|in case) (?!(?:you|possible|need|not|so|we|i)\b)[^,.;!?]{6,70}?) (?=(?:please |just |then )?(?:set|move|mark|give|put|push|assign|reassign|delete|change|update|hand|transfer|bump|bring|add|remove|make|switch|flag|clear|pull|log|note)\b(?! (?:to|as|from|in|for|under)\b))/giu;
const unpartedChinese =
  /((?:如果|要是|若是|假如|若)[^，,。；！？]{2,30}?|(?:如果|要是)?[^，,。；！？]{2,30}的话)(?=(?:就|那就|则|便)(?:直接|先|马上|给我|帮我)?(?:把|将|改|删|标|转|给|设|推|提|挪|换|清|调|记|加|写))/gu;

/** A text with a comma between a condition and what hangs on it. */
const withPartedConditions = (text: string): string =>
  text.replace(unparted, '$1, ').replace(unpartedChinese, '$1，').replace(unpartedAnswer, '$1，');

/** “是的话改成赢单”. */
const unpartedAnswer = /((?<!\p{Script=Han})(?:是|不是|有|没有?)的话)(?=\p{Script=Han})/gu;

const condition = /\b(?:if|when|in case|as long as)\b|如果|要是|若|假如|的话/iu;
const otherwiseNothing =
  /[\s,.;，。；]*(?:\b(?:otherwise|if not|(?:anything )?else),? (?:just |please )*(?:hands off|leave|let|keep|do nothing|don'?t|nothing|forget|skip|ignore)\b[^.!?;]*|(?:不是|不然|否则|要不然|没有|不在|不满足|如果不是|要不是|[没不]\p{Script=Han}{1,3}(?=就))(?:的话)?[，,]?(?:就|则|那就)?(?:算了|别动|别管|不用[动管改]|不[管动改]|保持(?:原样|不变)|留着|跳过)[^。！？]*)[.。!！\s]*$/iu;

/** A text without "otherwise leave it", “不是就算了”: where a condition does not hold nothing is done anyway. */
const withoutIdleElse = (text: string): string =>
  condition.test(text) ? text.replace(otherwiseNothing, '') : text;

const speaker =
  /^(?:(?:[Hh]i|[Hh]ey|[Hh]ello),? )?(?:(?:[Ii]t['’]?s|[Tt]his is) (?<here>\p{Lu}\p{Ll}+)(?: here)?|(?<name>\p{Lu}\p{Ll}+) here)[\s,.:;!–—-]+|^(?:你好[，,])?我是(?<ich>\p{Lu}\p{Ll}+|\p{Script=Han}{2,3}(?=[，,。]))[，,。\s]+/u;

/** "Nadia here. Which of my hardware ones …": what is the speaker's is hers who names herself. */
function withSpeaker(text: string): string {
  const match = speaker.exec(text);
  const name = match?.groups?.here ?? match?.groups?.name ?? match?.groups?.ich;
  return name === undefined
    ? text
    : text
        .slice(match![0].length)
        .replace(/\bmy\b|\bmine\b/giu, `${name}'s`)
        .replace(/\b(do|should|must|did) I\b/gu, `$1 ${name}`)
        .replace(/我(?=的|名下|手[上里头]|负责|跟进|要|该|有)/gu, name);
}

/** "Stage is qualified? Then it becomes proposal": what hangs on the answer to a question, as a condition. */
const answeredFirst =
  /(?<=^|[.!?;]\s+)([^.!?;]{4,80})\?\s+(?=then\b)|(?<=^|[。！？；，]\s*)([^。！？；，]{3,40})[？?]\s*(?=那就|那么就|就)/giu;

const withAnswers = (text: string): string =>
  text.replace(answeredFirst, (_, asked: string | undefined, chinese: string) =>
    asked === undefined ? `如果${chinese}，` : `if ${asked}, `,
  );

/** "For the Monday meeting: …", “周会要用，……”: what an answer is for says nothing of what is asked. */
const occasion =
  /^(?:(?:it's |this is )?for (?:the|my|our|a|an) [^:,.!?]{0,30}?\b(?:meeting|review|report|stand-?up|presentation|deck|slides?|board)\b[^:,.!?]{0,16}[:,]\s*(?=\S))|^[^，,：:。]{0,8}(?:例会|周会|晨会|汇报|开会)(?:要用|用|上要用|时用)[，,：:]\s*/iu;

/** A turn as it is read: spelt out, with its conditions told from what hangs on them. */
export const readable = (written: string): string =>
  withPartedConditions(withoutIdleElse(withAnswers(withSpeaker(speltOut(written).replace(occasion, '')))));
