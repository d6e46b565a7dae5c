import type { Found } from './find.ts';

const months =
  '(?:jan(?:uary|vier|eiro)?|gennaio|enero|feb(?:ruary|brero|braio)?|février|fevereiro|mar(?:ch|s)?|märz|marzo|março|apr(?:il)?|avril|aprile|abril|may|mai|maggio|mayo|maio|june?|juin|junio?|giugno|junho|july?|juillet|julio?|luglio|julho|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|settembre|setembro|oct(?:ober|obre|ubre)?|ottobre|outubro|okt(?:ober)?|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|décembre|dicembre|diciembre|dez(?:ember|embro)?)\\.?';
const fullDay =
  '(?:(?:\\d{4}|民[国國]\\s*\\d{1,3}|(?<!\\d)\\d{2})\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2}\\s*[日号]?|(?<![\\d.-])\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?!\\d|[-.]\\d)|' +
  `(?<![\\d./-])\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}(?![\\d/-])|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of| de)? ${months},?(?: de)? (?:\\d{4}|'\\d{2})|` +
  `${months} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`;
const day =
  `(?:${fullDay}|\\d{2,4}\\s*年\\s*\\d{1,2}\\s*月|(?:农历|阴历)?\\d{1,2}\\s*月\\s*\\d{1,2}\\s*[日号]?|` +
  '[一二三四五六七八九十正腊]{1,2}月(?:初)?[一二三四五六七八九十廿]{1,3}[日号]?|' +
  '\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}(?!\\d)|\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}(?!\\d)|(?:19|20)\\d{2}[-/.]\\d{1,2}(?![\\d/.-])|(?:19|20)\\d{6}|[零〇一二三四五六七八九]{2,4}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十廿]{1,3}[日号])?)?|' +
  `\\d{1,2}[- ]${months}[- ](?:\\d{4}|\\d{2})(?!\\d)|` +
  `\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${months}|${months} \\d{1,2}(?:st|nd|rd|th)?(?!\\d)|` +
  `\\d{1,2}[/.]\\d{1,2}(?![\\d/.])|${months} (?:19|20)\\d{2}|(?:19|20)\\d{2}\\s*年|(?:19[2-9]\\d|200\\d|201\\d)(?!\\d))`;
const bornCue =
  '(?:\\b(?:born|birth\\s?days?|birth\\s?dates?|b-?day|bday|dates? of birth|d\\.?o\\.?b\\.?s?|(?:year|month) of birth|birth (?:year|month)|turn(?:s|ed)? \\d{1,3} on|née?(?: le)?|nat[oa](?: il)?|nacid[oa](?: el)?|geb(?:oren)?)\\b\\.?|\\(?\\bb\\.|出生(?:日期|年月日?|年份|于|在)?|生日|生于|生辰|诞辰)';
const bornBefore = new RegExp(`(${bornCue}(?:(?!\\d|${months}\\b|[。；;\\n]).){0,28}?)(${day})`, 'giu');
const bornAfter = new RegExp(
  `(${day})(?=\\s*(?:出生|生人|生的|生日|生(?:[，,。；;)）、]|\\s|$)|\\s+(?:birthday|born|bday)\\b))`,
  'giu',
);
/** Another day beside one of birth: of the next person, or corrected. */
const besideBorn = new RegExp(
  `^(\\s*(?:[,，、/;和及与]|and|not|we have|对|应为|改为|is wrong)[^\\d。\\n]{0,10})(${day})`,
  'iu',
);
/** A day so long ago is one of birth where nothing says that a thing began or was signed. */
const longAgo = new RegExp(fullDay, 'giu');
const oldest = 1900;
const youngest = 2006;
const beganCue =
  /(?:since|found(?:ed)?|establish\w*|est\.?|built|incorporated|opened|signed|contract|started|joined|published|成立|创立|建于|始于|注册|签[约订]|合同|入职|开业|颁布|发布|自)[^\d。.;；\n]{0,14}$/iu;

/** Days of birth in a folded text: behind or before a word that says so, and full days of long ago. */
export function findBirthDates(text: string): Found[] {
  const spans: { start: number; end: number }[] = [];
  for (const { 0: all, 2: written, index } of text.matchAll(bornBefore)) {
    let end = index + all.length;
    spans.push({ start: end - written!.length, end });
    for (;;) {
      const next = besideBorn.exec(text.slice(end, end + 48));
      if (next === null) break;
      end += next[0].length;
      spans.push({ start: end - next[2]!.length, end });
    }
  }
  for (const { 1: written, index } of text.matchAll(bornAfter))
    spans.push({ start: index, end: index + written!.length });
  for (const { 0: written, index } of text.matchAll(longAgo)) {
    const year = Number(/\d{4}/.exec(written)?.[0]);
    if (year < oldest || year > youngest || beganCue.test(text.slice(Math.max(0, index - 40), index)))
      continue;
    spans.push({ start: index, end: index + written.length });
  }
  return spans.map((span) => ({ kind: 'birth_date', ...span }));
}
