const compound = '欧阳|司马|上官|诸葛|慕容|司徒|夏侯|东方|皇甫|尉迟|公孙|令狐|宇文|长孙|端木|独孤|南宫|西门';
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉';

/** Where a Chinese person's name may begin: at a family name. */
export const familyName = new RegExp(`(?:${compound})|[${single}]`, 'gu');

/** The same, with family names that are everyday words as well: only a name that is known begins with one. */
export const knownNameStart = new RegExp(`(?:${compound})|[${single}于萧古游项祖简丰蓝甄车原时常阳]`, 'gu');

/** A whole text that could be a Chinese person's name: a family name and one or two more characters. */
export const wholeName = new RegExp(
  `^(?:(?:${compound})\\p{Script=Han}{1,2}|[${single}]\\p{Script=Han}{1,2})$`,
  'u',
);
