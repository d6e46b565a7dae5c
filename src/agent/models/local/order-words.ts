import type { Language } from '../../../language/index.ts';

const english = `a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine
  who whom whose which what one ones some someone else somebody everyone everybody anyone anybody everything both all every each any other others rest
  two three four five six seven eight nine ten twelve single whole entire
  to of on in at by for from into onto with within under as over up down out off back away along through per via re
  and or so then also too plus well now just simply only really actually still already again instead right straight directly again together
  today immediately asap soon quickly promptly straightaway accordingly properly correctly appropriately currently once kindly kind much please pls plz thanks thank thx ta cheers ok okay hey hi hello hmm um uh oh er ah well yeah yes yep sure mate
  be is are was were been being am has have had having do does did done get gets got go goes going gone gonna wanna can could will would shall should must may
  need needs needed want wants wanted like let lets make sure ought supposed u n em s ppl ones' i'd i'll i'm i've we'd we'll we're we've you're he's she's it's they're they've that's let's there's there
  here everywhere instead onwards forward ahead later earlier further another new old current existing previous same next following
  customer customers client clients contact contacts account accounts person people folks guys lads record records entry entries card profile file
  crm system database db list lists books book portfolio pipeline desk hands hand plate name names named called under side team company firm
  stage status state column field value date day owner ownership responsible responsibility charge care stuff thing things bit
  last time touch touched spoke spoken speak talked talk heard hear contacted reached reach replied reply respond responded answered interested interest moment
  handle handles handled handling look looks looking after take takes manage manages managed own owns owned belongs belonging belong sitting sits sit currently assigned listed marked labelled tagged
  become becomes became becoming end ends ended ending say permanently longer enclosed read reads reading show shows mind afraid call case far fine good great okay carry carries sort pair lot bunch couple trio heap dead weight update afterwards correct right
  wrong mistake typo meant mean sorry oops saying says said called number numbers phone email e-mail mail address mobile`;

const chinese = `把|将|给|和|与|及|或|或者|以及|跟|同|对|向|从|到|在|于|由|归|让|叫|被|为|以|的|地|得|了|着|过|吧|吗|呢|啊|呀|哦|哈|呗|嘛|哟|喔|噢|哎|嗯|呃|喂|您好|你好
  |请|麻烦|帮忙|帮|烦请|劳驾|谢谢|多谢|辛苦|拜托|能|能不能|可以|可不可以|一下|下|一起|一并|都|全|全都|全部|所有|每|各|统一|一律|统统|通通|分别|任何|凡是|但凡|其中|整个|一共|总共|一个不留|不留
  |也|还|还有|再|就|先|只|只要|现在|目前|当前|如今|马上|立刻|立即|尽快|今后|以后|之后|往后|后续|此后|起|开始|从此|正式|直接|顺便|顺手|顺带|同时|另外|并|并且|而且|然后|接着|最后|其他|其它|其余|剩下|这样
  |名下|手上|手里|手头|手下|手中|那边|这边|那里|这里|里头|里面|里|中|上|内|外|处|头上|系统|库|数据库|资料|档案|信息|记录|数据|名单|列表|表|客户|顾客|客人|联系人|线索|人|人员|用户|单子|单|账户|事
  |这|那|哪|些|几|两|三|四|五|六|七|八|九|十|二|一|俩|仨|个|位|名|条|家|批|次|项|份|类|种|段|回|号|们|他|她|它|我|你|您|咱|大家|自己|本人|谁|哪些|所
  |是|有|要|会|应该|应|该|需要|需|想|想要|希望|得|必须|务必|属于|属|要求|叫做|新|旧|老|原|原来|原先|原定|本来|之前|以前|前|后|而|其|此|已|已经|刚|刚才|刚刚|确实|实际|其实
  |阶段|状态|字段|负责人|负责|跟进|联系|联络|沟通|回访|回复|日期|时间|天|日|月|周|年|号码|电话|手机|邮箱|邮件|地址|产品|兴趣|感兴趣|意向|方面|类|方向|管|跟|带|盯|接|来|去|做|用|看|说|进|出|成|好|行|嘞|啦|咯|呐|么|号|改|换|调|转|移|挪|标|设|定|算|弄|搞|整|归|交|推|拉|放|送|挂|排|拿|接手|处理|操作|更新|安排|在册|登记|写|填|叫|名字|姓名|基础
  |比较|更|合适|最好|还是|往|往前|往上|往下|往回|一步|补|错|打错|写错|记错|填错|搞错|弄错|说错|不用|作废|重新|再次|抱歉|不好意思|对不起|同样|照样|没错`;

const words = (source: string): string[] => source.split(/[\s|]+/u).filter((word) => word !== '');

/**
 * Words an order may hold beside its verb and what it names, and that change nothing of what is ordered: pronouns,
 * prepositions, auxiliaries, civilities, and general words for records and whose they are. Words of doubt, of choice
 * ("most", "best") and of conditions are none of them.
 */
export const isOrderWord: Readonly<Record<Language, (word: string) => boolean>> = (() => {
  const known = new Set(words(english));
  const pattern = new RegExp(
    `^(?:${words(chinese)
      .toSorted((one, other) => other.length - one.length)
      .join('|')})+$`,
    'u',
  );
  return { en: (word: string) => known.has(word), zh: (word: string) => pattern.test(word) };
})();
