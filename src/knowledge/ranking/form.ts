/** What kind of answer a question wants, by its own words. */
export interface QuestionForm {
  yesOrNo: boolean;
  number: boolean;
  /** Whether it is one of days, hours and the like. */
  duration: boolean;
}

const asksYesOrNo =
  /^\s*(?:can|could|do|does|did|is|are|am|was|were|will|would|should|shall|may|has|have|must)\b/iu;
const asksYesOrNoInChinese =
  /(?:吗|么|是否|能否|可否|能不能|可不可以|是不是|有没有|会不会|行不行|没有)[？?。\s]*$|能否|是否|能不能|可不可以/u;
const beginsLikeAnAnswer =
  /^\s*(?:(?:yes|no|not|you can|you can ?not|you do not|you don['’]t|there is no)\b|是的|不是|不?可以|不?能|不?会|不?需要|没?有)/iu;
const beginsWithYesOrNo = /^\s*(?:yes|no)\b/iu;
const asksForNumber =
  /\b(?:how (?:many|much|long|soon|fast|often|old|far|big|large)|when|what (?:year|date|time|percentage)|which year)\b|多少|多久|多长|多快|多大|多高|多远|几|何时|哪一?年|什么时候|什么时间|哪[天月日]/iu;
const number =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half|twice|once|hundred|thousand|million)\b|[一二两三四五六七八九十百千万半][个天日周月年季小时分秒次倍折人名家台件元美欧块]/iu;

const asksForDuration = /\bhow (?:long|soon|fast)\b|多久|多长时间|[几多少]个?(?:天|日|小时|周|月|年)/iu;
const durations =
  /(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half|same|next|an?))[ -](?:[a-z]+ ){0,2}(?:minute|hour|day|week|month|year)|\b(?:hours?|days?|weeks?|months?)\b.{0,12}\d|[\d一二两三四五六七八九十百半次当隔][个多]?(?:工作)?(?:天|日|小时|分钟|周|星期|月|年)/iu;

export const formOf = (question: string): QuestionForm => ({
  yesOrNo: asksYesOrNo.test(question) || asksYesOrNoInChinese.test(question),
  number: asksForNumber.test(question),
  duration: asksForDuration.test(question),
});

/** Whether a text holds a number, in digits or words. */
export const holdsNumber = (text: string): boolean => number.test(text);

/** Whether a text holds a number of days, hours and the like. */
export const holdsDuration = (text: string): boolean => durations.test(text);

const namesTime = /\b(?:time|times|how (?:long|soon|fast))\b|时间|时效|时限|多久|几天/iu;

/** Whether a heading says that it is told below how long something takes, or when it is. */
export const isOfTime = (heading: string): boolean => namesTime.test(heading);

/** How far a passage begins as the answer to such a question would: 1 as it should, −1 as it should not. */
export function beginsAsAnswer({ yesOrNo }: QuestionForm, text: string): number {
  if (yesOrNo) return beginsLikeAnAnswer.test(text) ? 1 : 0;
  return beginsWithYesOrNo.test(text) ? -1 : 0;
}
