import { parseNumber } from '../../../language/index.ts';
import type { WorkspaceDescription } from '../../directory.ts';
import { amongIn, speaksOfOne, speaksOfPair } from './among.ts';
import { soldOut } from './amount-filters.ts';
import { isChinesePlace } from './chinese-places.ts';
import type { Clause } from './clause.ts';
import { constraintsOf } from './filters.ts';
import { type Constraint, mayBeOne, type Named, type Target } from './frame.ts';
import { lexicons } from './lexicon.ts';
import type { Mention } from './mention.ts';
import { ofThere } from './other-names.ts';

export const noTarget = (kind: string): Target => ({
  kind,
  records: [],
  strangers: [],
  constraints: [],
  set: false,
  vague: undefined,
  reference: undefined,
  ordinal: undefined,
  first: undefined,
  except: [],
});

/** Which kind of record a clause speaks of. */
export function kindOf(clause: Clause): string {
  const kinds = clause.mentions.flatMap(({ is }) => (is.type === 'kind' ? [is] : []));
  const records = clause.mentions.flatMap(({ is }) => (is.type === 'record' ? [is.kind] : []));
  const contactKinds = kinds.filter(
    (kind) => kind.kind !== 'contact' && kind.kind !== 'product' && kind.kind !== 'interaction',
  );
  const spoken = kinds.find((kind) => kind.kind === 'contact')?.kind ?? contactKinds[0]?.kind;
  if (records.includes('contact') && spoken !== 'task') return 'contact';
  if (kinds.length === 0 && records.length === 0 && speaksOfLast(clause)) return clause.about!;
  const asContact = clause.mentions.some(
    ({ is }) =>
      is.type === 'value' &&
      is.of.some(({ kind }) => kind === 'contact') &&
      is.of.every(({ kind, field }) => kind !== 'product' || field === 'lifecycleStage'),
  );
  const isOfDeals = clause.mentions.some(
    ({ is }) => is.type === 'value' && is.of.some(({ kind }) => kind === 'deal'),
  );
  if (spoken === 'deal' && asContact && !isOfDeals) return 'contact';
  if (
    isOfProducts(
      clause,
      kinds.some(({ kind }) => kind === 'product'),
    ) &&
    spoken === undefined &&
    records.length === 0
  )
    return 'product';
  const onlyProduct = kinds.every(({ kind }) => kind === 'product');
  return spoken ?? records[0] ?? (asContact && onlyProduct ? 'contact' : kinds[0]?.kind) ?? 'contact';
}

/** "out of stock", “库存少于 50 的”: what is told of products, be they named or not. */
const isOfProducts = ({ text, mentions }: Clause, areNamed: boolean): boolean =>
  soldOut.test(text) ||
  (mentions.some(({ is }) => is.type === 'field' && is.of.every(({ kind }) => kind === 'product')) &&
    (areNamed || mentions.some(({ is }) => is.type === 'number')));

/** Whether a clause speaks of the record spoken of last: "it", or by a field or value that no contact has. */
function speaksOfLast({ about, sketch, mentions }: Clause): boolean {
  if (about === undefined || about === 'contact') return false;
  if (/\b(?:it|its|that|this)\b|它|这[个条]|那[个条]/u.test(sketch)) return true;
  const places = mentions.map(({ is }) => (is.type === 'value' || is.type === 'field' ? is.of : []));
  const isOf = (kind: string) => places.some((of) => of.some((place) => place.kind === kind));
  return isOf(about) && !isOf('contact');
}

const asNamed = (mention: Mention): Named | undefined =>
  mention.is.type === 'record' ? { text: mention.text, candidates: mention.is.candidates } : undefined;

/**
 * Which records a clause means.
 *
 * @param used  numbers of the mentions that play another part
 */
