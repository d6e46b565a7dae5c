import { findChineseAddresses } from './chinese-addresses.ts';
import type { Found } from './find.ts';

const streetWords =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Close|' +
  'Crescent|Cres|Parkway|Pkwy|Highway|Hwy|Row|Quay|Gardens|Grove|Mews|Circle|Cir|Trail|Trl|Alley|Walk|Hill|Park|' +
  'Plaza|Broadway|Loop|Turnpike|Wharf|Embankment|Green|Rise|View|Heights|Bend|Path|Parade|Esplanade|Wynd|Meadow|' +
  'Cottages|Point|Pt|Marg|Route|Street East|Street West';
const word = "[A-ZÀ-Þ][\\p{L}\\p{M}'’.-]*";
const particle =
  '(?:of|the|de|la|le|du|des|del|della|di|da|do|dos|das|van|von|der|den|het|upon|on|by|under|en|y|e|sur|bis|ter|und|am|an|im|na|nad|pod|al|el|tv|c/o|rue|place|avenue|boulevard|quai|chemin|allée|impasse|cours|calle|via|ul\\.|al\\.|tr\\.)';
const house = '\\d{1,5}[A-Za-z]?(?:[-–/]\\d{1,4}[A-Za-z]?|-[IVX]{1,4}|/F){0,2}[ºª°]?\\.?';
const unit =
  '(?:Apartment|Apt|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Building|Bldg|Level|Studio|Dock|Plot|Caravan|Tower|Block|#)\\.?\\s*#?[A-Za-z]?\\d*[A-Za-z]?\\b';

/** A word, a house number or what joins them, with what stands behind it before the next. */
const step = `(?:(?:${word}|${house}|${particle}|&|#?\\d{1,4}[A-Za-z]?|\\d{1,3}(?:st|nd|rd|th)|No\\.?)(?:,?[ \\t]+|,?[ \\t]*\\n|,))`;
const steps = `(?<![\\p{Script=Latin}\\d])(?:${step}){1,14}`;
/** Codes whose form alone tells them from other numbers. */
const strongCode =
  '(?:[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[\\dW] ?[A-Z\\d]{4}|[A-Z]{2},? \\d{5}(?:-\\d{4})?|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \\d{4})';
/** Codes that need the name of a place beside them. */
const city = `${word}(?: (?:${particle} )?${word}){0,2}(?: \\d{1,2}(?!\\d))?`;
const weakCode = `(?:(?:[A-Z]{1,2}-)?\\d{4,5}(?: [A-Z]{2})?|\\d{3} \\d{2}|\\d{2}-\\d{3}|\\d{4}-\\d{3}|\\d{5}-\\d{3}) ${city}`;
const cityFirst = `${word}(?: ${word})?,? (?:\\d{6}|\\d{5}|\\d{3} \\d{2}|\\d{3}-\\d{4}|\\d{5}-\\d{3}|\\d{4})(?![\\d-])`;
const notLonger = '(?![\\p{L}\\d])';

const withCode = new RegExp(`${steps}${strongCode}${notLonger}`, 'gu');
const withCity = new RegExp(`${steps}(?:${weakCode}|${cityFirst})${notLonger}`, 'gu');
const rest = `(?:,? ${unit})?(?:,\\s*(?:${unit}|${word}(?: ${word}){0,3})${notLonger}){0,4}(?:,? (?:${strongCode}|\\d{4,5})${notLonger})?`;
const street = new RegExp(
  `(?<![\\p{Script=Latin}\\d])(?:${unit},?\\s+)?${house},?\\s+(?:[NSEW]{1,2}\\.?\\s+)?` +
    `(?:(?:${word}|\\d{1,3}(?:st|nd|rd|th))\\s+){1,4}?(?:${streetWords})\\b\\.?(?:\\s+[NSEW]{1,2}\\b\\.?)?${rest}`,
  'gu',
);
const box = new RegExp(`\\bP\\.?\\s?O\\.?\\s?Box\\s+\\d{1,6}${rest}`, 'giu');
const european = new RegExp(
  `(?<![\\p{Script=Latin}\\d])(?:${word}(?:straße|strasse|str\\.|gasse|weg|platz|allee|damm|ufer|laan|straat|gracht|plein|vägen|gatan|gade|vej|katu|ulica)|` +
    `${word} (?:Straße|Strasse|Str\\.|Allee|Platz|Weg)|` +
    `(?:Calle|Avenida|Avda\\.|Av\\.|Plaza|Paseo|Carrer|Rua|Via|Viale|Piazza|Corso|Chaussée|Leoforos|ul\\.|al\\.|Ulica)(?: ${particle})* ${word}(?: ${word}){0,2}),? ${house}${rest}`,
  'gu',
);
const french = new RegExp(
  `(?<![\\p{Script=Latin}\\d])\\d{1,4}(?: (?:bis|ter))?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Qq]uai|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Cc]ours)(?: (?:de|du|des|la|le|les|l'|l’|d'|d’))*\\s?${word}(?: ${word}){0,3}${rest}`,
  'gu',
);
/** What makes a chain of words and a code a house: a number of it, or what houses are called. */
const isHouse =
  /(?<![\p{L}\d])\d{1,5}|\b(?:House|Hall|Lodge|Mill|Cottages?|Estate|Farm|Wharf|Flat|Court|Barn|Granary|Road|Lane|Street)\b/u;

/** Postal addresses of a folded text: a house in a street, with all of the place around it. */
export function findAddresses(text: string): Found[] {
  const coded = [
    ...matches(withCode, text).filter(({ written, code }) => isHouse.test(written.slice(0, code))),
    ...matches(withCity, text).filter(
      ({ written, code }) => /\d/.test(written.slice(0, code)) && /[,\n]/.test(written),
    ),
  ];
  const others = [street, box, european, french].flatMap((pattern) => matches(pattern, text));
  const latin = [...coded, ...others].map(({ start, written }) => ({
    kind: 'address' as const,
    start,
    end: start + written.replace(/[\s,.]+$/u, '').length,
  }));
  return [...latin, ...findChineseAddresses(text)];
}

const lastCode = /(?:\d[\dA-Z -]*|[A-Z]{1,2}\d[A-Z\d]? ?\d?[A-Z]{0,2})[^,\n]*$/u;

function matches(pattern: RegExp, text: string): { start: number; written: string; code: number }[] {
  return Array.from(text.matchAll(pattern), ({ 0: written, index }) => ({
    start: index,
    written,
    code: written.search(lastCode),
  }));
}
