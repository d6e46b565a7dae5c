/** Provinces and the larger cities: in Chinese nothing else tells a place from other words. */
const places =
  '北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|武汉|成都|西安|青岛|厦门|长沙|郑州|济南|合肥|福州|宁波|无锡|大连|沈阳|哈尔滨|长春|石家庄|太原|南昌|南宁|昆明|贵阳|兰州|海口|呼和浩特|乌鲁木齐|银川|西宁|拉萨|珠海|佛山|东莞|中山|惠州|温州|绍兴|嘉兴|金华|台州|常州|南通|扬州|徐州|烟台|潍坊|洛阳|泉州|漳州|桂林|三亚|香港|澳门|台北|高雄|广东|浙江|江苏|山东|福建|四川|湖北|湖南|河南|河北|安徽|江西|辽宁|吉林|黑龙江|陕西|山西|云南|贵州|广西|海南|甘肃|青海|宁夏|新疆|西藏|内蒙古|台湾';

/** Where somebody is said to be: “在上海”, “上海的客户”. */
export const spokenPlaces = new RegExp(
  `(?<=在|来自|位于)(?:${places})(?=市|的|有|[？?。，,！!]|$)|(?:${places})(?=市?的(?:所有|全部)?(?:客户|联系人|公司|线索|企业|人)|市?有(?:哪些|多少|几|什么))`,
  'gu',
);

const placeNames = new Set(places.split('|'));

export const isChinesePlace = (text: string): boolean => placeNames.has(text);
