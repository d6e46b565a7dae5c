const vowel = /[aeiouy]/;
const double = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const validLi = /[cdeghkmnrt]li$/;

const exceptions = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
    sky: 'sky',
    news: 'news',
    howe: 'howe',
    atlas: 'atlas',
    cosmos: 'cosmos',
    bias: 'bias',
    andes: 'andes',
  }),
);
const finished = new Set([
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'proceed',
  'exceed',
  'succeed',
]);

const step2 = new Map(
  Object.entries({
    ational: 'ate',
    tional: 'tion',
    enci: 'ence',
    anci: 'ance',
    abli: 'able',
    entli: 'ent',
    izer: 'ize',
    ization: 'ize',
    ation: 'ate',
    ator: 'ate',
    alism: 'al',
    aliti: 'al',
    alli: 'al',
    fulness: 'ful',
    ousli: 'ous',
    ousness: 'ous',
    iveness: 'ive',
    iviti: 'ive',
    biliti: 'ble',
    bli: 'ble',
    fulli: 'ful',
    lessli: 'less',
  }),
);
const step3 = new Map(
  Object.entries({
    ational: 'ate',
    tional: 'tion',
    alize: 'al',
    icate: 'ic',
    iciti: 'ic',
    ical: 'ic',
    ful: '',
    ness: '',
  }),
);
const step4 = 'ement ance ence able ible ment ant ent ism ate iti ous ive ize al er ic'.split(' ');
const step2Suffixes = longestFirst([...step2.keys()]);
const step3Suffixes = longestFirst([...step3.keys(), 'ative']);
const step4Suffixes = longestFirst(step4);

/**
 * The English stem of a lower-case word (Snowball's Porter2). Words of one or two letters and words with
 * anything but a–z and apostrophes come back as they are.
 * @see M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z']+$/.test(word)) return word;
  const exception = exceptions.get(word);
  if (exception !== undefined) return exception;

  let stemmed = word
    .replace(/^'/, '')
    .replace(/(^|[aeiouy])y/g, '$1Y')
    .replace(/'s?'?$/, '');
  stemmed = plural(stemmed);
  if (finished.has(stemmed)) return stemmed;
  const first = region1(stemmed);
  const second = regionAfter(stemmed, first);
  stemmed = pastTense(stemmed, first).replace(/(.[^aeiouy])[yY]$/, '$1i');
  stemmed = derived(stemmed, first, second);
  stemmed = residual(stemmed, second);
  if (stemmed.endsWith('e')) {
    const at = stemmed.length - 1;
    if (at >= second || (at >= first && !endsInShortSyllable(stemmed.slice(0, -1))))
      stemmed = stemmed.slice(0, -1);
  } else if (stemmed.endsWith('ll') && stemmed.length - 1 >= second) stemmed = stemmed.slice(0, -1);
  return stemmed.toLowerCase();
}

function region1(word: string): number {
  const prefix = /^(?:gener|commun|arsen)/.exec(word);
  return prefix === null ? regionAfter(word, 0) : prefix[0].length;
}

function regionAfter(word: string, from: number): number {
  const match = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return match === null ? word.length : from + match.index + 2;
}

function endsInShortSyllable(word: string): boolean {
  return /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word) || /^[aeiouy][^aeiouy]$/.test(word);
}

function plural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/ie[sd]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word) || !word.endsWith('s')) return word;
  return vowel.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function pastTense(word: string, first: number): string {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed !== null) return eed.index >= first ? `${word.slice(0, eed.index)}ee` : word;
  const suffix = /(?:ed|ing)(?:ly)?$/.exec(word);
  if (suffix === null || !vowel.test(word.slice(0, suffix.index))) return word;
  const base = word.slice(0, suffix.index);
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (double.test(base)) return base.slice(0, -1);
  return first >= base.length && endsInShortSyllable(base) ? `${base}e` : base;
}

function derived(word: string, first: number, second: number): string {
  let result = word;
  const second2 = longestSuffix(result, step2Suffixes);
  if (second2 !== undefined) {
    if (result.length - second2.length >= first)
      result = result.slice(0, -second2.length) + step2.get(second2);
  } else if (result.endsWith('logi') && result.length - 3 >= first) result = result.slice(0, -1);
  else if (validLi.test(result) && result.length - 2 >= first) result = result.slice(0, -2);

  const third = longestSuffix(result, step3Suffixes);
  if (third === 'ative') return result.length - 5 >= second ? result.slice(0, -5) : result;
  if (third !== undefined && result.length - third.length >= first)
    return result.slice(0, -third.length) + step3.get(third);
  return result;
}

function residual(word: string, second: number): string {
  const suffix = longestSuffix(word, step4Suffixes);
  if (suffix !== undefined)
    return word.length - suffix.length >= second ? word.slice(0, -suffix.length) : word;
  return /[st]ion$/.test(word) && word.length - 3 >= second ? word.slice(0, -3) : word;
}

function longestFirst(suffixes: readonly string[]): string[] {
  return suffixes.toSorted((one, other) => other.length - one.length);
}

function longestSuffix(word: string, suffixes: readonly string[]): string | undefined {
  return suffixes.find((suffix) => word.endsWith(suffix));
}
