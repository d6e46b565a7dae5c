/** A person's name in Latin letters, as part of a pattern. */
export const englishName = String.raw`(?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}`;

/** A Chinese person's name, or a family name with what one calls them by (王总, 李经理); as part of a pattern. */
export const chineseName = String.raw`(?:[赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹窦章苏潘葛范彭鲁韦马方俞任袁柳唐罗薛雷贺倪汤殷毕郝安常乐于傅齐康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊项祝董梁杜蓝季贾路江颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房缪解应宗丁宣邓洪包石崔吉龚程裴陆翁曲段富焦侯全班仲宁仇甘武刘景叶白蒲卓池乔闻党谭申冉桑桂牛边温庄晏柴瞿阎连易廖耿匡寇饶曾沙关查荆游权盖肖欧文](?:总|经理|主任|董|老板|姐|哥|工|老师|[\p{Script=Han}]{1,2}?))`;
