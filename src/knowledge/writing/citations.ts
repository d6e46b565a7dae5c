const citation = /[[【]\s*(\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*)\s*[\]】]/gu;
const behindTheEnd = new RegExp(
  `([。！？；…]+[”’」』）)]*|[.!?]+["'”’)]*)[ \\t]*((?:${citation.source}[ \\t]*)+)`,
  'gu',
);

/** A text whose citations stand before the end of their sentence: “… days. [1]” as “… days [1].” */
export const citedWithin = (text: string): string =>
  text.replace(
    behindTheEnd,
    (_, end: string, marks: string) => ` ${marks.trim()}${end}${/[.!?]/.test(end) ? ' ' : ''}`,
  );

/** The numbers a sentence cites. */
export const citedIn = (sentence: string): number[] => [
  ...new Set(
    [...sentence.matchAll(citation)].flatMap(([, numbers]) => numbers!.split(/[,，、;]/).map(Number)),
  ),
];

/** A sentence without its citations. */
export const withoutCitations = (sentence: string): string =>
  sentence
    .replace(citation, '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/[ \t]+(?=[.,;:!?。，；：！？])/g, '')
    .trim();
