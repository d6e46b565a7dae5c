import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReception, type Reception } from '../../src/chat/index.ts';
import { type App, createApp } from '../../src/wire.ts';
import { tools as productTools } from '../../tools/index.ts';
import { readSum } from './amount.ts';
import { createCoreBanking, monthlyRate } from './core-banking.ts';
import { bank } from './flows.ts';
import { createBankTools } from './tools.ts';

// The bank's customers at their door, with the local model: flows as data, and a core-banking system that is none.

let app: App;
let reception: Reception;
let core = createCoreBanking();
let people = 0;

beforeAll(async () => {
  core = createCoreBanking();
  app = await createApp({
    client: 'tests',
    customerTools: createBankTools(core),
    toolsets: ['crm', 'knowledge', 'service'],
    clock: () => new Date('2026-03-05T09:00:00+08:00'),
  });
  for (const name of ['terms.md', 'terms.zh.md']) {
    const text = readFileSync(join(import.meta.dirname, 'knowledge', name), 'utf8');
    const added = await app.call('add_knowledge', { source: name, text, audience: 'customers' });
    expect(added.ok).toBe(true);
  }
  reception = createReception(app, {
    channel: 'terminal',
    agent: { model: 'local', domain: bank },
    withTokens: false,
  });
}, 120_000);
afterAll(() => app.close());

interface Customer {
  id: string;
  email: string;
  /** Says something and gives the answer. */
  say(text: string): Promise<string>;
  balances(): number[];
  numbers: string[];
}

/** A customer of their own, so that no dialogue sees another's money. */
async function customer({ known = true } = {}): Promise<Customer> {
  const email = `dana${++people}@example.com`;
  const made = await app.call('save_contacts', { name: `Dana Ortiz${people}`, emails: [email] });
  if (!made.ok) throw new Error(made.error.message);
  const { id, name } = made.data.record as { id: string; name: string };
  let conversationId: string | undefined;
  return {
    id,
    email,
    async say(text) {
      const contact = known ? { id, name } : undefined;
      const reply = await reception.say({ text, conversationId, contact });
      ({ conversationId } = reply);
      return reply.answer;
    },
    balances: () => core.accountsOf(id).map(({ balance }) => balance),
    numbers: core.accountsOf(id).map(({ number }) => number),
  };
}

/** Says one thing after another, and gives the last answer. */
async function dialogue(person: Customer, ...lines: string[]): Promise<string> {
  let answer = '';
  for (const line of lines) answer = await person.say(line);
  return answer;
}

const opening = [245_000, 800_000];

describe('balances', () => {
  test('all of one’s own, or the one that is named', async () => {
    const dana = await customer();
    expect(await dana.say('What is my balance?')).toMatch(/\$2,450\.00 .*\$8,000\.00/);
    expect(await dana.say('how much is in my savings?')).not.toContain('2,450');
    expect(await dana.say('我的余额是多少？')).toMatch(/活期账户.*2,450.*储蓄账户.*8,000/);
  });

  test('nobody else’s', async () => {
    const [dana, other] = [await customer(), await customer()];
    const asked = await dana.say(`What is the balance of account ${other.numbers[0]}?`);
    expect(asked).toContain(`You have no account ${other.numbers[0]}`);
    expect(await dana.say(`账户${other.numbers[1]}的余额是多少？`)).toContain('您没有账户');
  });

  test('a visitor is asked who they are first, then answered', async () => {
    const visitor = await customer({ known: false });
    expect(await visitor.say('What is my balance?')).toContain('e-mail');
    expect(await visitor.say(visitor.email)).toContain('2,450.00');
  });
});

