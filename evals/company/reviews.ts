import type { Random } from './random.ts';
import type { Language } from './rows.ts';
import type { Sentiment } from './story.ts';

const reviews: Record<Language, Record<Sentiment, readonly string[]>> = {
  en: {
    positive: [
      'Up and running in an hour, and the team stopped complaining.',
      'Does exactly what was promised. We ordered a second one.',
      'Solid work, quick delivery, no surprises on the invoice.',
      'Best purchase we made this year.',
    ],
    neutral: [
      'Fine for the price. The manual could be clearer.',
      'Works, though setting it up took longer than planned.',
      'Does the job. Nothing more, nothing less.',
    ],
    negative: [
      'Broke after three weeks and nobody called back.',
      'Overpriced for what it does, and the set-up was painful.',
      'Two of five units were faulty on arrival.',
      'Support kept passing us around. Not again.',
    ],
  },
  zh: {
    positive: [
      '一小时就装好了，同事们都说好用。',
      '和介绍的一样，已经追加订购。',
      '发货快，质量稳，发票也清楚。',
      '今年买得最值的一件。',
    ],
    neutral: [
      '对得起这个价格，说明书可以再清楚些。',
      '能用，就是安装比预想的久。',
      '功能够用，没有特别的惊喜。',
    ],
    negative: [
      '用了三周就坏了，也没人回电话。',
      '价格偏高，安装过程很折腾。',
      '五台里有两台到货就是坏的。',
      '售后来回推，不会再买了。',
    ],
  },
};

/** What somebody who feels so writes about a product. */
export const reviewText = (language: Language, feeling: Sentiment, random: Random): string =>
  random.pick(reviews[language][feeling]);
