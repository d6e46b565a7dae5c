import type { Lexicon } from './lexicon.ts';

const softeners =
  '(?: (?:want|wish|need|like|plan|planning|going|intend|intending|trying|try|really|ever|please|actually|yet|to|be|you|me|them|just|have|go|ahead|and|asking|mean|meant|even|think|thinking|about|of|do|it|that|the|my|any|order|a))*';

export const english: Lexicon = {
  joints:
    /,? (?:and|but|then|also|plus|or)(?: (?:then|also|please|after that))?,? (?=\S)|, (?=\S)|\b(?:also|then) (?=\S)/gi,
  besides: /\b(?:also|plus)\b/,
  moods: {
    negation: new RegExp(
      `\\b(?:do(?:es)?n'?t|do(?:es)? not|did(?: not|n'?t)|never|not|without|won'?t|will not|wouldn'?t|shouldn'?t|can'?t(?! you)|cannot|rather than|instead of|no need|no longer|changed my mind about|decided? (?:not|against)|against)${softeners} $`,
    ),
    hypothetical:
      /\b(?:what if|suppos(?:e|ing)|imagine|hypothetical\w*|in theory|theoretically|let'?s say|were to|thinking (?:of|about)|wonder(?:ing)?|might|maybe|perhaps|considering|not sure (?:if|whether))\b|\b(?:what|how (?:much|long|many|soon)|when|would|could|can)\b.*\bif (?:i|we)\b|\bif (?:i|we|you) [^,]*$|\bif (?:i|we) (?:were|was|\w+ed)\b|\bwhat (?:would|will|happens?)\b/,
    request:
      /\b(?:can|could|will|would|can't|couldn't) (?:you|u|someone|somebody|we)\b(?! (?:tell|show|explain|say))|\b(?:do|would) you mind\b|\b(?:please|pls|plz|kindly)\b|\bi(?:'d| would) (?:like|love|prefer|appreciate)\b|\bi(?:'d)? rather\b|\bi(?:'m| am)? ?(?:wanna|want|need|gotta|must|have to|trying to|looking to|going to|calling to|writing to|here to|hoping to|wish to)\b|\b(?:and|also|just) (?:want|need|would like)\b|\bhelp me\b|\blet'?s\b|\bgo ahead\b|\bjust (?=\w+ it\b)/,
    question:
      /\?\s*$|^(?:so |and |but |ok |okay |hey |hi |hello |well |also |then |now |please |,|\s)*(?:who|whose|what|what's|whats|which|when|where|where's|why|how|is|are|was|were|am|do|does|did|should|shall|would|will|may|can|could|has|have|any)\b/,
    asks: /\b(?:know|find out|ask(?:ing)?|check|understand|see|tell me|wondering|curious|make sure)\b.*\b(?:if|whether|how|what|when|where|about|eligible)\b/,
    past: /\b(?:i|we|they|he|she|you|it|has|have|had|been|was|were|already|just|'ve|got|is|are)(?: already| just| now| been)* $/,
    done: /^(?!(?:want|need)\b)\w*(?:ed|nt|pt)\b/,
  },
  replies: {
    greeting:
      /^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|howdy|yo)(?: there| everyone| team)?[.! ,]*$/,
    thanks:
      /^(?:(?:ok(?:ay)?|great|perfect|cool|awesome|good|alright|all right|wonderful|no,?)[,.! ]+)*(?:thanks?|thank you|thx|ty|cheers|much appreciated|appreciate it|that(?:'s| is| was) (?:all|it|everything|great|perfect)|nothing else)\b(?! (?:to|for (?!your|the|all|everything))).{0,40}$/,
    bye: /^(?:ok(?:ay)?[,.! ]+)?(?:good ?bye|bye(?: bye)?|see you|see ya|have a (?:nice|good|great) \w+|cya)\b.{0,20}$/,
    smallTalk:
      /\b(?:ignore|disregard|forget|override)\b.{0,24}\b(?:instructions?|rules|prompts?)\b|^(?:so,? |and )?(?:how are you|how's it going|how do you do|what's up|are you (?:a |an )?(?:bot|robot|human|person|real|ai|machine)\b.*|who are you|what are you|what's your name|nice to meet you)[?!. ]*(?:today|doing)?[?!. ]*$/,
    neverMind:
      /^(?:(?:oh|ok|okay|no|actually|well|hmm|sorry|wait)[,.! ]+)*(?:no,? thank(?:s| you)|never ?mind|forget (?:it|about it|that|the whole thing)|scratch that|leave it|drop it|cancel that|stop(?: it| that)?|don'?t bother|i(?:'ve| have)? changed my mind|let'?s not|not any ?more|nothing|abort|skip (?:it|that)|i don'?t want (?:to|it|that) any ?more)\b[^a-z]*(?:anymore|then|for now|(?:leave|forget|drop|stop) it|please|thanks|thank you|about it|about that)?[^a-z]*$/,
    correction:
      /^(?:(?:oh|oops|sorry|wait|no|nope|ah|hmm|hang on|hold on|well|ok|okay|actually)[,.! ]+)+|\b(?:i meant?|actually|rather|make (?:it|that)|correction|not that|the other|wrong|on second thought|instead)\b/,
    repeat:
      /^(?:what|pardon|sorry|excuse me|come again|say (?:it|that) again|repeat(?: that)?|can you repeat.*|i don'?t understand.*|what do you mean.*)[?.! ]*$/,
    help: /^(?:help|help me|what can (?:you|i) (?:do|ask).*|what do you do|how can you help.*|menu|options|how does this work)[?.! ]*$/,
    person:
      /\b(?:(?:speak|talk|chat|connect|transfer|get|put|pass|reach|contact|want|need|give|like|prefer|call)\b.{0,30}\b(?:human|person|agent|representative|rep|someone|somebody|manager|supervisor|operator|colleague|staff|specialist|real one)\b(?! (?:is|was|said|told))|(?:a )?(?:human|real person|live agent|representative|operator|agent|customer service)(?: please)?[.! ]*$)/,
    anger:
      /\b(?:ridiculous|unacceptable|outrageous|terrible|horrible|awful|worst|furious|angry|pissed|disgust\w*|scam|fraud|rip[- ]?off|useless|garbage|crap|sue|lawyer|fed up|sick of|had enough|never (?:again )?(?:buy|shop|order)\w* (?:here )?again|what the (?:hell|heck)|wtf|damn|stupid|idiots?|incompetent|disaster|appalling|shame on)\b|!{3,}/,
    dontKnow:
      /\b(?:(?:i )?(?:do not|don'?t|dont) (?:know|remember|have (?:it|that|one)|recall)|no idea|not sure|forgot)\b/,
  },
  choosing: {
    all: /\b(?:all|everything|entire|whole|both|every|each)\b|\b(?:the|my|these|those) (?:items|things|products|stuff|articles)\b/,
    cheapest: /\b(?:cheapest|cheaper|least expensive|lowest[- ]price\w*|most affordable)\b/,
    dearest: /\b(?:most expensive|dearest|priciest|best one|premium)\b/,
    latest: /\b(?:last|latest|most recent|newest|just (?:placed|ordered|bought|made)|recent)\b/,
    pointing: /\b(?:it|this|that|them|these|those|one)\b/,
    same: /\b(?:the|that|this|my) (?:very )?same (?:order|one|purchase|account)\b|\b(?:that|this) (?:order|purchase)\b/,
    only: /\b(?:only|just)\b(?! (?:got|bought|ordered|received|arrived|came|placed|now))/,
    notBehind: /^ (?:stays?|i(?:'ll| will) keep)\b/,
    described: /\b(?:the|a|an) ([^,.;]{2,24}) ones?\b/,
    owned: /\b(?:my|i(?:'ve| have)? (?:just |recently )?(?:bought|ordered|received|got|paid)|i used)\b/,
    original:
      /\b(?:original|same (?:card|account|method|payment|way|one)|(?:card|method|account|what|how|way|one) i (?:paid|used)|paid with|i paid|used (?:before|originally))\b/,
    any: /\b(?:any(?:thing| one| of them)?|whichever|whatever|either|(?:do not|don'?t|dont|doesn'?t) (?:care|mind|matter)|no preference|up to you|you (?:choose|pick|decide)|not important|surprise me)\b/,
    instead:
      /\b(?:over|(?:rather |better )?than|instead of|not(?: the| a| an)?|no longer|without(?: the)?|isn'?t|don'?t want(?: the| a)?)(?: (?:a|an|the|my|that|this))? ?$/,
    pivot:
      /(?<!\b(?:like|want|wish|need|decide|decided|going|try|trying|able|have|how) )\b(?:to|for|into|with|instead|become|be|prefer|want|rather)\b|->|→/g,
    ordinals: [
      /^(?:(?:number|no\.?|option|choice|#) ?)?(?:1|one)[.) !]*$|\bfirst\b/,
      /^(?:(?:number|no\.?|option|choice|#) ?)?(?:2|two)[.) !]*$|\bsecond\b/,
      /^(?:(?:number|no\.?|option|choice|#) ?)?(?:3|three)[.) !]*$|\bthird\b/,
      /^(?:(?:number|no\.?|option|choice|#) ?)?(?:4|four)[.) !]*$|\bfourth\b/,
      /^(?:(?:number|no\.?|option|choice|#) ?)?(?:5|five)[.) !]*$|\bfifth\b/,
      /^(?:(?:number|no\.?|option|choice|#) ?)?(?:6|six)[.) !]*$|\bsixth\b/,
    ],
    not: /\b(?:not|except(?: for)?|without|keep(?:ing)?|but not|exclud(?:e|ing)|apart from|other than|all but|everything but|don'?t (?:return|exchange|change|include|want to (?:return|exchange|change)))(?: the| my| a| an| it| that| orders?| number)* ?$/,
    comparison:
      /\b(?:same (?:address )?(?:as|like)|like|as (?:in|for|on)|used (?:for|in|on)|(?:to|use|using|same|with) (?:the |my )?(?:[a-z]+ )?address (?:of|from|on|in))(?: (?:in|for|on|of|from|the|my|order|one|other|that))* ?\(?#?$/,
    ending: /\b(?:end(?:s|ing)?|finish(?:es|ing)?)(?: with| in)? (?:the digits? |number )?#?(\d{2,})/,
  },
  objects: {
    before:
      /^\s*(?:(?:my|our|the|a|an|this|that|these|those|one|some|all|another|other|of|to|up|back)\b\s*)*/,
    behind:
      /[.,;:!?]|\b(?:to|for|from|with|in|into|on|at|by|because|since|as|and|but|or|if|when|before|after|until|please|instead|that|which|i|we|you|it)\b/,
    ahead:
      /\b(?:my|the|our) ([a-z ]{2,30}?) (?:(?:should|must|can|could|needs? to|has to|to) (?:please )?be )?$/,
    anything: /^(?:(?:some|any|every)?things?|stuff|purchases?|whatever|all|everything|ones?)$/,
  },
  introductions: {
    name: /\b(?:my (?:full )?name(?:'s| is)|name:|(?:and|,) (?:my )?name(?: is)?|this is|i am|i'm|it's|under(?: the name)?)\s+/i,
    postcode: /\b(?:zip(?: ?code)?|post(?:al)? ?code|zip\/postal code)(?: is|'s|:)?\s*#?/i,
  },
};
