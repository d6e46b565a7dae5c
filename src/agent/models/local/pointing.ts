import type { Lexicon } from './lexicon.ts';

/** Orders that point to what was told before them: "put that in her notes", “这条记一下”. */
type PointingWords = Omit<Lexicon['dictation'], 'opens' | 'closes' | 'not'>;

const polite =
  "(?:(?:please|pls|plz|can you|could you|would you|will you|mind|would you mind|do you mind|so|and|then|also|just|go ahead and|let's|i'd like you to|you (?:can|could|may)) )*";
const thing = '(?:that|this|it|those|these|all (?:of )?(?:that|this)|the (?:above|same))';
const note = '(?:notes?|remarks?|comments?)(?: (?:field|section|box|column))?';
const whose =
  "(?:(?:the|an?|his|her|their|our|its|[^\\s,.;!?:]+(?: [^\\s,.;!?:]+)?['’]s?) )?(?:existing |present |customer |account |other |old |short |quick )*";
const keep =
  '(?:put|add|stick|pop|get|write|keep|save|leave|enter|include|drop|file|record|place|store|jot|have|work)(?:t?ing)?';
const into = '(?:in|into|on|onto|to|under|underneath|below|beneath|among|as|with|at|for|through)';
const passive = `(?:(?:can|could|may|will|would|should) ${thing} (?:please )?(?:be|go|get)|${thing}(?:'s| is| should| needs? to| has to| must| ought to| wants to| can| could| belongs?| goes)+(?: be| go| get)?|(?:should|must|needs to|has to|ought to|wants to|to) (?:be|go|get)|belongs)(?: please)?`;
const tail =
  '(?: (?:on|for|of|with|about|in|to|under|against|there) ?[^,.;!?:]{0,40}?)?(?: (?:please|pls|plz|thanks|thx|ok|okay|would you|will you|could you|can you|for me))*(?=\\s*(?:$|[,.;!?–—…]| - |\\b(?:so|because|and|in case|before)\\b))';
const start = '(?<=^\\s*|[,.;!?:–—…]\\s*|- |\\b(?:and|so|then|but) )';
const conversation =
  '(?:the|that|this|our) (?:\\w+ )?(?:call|chat|meeting|visit|conversation|e-?mail|talk|demo|lunch|exchange|voicemail|message)';
const place =
  "(?:(?:as|in|into|on|onto|to|under|for|against) (?:an? |the |his |her |their |our |my |\\w+'s )?(?:\\w+ )?(?:calls?|chat|meeting|visit|conversation|e-?mail|talk|demo|history|timeline|log|interactions?|records?|file|crm|system|account|contact|book|card))";

const englishNote = [
  `${polite}${keep}(?: down)? ${thing}(?: too| all| down| up| please)* ${into} ${whose}${note}`,
  `${passive}(?: \\w+)?(?: down| up)?(?: ${into}| on (?:file|record) as) ${whose}${note}`,
  `${polite}(?:mak|leav|tak)(?:e|ing) (?:an? |the )?(?:short |quick |little )?${note} (?:of|about|on) ${thing}`,
].join('|');

const englishLog = [
  `${polite}(?:log|record|register|document|file|capture|note)(?:ging|ing)?(?: down| up)? (?:${thing}|${conversation})(?: down| in| up| on)?(?: ${place})*`,
  `${polite}(?:put|add|write|enter|stick|get|pop)(?:t?ing)?(?: down)? (?:${thing}|${conversation}) (?:(?:in|down|up)(?: ${place})*|${place}(?: ${place})*)`,
  `${passive} (?:(?:logged|recorded|entered|registered|documented|filed|captured|written|put)(?: down| in| up)?(?: ${place})*|in ${place}|${place}|down ${place})`,
].join('|');

const someone = '[^，,。；;：:！!？?]{0,24}?';
const chinesePolite =
  '(?:也|都|就|再|先|得|要|该|可|请|你|您|麻烦你?|劳烦|帮我|帮忙|帮|给我|给|替我|回头|系统里面?|系统|档案里面?|那就|顺手|顺便|直接)*';
const chineseThing =
  '(?:(?:这|那)(?:一?[条个句点件些笔次通场顿]|件?事儿?|话)?(?:信息|情况|事儿?|话)?|以上|上面)';
