const contractions: Readonly<Record<string, string>> = {
  whats: "what's",
  whos: "who's",
  wheres: "where's",
  whens: "when's",
  hows: "how's",
  thats: "that's",
  theres: "there's",
  lets: "let's",
  isnt: "isn't",
  arent: "aren't",
  wasnt: "wasn't",
  werent: "weren't",
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  cant: "can't",
  couldnt: "couldn't",
  wont: "won't",
  wouldnt: "wouldn't",
  shouldnt: "shouldn't",
  havent: "haven't",
  hasnt: "hasn't",
  im: "i'm",
  ive: "i've",
  youre: "you're",
  theyre: "they're",
  weve: "we've",
  pls: 'please',
  plz: 'please',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'have to',
  lemme: 'let me',
  gimme: 'give me',
  n: 'and',
  em: 'them',
  u: 'you',
};
const contraction = new RegExp(
  `(?<![\\w'’@.-])(?:${Object.keys(contractions).join('|')})(?![\\w'’@.-])`,
  'gi',
);

/** A text with hurried English spelt out: "havent" as "haven't", "pls" as "please". */
export const speltOut = (text: string): string =>
  text
    .replace(contraction, (word) => {
      const full = contractions[word.toLowerCase()]!;
      return /^\p{Lu}/u.test(word) ? full[0]!.toUpperCase() + full.slice(1) : full;
    })
    .replace(/\bits (?=now\b)/g, "it's ")
    .replace(
      /\bfirst name:? ([\p{L}'-]+),?(?: and)? (?:last |sur|family )name:? ([\p{L}'-]+)/giu,
      'named $1 $2',
    );
