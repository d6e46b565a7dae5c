import type { Wordings } from './ontology.ts';

type Entry = readonly [en: string, zh: string];

/** Everyday values and slots, by their first English word, and what else people call them; commas part the wordings. */
const entries: readonly Entry[] = [
  [
    'cheap,inexpensive,affordable,low priced,low price,low cost,lower priced,budget,on a budget,economical,cheaply,cheaper,cheapest,low end,bargain',
    '便宜,实惠,经济实惠,廉价,平价,低价,省钱',
  ],
  [
    'moderate,moderately,medium,mid priced,mid price,mid range,midrange,middle,reasonable,reasonably,average,fair prices,fairly priced,not too expensive,not too pricey',
    '中等,适中,价格适中,中档,中价,一般价位,不太贵',
  ],
  [
    'expensive,pricey,costly,upscale,fancy,high end,high priced,high price,higher priced,luxury,luxurious,posh,fine dining,top end,priciest',
    '贵,昂贵,高档,高端,豪华,高级,奢华',
  ],
  ['north,northern,northside', '北,北边,北部,北面,城北,北区'],
  ['south,southern,southside', '南,南边,南部,南面,城南,南区'],
  ['east,eastern,eastside', '东,东边,东部,东面,城东,东区'],
  ['west,western,westside', '西,西边,西部,西面,城西,西区'],
  ['centre,center,central,downtown,city centre,town centre,middle of town', '中心,市中心,中央,市区'],
  [
    'area,part of town,side of town,part of the city,part of the town,location,neighborhood',
    '区域,地区,位置,地段,哪个区',
  ],
  ['price range,price,prices,pricing,cost', '价位,价格,预算,消费'],
  ['food,cuisine,type of food,kind of food,food type', '菜系,什么菜,哪种菜,菜'],
  ['phone,phone number,telephone,telephone number,number,contact number', '电话,电话号码,号码'],
  ['address,located,location', '地址,在哪,在哪里'],
  ['postcode,post code,postal code,zip code,zip', '邮编,邮政编码'],
  ['name,called', '名字,名称,叫什么'],
  ['date,day', '日期,哪天'],
  ['time,what time', '时间,几点'],
  ['red', '红,红色'],
  ['blue', '蓝,蓝色'],
  ['green', '绿,绿色'],
  ['black', '黑,黑色'],
  ['white', '白,白色'],
  ['yellow', '黄,黄色'],
  ['grey,gray', '灰,灰色'],
  ['pink', '粉,粉色,粉红,粉红色'],
  ['purple', '紫,紫色'],
  ['orange', '橙,橙色,橘色'],
  ['brown', '棕,棕色,褐色,咖啡色'],
  ['silver', '银,银色'],
  ['gold,golden', '金,金色'],
  ['small,little', '小,小号'],
  ['large,big', '大,大号'],
  ['chinese', '中国,中餐,中国菜,中式'],
  ['italian', '意大利,意大利菜,意式'],
  ['indian', '印度,印度菜'],
  ['french', '法国,法国菜,法餐,法式'],
  ['japanese,sushi', '日本,日本菜,日料,日式,寿司'],
  ['korean', '韩国,韩国菜,韩餐,韩式'],
  ['thai', '泰国,泰国菜,泰餐,泰式'],
  ['vietnamese', '越南,越南菜'],
  ['spanish,tapas', '西班牙,西班牙菜'],
  ['british', '英国,英国菜,英式'],
  ['turkish', '土耳其,土耳其菜'],
  ['mexican', '墨西哥,墨西哥菜'],
  ['european', '欧洲,欧洲菜'],
  ['asian oriental,asian,oriental', '亚洲,亚洲菜,东方菜'],
  ['mediterranean', '地中海,地中海菜'],
  ['seafood,fish', '海鲜'],
  ['barbeque,barbecue,bbq,grill', '烧烤'],
  ['steakhouse,steak,steaks', '牛排'],
  ['vegetarian,veggie,vegan', '素食,素菜'],
];

const wordings = new Map<string, Wordings>(
  entries.map(([english, chinese]) => {
    const [first = '', ...others] = english.split(',');
    return [first, { en: others, zh: chinese.split(',') }];
  }),
);

/** Other wordings of a value or a slot that everybody uses, in both languages. */
export const everydayWordings = (value: string): Wordings => wordings.get(value.toLowerCase()) ?? {};