const noted = '(?:备注|笔记|批注|注释)(?:栏|那栏)?(?:里面?|里头|中|上|下面|那里|那边|底下)?';
const written = '(?:写|记|加|添|补|存|放|录|填|塞|留)';
const ends = '(?:去|来|吧|了|哈|呗|啦|哦|嘛|一下|下|好)*(?=\\s*(?:$|[，,。；;！!…～~]))';

const chineseNote = [
  `${chineseThing}?${chinesePolite}(?:把${someone})?${written}(?:进|到|在|入|上)${someone}${noted}`,
  `${chineseThing}?${chinesePolite}(?:往|在|到|给|替|把)?${someone}${noted}(?:给我|帮我|也|都|得)*${written}(?:进|上|入|一?下|一?[笔条句])?`,
  `${chineseThing}?${chinesePolite}(?:给|帮|替|为|在|往)?${someone}(?:加|写|添|补|记|做|留)(?:上|进)?(?:一?[条个句笔下])?(?:进)?${noted}`,
  `${chinesePolite}(?:写|记|加|放|存|填)(?:[他她它]|客户|这人)的?(?:备注|笔记)栏?(?:里面?|里头|中|上|下面)`,
].join('|');

const talk =
  '(?:通话|电话|会议|会面|会|拜访|邮件|微信|聊天|沟通|联系|互动|往来|记录|纪录|档案|档|客户记录|跟进记录)';
const chineseLog = [
  `${chineseThing}?${chinesePolite}(?:把${someone})?(?:登记|记录|记|登|录|存|补|写|归|留)(?:个|进去|进来|进|入|到|上去|上|一?下|一?[笔条]|成|为|作)*${chineseThing}?(?:一?[通次条个场笔])?(?:${talk})*(?:里|中|上)?`,
].join('|');

export const englishPointing: PointingWords = {
  before: {
    note: new RegExp(`${start}(?:${englishNote})${tail}`),
    log: new RegExp(`${start}(?:${englishLog})${tail}`),
  },
  announces:
    /^\s*(?:(?:please|pls|just) )*(?:note|make a note|take a note|noting|note to self|for the record)(?: down)?(?: please)?\s*(?:[:,]| [-–—])\s+/,
  purpose:
    /^\W*(?:so\b|because\b|since\b|before (?:we|i|somebody|someone|anybody)\b|in case\b|otherwise\b|or (?:else|we)\b|to (?:save|avoid|make sure|be safe)\b)/,
  logs: /^\s*(?:(?:please|pls|one|something|this one) )*(?:to go|going|for)(?: please)?(?: on| in| into| to)? (?:the |our |my )?(?:file|record|history|log|timeline|books?)(?: please)?\s*(?::|,| -)\s+/i,
  follows:
    /^\W*(?:$|and (?:don'?t|do not|leave|keep|then|also|set|move|mark|change|push)\b|but (?:don'?t|leave|keep)\b|(?:don'?t|leave|keep|please|thanks|thx|would you|will you|can you|could you|ok)\b)/,
};

export const chinesePointing: PointingWords = {
  before: {
    note: new RegExp(`(?<=^|[，,。；;！!…\\s])(?:${chineseNote})${ends}`, 'u'),
    log: new RegExp(`(?<=^|[，,。；;！!…\\s])(?:${chineseLog})${ends}`, 'u'),
  },
  announces:
    /^\s*(?:请|麻烦|劳烦|帮忙|帮我|帮|你|您|给我)*(?:记一?下|记录一?下|备注一?下|记一笔|记住)[吧啊哈]?[，,：:]\s*/u,
  purpose:
    /^[\s，,。；;！!…～~]*(?:免得|省得|以免|以防|以便|好让|方便|防止|避免|不然|否则|这样|别(?:再|到时|下次|回头|又))/u,
  logs: /^\s*(?:我|还|又|之前|昨天|上次|上周)*(?:漏记|漏登|漏录|补记|补登|补录|忘记?了?记|忘登记?|没来得及记)[^，,。：:]{0,8}[：:]\s*/u,
  follows:
    /^[\s，,。；;！!…～~]*(?:$|别|原来|原有|其他|跟进|顺便|顺带|再|另外|然后|把|同时|还有|阶段|负责人|谢|辛苦)/u,
};
