import { parsePhones } from '../language/index.ts';
import type { Found } from './find.ts';

/** Words before a run of digits that make it the number of a thing, and before numbers of a company's own hotline. */
export const thingCue =
  /(?:\b(?:order|invoice|inv|tracking|ticket|case|ref(?:erence)?|sku|isbn|serial|s\/n|po|part|model|item|product|quote|contract|batch|lot|id|version|parcel|shipment|awb|imei|vin|barcode|upc|ean|rma|claim|policy|delivery note|customer|member|build|meter)s?\b(?:\s*(?:number|no\.?|id|code|#|:|：|is|was))*|订单号?|单号|运单号?|快递单号|发票号?码?|编号|工单号?|合同号?|序列号|批次号?|货号|型号|条码|物流号?|案件号?|流水号?|版本号?|发票代码|代码|下单|单子|单据|水表号?|电表号?|会员号?|坐标|#)\s*(?:是|为|[:：#])?\s*[A-Z]{0,4}[-_#]?$/iu;
/** People are often kept by the number of their phone. */
const memberCue =
  /(?:会员号?|客户(?:编号|号)?|用户(?:ID|号)?|member|customer|account)\s*(?:id|number|no\.?)?\s*(?:是|为|is)?\s*[:：#]?\s*$/iu;
const chineseMobile = /^1[3-9]\d{9}$/;
const phoneNumberCue = /(?:phone|tel|cell|mobile|fax|电话|手机)\.?\s*(?:number|no\.?)?\s*#\s*$/iu;
/** Another number of the same place, its area left out. */
const besidePhone = /^\s?(?:\/|、|or|或)\s?([2-9]\d{6,7}|[2-9]\d{2,3}[- ]\d{4})(?![\d-])/iu;
const hotline = /^(?:\+?86)?(?:400|800)\d{7}$|^8(?:00|33|44|55|66|77|88)\d{7}$|^(?:9[56]|1[02])\d{3}$/;
const tollFree = /^\+?1[ .(-]+8(?:00|33|44|55|66|77|88)\D/;
/** Days with an hour, spans of years, coordinates and versions. */
const neverPhone =
  /^(?:(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?: \d{1,2})?|(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}|\d{1,3}\.\d{3,}|(?!1(?:\.[2-9]\d{2}){2}\.\d{4}$)\d+\.\d+\.\d+\.\d+)$/;
/** Numbers by their grouping: land lines with their area, mobiles behind another number, foreign ones. */
const phoneForms = [
  /(?<![\d.-])\(?0\d{2,3}\)?[- ]?\d{3,4}[- ]?\d{4}(?:-\d{1,6})?(?![\d.-])/gu,
  /(?<![\d.-])\d{3}\/\d{3}-\d{4}(?![\d-])|(?<![\d.-])0\d{2,4}\/\d{5,8}(?!\d)/gu,
  /(?<!\d)(?:\+|00)[1-9]\d{0,2}(?:[ .()/-]{1,3}\d{2,4}){2,5}(?!\d)|(?<!\d)00[1-9]\d{0,2}[ -](?:\d{1,4}[ -]\d{6,8}|\d{8,11})(?!\d)/gu,
  /(?<![\dA-Za-z])1[3-9]\d(?:[- .]?\d{4}[- .]?| [-–—] \d{4} [-–—] )\d{4}(?:-\d{1,6})?(?![\d-])/gu,
  /(?<![\d.-])0\d{1,4}(?:([ -])\d{3,4}\1\d{3,4}|([. -])\d{2}(?:\2\d{2}){3})(?![\d-])/gu,
  /(?<![\d.-])0\d(?:-\d{8}|\d{1,2}-\d{3} \d{2} \d{2})(?![\d-])/gu,
  /(?<!\d)\(\d{2}\) ?(?!(?:19|20)\d{2}-)\d{4,5}-\d{4}(?![\d-])/gu,
  /(?<![\d+-])8[ -]?\(\d{3}\)[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)/gu,
  /(?<![\d+-])85[23][ -][2-9]\d{3}[ -]?\d{4}(?!\d)/gu,
  /(?<=(?:打|拨|回电|回拨)[给:： ]?)[2-8]\d{6,7}(?!\d)/gu,
  /(?<=(?:fax|phone|tel|cell|mobile)[:. ]{0,2})\d{3}\/\d{3}\/\d{4}(?!\d)/giu,
  /(?<![\d.-])1(?:\.[2-9]\d{2}){2}\.\d{4}(?![\d.-])/gu,
  // Behind a word for a telephone, however it is grouped.
  /(?<=(?:\b(?:phone|tel|telephone|cell|mobile|fax|whatsapp)\b|(?:电话|手机|座机)(?:号码?)?|传真|致电|拨打)[.:：# ]{0,3})\(?\d{2,5}(?:[)_/.—-]{1,2}| [—-] )\d{3,8}(?:[ _/.—-]{1,2}\d{3,4})?(?![\d/.-])/giu,
  // Within a town.
  /(?<=\b(?:phone|tel|telephone|cell|mobile|fax|call|dial|ring|text|reach)\b[^\d\n]{0,16})[2-9]\d{2}[-.]\d{4}(?![\d.-])/giu,
  // Read out sign by sign.
  /(?<![a-z])(?:(?:double |triple )?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?:[ -]|, )){6,12}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?![a-z])/giu,
  /(?<![零〇一幺二三四五六七八九])[一幺][，, ]?[三四五六七八九](?:[，, ]?[零〇一幺二三四五六七八九]){9}(?![零〇一幺二三四五六七八九])/gu,
];
const phoneCue =
  /(?:\b(?:phone|tel|telephone|cell|mobile|call|dial|fax|whatsapp|text|ring|reach|number)\b|电话|手机|座机|号码|致电|拨打|联系|手機|電話|市話|直线|专线|tél)[^\d\n]{0,16}$/iu;
const extension = /^\s*(?:,\s*)?(?:ext\.?|extension|x|转|分机号?)\s*[:：#]?\s*\d{1,6}/iu;
const decimals = /^\.\d/u;
const unit = /^\s?(?:%|元|美元|万|亿|件|台|个|只|条|次|USD|CNY|EUR|kg)/iu;
/** Amounts are not written with these. */
const neverAmount = /^\+|-/u;

/** Telephone numbers of people in a folded text, with their extensions; no hotlines, no numbers of things. */
export function findPhones(text: string): Found[] {
  const parsed = parsePhones(text).filter(
    ({ start, end, international }) =>
      international !== undefined ||
      phoneCue.test(beforeOf(text, start)) ||
      !/[.-]/.test(text.slice(start, end)),
  );
  const formed = phoneForms.flatMap((form) =>
    Array.from(text.matchAll(form), ({ 0: written, index }) => ({
      start: index,
      end: index + written.length,
    })),
  );
  return [...parsed, ...formed].flatMap(({ start, end }) => {
    const written = text.slice(start, end);
    const after = text.slice(end);
    const isOther = [
      hotline.test(written.replace(/\D/g, '')),
      tollFree.test(written),
      neverPhone.test(written),
      decimals.test(after),
      unit.test(after) && !neverAmount.test(written),
    ];
    const before = beforeOf(text, start);
    const isThing =
      thingCue.test(before) &&
      !phoneNumberCue.test(before) &&
      !(memberCue.test(before) && chineseMobile.test(written));
    if (isOther.includes(true) || isThing) return [];
    const beside = besidePhone.exec(after);
    const other = beside && {
      kind: 'phone' as const,
      start: end + beside[0].length - beside[1]!.length,
      end: end + beside[0].length,
    };
    const own = { kind: 'phone' as const, start, end: end + (extension.exec(after)?.[0].length ?? 0) };
    return other ? [own, other] : [own];
  });
}

const beforeOf = (text: string, place: number): string => text.slice(Math.max(0, place - 24), place);
