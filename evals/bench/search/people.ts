import { pairs, personName } from '../../company/names.ts';
import { createRandom, type Random } from '../../company/random.ts';

/** A person as the bench stores them, with how their name is read aloud. */
export interface Person {
  id: string;
  name: string;
  script: 'latin' | 'han';
  /** Syllables of a Chinese name without tones; the words of any other. */
  spoken: readonly string[];
  email: string;
  phone: string;
}

/** Characters common in given names that are read in one way only. */
const givenCharacters = pairs(`
  安 an 邦 bang 宝 bao 冰 bing 博 bo 才 cai 昌 chang 辰 chen 诚 cheng 传 chuan 春 chun 聪 cong 达 da 丹 dan 德 de 东 dong
  恩 en 芳 fang 飞 fei 芬 fen 峰 feng 福 fu 国 guo 涵 han 昊 hao 红 hong 华 hua 怀 huai 欢 huan 辉 hui 吉 ji 嘉 jia
  建 jian 江 jiang 锦 jin 景 jing 军 jun 康 kang 可 ke 兰 lan 雷 lei 丽 li 良 liang 龙 long 璐 lu 曼 man 茂 mao 梅 mei
  萌 meng 妙 miao 民 min 明 ming 沐 mu 娜 na 宁 ning 培 pei 萍 ping 琪 qi 强 qiang 琴 qin 青 qing 泉 quan 然 ran 荣 rong
  瑞 rui 润 run 森 sen 珊 shan 绍 shao 胜 sheng 诗 shi 淑 shu 爽 shuang 顺 shun 思 si 松 song 泰 tai 棠 tang 天 tian
  桐 tong 万 wan 薇 wei 文 wen 武 wu 希 xi 贤 xian 翔 xiang 笑 xiao 欣 xin 星 xing 秀 xiu 轩 xuan 雅 ya 彦 yan 怡 yi
  银 yin 英 ying 勇 yong 宇 yu 媛 yuan 月 yue 云 yun 泽 ze 哲 zhe 珍 zhen 正 zheng 忠 zhong 竹 zhu 卓 zhuo 子 zi 祖 zu
`);

const onsets = 'b br c ch d dr f fl g gr h j k kl l m n p pr r s sch st t tr v w z'.split(' ');
const vowels = 'a e i o u ai ei ou'.split(' ');
const endings =
  'nd ler man berg ski ley ton ves rini lund ster novic dez tti mann ford dell rov nen sson'.split(' ');
const domains =
  'acme.example harbor.example nexus.example orchid.example summit.example willow.example'.split(' ');

/**
 * The n-th person of a workspace, always the same for a seed: a third Chinese, a third English out of the
 * sample company's lists (many alike, told apart by an initial), a third with an invented family name.
 */
export function person(number: number, seed: number): Person {
  const random = createRandom(seed, 'person', number);
  const id = `con_${seed}_${String(number).padStart(7, '0')}`;
  const shape = number % 3;
  const named = shape === 0 ? chinese(number, random, seed) : english(number, random, seed, shape === 2);
  const address = named.spoken.map((word) => word.toLowerCase().replace(/[^a-z]/g, '')).join('.');
  return {
    id,
    ...named,
    email: `${address}${number % 997}@${random.pick(domains)}`,
    phone:
      named.script === 'han'
        ? `+86 1${random.integer(30, 99)} ${digits(random, 4)} ${digits(random, 4)}`
        : `+1 ${random.integer(201, 989)}-${random.integer(200, 999)}-${digits(random, 4)}`,
  };
}

type Named = Pick<Person, 'name' | 'script' | 'spoken'>;

function chinese(number: number, random: Random, seed: number): Named {
  const { full, address } = personName('zh', number, seed);
  const surname = address.slice(address.indexOf('.') + 1);
  const written = full.slice(0, ['ouyang', 'zhuge'].includes(surname) ? 2 : 1);
  const given = Array.from({ length: random.chance(0.8) ? 2 : 1 }, () => random.pick(givenCharacters));
  return {
    name: written + given.map(([character]) => character).join(''),
    script: 'han',
    spoken: [...(surnameSyllables[surname] ?? [surname]), ...given.map(([, syllable]) => syllable)],
  };
}

const surnameSyllables: Readonly<Record<string, readonly string[]>> = {
  ouyang: ['ou', 'yang'],
  zhuge: ['zhu', 'ge'],
};

function english(number: number, random: Random, seed: number, invented: boolean): Named {
  const { full, called } = personName('en', number, seed);
  const name = invented ? `${called} ${familyName(random)}` : full;
  return { name, script: 'latin', spoken: name.replace('.', '').split(' ') };
}

function familyName(random: Random): string {
  const begun = Array.from({ length: random.integer(1, 2) }, () => random.pick(onsets) + random.pick(vowels));
  const name = begun.join('') + random.pick(endings);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.integer(0, 9)).join('');
