/** A postal address; absent where the text does not say. */
export interface PostalAddress {
  line1?: string;
  line2?: string;
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
}

const fields: readonly [field: keyof PostalAddress, names: RegExp][] = [
  ['line1', /^(?:address ?1|line ?1|street|address)$/i],
  ['line2', /^(?:address ?2|line ?2|apt|apartment|unit)$/i],
  ['city', /^(?:city|town)$/i],
  ['region', /^(?:state|province|region|county)$/i],
  ['postcode', /^(?:zip|zip ?code|post(?:al)? ?code|postcode)$/i],
  ['country', /^country$/i],
];

/** The address in a text, field by field or as a line; `undefined` where street or town are missing. */
export function parseAddress(text: string): PostalAddress | undefined {
  const readings = /\p{Script=Han}/u.test(text) ? [byFields, chinese, english] : [byFields, english];
  for (const read of readings) {
    const address = read(text);
    if (address?.line1 !== undefined && (address.city !== undefined || address.postcode !== undefined))
      return address;
  }
  return undefined;
}

/** `'address1': '592 Elm Avenue', 'city': 'Houston'` */
function byFields(text: string): PostalAddress | undefined {
  const address: PostalAddress = {};
  for (const [, name = '', value = ''] of text.matchAll(
    /['"]?([a-z][a-z _]{2,12}\d?)['"]?\s*[:=]\s*['"]([^'"}]*)['"]/gi,
  )) {
    const field = fields.find(([, names]) => names.test(name.replaceAll('_', ' ').trim()))?.[0];
    if (field !== undefined && value.trim() !== '') address[field] = value.trim();
  }
  return address.line1 === undefined ? undefined : address;
}

const street =
  /\b\d+[a-z]?\s+(?:[NSEW]\.?\s+)?(?:[A-Z0-9][\w'.-]*\s+)*?[A-Z0-9][\w'.-]*\.?(?=\s*(?:,|;|\n|$|#|\b(?:apt|suite|unit)))/i;
const unit =
  /^(?:(?:apt|apartment|suite|ste|unit|floor|fl|room|rm|bldg|building)\b\.?\s*#?\s*[\w-]+|#\s*[\w-]+|\d+(?:st|nd|rd|th) floor)$/i;
const country =
  /^(?:usa|u\.s\.a\.?|us|united states(?: of america)?|canada|uk|united kingdom|germany|france|china|australia)$/i;
const regionAndCode =
  /^([A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)?\s*(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})$/;

const cityAndCode = /^([A-Z][\p{L} .'-]+?)\s+([A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})$/u;

/** "592 Elm Avenue, Suite 978, Houston, TX 77242, USA" */
function english(text: string): PostalAddress | undefined {
  const start = text.search(street);
  if (start < 0) return undefined;
  const line = text.slice(start).split(/[\n;!?]|\.(?=\s+[A-Z][a-z]+\s[a-z]|\s*$)/)[0]!;
  const [line1, ...parts] = line.split(',').map((part) => part.trim().replace(/[.)]+$/, ''));
  const inner = /^(.*\S)\s+((?:apt|apartment|suite|unit|#)\.?\s*#?[\w-]+)$/i.exec(line1!);
  const address: PostalAddress = { line1: inner?.[1] ?? line1!, ...(inner && { line2: inner[2]! }) };
  for (const part of parts) {
    const [, region, postcode] = regionAndCode.exec(part) ?? [];
    const loose = /^(.+?)\s+([A-Z]{2})\s+(\d{5}(?:-\d{4})?)$/.exec(part);
    if (address.line2 === undefined && address.city === undefined && unit.test(part)) address.line2 = part;
    else if (loose !== null && address.city === undefined)
      [address.city, address.region, address.postcode] = [loose[1]!, loose[2]!, loose[3]!];
    else if (cityAndCode.test(part) && address.city === undefined)
      [address.city, address.postcode] = cityAndCode.exec(part)!.slice(1) as [string, string];
    else if (postcode !== undefined) {
      address.postcode = postcode;
      if (region !== undefined) address.region = region;
    } else if (country.test(part)) address.country = part;
    else if (address.city === undefined) address.city = part;
    else if (address.region === undefined && /^[A-Z]/.test(part)) address.region = part;
  }
  return address;
}

/** 上海市浦东新区张江路88号3栋502，邮编201203 */
function chinese(text: string): PostalAddress | undefined {
  const close = text.replace(/(?<=\p{Script=Han})[ \t]+(?=\d)|(?<=\d)[ \t]+(?=\p{Script=Han})/gu, '');
  const postcode = /(?<!\d)\d{6}(?!\d)/.exec(close)?.[0];
  const found =
    /(\p{Script=Han}{2,7}(?:省|自治区))?(\p{Script=Han}{2,6}市)?(\p{Script=Han}{1,6}?(?:区|县|镇))?([\p{Script=Han}\w]{1,20}?(?:路|街|道|巷|弄|大厦|小区|村|里|花园|广场)[\p{Script=Han}\w-]*)/u.exec(
      close.replace(
        /^.*?(?:地址(?:改为|改成|改到|换成|换到|更新为|更新成|变更为|是|为|:|：)*|寄到|送到|寄往|改到|发到|改成|改为|搬到)\s*(?:了)?/u,
        '',
      ),
    );
  if (found === null) return undefined;
  const [, region, city, district, line] = found;
  const line1 = `${district ?? ''}${line!}`;
  return {
    line1,
    ...(city !== undefined && { city }),
    ...(region !== undefined && { region }),
    ...(postcode !== undefined && { postcode }),
  };
}
