import type { Lexicon } from './lexicon.ts';
import { englishPointing } from './pointing.ts';
import { anyForm } from './verbs.en.ts';

const words = (source: string, flags = ''): RegExp => new RegExp(`\\b(?:${source})(?![\\w'])`, flags);
const verbs = (source: string): RegExp => words(source, 'g');
const gap = "(?:[\\w'<>-]+ ){0,6}";
const article =
  '(?:a |an |the |that |this |our |their |his |her |new |status |stage |of |being |be |back to |now |"|“|\')*';
const someone =
  '(?:<[rmu]\\d+>|he|she|they|someone|somebody|(?:my |the |our |his |her )?(?:boss|manager|colleague|customer|client|assistant|lawyer|team)|it)';
const aMessage =
  "(?:(?:an?|the|his|her|their|this|that|our|<[rmu]\\d+>'s) )?(?:\\w+ )?(?:e-?mail|mail|note|notes|message|letter|text|attachment|document|page|website|ticket|comment|description|subject|record|voicemail)s?";
const says =
  '(?:just |also |has |had |then |already |actually |clearly )*(?:said|says|say|saying|told|tells|asked|asks|asking|wrote|writes|mentioned|mentions|mention|claims|claimed|claim|wants|wanted|requested|requests|suggested|suggests|thinks|think|thought|emailed|demanded|demands|insists|insisted|recommended|recommends|reckons|believes|instructs|instructed|orders|ordered|begs|urged|reads|states|state|suggest)';

