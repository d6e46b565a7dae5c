import type { Action, Condition, Flow, Measure, Slot } from '../../flow.ts';

const product = {
  name: 'product',
  kind: 'record',
  question: { en: 'Which product do you mean?', zh: '请问是哪种商品？' },
  source: {
    from: 'products',
    list: 'products',
    value: 'name',
    label: { en: '{name}', zh: '{name}' },
    words: ['name'],
  },
} as const satisfies Slot;

const variants = {
  from: 'productVariants',
  list: 'variants',
  value: 'variant',
  label: { en: '{options}', zh: '{options}' },
  words: [],
  features: 'options',
} as const;

const whatLike = { en: 'What should it be like?', zh: '您想要什么样的？' };

export const productQuestion: Flow = {
  name: 'product_question',
  title: { en: 'what a product comes in and costs', zh: '商品款式、价格和库存' },
  open: true,
  phrases: {
    en: [
      'which colors does {product} come in',
      'is {product} available in blue',
      'how much is {product}',
      'do you have {product} in size L',
      'what options are there for {product}',
      'which {product} do you have in stock',
    ],
    zh: [
      '{product}有哪些颜色',
      '{product}有蓝色的吗',
      '{product}多少钱',
      '{product}有货吗',
      '{product}有什么款式',
    ],
  },
  cues: {
    en: [
      '\\b(?:how much|what)\\b[^.?!]{0,12}\\b(?:is|are|does|do|cost|price)\\b[^.?!]{0,30}\\b(?:cost|price)\\b',
      '\\bhow much (?:is|are)\\b',
      '\\b(?:which|what)\\b[^.?!]{0,16}\\b(?:colou?rs?|sizes?|options?|variants?|versions?|models?)\\b',
      '\\b(?:in stock|availability)\\b',
      '\\b(?:is|are|do|does)\\b(?![^.?!]{0,40}\\b(?:payment|refund))[^.?!]{0,40}\\bavailable\\b(?! (?:for|at))',
      '\\bdo you (?:have|sell|carry)\\b',
    ],
    zh: [
      '多少钱',
      '(?:有|什么)(?:哪些|什么)?(?:颜色|款式|尺寸|尺码|型号|选项)',
      '有货',
      '库存',
      '价格',
      '有没有.{1,12}(?:的|款)',
      '有.{1,6}(?:色|号|码|款)的?[吗么]',
    ],
  },
  slots: [
    product,
    { name: 'wanted', kind: 'features', question: whatLike, optional: true, source: variants },
  ],
  actions: [
    {
      when: [{ path: 'wanted', not: [null] }],
      tool: 'find_variants',
      arguments: { product: '{product.name}', options: '{wanted}', availableOnly: true },
      answer: {
        en: '[Of {product.name} like that there are:{variants:\n- {options}, {price}}]',
        zh: '[符合条件的{product.name}有：{variants:\n- {options}，{price}}]',
      },
      none: {
        when: [{ path: 'variants.0', is: [null] }],
        say: {
          en: 'No {product.name} like that is in stock right now. It comes in: {options}.',
          zh: '这样的{product.name}目前无货。现有款式：{options}。',
        },
      },
    },
    {
      tool: 'find_variants',
      arguments: { product: '{product.name}', availableOnly: true },
      answer: {
        en: 'Of {product.name} {product.available} of {product.variants} variants can be had:{variants:\n- {options}, {price}}',
        zh: '{product.name}共{product.variants}款，有货{product.available}款：{variants:\n- {options}，{price}}',
      },
    },
  ],
};

