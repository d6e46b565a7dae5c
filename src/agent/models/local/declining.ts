import type { Clause } from './clause.ts';
import { isCondition } from './conditions.ts';
import { lexicons } from './lexicon.ts';
import { wordsLeft } from './unread.ts';

/** "Send Petra an e-mail about the renewal", “给张伟发封邮件”: what leaves the house, which no tool of ours does. */
export const asksToSend = (text: string): boolean =>
  /^(?:please |can you |could you |would you |go ahead and )*(?:(?:send|write|shoot|drop|forward)\b(?! me\b).*\b(?:e-?mails?|messages?|texts?|letters?|sms|lines?|notes? to|brochures?|invitations?)\b|(?:e-?mail|message|text|wechat)\s+(?!address|log|for\b|of\b|on file)\w)/iu.test(
    text.trim(),
  ) ||
  /\b(?:can|could|would|will) you (?:please )?(?:e-?mail|mail|send|forward|fax|text|post) (?:it|that|this|them|him|her)\b(?! (?:to|back to)? ?me\b)/iu.test(
    text,
  ) ||
  (/[给向].{1,16}(?:发|写|寄)(?:送|出)?(?:一?[封条份个])?\p{Script=Han}{0,6}?(?:邮件|信|短信|消息|微信|信息)/u.test(
    text,
  ) &&
    !/[了过记录]|已|备注|任务|提醒/u.test(text));

/** Passwords and the like: nobody is told one, and none is kept here. */
export const asksSecret =
  /\b(?:pass ?words?|passcodes?|log-?in details|credentials|pin codes?|api keys?)\b|密码|口令|密钥|验证码/iu;

/** "如果推进到赢单会怎样？": nothing but a supposed change and the question what would come of it. */
export const supposes = (clauses: readonly Clause[]): boolean =>
  clauses.length > 0 &&
  clauses.every(isCondition) &&
  clauses.some(
    ({ language, sentence, operations }) =>
      operations.length > 0 && lexicons[language].moods.hypothetical.test(sentence),
  );

/** "wire 5k to Rahul": nothing is asked about anybody, and what is wanted is none of our words. */
export const wantsElse = (clause: Clause): boolean => {
  const { moods, reads } = lexicons[clause.language];
  return (
    !moods.question.test(clause.masked) &&
    !reads.overview.test(clause.masked) &&
    !reads.list.test(clause.masked) &&
    clause.mentions.some(({ is }) => is.type === 'number') &&
    wordsLeft(clause).length > 0
  );
};
