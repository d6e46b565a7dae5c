import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSlotTracker, dontcare, type Ontology, type SlotState, trainSlotModel } from './index.ts';

const restaurants: Ontology = {
  slots: [
    {
      name: 'food',
      kind: 'categorical',
      values: [
        { value: 'italian' },
        { value: 'chinese', synonyms: { en: ['dim sum'], zh: ['粤菜'] } },
        { value: 'european' },
        { value: 'modern european', synonyms: { zh: ['现代欧洲菜'] } },
      ],
    },
    { name: 'area', kind: 'categorical', values: ['north', 'south', 'centre'].map((value) => ({ value })) },
    {
      name: 'price range',
      kind: 'categorical',
      values: ['cheap', 'moderate', 'expensive'].map((value) => ({ value })),
    },
    { name: 'guest', kind: 'open', phrases: { en: ['your name'], zh: ['姓名', '怎么称呼'] } },
    { name: 'phone', kind: 'open', requestOnly: true },
  ],
};
const { update, read } = createSlotTracker(restaurants);

describe('slot tracker', () => {
  test.each<[system: string, user: string, before: SlotState, after: SlotState]>([
    [
      '',
      'A cheap Italian place in the north, please',
      {},
      { food: 'italian', area: 'north', 'price range': 'cheap' },
    ],
    ['', '我想在北边找一家便宜的意大利菜', {}, { food: 'italian', area: 'north', 'price range': 'cheap' }],
    ['', 'modern european food', {}, { food: 'modern european' }],
    ['', 'dim sum downtown', {}, { food: 'chinese', area: 'centre' }],
    ['', 'something itallian and reasonably priced', {}, { food: 'italian', 'price range': 'moderate' }],
    ['What area?', 'north please', {}, { area: 'north' }],
    ['Which part of town?', 'no preference', { food: 'italian' }, { food: 'italian', area: dontcare }],
    ['您想在哪个区域？', '随便，都可以', {}, { area: dontcare }],
    ['', '价格无所谓，要粤菜', {}, { 'price range': dontcare, food: 'chinese' }],
    ['', 'any price range is fine', { 'price range': 'cheap' }, { 'price range': dontcare }],
    ['Anything else?', 'no, the south one', { area: 'north' }, { area: 'south' }],
    ['好的，北边。', '不是北边，是南边', { area: 'north' }, { area: 'south' }],
    ['', 'not italian', { food: 'italian' }, {}],
    ['', '不要意大利菜', { food: 'italian' }, {}],
    ['', 'anything but Italian', {}, {}],
    ['', 'Chinese instead of Italian', { food: 'italian' }, { food: 'chinese' }],
    ['You want the north, right?', 'yes', {}, { area: 'north' }],
    ['您要的是北边，对吗？', '对的', {}, { area: 'north' }],
    ['You want the north, correct?', 'no', { area: 'north' }, {}],
    ['Prezzo is Italian.', 'Is it expensive?', { food: 'italian' }, { food: 'italian' }],
    ['', 'Italian, and if not, Chinese', {}, { food: 'italian' }],
    ['May I have your name?', 'It is Dana Ortiz', {}, { guest: 'Dana Ortiz' }],
    ['请问怎么称呼？', '张伟', {}, { guest: '张伟' }],
  ])('%s / %s', (system, user, before, after) => {
    expect(update(before, { system, user })).toEqual(after);
  });

  test.each([
    ['What is their phone number?', ['phone']],
    ['电话号码是多少？', ['phone']],
    ['Can I get the phone number and the area?', ['area', 'phone']],
    ['Thank you, goodbye', []],
  ])('requests: %s', (user, requests) => {
    expect(read({}, { user }).requests.sort()).toEqual(requests);
  });

  test('the topic spoken of decides between slots that share words', () => {
    const prices = ['100-150元', '200-300元'].map((value) => ({ value }));
    const trip: Ontology = {
      slots: ['餐馆', '酒店'].flatMap((topic) => [
        { name: `${topic}价格`, topic, kind: 'categorical', values: prices, phrases: { zh: ['价格'] } },
      ]),
    };
    const tracker = createSlotTracker(trip);
    const first = tracker.update({}, { user: '找一家200-300元的酒店' });
    expect(first).toEqual({ 酒店价格: '200-300元' });
    expect(tracker.update(first, { user: '还要100-150元的餐馆' })).toEqual({
      酒店价格: '200-300元',
      餐馆价格: '100-150元',
    });
  });
});

