import type { Language } from './rows.ts';

/** A name and how it is written in an e-mail address. */
export interface PersonName {
  full: string;
  /** What colleagues call them: the first name, or the whole Chinese name. */
  called: string;
  address: string;
}

const firstNames = words(`
  Aaron Abigail Adele Adrian Alice Amara Andrea Anika Arthur Beatrice Bianca Boris Bruno Camille Carmen Cedric
  Clara Colin Daphne Diego Edith Elena Elias Emily Erik Esther Felix Fiona Gavin Gloria Hannah Harriet Hector
  Helen Hugo Ingrid Irene Isaac Ivan Jasmine Joanna Jonas Judith Julian Karim Keiko Leo Lillian Lucas Mabel
  Marcus Marta Miriam Naomi Nathan Noor Oliver Oscar Paula Petra Philip Rachel Rosa Ruth Samir Selma Simon
  Stella Tamara Theo Ursula Victor Violet Walter Yusuf Zoe
`);

const lastNames = words(`
  Abbott Acosta Adler Baptiste Barnes Bauer Becker Bennett Bianchi Blum Brandt Byrne Callahan Castillo Chandra
  Coleman Costa Crawford Dalton Delgado Diaz Dubois Duncan Ellis Eriksen Farrell Ferreira Fischer Fleming Fontaine
  Gallagher Gibson Greco Gupta Haddad Hale Hartley Hayes Holm Iyer Jansen Kapoor Keller Kowalski Lambert Larsen
  Lindgren Lombardi Maddox Malik Marino Mbeki Mercer Nakamura Navarro Novak Okafor Olsen Osman Parrish Pereira
  Quigley Ramsey Reid Rossi Salazar Sanders Silva Sorensen Tanner Tran Underwood Vargas Vogel Wagner Weaver
  Whitmore Yamada Zimmer
`);

const surnames = pairs(`
  王 wang 李 li 刘 liu 陈 chen 杨 yang 赵 zhao 黄 huang 周 zhou 吴 wu 徐 xu 孙 sun 胡 hu 朱 zhu 高 gao 林 lin 何 he
  郭 guo 马 ma 罗 luo 梁 liang 宋 song 郑 zheng 谢 xie 韩 han 唐 tang 冯 feng 于 yu 董 dong 萧 xiao 程 cheng 曹 cao
  袁 yuan 邓 deng 许 xu 傅 fu 沈 shen 曾 zeng 彭 peng 吕 lv 苏 su 卢 lu 蒋 jiang 蔡 cai 贾 jia 丁 ding 魏 wei 薛 xue
  叶 ye 余 yu 潘 pan 张 zhang 欧阳 ouyang 诸葛 zhuge
`);

const givenNames = pairs(`
  秀兰 xiulan 建国 jianguo 志强 zhiqiang 婷婷 tingting 雅琴 yaqin 海燕 haiyan 明轩 mingxuan 思远 siyuan 子涵 zihan
  雨桐 yutong 晓东 xiaodong 丽华 lihua 文博 wenbo 佳怡 jiayi 浩然 haoran 梦洁 mengjie 俊杰 junjie 静怡 jingyi 国栋 guodong
  春梅 chunmei 立新 lixin 晨曦 chenxi 宇航 yuhang 欣悦 xinyue 永康 yongkang 美玲 meiling 振华 zhenhua 诗涵 shihan 一鸣 yiming
  慧敏 huimin 少华 shaohua 玉珍 yuzhen 家豪 jiahao 若曦 ruoxi 光明 guangming 雪莉 xueli 天佑 tianyou 可欣 kexin 培源 peiyuan
  巧云 qiaoyun 敏 min 磊 lei 洋 yang 艳 yan 杰 jie 娟 juan 涛 tao 超 chao 霞 xia 平 ping 刚 gang 桂英 guiying 鹏 peng 琳 lin
  凯 kai 颖 ying 斌 bin 蕾 lei
`);

/**
 * The name of the n-th person of a language. English names are unique; Chinese ones come round again after
 * a few thousand, as they do. Nobody is called Dana or 张伟 by chance.
 */
export function personName(language: Language, number: number, seed: number): PersonName {
  return language === 'en' ? englishName(number, seed) : chineseName(number, seed);
}

function englishName(number: number, seed: number): PersonName {
  const count = firstNames.length * lastNames.length;
  const [firstIndex, lastIndex] = shuffled(number, firstNames.length, lastNames.length, seed);
  const first = firstNames[firstIndex]!;
  const last = lastNames[lastIndex]!;
  const round = Math.floor(number / count);
  if (round === 0) return englishPerson(first, last);
  const initial = String.fromCharCode(65 + ((round - 1) % 26));
  return {
    full: `${first} ${initial}. ${last}`,
    called: first,
    address: `${first}.${initial}.${last}`.toLowerCase(),
  };
}

export const englishPerson = (first: string, last: string): PersonName => ({
  full: `${first} ${last}`,
  called: first,
  address: `${first}.${last}`.toLowerCase(),
});

function chineseName(number: number, seed: number): PersonName {
  const [surnameIndex, givenIndex] = shuffled(number, surnames.length, givenNames.length, seed);
  const [surname, surnamePinyin] = surnames[surnameIndex]!;
  const [given, givenPinyin] = givenNames[givenIndex]!;
  return { full: surname + given, called: surname + given, address: `${givenPinyin}.${surnamePinyin}` };
}

/**
 * Two indexes for the n-th combination: a whole round of `first × second` meets every combination once, and
 * neighbours in n lie far apart (a multiplicative step near the golden section).
 */
export function shuffled(number: number, first: number, second: number, seed: number): [number, number] {
  const count = first * second;
  let step = Math.floor(count * 0.618);
  while (gcd(step, count) !== 1) step++;
  const position = ((number % count) * step + (seed % count)) % count;
  return [position % first, Math.floor(position / first)];
}

const gcd = (left: number, right: number): number => (right === 0 ? left : gcd(right, left % right));

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export function pairs(text: string): readonly (readonly [string, string])[] {
  const items = words(text);
  return items.filter((_, index) => index % 2 === 0).map((item, index) => [item, items[index * 2 + 1]!]);
}