export function targetOf(
  clause: Clause,
  workspace: WorkspaceDescription,
  used: ReadonlySet<number>,
  kind = kindOf(clause),
): Target {
  const { references, filters } = lexicons[clause.language];
  const others = clause.mentions
    .map((mention, index) => ({ mention, index }))
    .filter(({ index }) => !used.has(index));
  const except = others
    .filter(({ index }) => clause.roles.exceptions.has(index))
    .flatMap(({ mention }) => asNamed(mention) ?? []);
  const meant = others.filter(({ index }) => !clause.roles.exceptions.has(index));
  const known = meant.flatMap(({ mention }) => asNamed(mention) ?? []);
  const ofKind = known.filter((one) => one.candidates[0]?.kind === kind);
  const named = ofKind.length > 0 ? ofKind : known.filter((one) => one.candidates[0]?.kind !== 'product');
  const isLeftOut = ({ candidates }: Named) => except.some((one) => mayBeOne(one.candidates, candidates));
  const meantOf = named.every(isLeftOut) ? named : named.filter((one) => !isLeftOut(one));
  const records = named.length > 0 ? meantOf : onePersonOf(clause, kind);
  const unknown = meant.filter(({ mention }) => mention.is.type === 'name').map(({ mention }) => mention);
  const places = unknown.filter((mention) => isPlace(clause, mention));
  const placed = kind === 'contact' || kind === 'company';
  const strangers = unknown.filter((mention) => !places.includes(mention) || !placed).map(({ text }) => text);
  const [firms, towns] = [places.filter(isFirm), places.filter((mention) => !isFirm(mention))];
  const of = [...(firms.length > 0 ? [firms] : []), ...towns.map((town) => [town])].map(
    (named): Constraint => {
      const unlike = named.flatMap(({ is }) => (is.type === 'name' ? (is.unlike ?? []) : []));
      const values = named.map(({ text }) => text);
      return { field: placeOf(kind), comparison: 'at', values, ...(named.every(isFirm) && { unlike }) };
    },
  );
  const constraints = [...constraintsOf(clause, kind, workspace, used), ...(placed ? of : [])];
  const plural = meant.some(({ mention }) => mention.is.type === 'kind' && mention.is.plural);
  const all = filters.anySet.test(clause.sketch);
  const pronoun = isPossessive(clause) || firms.length > 0 ? undefined : referenceIn(clause);
  const ordinal = ordinalIn(clause.masked, references);
  const isNamed =
    plural ||
    hasPluralValue(clause, used) ||
    namesDays(clause, constraints) ||
    /<V\d+>(?:-stage)? (?:ones|guys|folks)\b/.test(clause.sketch);
  const isGeneral = isNamed || (all && (pronoun === undefined || constraints.length > 0));
  const holds = constraints.some(({ comparison }) => comparison === 'contains');
  const restricts =
    constraints.length > 0 && (holds || (pronoun === undefined && (all || saysWhich(clause, used))));
  const set =
    records.length === 0 &&
    ordinal === undefined &&
    firstIn(clause) === undefined &&
    (isGeneral || restricts);
  return {
    kind,
    records,
    strangers,
    constraints:
      set || records.length > 0
        ? constraints
        : constraints.filter(({ comparison }) => comparison === 'in' || comparison === 'at'),
    set,
    vague: filters.vague.exec(clause.sketch)?.[0],
    reference: records.length > 0 || (set && constraints.length > 0) ? undefined : pronoun,
    ordinal,
    first: firstIn(clause),
    except,
    ...(speaksOfPair(clause) && { pair: true as const }),
    ...(records.length === 0 && references.others.test(clause.sketch) && { others: true as const }),
    ...(records.length === 0 && speaksOfOne(clause) && { among: amongIn(clause, kind, workspace) }),
  };
}

/** Whether a kind, a value or an owner says which records are meant; a day alone does not. */
const saysWhich = (clause: Clause, used: ReadonlySet<number>): boolean =>
  clause.mentions.some(
    (mention, index) =>
      !used.has(index) && (['kind', 'value', 'member'].includes(mention.is.type) || isFirm(mention)),
  ) ||
  lexicons[clause.language].filters.silent.test(clause.spoken) ||
  lexicons[clause.language].filters.overdue.test(clause.spoken);

/** "her training leads", “她赢单的客户”: records of somebody, not somebody. */
export const isPossessive = (clause: Clause): boolean =>
  /\b(?:his|her|their) (?:<[VK]\d+> ?)+|[他她](?:的|名下|手[上里])?(?:所有|全部)?的?(?:<V\d+>的?)+<K\d+>/.test(
    clause.sketch,
  ) &&
  clause.mentions.some(
    ({ is, text }) => (is.type === 'kind' && !ofThem.test(text)) || (is.type === 'value' && /s$/.test(text)),
  );

/** "their records": what is kept of them, and no others that are theirs. */
const ofThem = /^(?:records?|entr(?:y|ies)|profiles?|files?|cards?)$/iu;

