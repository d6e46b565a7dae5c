import { chineseSegments } from '../../language/index.ts';

/** A rival that a text names, and where. */
export interface RivalMention {
  name: string;
  start: number;
  end: number;
}

const product = String.raw`(?!(?:The|They|We|You|She|He|It|I|This|That|Our|Your|Their|Us|And|But|Which|What|Budget|Wants?|Needs?|EU|US|UK|IT)\b)\p{Lu}[\p{L}\d.+&-]*[\p{L}\d+](?: (?:of )?\p{Lu}[\p{L}\d+&-]+){0,3}`;
const list = `${product}(?:(?:, | and | or | & |, and )${product}){0,4}`;
const english: readonly RegExp[] = [
  `(?:looking at|considering|evaluating|shortlisted|trialing|trialling|testing|talking to|in talks with|demo(?:ed)? (?:from|of|with)|quote from|offer from|proposal from) (?<rivals>${list})`,
  `(?:compar(?:es?|ed|ing)|choos(?:es?|ing)|chose|decid(?:es?|ing)|torn) (?:us |between us |it |our (?:offer|product) )?(?:with|to|against|and|between us and) (?<rivals>${list})`,
  `(?:between|versus|vs\\.?|against) (?:us and |ours and )?(?<rivals>${list})`,
  `(?:[Cc]ompetitors?|[Rr]ivals?|[Ii]ncumbent|[Aa]lternatives?)(?: is| are| called|:| like| such as|,)? (?<rivals>${list})`,
  `(?:(?:current(?:ly)?|today|now|still|already)(?: (?:they|we|she|he))?(?: are)? us(?:e|es|ing)|us(?:e|es|ing)) (?<rivals>${list})(?= (?:today|now|currently|and are|and is|at the moment|but|for)|[,.;]|$)`,
  `(?:contract|subscription|licen[cs]e) (?:with|of|for|from) (?<rivals>${list})`,
  `(?:switch(?:ed|ing|es)?|mov(?:ed?|ing|es)|migrat(?:ed?|ing|es)|chang(?:ed?|ing|es)|com(?:e|es|ing)|left us|leave|leaving|went|go|going|defect(?:ed|ing)?) (?:(?:over|away|back) )?(?:from|for|to|with) (?<rivals>${list})`,
  `replac(?:e|es|ed|ing) (?<rivals>${list})`,
  `(?:than|over|like|unlike|[Ii]nstead of|rather than|[Cc]ompared (?:with|to)) (?<rivals>${list})`,
  `(?<rivals>${product})(?:['’]s)? (?:offer(?:s|ed)?|quot(?:es|ed)|charg(?:es|ed)|undercut(?:s)?|is (?:cheaper|better|faster|worse|slower|more|less|easier)|has (?:a )?(?:better|cheaper|faster|more)|gave|promised|beats?|was (?:cheaper|better|faster|worse))`,
].map((pattern) => new RegExp(`\\b${pattern}`, 'gu'));