describe('whatever the ontology', () => {
  const word = fc.stringMatching(/^[bdfgkmptvz][aeiou][bdfgkmptvz]{2}[aeiou][bdfgkmptvz]$/);
  const values = fc.uniqueArray(word, { minLength: 2, maxLength: 6, selector: (text) => text.slice(0, 1) });
  const ontologyWith = (names: readonly string[]): Ontology => ({
    slots: [{ name: 'colour', kind: 'categorical', values: names.map((value) => ({ value })) }],
  });

  test('an empty turn, thanks and small talk change nothing', () => {
    const state = fc.record({
      food: fc.constantFrom('italian', dontcare),
      area: fc.constantFrom('north', 'south'),
    });
    fc.assert(
      fc.property(
        state,
        fc.constantFrom('', ' ', '…', 'thank you', 'ok', '谢谢', '好的', '👍'),
        (before, user) => {
          expect(update(before, { system: 'It is in Mill Road.', user })).toEqual(before);
        },
      ),
    );
  });

  test('a correction replaces, and saying it again changes nothing', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom('no, the $ one', 'sorry, I meant $', '不对，要$', 'not ^, $'),
        (names, words) => {
          const tracker = createSlotTracker(ontologyWith(names));
          const [wrong = '', right = ''] = names;
          const user = words.replace('$', right).replace('^', wrong);
          const corrected = tracker.update(tracker.update({}, { user: wrong }), { user });
          expect(corrected).toEqual({ colour: right });
          expect(tracker.update(corrected, { user })).toEqual(corrected);
        },
      ),
    );
  });

  test('the order of values and synonyms does not matter', () => {
    fc.assert(
      fc.property(values, fc.array(word, { maxLength: 3 }), fc.nat(), (names, others, picked) => {
        const build = (order: (words: readonly string[]) => string[]): Ontology => ({
          slots: [
            {
              name: 'colour',
              kind: 'categorical',
              values: order(names).map((value) => ({
                value,
                synonyms: { en: order(others.map((other) => `${value} ${other}`)) },
              })),
            },
          ],
        });
        const user = `the ${names[picked % names.length]} one`;
        const [forward, backward] = [build((words) => [...words]), build((words) => words.toReversed())];
        expect(createSlotTracker(backward).update({}, { user })).toEqual(
          createSlotTracker(forward).update({}, { user }),
        );
      }),
    );
  });

  test('any text is read, and only known slots and values come of it', () => {
    const known = new Set(restaurants.slots.flatMap((slot) => (slot.values ?? []).map(({ value }) => value)));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (system, user) => {
        for (const [slot, value] of Object.entries(update({}, { system, user })))
          expect(slot === 'guest' || value === dontcare || known.has(value)).toBe(true);
      }),
    );
  });
});

describe('trained on dialogues', () => {
  const dialogues = ['italian', 'chinese', 'european'].flatMap((food) =>
    ['north', 'south'].map((area) => [
      { system: '', user: `I fancy ${food}`, state: { food }, requests: [] },
      { system: 'What area?', user: `${area} please`, state: { food, area }, requests: [] },
      {
        system: 'Galleria it is.',
        user: 'where can I ring them',
        state: { food, area },
        requests: ['phone'],
      },
      {
        system: 'What price?',
        user: 'a wallet friendly one',
        state: { food, area, 'price range': 'cheap' },
        requests: [],
      },
    ]),
  );
  const tracker = createSlotTracker(restaurants, trainSlotModel(restaurants, dialogues));

  test('learns other words for a value, and what is asked for', () => {
    expect(tracker.update({}, { system: 'What price?', user: 'a wallet friendly one' })).toEqual({
      'price range': 'cheap',
    });
    expect(tracker.read({}, { system: 'Prezzo it is.', user: 'where can I ring them' }).requests).toEqual([
      'phone',
    ]);
  });

  test('keeps what is not spoken of', () => {
    const before = { food: 'italian' };
    expect(tracker.update(before, { system: 'What area?', user: 'north please' })).toEqual({
      ...before,
      area: 'north',
    });
  });

  test('dialogues are needed', () => {
    expect(() => trainSlotModel(restaurants, [])).toThrow(RangeError);
  });
});
