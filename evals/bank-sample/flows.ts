import type { Domain, Flow } from '../../src/agent/service/index.ts';

const sum = String.raw`[$€£¥￥]?\s?\d[\p{Script=Latin}\d.,]*(?:\s?(?:dollars?|bucks|usd|euros?|yuan|rmb|元|块钱?|美元))?`;
const hanSum = '[一二两三四五六七八九十百千万零半]+(?:元|块钱?|美元|万)?';
const englishSum =
  '(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|and)[ -])+(?:dollars|bucks|yuan)';
const sign = '(?:[-−–]\\s?|\\b(?:minus|negative) |负)?';
const length = '\\s?-?(?:months?|years?|个月|期|年)';
/** A sum, however it is written; no account number and no number of months. */
const amountFrame = `(${sign}(?<![\\d#])(?!\\d{8,})(?!\\d+${length})(?:${sum}|${englishSum}))`;
const amountFrameZh = `(${sign}(?<![\\d#])(?!\\d{8,})(?!\\d+${length})(?:${sum}|(?<![第星期])${hanSum}(?!年|个月|期|个人|下|点|样|些|笔)))`;

const accountNumber = String.raw`(?<!\d)\d{8,12}(?!\d)`;
const amountQuestion = { en: 'How much?', zh: '请问金额是多少？' };

const ownAccounts = {
  from: 'accounts',
  list: 'accounts',
  value: 'number',
  label: { en: '{name} {number}', zh: '{name}{number}' },
  words: ['name', 'number'],
  reference: accountNumber,
} as const;

const balances = {
  en: 'You have {accounts: {balance} in your {name} {number}}.',
  zh: '{accounts:{name}{number}余额{balance}}。',
};

const balance: Flow = {
  name: 'balance',
  title: { en: 'the balance of your accounts', zh: '查询账户余额' },
  phrases: {
    en: [
      'what is my balance',
      'how much money do I have',
      'how much is in my {account}',
      'show me my accounts',
      'balance of account {account}',
      'what is left in my savings',
    ],
    zh: [
      '我的余额是多少',
      '我还有多少钱',
      '{account}里有多少钱',
      '查一下余额',
      '看看我的账户',
      '账户{account}的余额',
    ],
  },
  cues: {
    en: [
      '\\bbalances?\\b',
      '\\bhow much (?:money )?(?:do i have|have i got|is (?:left )?(?:in|on))\\b',
      '\\b(?:show|list|see|view)\\b[^.?!]{0,12}\\baccounts?\\b',
    ],
    zh: ['余额', '(?:还有|有|剩).{0,4}多少钱', '(?:查|看).{0,6}账户', '我的账户'],
  },
  slots: [
    {
      name: 'cited',
      kind: 'pattern',
      pattern: accountNumber,
      optional: true,
      question: { en: 'Which account?', zh: '请问是哪个账户？' },
    },
    {
      name: 'named',
      kind: 'records',
      question: { en: 'Which account?', zh: '请问是哪个账户？' },
      source: ownAccounts,
      whole: { en: '.', zh: '.' },
    },
  ],
  actions: [
    {
      when: [{ path: 'cited', not: [null] }],
      tool: 'list_bank_accounts',
      arguments: { accounts: '{cited}' },
      answer: balances,
    },
    { tool: 'list_bank_accounts', arguments: { accounts: '{named.number}' }, answer: balances },
  ],
};