const chineseProduct = String.raw`(?:[A-Za-z][A-Za-z\d.+-]*(?: [A-Z][A-Za-z\d]+)?|[\p{Script=Han}A-Za-z\d]{2,6}?)`;
const chineseList = `${chineseProduct}(?:(?:、|和|跟|或|以及)${chineseProduct}){0,4}?`;
const chinese: readonly RegExp[] = [
  `(?:在看|在谈|考虑|评估|试用|对比了?|接触了?|也在用)(?<rivals>${chineseList})(?=[。，；！,;]|的|$)`,
  `拿我们(?:和|跟|与)(?<rivals>${chineseList})(?:做?对?比|比较)`,
  `(?:在)?我们(?:和|跟|与)(?<rivals>${chineseList})(?:之间|中间|里)?(?:选|挑|比|对比)`,
  `(?:目前|现在|以前|之前|一直|原来|还在)?用(?:的是|过的是|着)(?<rivals>${chineseList})(?=[。，；！,;]|$)`,
  `(?:和|跟|与)(?<rivals>${chineseList})的(?:合同|合作|订阅|协议)`,
  `(?:从|由)(?<rivals>${chineseList})(?:换|转|迁|切换|搬)(?:过来|到|成|回)`,
  `(?:换成|转投|转到|换到|换去|改用|转用|投奔|选了|选择了)了?(?<rivals>${chineseList})(?=[。，；！,;了]|$)`,
  `(?:替换掉?|替代|取代|弃用|放弃)(?<rivals>${chineseList})(?=[。，；！,;]|$)`,
  `(?:竞品|竞争对手|对手|竞对|友商)(?:是|有|叫|：|:)?(?<rivals>${chineseList})(?=报价|的|也|[。，；！,;]|$|更|比|给|便宜|贵|推出|说)`,
  `(?:不如|不及)(?<rivals>${chineseList})(?=便宜|好用?|快|稳定?|强|贵|灵活|全|专业|方便|那么|这么|[。，；！,;]|$)`,
  `没有?(?<rivals>${chineseList})(?:那么|这么)?(?=便宜|好用|稳定|强大?|灵活|专业|方便)`,
  `(?:比|相比|相较于)(?<rivals>${chineseList})(?=便宜|贵|好用?|快|慢|差|强|弱|稳|高|低|少|多|简单|复杂|方便|灵活|相比|比|更|要|还|都)`,
  `(?:比起|相比|跟|和)(?<rivals>${chineseList})(?:相?比|相比较?)`,
  `(?<rivals>${chineseProduct})(?:报价|的报价|的价格|家的)?比(?:我们|咱们|你们)`,
].map((pattern) => new RegExp(pattern, 'gu'));

/** What stands where a rival would and is none. */
const nobody =
  /^(?:us|ours|them|it|salespeople|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|google meet|zoom|ceo|cfo|cto|vp|eur|usd|gbp|i|api|crm|erp|pdf|csv|sso|hr|pr|ok|asap|s3|sms|mr|mrs|ms|dr)$|^(?:我们|咱们|他们|她们|你们|大家|去年|今年|明年|上次|之前|以前|现在|同行|市场|别家|别人|其他|一家|几家|客户|对方|预期|想象|原来|平时|前|一个|这个|那个|什么|一下|自己|合同|价格|报价|预算|产品|方案|功能|服务|系统|软件|平台|看看|一点|更|很|太|.*供应商|.*厂家)/iu;
const grammar = /[的了是在有不没和跟与要会能就都也还很太更最这那哪我你他她它们吗呢吧]/u;

/**
 * The rivals a text names, by what is said around the name: "switched from X", "looking at X and Y", “比X便宜”,
 * “拿我们和X比”.
 */
export function rivalsIn(text: string): RivalMention[] {
  const found: RivalMention[] = [];
  for (const [patterns, isChinese] of [
    [english, false],
    [chinese, true],
  ] as const)
    for (const pattern of patterns)
      for (const match of text.matchAll(pattern)) {
        const rivals = match.groups?.rivals;
        if (rivals === undefined) continue;
        const from = match.index + match[0].indexOf(rivals);
        for (const { 0: name, index } of rivals.matchAll(
          isChinese ? /[^、，,和跟或与]+/gu : /(?:(?!, | and | or | & ).)+/gu,
        )) {
          const bareName = name
            .trim()
            .replace(/^(?:and|or) |^.*(?:说|觉得|认为|提到|反馈|表示)/u, '')
            .replace(/[.,]$/u, '');
          if (bareName.length < 2 || nobody.test(bareName)) continue;
          if (isChinese && grammar.test(bareName)) continue;
          const start = from + index + name.indexOf(bareName);
          const mention = { name: bareName, start, end: start + bareName.length };
          if (isChinese && !isWhole(text, mention)) continue;
          if (!found.some((other) => mention.start < other.end && other.start < mention.end))
            found.push(mention);
        }
      }
  return found.sort((one, other) => one.start - other.start);
}

/** Whether a name begins and ends where words do: 跟进潘总 holds 跟进 and names no 进潘. */
function isWhole(text: string, { start, end }: RivalMention): boolean {
  let begins = false;
  let ends = false;
  for (const { index, segment } of chineseSegments(text)) {
    begins ||= index === start;
    ends ||= index + segment.length === end;
  }
  return begins && ends;
}