describe('transfers', () => {
  test('nothing moves before the yes, and once after it', async () => {
    const dana = await customer();
    expect(await dana.say('transfer $50 to Lina')).toMatch(/Transfer of \$50\.00 .*Lina Park.*yes\/no/s);
    expect(dana.balances()).toEqual(opening);
    expect(await dana.say('yes')).toMatch(/\$50\.00 sent.*\$2,400\.00/);
    await dana.say('yes');
    expect(dana.balances()).toEqual([240_000, 800_000]);
  });

  test('给李娜转账，确认后才转', async () => {
    const dana = await customer();
    expect(await dana.say('从储蓄账户转五百块给李娜')).toMatch(/500\.00.*是\/否/s);
    expect(dana.balances()).toEqual(opening);
    expect(await dana.say('是')).toContain('7,500.00');
  });

  test('what is missing is asked for', async () => {
    const dana = await customer();
    expect(await dana.say('I want to transfer money')).toContain('How much?');
    expect(await dana.say('80')).toContain('To whom?');
    expect(await dana.say('the water company')).toMatch(/\$80\.00.*Water Works/s);
    await dana.say('yes');
    expect(dana.balances()).toEqual([237_000, 800_000]);
  });

  test.each([
    ['the amount', 'transfer 80 to Lina', 'no, make it 90', /\$90\.00/],
    [
      'the account it comes from',
      'transfer 80 to Lina',
      'no, from savings',
      /from account 63\d+ to account 6200000017/,
    ],
    ['whom it goes to', 'transfer 80 to Lina', 'no, to the water works instead', /Water Works/],
    ['金额', '给李娜转80元', '不对，是90元', /90\.00/],
    ['转出账户', '给李娜转80元', '不对，从储蓄账户转', /从账户63\d+转账.*到账户6200000017/],
    ['收款方', '从储蓄账户转80元到自来水公司', '不对，给李娜', /李娜/],
  ])('a correction replaces %s', async (_, first, correction, expected) => {
    const dana = await customer();
    await dana.say(first);
    expect(await dana.say(correction)).toMatch(expected);
    expect(dana.balances()).toEqual(opening);
  });

  test.each([
    ['never mind', 'transfer 50 to Lina', 'yes'],
    ['算了', '给李娜转50元', '是'],
    ['no', 'transfer 50 to Lina', 'yes'],
  ])('%s lets it go', async (words, first, yes) => {
    const dana = await customer();
    await dialogue(dana, first, words, yes);
    expect(dana.balances()).toEqual(opening);
  });

  test.each([
    ['I want to transfer money', 'What are your opening hours?', /9:00/, /How much\?/],
    ['我要转账', '转账手续费是多少？', /手续费/, /金额/],
  ])('a question in between is answered, then it goes on: %s', async (first, question, answer, asked) => {
    const dana = await customer();
    await dana.say(first);
    const reply = await dana.say(question);
    expect(reply).toMatch(answer);
    expect(reply).toMatch(asked);
  });
});

describe('wrong input', () => {
  test.each([
    ['transfer 50 to account 1234567890', /no account 1234567890/],
    ['transfer 50 dollars to my checking', /Nothing can be sent to itself/],
    ['transfer -50 dollars to Lina', /cannot be negative/],
    ['transfer 5O0 dollars to Lina', /“5O0” is not an amount. Did you mean 500\?/],
    ['transfer $12.345 to Lina', /at most two decimals/],
    ['transfer $0 to Lina', /more than zero/],
    ['transfer $3,000 to Lina', /not enough money/],
    ['transfer $99,999 to Lina', /At most \$10,000\.00/],
    ['转50元到账户1234567890', /没有可以转入的账户1234567890/],
    ['转50元到活期账户', /不能转给自己/],
    ['给李娜转负五十元', /不能是负数/],
    ['给李娜转5OO元', /“5OO元?”不是有效的金额。您是指500吗？/],
    ['给李娜转3000元', /余额不足/],
    ['给李娜转99999元', /单笔最多/],
  ])('%s', async (said, answer) => {
    const dana = await customer();
    expect(await dana.say(said)).toMatch(answer);
    await dialogue(dana, /\p{Script=Han}/u.test(said) ? '是' : 'yes');
    expect(dana.balances()).toEqual(opening);
  });

  test('after it is put right, it goes on', async () => {
    const dana = await customer();
    await dialogue(dana, 'transfer 5O0 dollars to Lina', '500', 'yes');
    expect(dana.balances()).toEqual([195_000, 800_000]);
  });
});

describe('loans', () => {
  test.each([
    [['I need a loan of 5000', 'two years', 'for a car', 'yes'], /Filed under LN.*24 months/],
    [['我想申请贷款', '两万元', '3年', '装修', '是'], /已提交，编号LN.*36个月/],
  ])('%j', async (lines, answer) => {
    const dana = await customer();
    expect(await dialogue(dana, ...lines)).toMatch(answer);
    expect(core.applicationsOf(dana.id)).toHaveLength(1);
  });

  test('a sum outside the bounds is told at once', async () => {
    const dana = await customer();
    expect(await dana.say('I want a loan of 90000000 dollars')).toMatch(/from \$500\.00 to \$50,000\.00/);
  });
});

describe('what it is made of', () => {
  test.each([
    ['$1,200.50', { cents: 120_050 }],
    ['五百块', { cents: 50_000 }],
    ['２００元', { cents: 20_000 }],
    ['minus 50', { fault: 'negative' }],
    ['1.2.3', { fault: 'mistyped', written: '1.2.3', meant: '12.3' }],
    ['nothing', { fault: 'none' }],
  ])('the sum of %s', (text, read) => {
    expect(readSum(text)).toEqual(read);
  });

  test('an annuity pays its loan back', () => {
    expect(monthlyRate(1_000_000, 12, 0.12)).toBe(88_849);
  });

  test('the sample’s tools are not the product’s', () => {
    const own = createBankTools(createCoreBanking()).map(({ name }) => name);
    expect(productTools.filter(({ name }) => own.includes(name))).toEqual([]);
  });
});
