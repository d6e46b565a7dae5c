import type { Flow } from '../../flow.ts';
import { everyOrder, reason } from './slots.ts';

/** All orders at once: what can be cancelled on one yes, what cannot and why. */
export const cancelOrders: Flow = {
  name: 'cancel_orders',
  title: { en: 'cancel all your orders', zh: '取消全部订单' },
  phrases: {
    en: [
      'cancel all my orders',
      'please cancel everything I ordered',
      'I want every order of mine cancelled',
      'cancel all of my orders except {order}',
    ],
    zh: ['把我的订单都取消', '取消我所有的订单', '订单全部取消', '除了{order}其他订单都取消'],
  },
  cues: {
    en: [
      "\\b(?:cancel|call off)(?:l?ing)?\\b[^.?!;]{0,12}\\b(?:all|every(?:thing)?|each|both|the rest)\\b(?:[^.?!;]{0,16}\\b(?:orders|purchases)\\b|[^.?!;]{0,8}\\b(?:i|i've|we|we've) (?:have |just )?(?:ordered|bought)\\b| of (?:them|mine)\\b| order\\b(?! (?:status|number)))",
      '\\b(?:cancel|call off)(?:l?ing)? (?:them all|my orders|these orders|those orders|everything)\\b(?! (?:in|on|from|of) )',
      '\\b(?:all|every one) (?:of )?my orders\\b[^.?!;]{0,16}\\bcancell?ed\\b',
    ],
    zh: [
      '(?:取消|撤销|退订|撤掉)(?:掉)?(?:我)?(?:的)?(?:名下)?(?:所有|全部|一切)的?(?:订单|单)?',
      '(?:订单|单子)[^，。；]{0,4}(?:都|全部?|统统|一起|全都)(?:帮我|给我)?(?:取消|撤销|撤掉|退订|不要了)',
      '(?:所有|全部|每个|每一?[笔张单])[^，。；]{0,6}(?:订单|单)[^，。；]{0,6}(?:取消|撤销|撤掉|不要了)',
      '(?:其他|其它|其余|剩下)[^，。；]{0,4}(?:订单)?[^，。；]{0,3}(?:都|全部?)?(?:取消|撤销)',
    ],
  },
  slots: [
    everyOrder,
    {
      ...reason,
      question: { en: 'Why do you want to cancel them?', zh: '请问取消这些订单的原因是什么？' },
    },
  ],
  actions: [
    {
      tool: 'update_order',
      each: {
        list: 'orders',
        arguments: { order: '{number}', action: 'cancel', reason: '{reason}' },
        none: {
          en: 'None of them can be cancelled:{refused:\n- {rows: {number}} – {because}}',
          zh: '这些订单都不能取消：{refused:\n- {rows:{number}}：{because}}',
        },
      },
      arguments: {
        order: '{first.number}',
        also: '{others.number}',
        action: 'cancel',
        reason: '{reason}',
      },
      confirm: {
        en: 'This is what I will do: {summary}[\nThese stay as they are:{refused:\n- {rows: {number}} – {because}}]',
        zh: '将为您办理：{summary}[\n以下订单不能取消：{refused:\n- {rows:{number}}：{because}}]',
      },
      answer: {
        en: 'Done. {summary} What is cancelled cannot be taken up again; you can order anew at any time.',
        zh: '已办理。{summary}取消后不能恢复，您可以随时重新下单。',
      },
    },
  ],
};
