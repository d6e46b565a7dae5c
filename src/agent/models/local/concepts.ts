/**
 * What many words say alike, in both languages, by a sign of our own. Words beside these tell requests apart as
 * well; the signs let one be known by words its tool's phrases do not have.
 */
const concepts: Readonly<Record<string, RegExp>> = {
  xqchurn:
    /\b(?:churn\w*|at risk|risky|risk of (?:leaving|churn\w*)|leav(?:e|es|ing) us|los(?:e|ing) (?=xwho|(?:a |any |the |our |which )*(?:customer|client|account)s?)|about to lose|slip\w* away|drift\w* away|walk(?:s|ing)? away|stop(?:s|ped)? (?:buying|ordering)|defect\w*|go(?:es|ing)? elsewhere|jump(?:s|ing)? ship)\b|流失|(?:快|要|会|想|可能)(?:要)?(?:跑|走|离开)(?:了|掉)?|跑掉|离开我们|不再(?:购?买|下单|合作)|失去/giu,
  xqpredict:
    /\b(?:forecast\w*|predict\w*|project(?:ed|ion|ions)?(?= (?:our|the|sales|revenue|for))|outlook|heading|will (?:we|xmember) sell|expect\w*|going to sell|look like (?:over|in|for) )\b|预测|预计|预估|展望|前景|大概(?:会|能)|能卖|会卖/giu,
  xqsales: /\b(?:revenues?|sales|turnover|sell(?:s|ing)?)\b|销售额|营收|营业额|收入|业绩|销量/giu,
  xqaccuracy:
    /\b(?:accura\w+|reliab\w+|rely|trust(?:worthy)?|track record|how (?:good|often|well|far off)|any good|were (?:you|they) right|hold up|hit rate|drift(?:ed)?)\b|准(?:不准|确|吗|么)|准确率|靠谱|可信|得准|误差|偏差/giu,
  xqpast: /\b(?:were|did|have been|so far|past|previous|last|earlier)\b|之前|过去|以前|上次|历史/giu,
  xqbuy:
    /\b(?:buy(?:s|ing|ers?)?|bought|purchas\w+|orders? (?:again|soon|next|can|do|should|will)|reorder\w*|repeat)\b|购买|再买|会买|要买|买几|下单|复购|回购|采购/giu,
  xqworth: /\b(?:lifetime|worth most|spend)\b|终身价值|生命周期价值|值钱/giu,
  xqwhy:
    /\b(?:why|what makes|what(?:'s| is) behind|what drives|factors?|reasons?|explain|break down|how come)\b|为什么|为何|凭什么|原因|因素|怎么来的|解释|拆解/giu,
  xqrecommend:
    /\b(?:recommend\w*|suggest\w*|up-?sell\w*|cross-?sell\w*|pitch|what (?:should|could|can) i (?:offer|sell))\b|推荐|推销|推什么|推点|交叉销售|搭配/giu,
  xqlike:
    /\b(?:liked?|loved?|loves|interested|keen|clicked(?: on)?|hit with)\b|喜欢|感兴趣|点开|点击|看中/giu,
  xqdislike:
    /\b(?:dislikes?|hates?|rejected|declined|said no|not interested|(?:is|was|does|do|did)n't (?:interested|want|like|need)|don't (?:recommend|suggest)|stop (?:recommending|suggesting))\b|不喜欢|不想要|不要|不感兴趣|拒绝|别再/giu,
  xqmood:
    /\b(?:moods?|sentiments?|feel(?:s|ing|ings)?|happy|unhappy|annoyed|angry|satisf\w+|pleased|attitude|positive or negative|sounds?)\b|情绪|心情|态度|满意|好评|差评/giu,
  xqalert:
    /\b(?:alerts?|warn\w*|unusual|worr(?:y|ied|ying)|anomal\w+|abnormal|strange|look out for)\b|预警|异常|警报|警告|担心|反常|要注意/giu,
  xqchange:
    /\b(?:chang(?:e|ed|es) (?:log|history|made|today|recently)|what (?:has |was |did .* )?chang\w*|edit(?:ed|s|ing)?|modif\w+|touched|altered|audit trail|history of)\b|改动|修改(?:记录|日志|历史|过|了)|改了|谁动过|动过|变更/giu,
  xqsegment:
    /\b(?:segment\w*|clusters?|clustering|rfm|groups? (?:of )?(?:our )?customers|customers into|tiers?|champions?|loyal customers?|hibernating)\b|分群|分层|聚类|聚成|客户群|忠实客户|价值客户|分成.{0,3}[类组群]|给客户分|客户分类/giu,
  xqreport:
    /\b(?:report|statistics|stats|performance|win rate|conversion|funnel|sales cycle|won and lost|win and .*lose)\b|报告|报表|统计数据|赢单率|转化率|漏斗|赢了.{0,3}单|丢了.{0,3}单|成交周期/giu,
  xqchart: /\b(?:charts?|draw|plot|graph|picture|diagram|visuali[sz]e)\b|图/giu,
  xqimport: /\b(?:import\w*|upload\w*|load(?:ed|ing)?|bring in|read in)\b|导入|导进|上传|读进/giu,
  xqknowledge: /\b(?:knowledge ?base|documents?|docs|faq)\b|知识库|文档/giu,
  xqadd:
    /\b(?:add|put|save|store|include)\b(?=.* (?:knowledge|documents?))|加入|存进|加一条|补充|存为|加到/giu,
  xqremove:
    /\b(?:remove|delete|drop|take)\b(?=.* (?:knowledge|documents?))|(?<=知识库|文档).*(?:删|移除)|(?:删|移除)(?=.*(?:知识库|文档))/giu,
  xqticket: /\b(?:tickets?|support case|support issue)\b|xticket|工单|售后单/giu,
  xqopen:
    /\b(?:open|file|raise|create|register)\b(?= (?:an? |the )?(?:\w+ )?(?:ticket|case|complaint))|[开建提登][个张一].{0,3}工单|开工单|报修/giu,
  xqproblem:
    /\b(?:complain\w*|broken|faulty|not work\w*|doesn't (?:work|start)|problem|issue|wrong)\b|投诉|反映|坏了|故障|出错|报修|有问题/giu,
  xqsolved:
    /\b(?:resolv\w+|solv\w+|fixed|settled|is done|(?:can be |is )?closed?(?= (?:ticket|xticket)))\b|解决(?:了|完)?|处理完|办结|结案|关掉|搞定/giu,
  xqreopen: /\b(?:re-?open\w*|came back|open .* again)\b|重新打开|重开|又出现|再次打开/giu,
  xqpass:
    /\b(?:transfer|hand .* over|pass .* on|reassign|take care of|deal with|goes to|assign|move|put)\b(?=.*(?:ticket|xticket|queue))|(?:转|交|分配|移交|移|让).{0,6}(?:xmember|队列)/giu,
  xqhuman:
    /\b(?:humans?|a (?:real )?person|agents?|hand-?offs?|escalated?|waiting for (?:us|someone|a))\b|人工|转接|等人|接手/giu,
  xqservice:
    /\b(?:customer service|support (?:report|statistics|team|desk)|with support|service (?:report|desk)|helpdesk|resolution rate|response times?)\b|客服|服务台|响应时间|解决率/giu,
  xqdeadline:
    /\b(?:deadlines?|due (?:in|within)|within xnumber|opening hours|settings?)\b|时限|分钟|工作时间|营业时间|设置/giu,
  xqpay:
    /\b(?:pay(?:s|ment)?(?: methods?)?|gift card|card on file|default address)\b|支付|付款|礼品卡|默认地址|收货地址/giu,
  xqorder: /\b(?:shipped|delivered|tracking|arrive[sd]?|track)\b|发货|到哪|物流|送到|什么时候到/giu,
  xqcancel: /\bcancel\w*\b(?=.*(?:order|xorder))|取消.{0,4}订单|订单.*取消/giu,
  xqreturn: /\b(?:return(?:s|ed|ing)?|refund\w*|send back|exchange\w*|swap)\b|退货|退款|换货|退掉/giu,
  xqprice: /\b(?:how much (?:is|does|do|are)|price of|costs?)\b|多少钱|什么价|价格|单价/giu,
  xqstock: /\b(?:in stock|left|available|stock)\b|有货|库存|还剩|现货/giu,
  xqconvert:
    /\b(?:convert\w*|turn .* into|into (?:a|an) (?:deal|opportunity)|make a deal out)\b|转化|转成商机|转商机|转为商机/giu,
  xqday:
    /\b(?:my (?:day|agenda|schedule|plate|morning|sunday|monday|tuesday|wednesday|thursday|friday|saturday)|what .* (?:do|look like) .*(?:today|xdate)|brief|agenda)\b|日程|简报|(?:要|得)(?:都)?(?:干|做)(?:点|些)?(?:什么|啥)|安排/giu,
  xqability:
    /\b(?:what (?:can|are) you|able to do|abilities|help me|is there a tool|have a tool|can you do)\b|你(?:都)?(?:能|会)(?:做)?(?:什么|些|啥)|功能|有没有.{0,10}工具/giu,
  xqfields:
    /\b(?:fields?|picklist|columns|attributes|stages do|which stages)\b|字段|可以填|哪些阶段|哪几个阶段/giu,
  xqtheme: /\b(?:themes?|topics?|recurring|complain about most|talk about most)\b|主题|话题|反复提到|吐槽/giu,
  xqcompetitor:
    /\b(?:competitors?|competition|rivals?|compared? (?:us )?(?:to|with))\b|竞争对手|竞品|对手|同行/giu,
  xqrequirement: /\b(?:requirements?|needs|constraints?|decision makers?|budget)\b|需求|预算|决策人|要求/giu,
  xqsummary: /\b(?:summar\w+|gist|in short|key points|tl;?dr|recap)\b|总结|概括|摘要|要点|归纳/giu,
  xqdraft: /\bdrafts?\b|xdraft|草稿/giu,
  xqpromotion:
    /\b(?:promotions?|promos?|campaigns?|discount (?:weeks?|days?|period)|special offers?|black friday|double eleven|singles['’]? day)\b|促销|大促|满减|折扣活动|优惠活动|打[一二三四五六七八九几\d.]+折|打了?几折|双(?:十一|十二|11|12)/giu,
  xqconsent:
    /\b(?:consents?|consented|opt(?:ed|s)?[- ](?:in|out)|unsubscrib\w+|agreed (?:to|that we)|may we (?:call|e-?mail|write)|objects? to|objected)\b|授权|退订|同意(?:接收|我们|联系)|营销许可|撤回同意/giu,
  xqdesk:
    /\b(?:service desk|desk hours|support hours|office hours|opening hours|business hours|service hours)\b|客服台|营业时间|上班时间|工作时间|服务时间/giu,
  xqaudit: /\b(?:audit\w*|tamper\w*|integrity|hash chain)\b|审计|篡改|完整性/giu,
  xqidentify:
    /\b(?:visitors?|callers?|says (?:he|she) is|claims to be|establish who|verify who|which customer)\b|来访者|来电|对方说|自称|核实|是哪位客户/giu,
  xqprivacy:
    /\b(?:gdpr|pipl|personal data|(?:his|her|their|the) data|erased?|forgotten|data (?:we|you) (?:hold|have|store))\b|个人(?:数据|信息|资料)|删掉.{0,6}所有(?:数据|信息)|遗忘/giu,
  xqtool: /\btools?\b|工具/giu,
  xqtranscript:
    /\b(?:transcripts?|call notes|meeting notes|e-?mail thread|minutes of)\b|通话记录|会议纪要|录音稿|逐字稿/giu,
  xqtranslate:
    /\b(?:translat\w+|into (?:chinese|english)|in (?:chinese|english))\b|翻译|译成|用(?:英文|中文|英语)/giu,
};

const entries = Object.entries(concepts);

/** A text with the signs of what it says behind it. */
export function withConcepts(text: string): string {
  const said = entries.filter(([, pattern]) => text.search(pattern) >= 0).map(([sign]) => sign);
  return said.length === 0 ? text : `${text} . ${said.join(' ')}`;
}