/** What variants are compared by; the first whose words stand in a question. */
const measures: readonly Measure[] = [
  {
    title: { en: 'price', zh: '价格' },
    of: { path: 'price' },
    least: {
      title: { en: 'the cheapest', zh: '最便宜的' },
      words:
        '\\bcheap(?:er|est)?\\b|\\b(?:less|least) expensive|\\b(?:lower|lowest|better|best) price|\\bcosts? (?:less|the least)|便宜|价格?(?:更|最|比较)?低|划算',
    },
    most: {
      title: { en: 'the most expensive', zh: '最贵的' },
      words:
        '\\b(?:more|most) expensive|\\b(?:dear|pric)(?:i?er|i?est)\\b|\\bcosts? (?:more|the most)|贵|价格?(?:更|最|比较)?高',
    },
  },
  {
    title: { en: 'weight', zh: '重量' },
    of: { feature: '\\bweight\\b|\\bmass\\b|重' },
    least: {
      title: { en: 'the lightest', zh: '最轻的' },
      words: '\\blight(?:er|est|weight)\\b|\\bweighs? (?:less|the least)|轻',
    },
    most: {
      title: { en: 'the heaviest', zh: '最重的' },
      words: '\\bheav(?:y|ier|iest)\\b|\\bweighs? (?:more|the most)|(?<!轻)重(?![量要新])',
    },
  },
  {
    title: { en: 'battery life', zh: '续航' },
    of: { feature: '\\bbattery\\b|续航|电池' },
    least: {
      title: { en: 'the one with the shortest battery life', zh: '续航最短的' },
      words: '\\bshort(?:er|est) battery|续航(?:时间)?(?:更|最|比较)?短',
    },
    most: {
      title: { en: 'the one with the longest battery life', zh: '续航最长的' },
      words:
        '\\blong(?:er|est) battery|\\b(?:bigger|biggest|larger|largest|better|best) battery|\\blasts? (?:longer|the longest)|续航',
    },
  },
  {
    title: { en: 'length', zh: '长度' },
    of: { feature: '\\blength\\b|\\bheight\\b|长|高' },
    least: {
      title: { en: 'the shortest', zh: '最短或最矮的' },
      words: '\\b(?:short|low)(?:er|est)\\b|短|矮',
    },
    most: {
      title: { en: 'the longest or tallest', zh: '最长或最高的' },
      words: '\\b(?:long|tall|high)(?:er|est)\\b|长|高(?!兴)',
    },
  },
  {
    title: { en: 'capacity or size', zh: '容量或尺寸' },
    of: { feature: '\\bcapacity\\b|\\bvolume\\b|\\bstorage\\b|\\bsize\\b|容量|存储|尺|大小|内存' },
    least: {
      title: { en: 'the smallest', zh: '最小的' },
      words: '\\bsmall(?:er|est)\\b|\\bholds? (?:less|the least)|(?<!大)小(?![时号])',
    },
    most: {
      title: { en: 'the largest', zh: '最大的' },
      words:
        '\\b(?:bigg|larg)(?:er|est)\\b|\\b(?:more|most) (?:storage|capacity|space|room)|\\bholds? (?:more|the most)|大(?![号小])',
    },
  },
];

const known = {
  en: '{ranking.rows:\n- {options}, {price}; in stock: {available}}',
  zh: '{ranking.rows:\n- {options}，{price}；有货：{available}}',
};

const told = (en: string, zh: string) => ({ en: `${en}${known.en}`, zh: `${zh}${known.zh}` });

const line = {
  en: '{contest.rows:\n- {name}: {figures}; in stock: {free} of {count}}',
  zh: '{contest.rows:\n- {name}：{figures}；有货：{free}/{count}款}',
};

/** What is told of products held against each other, with the figures of each. */
const ofProducts = (when: readonly Condition[], en: string, zh: string): Action => ({
  when: [{ path: 'contest', not: [null] }, ...when],
  tool: 'find_variants',
  arguments: {},
  answer: { en: `${en}${line.en}`, zh: `${zh}${line.zh}` },
});

