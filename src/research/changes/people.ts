import { parseEmails, parsePhones } from '../../language/index.ts';
import { chineseName, englishName } from '../names.ts';
import type { PersonDraft, Said } from './types.ts';

const jobTitle = String.raw`(?:(?:[Cc]hief [\p{L}]+ [Oo]fficer|C[A-Z]O|(?:[Ss]enior |[Vv]ice )?[Pp]resident|VP(?: of)? [\p{L}]+|[Hh]ead of [\p{L}]+(?: [\p{L}]+)?|[Oo]wner|[Ff]ounder|(?:[\p{L}]+ ){0,2}(?:[Dd]irector|[Mm]anager|[Ll]ead|[Ee]ngineer|[Bb]uyer|[Aa]ssistant|[Cc]onsultant|[Oo]fficer))(?: of [\p{L}]+)?)`;
const company = String.raw`\p{Lu}[\p{L}\d&'’-]*(?:\.[\p{L}\d]+)*(?: (?:\p{Lu}|&|of )[\p{L}\d&'’-]*(?:\.[\p{L}\d]+)*){0,3}`;
const met = `(?:[Cc]alled|[Cc]all (?:with|from)|[Pp]honed|[Rr]ang|[Ss]poke (?:to|with)|[Tt]alk(?:ed)? (?:to|with)|[Mm]et(?: with)?|[Mm]eeting with|[Vv]isit(?:ed)?(?: from)?|[Ee]-?mail from|[Hh]eard from|[Ll]unch with|[Dd]emo (?:for|with)|[Ii]ntroduced (?:me |us )?to|[Cc]ontact(?: person)?:)`;
const english: readonly RegExp[] = [
  new RegExp(
    `${met} (?<name>${englishName})(?:(?:,| \\(|, the | the ) ?(?<title>${jobTitle})\\)?)?,?(?: (?:at|from|of) (?<company>${company}))?`,
    'gu',
  ),
  new RegExp(
    `(?<name>${englishName}) ?(?:,|\\(|–|-) ?(?:the |our |their )?(?<title>${jobTitle})\\)?,?(?: (?:at|of|from|for) (?<company>${company}))?`,
    'gu',
  ),
  new RegExp(`(?<name>${englishName}) (?:from|of|at) (?<company>${company})`, 'gu'),
  new RegExp(
    `(?:regards|best|thanks|cheers|sincerely|wishes),?[ \\t]*\\r?\\n+[ \\t]*(?<name>${englishName})[ \\t]*(?:\\r?\\n[ \\t]*(?<title>${jobTitle})(?:(?:,| at| \\|)? ?(?<company>${company}))?[ \\t]*(?=\\r?\\n|$))?`,
    'giu',
  ),
  new RegExp(`(?<name>${englishName}) <[^\\s@<>]+@[^\\s<>]+>`, 'gu'),
];
const chineseTitle =
  '(?:董事长|总经理|副总经理?|总监|[\\p{Script=Han}]{0,4}?(?:经理|主任|主管|负责人|工程师|采购|专员|总监|部长|院长|店长|助理))';
const chineseCompany =
  '[\\p{Script=Han}A-Za-z\\d]{2,12}?(?:股份有限公司|有限公司|集团|公司|科技|银行|酒店|学校|医院|大学|工厂|超市|餐饮|物流|电子|贸易|网络|制造|软件)';
const nameEnd =
  '(?=[，。、,;；！!：:（(\\s]|$|通|电|聊|谈|说|打|开|见|在|要|想|表|反|来|问|对|会|和|是|今|昨|下|上|提|希|觉|的|先|女|需)';
const meets = '(?:和|跟|与|给|联系了?|拜访了?|见了?|约了?|认识了?|接到了?|收到了?|回访了?|联系人[：:]\\s*)';
const chinese: readonly RegExp[] = [
  new RegExp(
    `${meets}(?:(?<company>${chineseCompany})的?)?(?<title>${chineseTitle})?(?<name>${chineseName})${nameEnd}(?:[（(](?<title2>${chineseTitle})[）)])?`,
    'gu',
  ),
  new RegExp(
    `(?<company>${chineseCompany})的(?<title>${chineseTitle})?(?<name>${chineseName})${nameEnd}`,
    'gu',
  ),
  new RegExp(
    `(?<name>${chineseName})(?:[（(]|，)(?:(?<company>${chineseCompany})的?)?(?<title>${chineseTitle})(?=[）)，。,\\s]|$)`,
    'gu',
  ),
];
const nobody =
  /^(?:(?:Hi|Hello|Dear|Thanks|Regards|Best|From|To|Subject|Date|Cc|Re|Fwd|Team|All|Agent|Assistant|Customer|Client|Sales|Support|Me|We|You|I|The|They|She|He|It|Our|Their|This|That|Next|Please|Budget|Call|Meeting|Notes?|Action|C[A-Z]O|VP|Head|Director|President|Manager|IT|HR|TODO|RFP|Person\d?|Speaker ?\d?|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b.*|客服|助手|客户|销售|方案|成本|时间|高级|常见|解决|应该|何时|任何|万一|安排|安全|毛病|程序|管理|路上|包括|牛奶)$/u;
/** Parts of a company, which stand where its name would. */
const department =
  /^(?:IT|HR|R&D|PR|Finance|Sales|Legal|Purchasing|Procurement|Marketing|Engineering|Operations|Support|Accounting|Monday|Tuesday|Wednesday|Thursday|Friday|Q[1-4]|I|We|They|She|He)\b/u;
const freeMail =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|icloud|me|aol|proton|protonmail|gmx|qq|163|126|sina|sohu|foxmail|yeah|139|189)\./u;

