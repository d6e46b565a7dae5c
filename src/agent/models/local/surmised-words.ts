/** What opens with "if" and sets no condition. */
export const noCondition = {
  en: /\bif (?:you ask me|you can|you could|you would|you don't mind|possible|that's (?:ok|okay|fine|alright))\b/gu,
  zh: /如果(?:可以|方便|有空)的?话?/gu,
} as const;

/** Conditions, exceptions, what is only thought about, and what is to stay as it is. */
export const holdsBack = {
  en: /\b(?:if|unless|until|till|once|provided|except\w*|bar|barring|apart from|other than|without|leave|keep|keeps|stays?|remains?|hands off|touch|what if|suppose|imagine|pretend\w*|maybe|perhaps|probably|might|possibly|potentially|consider\w*|temporar\w*|for now|draft\w*|half|some|few|several|most\w*|chance|(?:later|earlier|sooner) than|wonder\w*|should (?:i|we)|shall|asking|undo|(?:put|change|move|set|roll|switch|go|goes) (?:\w+ ){0,3}back|don't (?:change|update|move|do|want))\b/u,
  zh: /如果|要是|假如|假设|若|除|以外|之外|例外|别|不要|先不|不用|甭|保持|留着|不变|不动|要不要|该不该|(?<!不)考虑|可能|也许|万一|大概|差不多|估计|犹豫|试|暂|临时|假装|撤|恢复|比.{0,10}[早晚]|等.{0,8}再/u,
} as const;

/** What somebody said, thinks or wants is no order. */
export const unsure = {
  en: /\b(?:who|whose|what|when|where|which|how)\b[^.!]*\?|\b(?:told|(?<!\bit )says?|said|asked|claims?|according|think|thinks|thought|could|hopes?|met|spoke|talked)\b/iu,
  zh: /[?？]\s*$|吗|说|问|听|觉得|希望|告诉/u,
} as const;

/** Words that something is to be done, whatever it is. */
export const orders = {
  en: /\b(?:please|pls|plz|kindly)\b|\b(?:can|could|will|would) (?:you|someone|that|it|this|the \w+)\b|\bmind \w+ing\b|\b(?:needs?|ought|is|are|has) to (?:be|say|read|get|go)\b|\bneeds? (?:correcting|changing|fixing|updating|adjusting|switching|an update)\b|\bshould (?:be|say|read|go|now|get|have)\b|(?:^|[.!?,;–-]\s*|\b(?:and|so|then)\s)(?:change|update|correct|fix|switch|sort|arrange|adjust|amend|put|set|make|move|enter|mark|flag|swap|shift|see to|take care|bring|do|get|take|give|use|go with)\b/u,
  zh: /请|麻烦|帮|劳驾|改|换|更新|标|设|调|弄|处理|安排|写|填|挂|动一下|升|转|归|定|排|直接/u,
} as const;

/** Words about whose a record is; a clause in which everything known is a sign. */
export const owning = {
  en: /\b(?:owner|owns?|owned|accounts?|belongs?|handl\w+|look(?:s|ing)? after|tak(?:e|es|ing) (?:\w+ )?(?:over|on)|in charge|responsible|hands?|book|plate|portfolio|desk|inherits?)\b|<M\d+>'s\b|\b(?:with|under) <M\d+>/u,
  zh: /负责|归|跟|带|接|名下|手[上里]|管|换|交|转|挂/u,
} as const;

/** Words about what somebody wants. */
export const wanting = {
  en: /\b(?:wants?|needs?|after|looking for|interest\w*|products?|into|goes for|prefers?)\b|<F\d+>/u,
  zh: /要|需|感兴趣|关心|想买|看中|意向|产品|<F\d+>/u,
} as const;