const isFirm = ({ is }: Mention): boolean => is.type === 'name' && is.isFirm === true;

/** "the one at Nanolabs", “来自北京的客户”, "whose e-mail is at nanolabs": a firm or a town somebody belongs to. */
const isPlace = (clause: Clause, mention: Mention): boolean =>
  isFirm(mention) ||
  isChinesePlace(mention.text) ||
  ofThere.test(clause.text.slice(mention.end)) ||
  /(?:\b(?:at|from|in|of|works? (?:at|for))|在|来自|位于|(?:公司|邮箱|邮件|域名)(?:里|中)?(?:是|为|包含|含有?|有|带|属于)?)\s*$/iu.test(
    clause.text.slice(0, mention.start),
  ) ||
  /\b(?:e-?mails?|address(?:es)?|company|domain)\b[^,.]{0,16}\b(?:is|are|has|have|contains?|containing|with|like|ends? with|ending)\s*$/iu.test(
    clause.text.slice(0, mention.start),
  );

/** "the peakventures contact", “biologics的联系人”: one person of a firm, whoever that is. */
function onePersonOf({ sketch, text, mentions, language }: Clause, kind: string): Named[] {
  const [firm, ...others] = mentions.filter(isFirm);
  const isOne =
    language === 'zh'
      ? !severalOfThem.test(text)
      : /\b(?:our|my|the|their|that) (?:<[KV]\d+> (?:over |down )?(?:at|from) <U\d+>|<U\d+>(?:'s)? <[KV]\d+>)/.test(
          sketch,
        ) &&
        mentions.every(({ is, text: said }) =>
          is.type === 'kind' ? !is.plural : is.type !== 'value' || !/s$/.test(said),
        );
  if (firm === undefined || others.length > 0 || kind !== 'contact' || !isOne) return [];
  return firm.is.type === 'name' && firm.is.people !== undefined
    ? [{ text: firm.text, candidates: firm.is.people }]
    : [];
}

/** Words of Chinese by which several are meant. */
export const severalOfThem =
  /所有|全部|全都|都|每|各|(?<![我你他她])们|几|[两三四五六七八九十\d]+[个位名家]|统一|一律|统统|谁|哪|多少/u;

const placeOf = (kind: string): string => (kind === 'contact' ? 'emails' : 'name');

/** "his leads", "the proposals": a value in the plural stands for records that have it. */
const hasPluralValue = (clause: Clause, used: ReadonlySet<number>): boolean =>
  clause.mentions.some(
    ({ is, text }, index) =>
      !used.has(index) && is.type === 'value' && /(?:lead|proposal|won deal|prospect)s$/i.test(text),
  );

/** "the follow-ups that were due yesterday": days in the plural stand for the records they are of. */
const namesDays = ({ mentions }: Clause, constraints: readonly Constraint[]): boolean =>
  mentions.some(
    ({ is, text }) =>
      is.type === 'field' &&
      /s$/i.test(text) &&
      is.of.some(({ field }) => constraints.some((one) => one.field === field && one.comparison !== 'set')),
  );

/** Whether the words point back to one record or to several. */
export function referenceIn(clause: Clause): 'one' | 'many' | undefined {
  const { references } = lexicons[clause.language];
  const many = references.many.test(clause.sketch);
  const one = references.one.test(clause.sketch);
  if (one) return many && !/\b(?:him|his|her|it|he|she)\b/.test(clause.sketch) ? 'many' : 'one';
  return many ? 'many' : undefined;
}

/** How many of the first ones are meant: "the first two", “前三个”. */
function firstIn({ masked }: Clause): number | undefined {
  const match = /\bfirst (two|three|four|five|six|\d+)\b|前([两二三四五六]|\d+)[个位名条]/.exec(masked);
  const value = match && parseNumber((match[1] ?? match[2])!);
  return value ? Number(value) : undefined;
}

function ordinalIn(masked: string, references: (typeof lexicons)['en']['references']): number | undefined {
  const match = references.ordinal.exec(masked);
  if (match === null) return undefined;
  const word = match.slice(1).find((group) => group !== undefined);
  if (word === undefined || word === 'last' || word === 'latter') return -1;
  const position = references.ordinals.findIndex((names) => names.split('|').includes(word));
  return position >= 0 ? position + 1 : Number.isNaN(Number(word)) ? undefined : Number(word);
}