const transfer: Flow = {
  name: 'transfer',
  title: { en: 'transfer money', zh: '转账' },
  phrases: {
    en: [
      'transfer {amount} to {to}',
      'send {amount} to {to} from {from}',
      'I want to transfer money',
      'pay {to} {amount}',
      'move {amount} from {from} to {to}',
      'wire {amount} to account {to}',
      'please make a transfer',
    ],
    zh: [
      '转账',
      '给{to}转{amount}',
      '从{from}转{amount}到{to}',
      '我要转账',
      '汇{amount}给{to}',
      '把{amount}转到{to}',
      '付{amount}给{to}',
    ],
  },
  cues: {
    en: [
      '\\btransfer(?:ring)?\\b(?! (?:me|fees?|limits?|costs?)\\b)',
      '\\b(?:send|pay|wire|move)\\b[^.?!]{0,40}(?:\\d|\\bmoney\\b|\\bdollars\\b|\\bfunds\\b)',
      '\\b(?:make|do) a (?:payment|wire)\\b',
    ],
    zh: [
      '转账(?!.{0,6}(?:手续费|费用|限额|多久|到账))',
      '(?:转|汇|打|付)(?:出|了)?\\s*[-−$¥￥负]?\\s*[\\d一二两三四五六七八九十百千万]',
      '(?:给|到|向).{1,12}(?:转|汇|付)',
      '汇款',
    ],
  },
  slots: [
    {
      name: 'amount',
      kind: 'text',
      question: amountQuestion,
      check: 'possible',
      frame: { en: amountFrame, zh: amountFrameZh },
    },
    {
      name: 'to',
      kind: 'record',
      question: { en: 'To whom?', zh: '请问转给谁？' },
      check: 'possible',
      source: {
        from: 'accounts',
        list: 'recipients',
        value: 'number',
        label: { en: '{name} ({number})', zh: '{name}（{number}）' },
        words: ['name', 'number'],
        reference: accountNumber,
      },
      frame: {
        en: '\\b(?:to|into)\\s+(?!transfer|send|move|pay|wire|make|do\\b)(.+?)(?=\\s+(?:from|out of)\\b|$|[;!?]|[,.](?:\\s|$))|\\b(?:send|pay|wire)\\s+(?=\\p{L})(.+?)(?=\\s+[-−$€£¥]?\\d)|\\b(?:no|sorry|actually|instead|rather)\\b[,\\s]+((?:(?!\\bfrom\\b).)+)$',
        zh: '(?:给|到|至|往|向)(.+?)(?=转|汇|打|付|(?<!\\d)\\d{1,7}(?!\\d)|[，,。；;！!？?]|$)|(?:不对|不是|错了|改成|换成)[，,\\s]*((?:(?!从|用).)+)$',
      },
    },
    {
      name: 'from',
      kind: 'record',
      question: { en: 'From which account?', zh: '请问从哪个账户转出？' },
      default: { path: 'accounts.accounts', value: 'number', only: [{ path: 'kind', is: ['checking'] }] },
      source: ownAccounts,
      check: 'possible',
      frame: {
        en: '\\b(?:from|out of|use|using)\\s+(.+?)(?=\\s+(?:to|into)\\b|$|[;!?]|[,.](?:\\s|$))',
        zh: '(?:从|用|由)(.+?)(?=转|汇|给|到|付|出|[，,。；;！!？?]|$)',
      },
    },
  ],
  actions: [
    {
      tool: 'transfer_money',
      arguments: { amount: '{amount}', from: '{from.number}', to: '{to.number}' },
      confirm: { en: '{summary}[ It goes to {to.name}.]', zh: '{summary}[收款方：{to.name}。]' },
      answer: {
        en: 'Done: {amount} sent, reference {reference}. {balance} are left in that account.',
        zh: '已转账{amount}，流水号{reference}。该账户余额{balance}。',
      },
    },
  ],
};

const loan: Flow = {
  name: 'loan',
  title: { en: 'apply for a loan', zh: '申请贷款' },
  phrases: {
    en: [
      'I would like a loan of {amount}',
      'apply for a {purpose} loan over {months}',
      'I need to borrow {amount}',
      'can I get a loan',
      'I want to finance a car',
    ],
    zh: ['我想申请贷款', '贷款{amount}', '我要借{amount}', '申请{purpose}贷款，分{months}', '想贷款买车'],
  },
  cues: {
    en: ['\\bloans?\\b(?! (?:rates?|interest|terms?|fees?)\\b)', '\\bborrow\\b'],
    zh: [
      '(?:申请|想|要|办|办理).{0,10}贷款',
      '贷(?:款)?\\s*[\\d一二两三四五六七八九十百千万]',
      '借\\s*[\\d一二两三四五六七八九十百千万]',
    ],
  },
  slots: [
    {
      name: 'amount',
      kind: 'text',
      question: amountQuestion,
      check: 'lendable',
      frame: { en: amountFrame, zh: amountFrameZh },
    },
    {
      name: 'months',
      kind: 'choice',
      question: { en: 'Over how long?', zh: '请问分多长时间还？' },
      choices: (
        [
          ['12', 'one year', 'a year', '1 year', '一年', '1年'],
          ['24', 'two years', 'couple of years', '2 years', '两年', '2年'],
          ['36', 'three years', '3-year', '3 years', '三年', '3年'],
          ['60', 'five years', '5-year', '5 years', '五年', '5年'],
        ] as const
      ).map(([value, ...said]) => ({
        value,
        label: { en: `${value} months`, zh: `${value}个月` },
        words: { en: [...said.slice(0, 3), `${value} month`], zh: [...said.slice(3), `${value}期`] },
      })),
    },
    {
      name: 'purpose',
      kind: 'choice',
      question: { en: 'What is it for?', zh: '请问用途是什么？' },
      choices: [
        {
          value: 'home',
          label: { en: 'home', zh: '住房' },
          words: { en: ['house', 'flat', 'apartment', 'renovation'], zh: ['房子', '买房', '装修'] },
        },
        {
          value: 'car',
          label: { en: 'car', zh: '汽车' },
          words: { en: ['vehicle', 'auto'], zh: ['买车', '车'] },
        },
        {
          value: 'education',
          label: { en: 'education', zh: '教育' },
          words: { en: ['study', 'studies', 'tuition', 'school'], zh: ['学费', '留学', '上学'] },
        },
        {
          value: 'other',
          label: { en: 'something else', zh: '其他' },
          words: { en: ['other', 'personal'], zh: ['其它', '消费'] },
        },
      ],
    },
  ],
  actions: [
    {
      tool: 'request_loan',
      arguments: { amount: '{amount}', months: '{months}', purpose: '{purpose}' },
      confirm: { en: '{summary}', zh: '{summary}' },
      answer: {
        en: 'Filed under {number}: {amount} over {months} months, about {rate} a month. A colleague decides on it and gets in touch.',
        zh: '已提交，编号{number}：{amount}，{months}个月，每月约{rate}。同事审核后会与您联系。',
      },
    },
  ],
};

