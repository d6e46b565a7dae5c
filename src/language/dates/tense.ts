const lookingBack =
  /\b(?:met|called|spoke|talked|emailed|e-mailed|texted|messaged|chatted|visited|saw|had|was|were|did|sent|went|signed|said|came|happened|last|since|logged|heard|replied|discussed|demoed|showed|rang|phoned|caught)\b/giu;
const lookingForward =
  /\b(?:will|would|promised|to|should|shall|can|could|must|gonna|follow|schedule|book|remind|due|by|next|wants?|needs?|plan|arrange|set|call|meet|send|move|push|postpone|before|until|expects?|on the calendar)\b|[’']ll\b/giu;
/** What has come about, where nothing before it in the clause is wished for or is to be: "ordered in June". */
const outcome =
  /(?<!\b(?:be|is|are|being|gets?|have|has)\s+(?:\w+ly\s+)?)\b(?:(?:re)?ordered|shipped|paid|bought|purchased|sold|cancell?ed|complained|expired|lapsed|renewed|delivered|arrived|received|returned|refunded|lost|won|took|brought|grew|fell|rose|dropped|increased|decreased|closed|churned|ended|failed|crashed|broke|made|gave|spent|earned|missed|invoiced|billed|charged|placed|installed|launched|attended|joined|left|began|finished|completed|reached|exceeded|was|were)\b(?!\s+(?:approved|agreed|scheduled|planned|postponed|moved|promised|booked|set)\b)/giu;
/** Papers and figures that are of days gone by. */
const record =
  /\b(?:(?:invoices?|bills?|statements?|receipts?|complaints?)\s+(?:from|of|for|in)|orders?\s+(?:from|of|dated)|(?:sales|results|churn)\s+(?:in|of|from))\s+(?:the\s+)?$/iu;

const wished = /[要会再将建想]|跟进|提醒|安排|计划|准备|打算|预算|预计|目标|希望|争取/gu;
const wishedBefore = /[要会再将]|跟进|提醒|改[到成为]|推迟?到|定在|约在/u;
const done = /(?<![排约])了(?!解)|过(?![来去年程])|^[^，。]{0,2}[下签买付订收发做谈来到]的/gu;
const recorded =
  /^[^，。]{0,2}(?:成交(?=[\d额率量一二两三四五六七八九十几])|流失|回款|同比|环比|下滑|的?(?:账单|发票|对账单|投诉|订单|单子))/u;

/**
 * Whether a clause tells of what has happened, by its last verb before an expression or the first one after it, in
 * Chinese by what follows.
 */
export function looksBack(before: string, after: string): boolean {
  const [lastDone, lastWanted] = [lastOf(lookingBack, before), lastOf(lookingForward, before)];
  if (lastDone > lastWanted) return true;
  const nothingWanted = lastWanted < 0;
  if (nothingWanted && (lastOf(outcome, before) >= 0 || record.test(before))) return true;
  if (nothingWanted && firstOf(outcome, after) < firstOf(lookingForward, after)) return true;
  return (
    (firstOf(done, after) < firstOf(wished, after) && !wishedBefore.test(before)) ||
    (recorded.test(after) && placesOf(wished, before + after).length === 0) ||
    /自从?$/u.test(before) ||
    /^(?:以来|至今|到(?:现在|目前))/u.test(after)
  );
}

const lastOf = (sign: RegExp, text: string): number => placesOf(sign, text).at(-1) ?? -1;
const firstOf = (sign: RegExp, text: string): number => placesOf(sign, text)[0] ?? Number.POSITIVE_INFINITY;
const placesOf = (sign: RegExp, text: string): number[] =>
  Array.from(text.matchAll(sign), ({ index }) => index);
