import { type Calendar, type Day, momentOf } from './calendar.ts';
import { type Category, categories } from './catalogue-data.ts';
import type { Account } from './companies.ts';
import { englishPerson, type PersonName, personName } from './names.ts';
import { personPhone } from './phones.ts';
import { createRandom, type Random } from './random.ts';
import { type Language, type Row, rowId, stamped } from './rows.ts';
import { type Profile, profileOf } from './story.ts';

/** A contact with the truth the simulation knows about them and their records only hint at. */
export interface Person {
  row: Row<'contact'>;
  number: number;
  language: Language;
  called: string;
  account: Account;
  profile: Profile;
  /** The day they became what they are: a customer's first day as one. */
  joined: Day;
  /** The day they stop buying: past, near future (unhappy already), or never. */
  leaves: Day | undefined;
}

/** People whom tests and the demo know by name; their numbers and profiles are fixed. */
const notable: Readonly<Record<number, { name: PersonName; jobTitle: string; role: Profile['role'] }>> = {
  0: { name: englishPerson('Dana', 'Ortiz'), jobTitle: 'Operations Director', role: 'customer' },
  1: { name: { full: '张伟', called: '张伟', address: 'wei.zhang' }, jobTitle: '采购总监', role: 'customer' },
  2: { name: englishPerson('Dana', 'Whitfield'), jobTitle: 'Head of Purchasing', role: 'proposal' },
};

export const isNotable = (number: number): boolean => number in notable;

const jobTitles: Record<Language, readonly string[]> = {
  en: [
    'Store Manager',
    'IT Manager',
    'Purchasing Lead',
    'Operations Manager',
    'Finance Director',
    'Managing Director',
    'Warehouse Supervisor',
    'Head of Training',
  ],
  zh: ['采购经理', '信息主管', '运营经理', '总经理', '财务总监', '仓储主管', '培训负责人', '行政经理'],
};
const sources = ['Website', 'Referral', 'Event', 'Outbound', 'Partner', 'Advertising', 'Other'] as const;
const lifecycle: Record<Profile['role'], string> = {
  lead: 'Lead',
  qualified: 'Qualified',
  proposal: 'Proposal',
  customer: 'Won',
  lost: 'Lost',
};
const remarks: Record<Language, readonly string[]> = {
  en: [
    'Prefers calls before ten in the morning.',
    'Decides together with the finance director; send quotes to both.',
    'Likes short e-mails and a clear price.',
    'Met us at the trade fair; knows two of our customers.',
    'Budget year ends in March.',
  ],
  zh: [
    '喜欢上午沟通，下午多在仓库。',
    '最终由财务总监拍板，报价要抄送。',
    '邮件不常看，微信联系更快。',
    '展会上认识的，老客户介绍。',
    '预算年度从四月开始。',
  ],
};

/** The n-th contact, who works for an account. */
export function createPerson(number: number, account: Account, seed: number, calendar: Calendar): Person {
  const random = createRandom(seed, 'person', number);
  const known = notable[number];
  const language = known ? account.language : spokenBy(account, random);
  const profile = known ? { ...profileOf(number), role: known.role } : profileOf(number);
  const name = known?.name ?? personName(language, number, seed);
  const joined = joinedOn(number, profile, random, calendar);
  const courtship = profile.role === 'customer' ? 75 : 0;
  const createdAt = momentOf(joined - courtship, random.integer(9 * 60, 17 * 60));
  const address = `${name.address}@${account.domain}`;
  const writesPrivately = random.chance(0.12);
  return {
    number,
    language,
    called: name.called,
    account,
    profile,
    joined,
    leaves: known ? undefined : leavesOn(joined, profile, random, calendar),
    row: stamped(rowId('con', number + 1), createdAt, {
      name: name.full,
      companyId: account.row.id,
      jobTitle: known?.jobTitle ?? random.pick(jobTitles[language]),
      emails: writesPrivately ? [address, `${name.address}${number}@mail.example`] : [address],
      phones: phonesOf(number, language, account, random),
      lifecycleStage: lifecycle[profile.role],
      leadSource: random.pick(sources),
      language,
      city: account.row.city ?? null,
      ownerId: account.owner.row.id,
      doNotContact: !known && random.chance(0.02),
      notes: random.chance(0.4) ? random.pick(remarks[language]) : null,
      custom: { productInterest: interestOf(account, random) },
    }),
  };
}

const spokenBy = (account: Account, random: Random): Language => {
  if (random.chance(0.94)) return account.language;
  return account.language === 'en' ? 'zh' : 'en';
};

function phonesOf(number: number, language: Language, account: Account, random: Random): string[] {
  const mobile = personPhone(language, number);
  if (!isNotable(number) && random.chance(0.08)) return [];
  return random.chance(0.2) && account.row.phone ? [mobile, account.row.phone] : [mobile];
}

/** Half of the customers were there before the two years began; everybody else came along the way. */
function joinedOn(number: number, profile: Profile, random: Random, calendar: Calendar): Day {
  if (isNotable(number)) return profile.role === 'customer' ? calendar.start : calendar.today - 60;
  if (profile.role === 'customer') {
    return random.chance(0.5) ? calendar.start : calendar.start + random.integer(1, 640);
  }
  if (profile.role === 'lost') return calendar.start + random.integer(30, 600);
  return calendar.today - random.integer(15, 150);
}

/** A quarter of the customers leaves within the two years, one in twelve is about to. */
function leavesOn(joined: Day, profile: Profile, random: Random, calendar: Calendar): Day | undefined {
  if (profile.role !== 'customer') return undefined;
  const fate = random.next();
  const earliest = joined + 180;
  if (fate < 0.25 && earliest < calendar.today - 100) return random.integer(earliest, calendar.today - 100);
  if (fate > 0.92) return calendar.today + random.integer(5, 60);
  return undefined;
}

/** What they ask about most, coloured by their company's trade. */
function interestOf(account: Account, random: Random): Category {
  const leaning: Partial<Record<typeof account.industry, Category>> = {
    Retail: 'Hardware',
    Logistics: 'Hardware',
    Manufacturing: 'Consulting',
    Healthcare: 'Software',
    Education: 'Training',
    Hospitality: 'Services',
  };
  return random.weighted(categories, (category) => (leaning[account.industry] === category ? 3 : 1));
}