/** The people a text names outright, each with what it says of them. The speakers of a transcript count too. */
export function peopleIn(text: string, speakers: readonly Said[]): PersonDraft[] {
  const people: PersonDraft[] = [];
  const add = (written: Said, more: Pick<PersonDraft, 'jobTitle' | 'company'>): void => {
    const name = withoutVerb(written);
    if (nobody.test(name.value)) return;
    const known = people.find((person) => isSamePerson(person.name.value, name.value));
    if (!known) {
      people.push({ name, emails: [], phones: [], ...more });
      return;
    }
    if (name.value.length > known.name.value.length) known.name = name;
    if (!known.jobTitle && more.jobTitle) known.jobTitle = more.jobTitle;
    if (!known.company && more.company) known.company = more.company;
  };
  for (const pattern of [...english, ...chinese])
    for (const match of text.matchAll(pattern)) {
      const { name, title, title2, company: firm } = match.groups!;
      const said = (value: string | undefined): Said | undefined =>
        value === undefined ? undefined : sayAt(text, value, match.index);
      const [jobs, employer] = [
        said(title ?? title2),
        said(firm && !department.test(firm) ? firm.replace(/[.,]+$/u, '') : undefined),
      ];
      add(said(name)!, { ...(jobs && { jobTitle: jobs }), ...(employer && { company: employer }) });
    }
  for (const speaker of speakers) add(speaker, {});
  addAddresses(text, people);
  return people;
}

/** Words that stand in capitals before a name, at the start of a sentence. */
const opening =
  /^(?:(?:Met|Called|Phoned|Visited|Rang|E-?mailed|Saw|Told|Asked|Spoke|Talked|Hi|Hello|Dear|Thanks|Please|Call|Meeting|Lunch|Demo|With|And|Then|Today|Yesterday|Also|Our|The|Their|Contact) )+/u;

function withoutVerb({ value, start, end }: Said): Said {
  const lead = opening.exec(value)?.[0].length ?? 0;
  return { value: value.slice(lead), start: start + lead, end };
}

const sayAt = (text: string, value: string, from: number): Said => {
  const start = text.indexOf(value, from);
  return { value, start, end: start + value.length };
};

/** “Dana” is Dana Reyes; 张伟 and 张总 may be two. */
function isSamePerson(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(`${short} `) || long.endsWith(` ${short}`);
}

/** Words that give an address as somebody's own. */
const isTheirs =
  /(?:\b(?:her|his|their|my) (?:e-?)?(?:mail|address)|\breach (?:her|him|me)|邮箱|邮件地址)[^\n.。]{0,15}$|\p{L} <$/iu;

/** Addresses and numbers belong to whom the address names; where it is given as somebody's own, to the person named last. */
function addAddresses(text: string, people: PersonDraft[]): void {
  for (const { start, end, address, complete } of parseEmails(text)) {
    if (!complete) continue;
    const [local = '', domain = ''] = address.split('@');
    const owner =
      people.find(({ name }) =>
        name.value
          .toLowerCase()
          .split(' ')
          .some((part) => part.length > 2 && local.includes(part)),
      ) ?? (isTheirs.test(text.slice(Math.max(0, start - 30), start)) ? nearest(people, start) : undefined);
    if (!owner) continue;
    if (!owner.emails.some(({ value }) => value === address))
      owner.emails.push({ value: address, start, end });
    const label = domain.split('.')[0]!;
    if (!owner.company && !freeMail.test(domain) && label.length > 1)
      owner.company = {
        value: label[0]!.toUpperCase() + label.slice(1),
        start: end - domain.length,
        end,
      };
  }
  for (const { start, end, text: written, international } of parsePhones(text)) {
    const owner = nearest(people, start);
    if (owner && !owner.phones.some(({ start: other }) => other === start))
      owner.phones.push({ value: international ?? written, start, end });
  }
}

const nearest = (people: readonly PersonDraft[], place: number): PersonDraft | undefined =>
  people
    .filter(({ name }) => name.start <= place)
    .sort((one, other) => other.name.start - one.name.start)[0] ??
  (people.length === 1 ? people[0] : undefined);
