import type { Phrasebook } from './notes.ts';

/** What English-speaking customers say, and how their representatives write it down. */
export const english: Phrasebook = {
  openings: {
    call: [
      'Called {name}.',
      'Phone call with {name}.',
      '{name} rang back.',
      'Quick call with {name} from {company}.',
    ],
    meeting: [
      'Met {name} at {company}.',
      'Visited {name} on site.',
      'Meeting with {name} and two colleagues.',
    ],
    chat: ['Chat with {name}.', '{name} messaged us.'],
    email: ['Wrote to {name}.', 'Sent {name} a follow-up.'],
    note: ['', 'For the record:'],
  },
  greetings: ['Hi {colleague},', 'Hello {colleague},', 'Dear team,', '{colleague},'],
  closings: ['Best, {name}', 'Regards, {name}', 'Thanks, {name}', '{name}'],
  nextSteps: [
    'Next step: send a revised quote.',
    'I will check with engineering and come back.',
    'Agreed to speak again in two weeks.',
    'They want a decision paper for their director.',
    'Asked for a reference customer in their trade.',
    'Will send the data sheet.',
  ],
  topics: {
    price: {
      notes: {
        positive: [
          'They find the price for {product} fair and like the volume discount.',
          'Happy with the new quote; the discount on {product} settled it.',
        ],
        neutral: [
          'Went through the price list for {product}; they will compare with last year.',
          'They asked how {product} is billed and whether monthly payment is possible.',
        ],
        negative: [
          'They find {product} too expensive and expect at least fifteen percent off.',
          'Annoyed about the price increase on {product}; nobody had warned them.',
          'The price came up again: {product} is far over their budget and they feel overcharged.',
        ],
      },
      mails: {
        positive: ['thank you for the new quote. The price for {product} works for us, please go ahead.'],
        neutral: ['could you send me the current price list for {product}? We are planning next year.'],
        negative: [
          'frankly, the price you ask for {product} is too high. We cannot justify it any longer.',
          'the invoice for {product} is higher than what was agreed. This is the second time and we are not happy.',
        ],
      },
    },
    delivery: {
      notes: {
        positive: [
          'Delivery of {product} came two days early; they were delighted.',
          'Everything arrived complete and well packed, they said.',
        ],
        neutral: [
          'They asked when {product} will ship. Told them the present lead time.',
          'Changed the delivery address for {product} to their second site.',
        ],
        negative: [
          '{product} is late for the third week and their opening had to be moved. Very upset.',
          'Half of the {product} delivery is missing and the carrier does not answer. They are losing patience.',
        ],
      },
      mails: {
        positive: ['just to let you know that {product} arrived early and complete. Great job.'],
        neutral: ['what is the present lead time for {product}? We need it at our second site.'],
        negative: [
          'we are still waiting for {product}. You promised last week. This is really disappointing.',
          '{product} was delivered late and half of it is missing. Please sort this out at once.',
        ],
      },
    },
    quality: {
      notes: {
        positive: [
          'The team loves {product}: faster than the old one and no breakdowns so far.',
          'They are impressed with {product} and may roll it out to all sites.',
        ],
        neutral: [
          'They have used {product} for a month; no strong opinion yet.',
          'Discussed settings of {product}; all within the specification.',
        ],
        negative: [
          '{product} keeps failing and the night shift has gone back to paper. They are frustrated.',
          'Second faulty {product} this quarter. They no longer trust the quality.',
        ],
      },
      mails: {
        positive: ['our people really like {product}. It saves us an hour a day.'],
        neutral: ['a question about {product}: which settings do you recommend for cold rooms?'],
        negative: [
          '{product} has broken down again. Honestly, we regret buying it.',
          'another {product} arrived faulty. This is not the quality we paid for.',
        ],
      },
    },
    support: {
      notes: {
        positive: [
          'They praised our support: the problem with {product} was solved within the hour.',
          'Very pleased with the engineer who came out for {product}.',
        ],
        neutral: [
          'They asked for the support hours over the holidays.',
          'Opened a case for {product}; waiting for their log files.',
        ],
        negative: [
          'Waited nine days for an answer about {product} and felt passed around. Angry.',
          'They complained that support closed the {product} case without solving it.',
        ],
      },
      mails: {
        positive: ['please thank your engineer. The {product} issue was fixed in no time.'],
        neutral: ['who do I call about {product} on public holidays?'],
        negative: [
          'nobody has answered my case about {product} for nine days. This is unacceptable.',
          'your support closed our case without a solution. We are tired of this.',
        ],
      },
    },
    renewal: {
      notes: {
        positive: [
          'They will renew {product} for two years and want to add seats.',
          'Renewal of {product} is as good as signed; the director agreed.',
        ],
        neutral: [
          'The contract for {product} ends in three months; they will look at it next month.',
          'Talked about the renewal of {product}; procurement has to approve.',
        ],
        negative: [
          'They do not plan to renew {product}; a cheaper competitor made an offer.',
          'Renewal of {product} at risk: they asked how to cancel and to export their data.',
        ],
      },
      mails: {
        positive: ['we would like to renew {product} and add ten more seats. Could you prepare the papers?'],
        neutral: ['when does our contract for {product} end? Procurement is asking.'],
        negative: [
          'we are thinking about leaving. A competitor offers the same as {product} for a third less.',
          'please tell me how to cancel {product}. We are not satisfied.',
        ],
      },
    },
    interest: {
      notes: {
        positive: [
          'Showed {product}; they were excited and asked for a quote on the spot.',
          'The demo of {product} went very well, they want a pilot.',
        ],
        neutral: [
          'First talk about {product}. Budget still open, decision not before next quarter.',
          'They collect information on {product}; three suppliers in the race.',
        ],
        negative: [
          'The demo of {product} disappointed them: the import they need is missing.',
          'Not convinced by {product}; a colleague had a bad experience with us.',
        ],
      },
      mails: {
        positive: ['the demo of {product} convinced us. Please send an offer for a pilot.'],
        neutral: ['we are comparing suppliers for {product}. Could you send a data sheet?'],
        negative: ['after the demo we do not think {product} fits. The import we need is missing.'],
      },
    },
    work: {
      notes: {
        positive: [
          'Our people did a great job with {product}; finished a day early and left everything clean.',
          'They recommend us to others after {product}: clear advice, real results.',
        ],
        neutral: [
          '{product} is half done; the second visit is booked.',
          'They asked who will come for {product} and for how long.',
        ],
        negative: [
          '{product} was a mess: the wrong people came and the report is useless to them.',
          'They are disappointed with {product}; it had to be postponed twice because of us.',
        ],
      },
      mails: {
        positive: ['your team did a great job with {product}. We will gladly recommend you.'],
        neutral: ['who will come for {product}, and how long should we plan?'],
        negative: ['{product} has been postponed for the second time. This is not how we want to work.'],
      },
    },
    training: {
      notes: {
        positive: [
          'The training was excellent, they said; new staff work on their own after a day.',
          'They want the same trainer for their second site.',
        ],
        neutral: [
          'Asked for dates of the next {product} course.',
          'They would like the training material in Chinese too.',
        ],
        negative: [
          'The training was a waste of time in their eyes: too basic and the trainer was late.',
          'They cancelled the course at short notice and are unhappy about the fee.',
        ],
      },
      mails: {
        positive: ['the course was excellent. Everybody wants more of it.'],
        neutral: ['which dates do you have for the next course?'],
        negative: ['the course was far too basic and started an hour late. We expected more.'],
      },
    },
  },
  subjects: {
    price: 'Price of {product}',
    delivery: 'Delivery of {product}',
    quality: '{product}',
    support: 'Our case about {product}',
    renewal: 'Contract for {product}',
    interest: 'Enquiry: {product}',
    work: 'Appointment for {product}',
    training: 'Training',
  },
};
