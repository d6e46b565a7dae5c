import { soundDictionary, soundOf } from '../sounds.ts';
import { chineseSegments } from '../tokens.ts';
import type { GazetteerEntry } from './gazetteer.ts';

export interface ChineseForm {
  written: string;
  isWhole: boolean;
}

const han = /\p{Script=Han}/u;
const legal = /(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司|控股|分公司)$/u;
const places =
  /^(?:北京|上海|天津|重庆|广州|深圳|成都|杭州|武汉|西安|南京|苏州|青岛|厦门|沈阳|大连|宁波|无锡|长沙|郑州|济南|合肥|福州|昆明|哈尔滨|长春|石家庄|太原|南昌|南宁|贵阳|兰州|海口|乌鲁木齐|呼和浩特|银川|西宁|拉萨|佛山|东莞|珠海|中山|惠州|温州|嘉兴|绍兴|金华|台州|常州|南通|徐州|扬州|烟台|潍坊|威海|泉州|漳州|洛阳|桂林|三亚|香港|澳门|台北|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|中国)(?:省|市)?/u;
const doubleSurname =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|夏侯|端木|百里|南宫|独孤|西门|闻人|轩辕)/u;

/** How many characters a person's family name has. */
export const surnameLength = (name: string): number => (doubleSurname.test(name) && name.length > 2 ? 2 : 1);

/** The ways a name in Han characters is written in them: whole, without place and kind of company, its first words. */
export function chineseForms({ type, name, aliases = [] }: GazetteerEntry): ChineseForm[] {
  const forms = new Map<string, boolean>();
  const add = (written: string, isWhole = false): void => {
    if (Array.from(written).length >= 2 && han.test(written) && !forms.has(written))
      forms.set(written, isWhole);
  };
  for (const written of [name, ...aliases]) {
    if (!han.test(written)) continue;
    add(written, true);
    if (type === 'person' || type === 'owner') {
      const given = written.slice(surnameLength(written));
      add(given);
      if (surnameLength(written) === 2) add(written.slice(0, 2));
    } else if (type !== 'stage') {
      const bare = written.replace(legal, '');
      const core = bare.replace(places, '');
      add(written.replace(places, ''));
      add(bare);
      for (const one of core.length >= 2 ? [bare, core] : [bare])
        for (const start of beginnings(one)) add(start);
      if (core.length >= 2) add(core);
    }
  }
  return Array.from(forms, ([written, isWhole]) => ({ written, isWhole }));
}

/** What a name begins with, from three characters on, or the two of its first word. */
function beginnings(name: string): string[] {
  const [first] = chineseSegments(name);
  const shortest = Math.min(2, first?.segment.length ?? 2) === 2 || name.length >= 4 ? 2 : 3;
  return Array.from({ length: Math.max(0, name.length - shortest) }, (_, cut) =>
    name.slice(0, shortest + cut),
  );
}

/** How a name in Han characters is written in Latin letters, without spaces: in both orders, and a long given name alone. */
export function romanForms({ type, name }: GazetteerEntry): string[] {
  if (!/^\p{Script=Han}{2,}$/u.test(name)) return [];
  const isPerson = type === 'person' || type === 'owner';
  if (!isPerson && type === 'stage') return [];
  if (!isPerson) {
    const core = name.replace(legal, '').replace(places, '');
    return [...new Set([name, core, core.slice(0, 2)])]
      .map((part) => Array.from(part, soundOf).join(''))
      .filter((key) => key.length >= 6);
  }
  const length = surnameLength(name);
  const read = soundDictionary().pinyin(name, { toneType: 'none', type: 'array', surname: 'head' });
  const [surname, given] = [read.slice(0, length).join(''), read.slice(length).join('')];
  const alone = read.length - length >= 2 && given.length >= 5 ? [given] : [];
  return [surname + given, given + surname, ...alone].map((key) => key.replaceAll('ü', 'v'));
}