const identify: Flow = {
  name: 'identify',
  title: { en: 'tell me who you are', zh: '确认身份' },
  open: true,
  phrases: {
    en: ['my email is {email}', 'you can find me under {email}'],
    zh: ['我的邮箱是{email}', '邮箱{email}'],
  },
  cues: {
    en: ['\\bmy e-?mail(?: address)?(?: is|:|,)', '(?<=^[^a-z]*)[\\w.+-]+@[\\w.-]+'],
    zh: ['我的?邮箱'],
  },
  slots: [
    {
      name: 'email',
      kind: 'email',
      question: {
        en: 'First, who are you? Please tell me your e-mail address.',
        zh: '为了核实身份，请提供您的邮箱。',
      },
    },
  ],
  actions: [
    {
      tool: 'identify_customer',
      arguments: { email: '{email}' },
      answer: { en: 'Thank you, {name}.', zh: '谢谢您，{name}。' },
      again: 'email',
    },
  ],
};

/** A bank's customers: balances, transfers, loans, and questions about its terms. Nothing but data. */
export const bank: Domain = {
  name: 'bank',
  about: {
    en: 'I can tell your balance, transfer money, take a loan application and answer questions about our terms.',
    zh: '我可以查询余额、办理转账、受理贷款申请，并回答业务问题。',
  },
  reads: {
    accounts: { tool: 'list_bank_accounts', arguments: {} },
    possible: {
      tool: 'check_bank_order',
      arguments: { order: 'transfer', amount: '{amount}', from: '{from.number}', to: '{to.number}' },
    },
    lendable: { tool: 'check_bank_order', arguments: { order: 'loan', amount: '{amount}' } },
  },
  identity: { read: 'accounts', flow: 'identify' },
  questions: {
    tool: 'search_knowledge',
    arguments: { query: '{words}', previousQuestion: '{before}' },
    answers: [{ path: 'answer', not: [null] }],
    answer: { en: '{answer.quote} ({answer.document})', zh: '{answer.quote}（{answer.document}）' },
  },
  person: {
    tool: 'hand_off_to_human',
    arguments: { reason: '{reason}', summary: '{summary}' },
    answer: {
      en: 'I bring in a colleague, who will read what we have written. They answer here.',
      zh: '已为您转接同事，我们的对话会一并转交，请在此等候。',
    },
  },
  flows: [balance, transfer, loan, identify],
  terms: {},
  synonyms: {
    'Checking account': ['checking', 'current account', 'main account'],
    'Savings account': ['savings', 'saving', 'saver'],
    活期账户: ['活期', '主账户', 'checking', 'checking account'],
    储蓄账户: ['储蓄', '储蓄卡', '存款账户', 'savings', 'savings account'],
    'Lina Park 李娜': ['lina', 'lina park', '李娜'],
    'City Water Works 自来水公司': [
      'water',
      'water works',
      'city water',
      'water bill',
      '自来水',
      '自来水公司',
      '水费',
    ],
    'Green Energy 绿能电力': [
      'energy',
      'green energy',
      'electricity',
      'electricity bill',
      '绿能',
      '电力',
      '电费',
    ],
  },
};