export const english: Lexicon = {
  sentenceEnd:
    /[.!?;](?=\s|$)|(?<=^|[\s:,;])\d[).](?=\s)|(?<!\b(?:to|in|into|on|under) (?:[^.:;!?,]{1,40} )?notes?(?: (?:of|for|on|about) [^.:;!?,]{1,40})?)\s[-–—]+\s|\n|—/g,
  clauseEnd: /,|:(?=\s)|\b(?:and|then|but|plus|also|so)\b/g,
  padding:
    /\b(?:if (?:you (?:can|could|don't mind|have (?:a |the )?time|get (?:a )?chance|would)|possible|that'?s (?:ok|okay|fine|possible)|need be)|when(?:ever)? (?:you (?:can|get a (?:chance|moment|minute|second|sec)|have (?:a |the )?(?:time|chance|moment|minute|second|sec))|possible)|thank(?:s| you)(?: (?:so|very) much| in advance| a lot)?|no rush|asap|by the way|btw|fyi|good news|bad news|great news|damn|darn|dang|argh+|aargh+|ugh|gosh|blimey|phew|yikes|oh dear|oh my|(?:i'm|i am|we're|we are) (?:afraid|sorry to say|happy to say|glad to say|pleased to say)|in (?:that|this|which) case|as it (?:happens|turns out)|(?:it )?turns out|to be (?:honest|fair|clear|safe)|at (?:long )?last|after all|in the end|as (?:discussed|agreed|promised|requested|usual|mentioned|you know))\b[,!]?|^(?:fine|good|great|right|well),|(?<=[\w>] |, )(?:would|will|could|can) you(?: please)?(?=\s*[?.!]*$)|^update: /g,
  dictation: {
    opens:
      /(?<!\b(?:the|his|her|their|this|that|what|which) )\b(?:notes?|comments?|remarks?|logg?(?:ed|ing)?|record(?:ed)?|jot(?:ted)? down|write down)\b[^.:;!?]{0,90}?(?::\s+|(?<!\bnote of )\b(?:that|saying|says|reading|stating)\b:?\s+)|\b(?:for|in|into|to) (?:the|his|her|their) notes (?:on|of|for|about) [^.:;!?,]{0,60}:\s+|(?<!\b(?:the|his|her|their|this|that) )\b(?:note|remark) (?:to|on|for) [^.:;!?,]{0,60}(?:,|:| -)\s+|\b(?:to|in|into|on|under) (?:(?:the|his|her|their)|[^\s.:;!?,]+(?: [^\s.:;!?,]+){0,2}['’]s?) notes?(?: (?:of|for|on|about) [^.:;!?,]{1,40})?(?:,| ?[–—]| -)\s+/i,
    closes:
      /(?:,|;|\band\b|\bthen\b)\s*(?:please |also |then )*(?:(?:mark|set|flag|close) (?:(?:him|her|them|it|the|his|its|their|this|that)\b|[^\s.:;!?,]+(?: [^\s.:;!?,]+)?['’]s? (?=deal|stage|opportunity))[^.:;!?,]{0,40}\b(?:won|lost|closed|done|qualified)\b|(?:set|schedule|mark|move|push|assign|reassign|change|update)\b(?= .*(?:follow|stage|status|to|as)))/i,
    not: /\b(?:new|fresh|another) (?:lead|customer|contact|client|prospect|deal|task)|\b(?:task|to-?do|reminder)\b/i,
    ...englishPointing,
  },
  dictatesTask: /\b(?:tasks?|to-?dos?|reminder)\b(?! (?:is|are|was|due)\b)[^.:;!?"“]{0,60}?(?::| [-–—])\s+/i,
  operations: {
    delete: verbs(
      `${anyForm('delete|remove|erase|purge|wipe|scrub|discard|eliminate|bin|trash|expunge|nuke|axe|kill|ditch|drop|get rid of|clear out|clean out|throw out|throw away|take off|dispose of|kick out|cut')}|clear (?!(?:up|off|with)\\b)${gap}(?:out|off)|(?:take|taking|taken|kick|throw|pull|cut|strip) ${gap}(?:out of|off|out from|out)(?! (?:to|for) )|(?:get|want) ${gap}(?:out of|off) (?:the|our|my) (?:crm|system|database|books|list)|no longer (?:need|want)(?: to)? (?:keep|keeping|have)|deletion|removal`,
    ),
    create: verbs(
      `${anyForm('add|create|register|enter|onboard|insert|open|set up|sign up')}|(?:brand[- ]?)?(?:new|fresh) (?:(?:high|low|normal|urgent)(?:[- ]priority)? |sales )?(?:lead|customer|contact|client|prospect|account|record|entry|deal|opportunity|task|company|ticket|order|product)s?|got (?:a|another) (?:lead|customer)|another (?:lead|customer|contact|prospect)|(?:met|found|have|spoke (?:to|with)|talked to|came across) (?:a|an) (?:potential|prospective|possible|interested) (?:lead|customer|contact|client|buyer|prospect)|put ${gap}(?:in|into|on) (?:the |our )?(?:crm|system|database|books|list)|put ${gap}in as(?! an? (?:\\w+ )?(?:call|meeting|visit|chat|e-?mail|demo|lunch|coffee|note)\\b)`,
    ),
    assign: verbs(
      `${anyForm('assign|reassign|re-assign|transfer|hand|give|pass|allocate|delegate|inherit|own|take|handle|get|route|look after|take over|take on|pick up|step in')}|handover|hand-over|new owner|changes hands|(?:be|is|are) responsible for|in charge of|belong(?:s)? to|go(?:es)? to`,
    ),
    set: verbs(
      `${anyForm('set|update|change|mark|flag|move|flip|drag|put|bump|make|switch|promote|advance|downgrade|demote|upgrade|label|relabel|tag|close|convert|edit|modify|adjust|correct|fix|amend|turn|shift|swap|reset|revise|rename|replace|progress|schedule|reschedule|book|treat|consider|classify')}|(?:i|we)(?:'ll| will| should| need to| must| have to| want to|'m going to| am going to) (?:call|ring|phone|contact|e-?mail|message|ping|chase|check in with|talk to|speak (?:to|with)|reach out to|follow up with|get back to) (?=<R\\d+>)|(?:call|name) (?:him|her|it|them|<R\\d+>)(?= <U)|remind me(?! (?:what|which|who|whose|when|where|how|if|whether)\\b)|don't let me forget|qualify|qualif(?:ies|ying)|wins?|winning|loses?|losing|disqualif(?:y|ies|ying)`,
    ),
    later: verbs(
      `${anyForm('postpone|delay|defer|extend')}|push(?:ed|ing)? ${gap}(?:back|out|later|forward)|(?:move|put|bump|shift|slide) ${gap}(?:back|out|later)|(?<=<T\\d+> )later|(?:move|push|bump|shift|slide) (?:(?!forward|up\\b|earlier|in\\b)[\\w'<>-]+ ){0,6}by(?= (?:exactly |another |a further )?<T\\d+>)|later by|push|pushed(?= (?:to|until|till)\\b)`,
    ),
    earlier: verbs(
      "(?:bring|move|pull|shift) (?:[\\w'<>-]+ ){1,6}(?:forward|up|in|earlier)|earlier by|(?<=<T\\d+> )(?:earlier|sooner)|advance|prepone",
    ),
    clear: verbs(
      `${anyForm('clear|empty|blank|unset|reset')}|blank out|clear out|wipe|remove|delete|erase|drop|cancel|get rid of|take off`,
    ),
    note: verbs(
      `(?:(?:add|leave|make|put|write|attach|append|drop|jot|take|include|stick|pop|scribble)(?:ing|s)?|making|taking|putting|leaving|writing) ${gap}(?:notes?|comments?|remarks?)|(?<!\\b(?:the|a|an|his|her|their|this|that|my|our|any|last) )note (?:that|down|on|for|to|in|:)|(?:one|this|that|something) (?:for|into) (?:the|his|her|their) notes|(?:that|this|it) (?:be |to be )?(?:kept|put|noted|recorded|added|written|saved|go|goes)(?: down)? (?:in|into|to|under|underneath) (?:the |his |her |their )?(?:existing )?notes?|(?:go|goes|put|kept) on file as a note|comment (?:that|on)|jot(?:ted)? down|remark (?:that|on)`,
    ),
    log: verbs(
      `${anyForm('log|record|file|document')}|(?:go|goes|put|enter|entered|add|added)(?: (?:it|that|this))? (?:down |on file |in )?as an? (?:\\w+ )?(?:call|meeting|visit|chat|e-?mail|demo|lunch|coffee|conversation)|(?:be |to be )?(?:entered|added|kept|put|go|goes) (?:in|into|on|to) (?:the |his |her |their )?(?:history|timeline|file|log|record)|to go on (?:file|record)|write (?:up|down)|jot down|note down|put (?:that |it |this |them )?(?:down|on record|on file|in the log|in(?= as an? (?:\\w+ )?(?:call|meeting|visit|chat|e-?mail|demo|lunch|coffee|note)))|make a record|keep a record|(?:add|put|enter) (?:that|this|the|it|them)(?: (?:phone )?(?:call|chat|meeting|visit|conversation|e-?mail))? (?:to|in|into|on) (?:the |her |his |their |our |my )?(?:history|timeline|log|interactions)|note`,
    ),
    undo: verbs(
      `undo|undoing|revert|reverting|roll(?:ing)? ?back|restore|take (?:that|it|this|them) back|take back (?:that|it|this|them|the last|my last)|put (?:it|that|them|him|her|everything|<R\\d+>) back(?! (?:to|in|into|under|with|at) (?!what\\b|how\\b|where\\b|the (?:way|old|original|previous|former)\\b|its?\\b|his\\b|her\\b|their\\b))|back to (?:what|how|where|the way) (?:it|they|he|she|that) (?:was|were)|(?:as|the way) (?:it|they|he|she|that) (?:was|were)(?: before)?$|scrap|scratch (?:that|it)|cancel (?:that|this|it|them|everything|the last|my last|what)|never ?mind|forget (?:it|that|i said)|disregard|reverse (?:that|it|this|the|my|everything)|undo(?:ne)?|change (?:that|it|them) back|(?:back|reset|restored?) to (?:the |its |his |her |their )?(?:original|old|previous|earlier|former)(?: (?:one|date|day|value|stage|owner|<F\\d+>))?|bring (?:it|them|him|her|that|<[RU]\\d+>) back(?! to\\b)|undelete|go back on that|(?:need|want|like|have) (?:<[RU]\\d+>|him|her|them|it|that) back(?: in(?: there| here)?)?(?! to\\b)`,
    ),
  },
  events: [
    {
      channel: 'call',
      pattern:
        /\b(?:hung up|off the line with|didn'?t pick up|talked to (?:the|his|her|their|an?) (?:voicemail|machine)|called(?! (?:in|off|for)\b)|phoned|rang|rung|dialled|dialed|cold-called)\b|\b(?:had|have|having|finished|did|made|took|got off|off|on|after|log|record|logging|recording|add|enter|note|register)\b[^.]*\b(?:call|phone ?call|phone|ring)\b|\bcall (?:with|to|from)\b|\b(?:tried|trying) (?:calling|ringing|phoning|to (?:call|ring|phone|reach))\b|\b(?:left|leaving) (?:a |<r\d+> a )?(?:voicemail|message)\b|\bspoke(?:n)?\b|\b(?:on|over|by) (?:the )?phone\b|\btalked\b|\bcaught up\b|\bphone call\b|\bgave <[RU]\d+> a (?:call|ring)\b|\bas an? (?:\w+ )?(?:phone )?call\b/i,
    },
    {
      channel: 'email',
      pattern:
        /\b(?:emailed|e-mailed|mailed|wrote (?:to )?)\b|\b(?:sent|got|received|exchanged|log|record|add|enter)\b[^.]*\b(?:e-?mails?|mail)\b|\b(?:by|via|over|per) e-?mail\b|\be-?mail (?:from|to|exchange|with)\b|\bas an e-?mail\b/i,
    },
    {
      channel: 'meeting',
      pattern:
        /\b(?:met|visited)\b|\b(?:had|have|held|did|attended|log|record|add|enter|finished|gave|ran|after|in|out of)\b[^.]*\b(?:meeting|lunch|coffee|dinner|breakfast|demo|demonstration|visit|workshop|drinks|presentation|sit-?down|site visit|video ?(?:call|conference))\b|\b(?:meeting|lunch|coffee|dinner|demo|visit|workshop) (?:with|at|to)\b|\bover (?:coffee|lunch|dinner|drinks|breakfast)\b|\bin person\b|\bface[- ]to[- ]face\b|\bsat down with\b|\bas an? (?:\w+ )?(?:meeting|visit|demo|lunch|coffee)\b|\bstopped by\b|\bpopped in\b|\bsaw <[RU]\d+> (?:at|in|on|today|this|yesterday)/i,
    },
    {
      channel: 'chat',
      pattern:
        /\b(?:messaged|texted|chatted|pinged|dm'?ed|whatsapped|wechatted)\b|\b(?:whatsapp|wechat|slack|sms|text message|text|live chat|web ?chat|chat message|linkedin|chat|teams message|telegram)\b/i,
    },
  ],
  moods: {
    negation:
      /(?:\b(?:do not|don'?t|never|shouldn'?t|should not|mustn'?t|must not|can'?t|cannot|won'?t|will not|wouldn'?t|not|stop|avoid|refrain from|rather than|instead of|no need to|no reason to|hold off(?: on)?|nobody|no one)(?: (?!should|must|that|who|which|but)\w+){0,4}? ?|\b(?:didn'?t|did not|haven'?t|hasn'?t|isn'?t|aren'?t|wasn'?t|weren'?t|without|nothing)(?: \w+)? ?)$|\bundo nothing\b/,
    notNegation:
      /\b(?:don'?t|do not|never) (?:forget|hesitate|worry|wait)|\bnot only\b|\bwhy (?:don'?t|not)\b|\b(?:can'?t|won'?t|couldn'?t) you\b|\bif (?:it's|that's) not\b|\bnot (?:yet|sure)\b|\bno longer\b/,
    hypothetical:
      /\bwhat if\b|^(?:so |but |and )*had (?:<\w+>|we|i|she|he|they|you) (?:been|\w+ed|\w+en)\b|\b(?:would|'d|could|might)(?: have|'ve) (?:been|\w+ed|moved|given|put|set)\b|\bwhat (?:would|will|might|could|does|do|happens|happened|changes|'s the (?:impact|effect))\b|\bwhat's (?:the (?:impact|effect|consequence)|going to happen)\b|\bhow (?:would|many .* would|might)\b|\bwould (?:it|that|this|anything|we|i|there|<\w+>)\b|\b(?:deleting|removing|moving|changing|reassigning|setting|merging|erasing|marking|updating|transferring|assigning) [^,;]*\b(?:would|will|could|might|do|does|affect|mean)\b|\bif (?:we|i|you|someone|somebody|they|<\w+>) (?:were|was|\w+ed|had)\b|\bsuppos(?:e|ing)\b|\bimagine\b|\bhypothetical(?:ly)?\b|\bin theory\b|\btheoretically\b|\blet'?s say\b|\bsay (?:we|i)\b|\bwere to\b|\bpretend\b|\bsimulate\b|\bdry[- ]run\b|\bimpact of\b|\bconsequences? of\b|\b(?:explain|tell me|know|see|understand) what\b.*\b(?:would|happens)\b/,
    conditional:
      /\b(?:if|unless|once|as soon as|in case|provided|assuming|whenever|when(?! (?:is|are|was|were|do|does|did|will|should|can|would)\b|'s)|should (?=<[RU]\d+>)|should (?=(?:that|it|this|he|she|they) (?:still )?(?:be|have)\b)|until|only if)\b/,
    tentative:
      /\b(?:maybe|perhaps|might|may (?:want|well|yet)|possibly|not (?:so |quite |really |entirely )?sure|unsure|wonder(?:ing)?|thinking (?:of|about)|think about|thought about|think we should|think i should|consider(?:ing)|toying with|tempted|should (?:we|i)|shall (?:we|i)|do you think|would you (?:recommend|suggest|say|advise)|is it (?:ok|okay|safe|fine|worth|possible|wise|a good|time|right|necessary|allowed)|would it be|can we|could we|can i|could i|may i|am i|are we (?:able|allowed)|debating|planning (?:to|on)|plan to|going to|about to|leaning towards?|i guess|at some point|eventually|one day|some ?day|probably|did i|we could|i could|you could|could (?:be|also)|(?:i|we)(?:'ll| will| should| must| have to|'m going to| am going to) (?:call|ring|phone|contact|e-?mail|message|ping|chase|check in|talk|speak|reach)|what do you think|any thoughts|ought we|might be worth|was going to|were going to|used to|wish|i'?d rather not|hesita\w+|need to decide|decide whether|whether (?:or not |to |we |i ))\b/,
    reported: new RegExp(
      `(?:${someone}(?: (?:at|from|in) [\\w' ]{1,30})? ${says}|\\b(?:i|we) (?:was|were|got|am|have been|'ve been) (?:told|asked|instructed)|\\bi (?:heard|hear|read|saw)\\b|\\baccording to\\b|\\bapparently\\b|\\brumou?r)\\b`,
      'i',
    ),
    message: new RegExp(
      `\\b${aMessage} ${says}\\b|\\b(?:there is|there's) (?:a|an) (?:note|e-?mail|message)\\b|\\bsubject line\\b`,
      'i',
    ),
    howTo:
      /\bhow (?:do|does|can|could|would|should|might|to|did|is|are)\b|\b(?:is there|what'?s|what is) (?:a|the|the best|the right|any) way\b|\bsteps (?:to|for)\b|\binstructions\b|\bexplain how\b|\b(?:show|tell|teach) me how\b(?! (?:many|much|long|often|old|far|big)\b)|\bhelp me understand\b|\bwhat does it take\b/,
    question:
      /^(?:so |and |but |ok |okay |hey |hi |hiya,? |heya,? |hello |well |also |then |now |please |just checking:? |quick question:? |question:? |tell me,? |out of curiosity,? |<[RU]\d+>, |,|:|\s)*(?:who|whose|whom|what|what's|which|when|where|why|how|is|are|was|were|am|do|does|did|(?:has|have|had) (?:we|i|you|they|he|she|it|there|any\w*|some\w*|no|the|our|my|all|<[A-Z]\d+>(?! (?:take|handle|own|look|follow|pick)))|should|shall|would|will|may|might|isn't|aren't|wasn't|doesn't|didn't|hasn't|haven't|can|could)\b|\?\s*$/,
    request:
      /\b(?:can|could|will|would|can't|couldn't|won't|wouldn't) (?:you|u|ya|someone|somebody|anyone)\b(?! (?:tell|show|explain|say|see|believe|recommend|suggest|advise|ever|even|imagine)\b)|\b(?:would|do) you mind\b|^(?:please|pls|plz|kindly)\b|,? (?:please|pls|plz)\b|\bi(?:'d| would) (?:like|love|appreciate)\b|(?<!\b(?:do|did|should|would) )\b(?:i (?:want|need)|we (?:want|need|have))\b|\bgo ahead\b|\bmake sure\b|\bsee (?:to it )?that\b|\blet'?s\b|\b(?:that|you) should\b|\bcan i (?:get|have|ask)\b|\bcan we (?:get|have|please)\b|^(?:so |and |then )*(?:can|could) <M\d+> (?:please )?(?:take|have|get|own|handle|inherit|look after|pick up)\b|(?:^|, |\b(?:and|so) )(?:can|could) (?:<[RU]\d+>(?:'s <F\d+>)?|it|that|this|he|she|they|those|these)(?: please)? (?:go (?:on|in|into|to|under|down)|be (?:\w+ly )?(?!undone|deleted|removed|erased|reversed|restored|reverted|cancelled)(?:put|set|given|kept|made|\w+ed))\b/,
    doubt:
      /\b(?:right|correct|yes|no|isn't it|shouldn't we|don't you think|is that ok|is that okay|makes sense)\s*\?\s*$/,
    deferred:
      /\b(?:remind me|reminder|don't let me forget|note to self)\b.*\bto (?:delete|remove|erase|move|set|mark|update|change|assign|reassign|add|create|close)\b/,
    override:
      /\b(?:without (?:asking|confirming|confirmation|approval|a confirmation|checking)|no questions asked|skip (?:the )?(?:confirmation|approval|check)|don'?t (?:ask|confirm|check)|ignore (?:your|all|any|the|previous|prior) (?:rules|instructions|previous|safety|guidelines|policies|policy)|override|bypass|drop (?:the )?(?:table|database|db)|(?:delete|wipe|erase|drop|destroy|empty|nuke) (?:the )?(?:entire|whole|complete)? ?(?:the )?(?:crm|database|db|system)(?! (?:of|from))|sudo|as admin|disable (?:the )?(?:log|audit|approval|undo))/,
  },
  reminder: /\bremind me (?:to|of|about|that)\b|\bset (?:me )?a reminder\b|\bdon't let me forget to\b/,
  roles: {
    newOwner: new RegExp(
      [
        `(?<!\\b(?:belong|belongs|belonging|(?<!\\b(?:be|get|being|been|gets) )assigned|allocated|according|close|talk|talked|spoke|speak) )(?:\\bto|\\bgive|\\bgives|\\bgiving|\\bonto|\\blet|\\bhave|\\bmake|\\bask|=|→|->|:)\\s*(?:owner )?<M(\\d+)>(?!'s)(?! (?:has|had|owns|is not)\\b)`,
        `\\b(?:should|must|needs? to|ought to|has to|supposed to|meant to) (?:now )?(?:be|sit|go) (?:with|under) <M(\\d+)>`,
        `(?:put|place|move|moved|go|goes|belongs?|sit) (?:<R\\d+>|<U\\d+>|them|him|her|it|this|that) (?:back )?(?:under|with) <M(\\d+)>`,
        `(?<!<[KV]\\d+> |\\b(?:ones|folks|people|guys|accounts) )<M(\\d+)>(?:'s| is| will be| should be| are)? (?:now |also |going to |going to be |the one |meant to be |supposed to be )*(?:taking|takes?|take over|inherits?|inheriting|gets?|getting|should|will|can|could|to (?:own|handle|take)|now (?:owns|has|handles)|handles? (?:it|this|that|them|him|her)|picks? up|steps? in|looking after|looks after|is responsible|responsible|in charge|the (?:new )?(?:<O\\d+>|owner)|as (?:the )?(?:new )?(?:<O\\d+>|owner))`,
        `(?:owner|<O\\d+>)(?: for this one)?(?: should be| will be| is| to| as| =|:|,)* <M(\\d+)>(?!'s)`,
        `<M(\\d+)>(?: (?:as|being|is|=))? (?:the )?(?:new )?(?:owner|<O\\d+>)`,
        `(?:\\b(?:is|are)|'s|'re) (?:all |both )*<M(\\d+)>'?s? (?:<K\\d+> )?(?:now\\b|(?:starting )?from (?:now|today|here|<D\\d+>))`,
        `<M(\\d+)> (?:now )?(?:has|gets|covers|handles|runs|takes) (?:all of )?(?:<[RUK]\\d+>|it|this|that|them|him|her)(?:(?:,| and|, and) <[RU]\\d+>)* (?:now\\b|<D\\d+>|(?:starting )?from (?:now|today|here)|going forward)`,
        `\\bfor <[RU]\\d+> (?:it's|it is|it'll be) <M(\\d+)>(?!'s)`,
        `\\b(?:should|must|ought to|needs? to|has to|to) (?:really |now |actually )*be (?:one of |with |under )?<M(\\d+)>'?s\\b(?! <[VK])`,
        `\\b(?:inherited|taken over|picked up) by <M(\\d+)>`,
        `<M(\\d+)>(?:'s| is) (?:going to|about to|to) (?:work on|look after|cover|run|handle|manage|take care of|take) (?:it|this|that|them|those|these|him|her|<[RU]\\d+>|the <K\\d+>)`,
        `\\bmake (?:it|that|this one) <M(\\d+)>(?!'s)`,
        `\\bbelongs? to <M(\\d+)>(?= (?:now|from|starting|as of|going forward)\\b)`,
        `\\b(?:is|are|'s|'re) (?:now |all now |both now |from now on )<M(\\d+)>(?='s|$|[.,!])`,
        `\\b(?:should|must|will|'ll) (?:now |all |both |from now on )*be (?:now |all |both )*<M(\\d+)>(?='?s\\b)`,
      ].join('|'),
      'g',
    ),
    presentOwner:
      /<M(\d+)>(?:'s\b|'(?= )| (?:has|had|have|owns|own|manages|manage|handles|looks after|is (?:handling|managing|responsible for|looking after)|currently|is in charge of|covers|got)\b)|\b(?:of|from|belong(?:s|ing)? to|owned by|assigned to|handled by|managed by|looked after by|allocated to|held by|run by|with) <M(\d+)>|(?:does|do|did|are|is) <M(\d+)>|<M(\d+)>(?= (?:<V|<K|<F))/g,
    newValue: new RegExp(
      [
        `(?:(?<!(?:\\b(?:is|are|was|were|who)|'s|'re) (?:down|listed|shown|still|registered|currently|on file) )\\bas|\\binto|\\bonto|\\bbecome|\\bbecomes|\\bbecame|=|→|->|:)\\s*${article}<V(\\d+)>`,
        `(?<!\\b(?:belong|belongs|belonging|respond|responded|responding|reply|replied|replying|answer|answered|react|reacted|close|due|according|listen|attend|related|assigned|due|subject|sent|said|yes|no|reaction|response|access|agreed|agree|object|objected|thanks|moved on) )\\bto\\s*${article}<V(\\d+)>`,
        `(?:\\b(?:is|are|be|it's|they're|he's|she's|'s)) (?:now |back |officially |definitely |a |an |the |effectively )+<V(\\d+)>`,
        `\\b(?:is|are) (?:both |all |already )*<V(\\d+)>(?= now\\b)`,
        `<R\\d+> (?:is|are) <V(\\d+)>(?= (?:from|as of|starting) |(?: <D\\d+>))`,
        `\\b(?:not|no longer) (?:an? |the )?<V\\d+>(?: any ?more| any longer| now)? but (?:rather |now )?<V(\\d+)>`,
        `\\b(?:should|must|needs? to|ought to|has to|have to|is to|are to) (?:really |actually |now )?be (?:a |an |the |in |at |under |<F\\d+> )*<V(\\d+)>`,
        `(?<!\\b(?:ones|those|people|clients|customers|contacts|leads|who|that|which) |<[VK]\\d+> )\\b(?:it's|they're|he's|she's|that's)(?: \\w+)? <V(\\d+)>(?= now| instead|$|[.,!])`,
        `\\b(?:get|gets|getting|receive|receives)(?: (?:the|a|their|new))* <F\\d+>(?: of)? <V(\\d+)>`,
        `\\b(?:mark|marked|flag|flagged|set|make|tag|label|call|count|consider|close|closed|classify|treat|put|switch|want|need)(?:ing|s)? (?:<[RU]\\d+>|them|him|her|it|that|this|those|these|all of them|both|everyone)(?:,| and <[RU]\\d+>)*(?:'s <F\\d+>)? (?:down |as |to |in |at |into |under |back |on )*(?:a |an |the )?<V(\\d+)>`,
        `<F(?:\\d+)>(?: is| should be| to| =|:| as| becomes)+ (?:now |a |an )?<V(\\d+)>`,
        `\\b(?:should|must|ought to|has to|needs to|to|can) (?:now )?(?:say|read|show|become) (?:a |an |the )?<V(\\d+)>`,
        `\\bso (?:it's|it is|that's|that is|they're)? ?<V(\\d+)>(?=$|[.,!?]| for\\b| please\\b)`,
        `<V(\\d+)> (?:is )?(?:for|on) (?:every(?: last)? one|each|all|the (?:whole )?(?:lot|bunch|pair)|both) of (?:them|those|these)\\b`,
        `\\b(?:qualifies|prefers|wants|needs) <V(\\d+)>(?= (?:now|instead))`,
      ].join('|'),
      'g',
    ),
    oldValue:
      /\b(?:from|instead of|not|rather than|no longer|was|were|isn't|aren't|doesn't want|don't want)(?: (?:a|an|the|being|interested in|after|into|in|at|keen on|looking (?:at|for)|about|want(?:s|ing)?|anymore|any more))* <V(\d+)>|<V(\d+)>(?= any ?more| any longer)/g,
    notValue:
      /\b(?:not|n't|neither|nor|no longer|aren't|isn't|never|non-|excluding|except|other than|apart from|besides|but not) ?(?:already |yet |currently |be |been |in |at |for |the |a |an |interested in |those in |ones |that are |any )*<V(\d+)>/g,
    except:
      /\b(?:except(?: for)?|excluding|other than|apart from|besides|but not|not including|leave out|leaving out|minus|without|skip|skipping|bar|save for|aside from)\b/g,
    newDay:
      /<([DT]\d+)> as (?:the |a |their |his |her )?(?:new |next )?<F\d+>|\bmake (?:it|that|them)\s*(?:the |a )?<([DT]\d+)>|\b(?:say|says|read|show|become|becomes|get|gets|be|take)\s*(?:the |a )?<([DT]\d+)>|:\s*<F\d+>\s*(?:to |on )?<([DT]\d+)>|(?:\bto|\bfor|\bon|\buntil|\btill|\bas|=|→|->|:|\bby)\s*(?:the |a |date |be |say |around )*<([DT]\d+)>/g,
    newName: /\b(?:to|as|now|=|:|(?:call|name) (?:him|her|it|them|<R\d+>))\s*<U(\d+)>/g,
    selfOwner:
      /\bassign me\b|\b(?:<V\d+>|<K\d+>|lead|contact|customer|prospect) for (?:me|myself)\b|\b(?:to|under) (?:me|myself)\b|\bi(?:'ll| will|'m| am|) (?:take|taking|own|handle|look(?:ing)? after|be (?:the )?(?:owner|responsible))\b|\bmake me (?:the )?owner\b|\bme as (?:the )?owner\b|\bowner(?:'s| is|:)? me\b|\bmyself as\b/,
  },
  reads: {
    count:
      /\bhow many\b|\b(?:number|count|total|tally|amount|counts?) of\b|\bcount (?:of )?each\b|\b(?:two|both|the) (?:counts|numbers|figures)\b|\b(?:what(?:'s| is| are)|need|get me) the (?:overall |exact |final )?(?:total|figure|count|number|tally|headcount)\b|^(?:please )?count\b|\bhow much\b|\bhow (?:large|big) is\b/,
    compares:
      /\b(?:vs\.?|versus|compared?|comparison|ahead|more|fewer|less|bigger|larger|smaller|higher|lower|shorter|longer|split (?:between|by)|head to head)\b|\b(?:both|two|each|respective) (?:figures|counts|numbers|totals)\b|\b(?:counts?|numbers?|figures?|totals?) (?:of|for) (?:each|both)\b|\bhow many (?:of )?each\b|\b(?:number|amount|count|total|how many)\b.*\band (?:the |also )?(?:\w+ )?(?:number|amount|count|total|how many)\b/,
    list: /\b(?:list|show|display|find|which|who|whose|give me|get me|pull up|see|view|any|are there|is there|do we have|do i have|have we got|search|look up|fetch|what|tell me|name|names|check|let me know|need to know|want to know|looking for|where)\b/,
    group:
      /\b(?:by|per|for each|in each|at each|each|every|grouped by|broken down by|breakdown|across|split by|between) (?:the |of the |different |<K\d+> |<V\d+> )*(<[FOV]\d+>|<K\d+>|reps?|owners?|stages?|person|salespeople|team ?members?|months?|products?|status(?:es)?|interests?)|\b(?:breakdown|distribution|split)\b/,
    most: /\b(?:most|top|highest|largest|biggest|more|latest|newest|most recent(?:ly)?|last|furthest|latest)\b/,
    least:
      /\b(?:fewest|least|lowest|smallest|fewer|oldest|earliest|longest ago|longest|first|soonest|next|least recent(?:ly)?|stalest)\b/,
    names:
      /\b(?:who (?:are|is) (?:they|it)|who they are|(?:their|the|what) names?|which ones|list them|name them)\b/,
    wants:
      /\b(?:wants?|would like|'d like|prefers?|needs?|(?:interested|interest) in|keen on|into|after|looking (?:for|at))\b/,
    overview:
      /\b(?:tell me (?:more |everything |all )?about|about|details?|profile|info(?:rmation)?|summary|summari[sz]e|overview|everything|history|background|record|what do we know|what's (?:the story|up|going on) with|how(?:'s| is| are)|status update|look up|pull up|show me|find|bring up|who(?:'s| is)|brief me|open)\b/,
    asked: [
      {
        field: 'owner',
        pattern:
          /\bwho's (?:got|handling|managing|looking after|responsible|on|in charge)\b|\bwho (?:\w+ )?(?:got|owns|own|owned|handles?|handling|manages?|managing|is responsible|looks after|looking after|takes care|is in charge|has|is on|works with|is working|'s (?:handling|managing|looking|responsible|on|in charge|got))\b|\bwhose (?:\w+ )?(?:is|customer|account|lead|client|contact)\b|\b(?:assigned|belongs?|belong) to\?|\bassigned to\b.*\?|\bwith whom\b|\bwho does\b.*\bbelong\b/,
      },
      {
        field: 'lastContactOn',
        pattern:
          /\b(?:when|how long|what (?:date|day))\b.*\b(?:last|spoke|spoken|speak|talk|talked|contact|contacted|heard|hear|touch|reach|reached|met|saw|seen|since)\b|\blast (?:time|spoke|spoken|talked|heard|contact|contacted|touch)\b|\bhave (?:we|i|you) (?:spoken|talked|heard)\b/,
      },
      {
        field: 'followUpOn',
        pattern:
          /\b(?:when|what (?:date|day))\b.*\b(?:follow|due|call back|next|get back|chase|contact|check in|reach out|should)\b|\bnext (?:follow|step|contact|touch|call|appointment)\b|\bdue\b.*\?|\bfollow[- ]?ups?\b/,
      },
      {
        field: 'phones',
        pattern:
          /\b(?:phone|numbers? (?:to call|for|of)|call (?:him|her|them) on|ring|telephone|mobile|dial|'s number|the number|number (?:for|of) <R\d+>|reach)\b/,
      },
      { field: 'emails', pattern: /\b(?:e-?mail|write to|address|reach)\b/ },
      {
        field: 'productInterest',
        pattern:
          /\b(?:interested in|interest|want(?:s|ed)? to buy|looking (?:for|to buy)|after|want|product)\b/,
      },
      {
        field: 'lifecycleStage',
        pattern: /\b(?:stage|status|pipeline|how far|where (?:is|are|do|does)|stand|standing)\b/,
      },
      { field: 'notes', pattern: /\b(?:notes?|remarks?|comments?|written|wrote down|on file|jotted)\b/ },
      { field: 'company', pattern: /\b(?:company|employer|works? (?:for|at)|work for|firm)\b/ },
      { field: 'jobTitle', pattern: /\b(?:job|title|position|role)\b/ },
    ],
  },
  filters: {
    silent:
      /\b(?:haven'?t|have not|hasn'?t|has not|didn'?t|did not|hadn'?t|not|never|no one has|nobody has|nobody)\b[^,;]*?\b(?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?|contact(?:ed)?|hear|heard|spoke(?:n)?|speak|talk(?:ed)?|touch(?:ed)?|reach(?:ed)?|been in touch|got(?:ten)? back|been (?:contacted|reached|called|touched)|call(?:ed)?|follow(?:ed)? up|met|seen|written|emailed)\b|\b(?:no|without|zero|lack of|lacking|heard nothing|nothing)\b[^,;]{0,24}?\b(?:repl(?:y|ies)|response|answer|contact|word|news|activity|touch|communication|interaction|reaction|feedback|heard|from|on)\b|\b(?:heard|hear) nothing\b|\b(?:went|gone|go|been|fallen|is|are|was|were|gotten|got|turned|turning) (?:\w+ )?(?:silent|quiet|cold|dark|stale|untouched|unresponsive|inactive|uncontacted)\b|\b(?:silent|quiet|stale|untouched|unresponsive|inactive|ghosted|ghosting|dormant|idle|uncontacted|neglected)\b|\b(?:last|most recently) (?:contacted|contact|touched|spoken|spoke|heard|talked)\b[^,;]*\b(?:over|more than|before|at least|longer|older|ago)\b|\blast contact(?:ed)?\b[^,;]*\b(?:before|older|over|more than|ago)\b/,
    spoken:
      /\b(?:contact(?:ed)?|spoke(?:n)?|talk(?:ed)?|heard|hear|touch(?:ed)?|reach(?:ed)?|met|respond(?:ed)?|repl(?:ied|y)|called|active|last contact(?:ed)?|in touch|conversations?)\b/,
    followUp:
      /\b(?:follow(?:ed|ing)?[- ]?up?s?|due|overdue|call(?:ed)? back|callbacks?|reminders?|next (?:steps?|touch(?:point)?)|chase|check in)\b/,
    overdue:
      /\b(?:overdue|over due|past due|past their|past (?:the|its|his|her) (?:follow|due)|late(?= (?:for|on|follow))|missed (?:their |his |her |the )?follow|slipped|behind on|should have been followed|behind schedule|lapsed|expired|(?:already|long|now) (?:past|gone)|behind us|in the past|gone by|come and gone|has slipped|have slipped|has passed|have passed)\b/,
    missing:
      /\b(?:without|no|missing|lack(?:s|ing)?|(?:don'?t|doesn'?t|do not|does not) (?:even |actually |currently |yet )?have|haven'?t got|hasn'?t got|empty|blank|with no|not have|not hold|don'?t hold|unassigned|not set|nothing (?:in|under|for))(?: (?:a|an|any|the|their|his|her))? (?:\w+ )?$/,
    present: /\b(?:with|have|has|having|got)(?: (?:a|an|any))? $/,
    before:
      /\b(?:before|prior to|until|till|earlier than|older than|by|more than|over|longer than|at least|up to|no later than|for|exceeding|beyond|past)\b/,
    after: /\b(?:after|since|from|later than|newer than|starting|beyond)\b/,
    atLeast: /\b(?:by|until|till|up to|no later than|on or before|at least|or more|for|in)\b/,
    within:
      /\b(?:within|in the (?:last|past|previous)|during|over the (?:last|past)|the (?:last|past)|less than|under|in the next|the next|coming|next|last|past)\b/,
    upcoming: /\b(?:upcoming|coming up|due soon|soon|coming)\b/,
    created: /\b(?:created|added|new since|came in|signed up|registered|entered)\b/,
    all: /\b(?:all|every|each|any|everyone|everybody|everything|anyone|anybody|anything|the whole|entire|both|every single)\b/,
    anySet:
      /\b(?:wherever|whichever|all|every|everyone|everybody|everything|anyone|anybody|anything|any|those|these|who|which|whoever|whose|(?:the )?ones|stuff|entire|portfolio|book(?: of business)?)\b/,
    vague:
      /\b(?:inactive|active|big|biggest|small|smallest|important|unimportant|best|worst|old|oldest|good|bad|cold|hot|warm|dead|recent|newest|vip|top|low[- ]value|high[- ]value|useless|stuck|problematic|annoying|difficult|easy|worthless|irrelevant|outdated|duplicate|duplicates|junk|spam|fake|test|bogus|unhappy|happy|promising|unlikely|likely|half|random|wrong|certain|various)\b(?= (?:<[KV]|of|ones|looking|enough))/,
  },
  references: {
    one: /\b(?:he|him|his|she|her|it|its|this (?:one|person|<K\d+>|<V\d+>)|that (?:one|person|guy|<K\d+>|<V\d+>)|the (?:same )?(?:customer|client|contact|lead|person|deal|account|guy|lady|record|<K\d+>|<V\d+>)(?= |$|[.,!?])|their|them|they)\b/,
    many: /\b(?:they|them|these|those|the (?:whole |entire )?(?:lot|bunch|pair|two|couple|trio)|their|theirs|all of them|both of them|both|the (?:others|rest|list|lot)|each of them|everyone (?:on|in) (?:that|the) list|all (?:three|four|five|six|seven|eight|nine|ten|\d+)|all)\b/,
    others:
      /\bthe (?:other|others|rest|remaining)(?: (?:ones?|two|three|four|five|people|guys?|person|<K\d+>))?(?=$|[\s,.;!?])(?! (?:name|day|week|time|fields?)\b)/,
    member: /\b(?:his|her|hers|their|theirs|him|them|he|she|they)\b/,
    ordinal:
      /\b(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th) (?:one|of (?:them|those|these)|(?:on|in) (?:the|that) list)\b|\bthe (first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)(?= (?:to|goes|should|is|as)\b|$|[.,!?])|\bthe (former|latter)\b|\b(?:number|no\.?|#) ?(\d+)\b/,
    ordinals: ['first|1st|former', 'second|2nd', 'third|3rd', 'fourth|4th', 'fifth|5th'],
    among:
      /\b(?:who|which ones|what)(?:'s| is| are|'re)? (?:left|remain(?:s|ing)?)\b|\b(?:only|just) (?:the|those|these)\b|\b(?:of|among|from) (?:those|these|them)\b|\bwhich (?:ones|of)\b|\bhow many (?:is|are|of|was|were) (?:that|those|these|they|them|there)\b|\bwho are (?:they|those)\b/,
    same: /\b(?:same (?:for|with|goes|thing|to)|likewise|as well|too|also do|do (?:that|the same|it) (?:for|to|with)|ditto|so is|so are|and also)\b/,
    that: /\b(?:that|this|it|the (?:change|update|same))\b/,
  },
  replies: {
    yes: /^(?:(?:yes|yep|yeah|yup|ya|sure|ok|okay|okey|correct|confirmed?|affirmative|absolutely|definitely|certainly|of course|right|exactly|go ahead|go for it|do it|do that|please do|proceed|fine|sounds good|sounds right|that's right|that's correct|that's the one|that one|looks good|approved?|agreed|perfect|great|good|y|please|yes please|all of (?:them|those|these)|both(?: of them)?|i'm sure|i am sure|make it so|you got it|i do|delete (?:them|it|him|her)(?: all)?|go on)(?:[,.! ]+|$))+$/i,
    no: /^(?:(?:no|nope|nah|n|no thanks|no thank you|don't|do not|stop|cancel|cancel it|abort|leave it|leave them|wait|hold on|not now|not yet|never ?mind|forget it|please don't|rather not|better not|negative|actually no|actually,? no|no,? don't|don't do (?:it|that)|hold off|skip it|keep (?:it|him|her|them)|leave (?:him|her)|oh|oops)(?:[,.! ]+|$))+/i,
    cancel:
      /\b(?:cancel|undo|revert|never ?mind|forget (?:it|that|about it)|scratch that|abort|stop|take (?:that|it) back|roll(?:ing)? ?back|disregard|changed my mind|mistake|didn't mean|don't do (?:it|that))\b/,
    everything:
      /\b(?:everything|all (?:of (?:that|it|them|your|my|the)|your|my|the|that|those)|all changes|whole|both)\b/,
    correction:
      /^(?:(?:oh|oops|sorry|wait|no|nope|nah|ah|hmm|whoops|my bad|ugh|hang on|hold on|apologies|well|ok|okay)[,.!: ]+)*(?:(?:i )?(?:mean|meant)\b|actually\b|rather\b|make (?:it|that)\b|not\b|correction\b|it(?:'s| is| should be)\b|(?:and |but )?(?:it|that|this) was\b|that should\b|should (?:be|have been)\b|instead\b|i (?:said|wanted)\b|wrong\b|the other\b|change (?:it|that) to\b)|^it'?s <[RMUVDTEPN]\d+>,? not <|\b(?:i meant|i mean|not <[RMUVD]\d+>)\b|\binstead\b|^(?:(?:oh|oops|sorry|wait|no|nope|nah|ah|whoops)[,.!: ]+)+(?:to |it's |its |it is |with |for |as |on |at |in |make it |it should be |a |an )?<[RMUVDTEPN]\d+>/,
    also: /^(?:and|also|plus|oh and|as well as|same|likewise|ditto|now|then|do the same)\b|\b(?:too|as well|also)\b[.! ]*$/,
    whatAbout: /^(?:and |ok |okay |so |but )*(?:what about|how about|and for|and|what of)\b/,
    greeting:
      /^(?:hi|hiya|heya|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy|yo)(?: there| everyone| team)?[.! ]*$/,
    thanks:
      /^(?:(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot| again)?|thx|ty|cheers|great|perfect|awesome|good job|well done|cool|nice|brilliant)[.! ]*$/,
  },
};
