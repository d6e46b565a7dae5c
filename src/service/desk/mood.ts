/** Words that only somebody who is angry uses. */
const anger =
  /\b(?:ridiculous|unacceptable|outrageous|disgusting|disgraceful|appalling|furious|pissed|fed up|sick (?:and tired )?of (?:this|you|it)|worst (?:service|company|experience|support)|(?:terrible|horrible|awful|pathetic) (?:service|company|support|experience)|useless|incompetent|waste of (?:my )?time|rip[- ]?off|i(?:'m| am) (?:so |very |really )?angry|damn|bullshit|wtf|stupid|idiots?|never (?:buy|order|shop)\b.{0,20}\bagain)\b|气死|太过分|忍无可忍|受够了|垃圾|什么破|骗子|太离谱|离谱|岂有此理|服务太差|态度太差|太差劲|差劲|恶心|浪费(?:我的?)?时间|废物|坑人|欺人太甚|再也不(?:买|来)|我(?:很|非常|真的很)?生气|愤怒|他妈|混蛋|[！!]{3}/iu;

/** From here on a text counts as negative enough to be meant so, on the scale from −1 to 1. */
const meantBadly = -0.2;

/** Whether somebody is angry, and not only in trouble: by their words, where the text as a whole is no praise. */
export const isAngry = (text: string, sentiment: number): boolean =>
  sentiment <= meantBadly && anger.test(text);

/** A score from −1 to 1 as a word. */
export const moodOf = (score: number): 'positive' | 'neutral' | 'negative' =>
  score > 0.33 ? 'positive' : score < -0.33 ? 'negative' : 'neutral';