/** Held against each other: the figures of all, and which has the least or the most. */
export const compareVariants: Flow = {
  name: 'compare_variants',
  title: { en: 'how variants of a product compare', zh: '比较商品款式' },
  open: true,
  phrases: {
    en: [
      'compare the {product} you have',
      'what is the cheapest {product}',
      'which {product} is cheaper',
      'which of the two {product} is lighter',
      'is the red {product} cheaper than the blue one',
      'what is the difference between the small and the large {product}',
    ],
    zh: [
      '比较一下{product}',
      '最便宜的{product}是哪个',
      '这两款{product}哪个便宜',
      '红色和蓝色的{product}哪个轻',
      '红色的{product}比蓝色的贵吗',
      '大号和小号的{product}有什么区别',
    ],
  },
  cues: {
    en: [
      "\\b(?:which|what|who)\\b(?:'s| is| are| of)?[^.?!]{0,50}\\b(?:cheap|light|heavi|pric|bigg|larg|small|long|short|tall)(?:i?er|i?est)\\b",
      '\\b(?:which|what)\\b[^.?!]{0,50}\\b(?:more|most|less|least) expensive\\b',
      '\\b(?:which|what)\\b[^.?!]{0,50}\\b(?:costs?|weighs?|holds?) (?:the )?(?:less|least|more|most)\\b',
      '^[^.?!]{0,12}\\b(?:is|are)\\b[^.?!]{0,50}\\b(?:(?:cheap|light|heavi|pric|bigg|larg|small|long|short|tall)i?er|more expensive|less expensive) than\\b',
      '\\bcompar(?:e|ison)\\b',
      '\\bdifferences? between\\b',
      '\\bhow do (?:the|these|those|they)\\b[^.?!]{0,40}\\bdiffer\\b',
    ],
    zh: [
      '哪(?:一)?(?:个|款|种|件|双|只|台)?[^，。？]{0,8}(?:便宜|划算|贵|轻|重(?![要新])|大(?!小)|小(?![时号])|长|短|高)',
      '(?:什么|啥)(?:样的)?[^，。？]{0,4}最(?:便宜|贵|轻|重|大|小)',
      '最(?:便宜|贵|轻|重|大|小)的[^，。？]{0,12}(?:是|多少|哪)',
      '比[^，。？]{1,12}(?:便宜|贵|轻|重(?!要)|大|小)',
      '比较|对比|比一?比|比一下',
      '(?:区别|差别|不同|差异)',
    ],
  },
  slots: [
    {
      name: 'contest',
      kind: 'contest',
      question: whatLike,
      source: product.source,
      variants: {
        ...variants,
        from: 'namedVariants',
        prefer: [{ path: 'available', is: [true] }],
      },
      measures,
    },
    { ...product, when: [{ path: 'contest', is: [null] }] },
    { name: 'ranking', kind: 'ranking', question: whatLike, source: variants, measures },
  ],
  actions: [
    ofProducts(
      [{ path: 'contest.same', is: [true] }],
      'These begin at the same {contest.measure} ({contest.value}):',
      '它们的{contest.measure}起点相同（{contest.value}）：',
    ),
    ofProducts(
      [
        { path: 'contest.value', not: [null] },
        { path: 'contest.overlaps', is: [true] },
      ],
      'Of these, {contest.are}: {contest.first: {name}} ({contest.value}). It depends on the variant, though:',
      '其中{contest.are}是：{contest.first:{name}}（{contest.value}）。不过要看具体款式：',
    ),
    ofProducts(
      [{ path: 'contest.value', not: [null] }],
      'Of these, {contest.are}: {contest.first: {name}} ({contest.value}), whatever the variant.',
      '其中{contest.are}是：{contest.first:{name}}（{contest.value}），不论款式。',
    ),
    ofProducts(
      [{ path: 'contest.lacking', is: [true] }],
      'The {contest.measure} is not on record for all of them, so I cannot compare them by it. What is:',
      '它们没有都登记{contest.measure}，无法按此比较。已登记的信息：',
    ),
    ofProducts([], 'Side by side:', '对比如下：'),
    {
      when: [{ path: 'ranking.same', is: [true] }],
      tool: 'find_variants',
      arguments: { product: '{product.name}' },
      answer: told(
        'These {product.name} have the same {ranking.measure} ({ranking.value}):',
        '这些{product.name}的{ranking.measure}相同（{ranking.value}）：',
      ),
    },
    {
      when: [{ path: 'ranking.value', not: [null] }],
      tool: 'find_variants',
      arguments: { product: '{product.name}' },
      answer: told(
        'Of {product.name}, {ranking.are}: {ranking.first: {options}} ({ranking.value}).',
        '{product.name}中{ranking.are}是：{ranking.first:{options}}（{ranking.value}）。',
      ),
    },
    {
      when: [{ path: 'ranking.measure', not: [null] }],
      tool: 'find_variants',
      arguments: { product: '{product.name}' },
      answer: told(
        'The {ranking.measure} of {product.name} is not on record for these, so I cannot compare them by it. What is:',
        '{product.name}没有登记可以比较的{ranking.measure}。已登记的信息：',
      ),
    },
    {
      tool: 'find_variants',
      arguments: { product: '{product.name}' },
      answer: told('{product.name}:', '{product.name}：'),
    },
  ],
};
