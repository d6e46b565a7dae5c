import { quoted, RapportError } from '../trust/index.ts';

export const comparisons = ['<=', '>=', '!=', '=', '<', '>', '~'] as const;
export type Comparison = (typeof comparisons)[number];

/** What a filter says, before it is known whether such fields and values exist. */
export type Filter =
  | { all: readonly Filter[] }
  | { any: readonly Filter[] }
  | { not: Filter }
  | { field: string; comparison: Comparison; value: string }
  | { field: string; oneOf: readonly string[] }
  | { field: string; from: string; to: string }
  | { field: string; empty: boolean };

type Token = { kind: 'word' | 'text' | 'sign'; text: string; at: number };

const tokenPattern =
  /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|“([^”]*)”|(<=|>=|!=|=|<|>|~|\(|\)|,|，|（|）)|([^\s"'“<>=!~(),，（）]+)/gy;
const wideSigns: Readonly<Record<string, string>> = { '，': ',', '（': '(', '）': ')' };

/**
 * Reads a filter such as `lifecycleStage in (Lead, Qualified) and not (owner = me or city is empty)`.
 * Signs: = != < <= > >= ~ (contains), in, between … and …, is empty, is set; and, or, not, brackets.
 * Values may stand bare (`lastContactOn < 5 weeks ago`) or in quotes.
 *
 * @throws RapportError invalid_input that says where it stops making sense
 */
export function parseFilter(text: string): Filter {
  const reader = new Reader(text, tokensOf(text));
  const filter = reader.either();
  reader.end();
  return filter;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) throw unreadable(text, at);
    const literal = match[1] ?? match[2] ?? match[3];
    if (literal !== undefined) tokens.push({ kind: 'text', text: literal.replace(/\\(.)/g, '$1'), at });
    else if (match[4] !== undefined) tokens.push({ kind: 'sign', text: wideSigns[match[4]] ?? match[4], at });
    else if (match[5] !== undefined) tokens.push({ kind: 'word', text: match[5], at });
  }
  return tokens;
}

const expected = '=, !=, <, <=, >, >=, ~, in, between or is expected';

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  either(): Filter {
    const parts = [this.#both()];
    while (this.#takeWord('or')) parts.push(this.#both());
    return parts.length === 1 ? parts[0]! : { any: parts };
  }

  end(): void {
    if (this.#position < this.#tokens.length) throw this.#unreadable();
  }

  #both(): Filter {
    const parts = [this.#one()];
    while (this.#takeWord('and')) parts.push(this.#one());
    return parts.length === 1 ? parts[0]! : { all: parts };
  }

  #one(): Filter {
    if (++this.#depth > 20)
      throw new RapportError('invalid_input', 'The filter is nested too deeply.', {
        hint: 'Split it into simpler filters.',
      });
    try {
      if (this.#takeWord('not')) return { not: this.#one() };
      if (!this.#takeSign('(')) return this.#condition();
      const inner = this.either();
      if (!this.#takeSign(')')) throw this.#unreadable('a closing bracket is missing');
      return inner;
    } finally {
      this.#depth--;
    }
  }

  #condition(): Filter {
    const name = this.#next();
    if (name?.kind !== 'word') throw this.#unreadable('a field name is expected', -1);
    const field = name.text;
    if (this.#takeWord('not')) {
      if (!this.#takeWord('in')) throw this.#unreadable(expected);
      return { not: { field, oneOf: this.#list() } };
    }
    if (this.#takeWord('in')) return { field, oneOf: this.#list() };
    if (this.#takeWord('between')) {
      const from = this.#value();
      if (!this.#takeWord('and')) throw this.#unreadable('between needs "and"');
      return { field, from, to: this.#value() };
    }
    if (this.#takeWord('is')) {
      const negated = this.#takeWord('not');
      if (this.#takeWord('empty')) return { field, empty: !negated };
      if (this.#takeWord('set')) return { field, empty: negated };
      return negated
        ? { field, comparison: '!=', value: this.#value() }
        : { field, comparison: '=', value: this.#value() };
    }
    const sign = this.#next();
    const comparison = comparisons.find((candidate) => sign?.kind === 'sign' && candidate === sign.text);
    if (!comparison) throw this.#unreadable(expected, -1);
    return { field, comparison, value: this.#value() };
  }

  #list(): string[] {
    if (!this.#takeSign('(')) throw this.#unreadable('in needs a list in brackets');
    const values = [this.#value()];
    while (this.#takeSign(',')) values.push(this.#value());
    if (!this.#takeSign(')')) throw this.#unreadable('a closing bracket is missing');
    return values;
  }

  /** A quoted text, or bare words up to the next "and", "or", comma or bracket. */
  #value(): string {
    const first = this.#tokens[this.#position];
    if (first?.kind === 'text') {
      this.#position++;
      return first.text;
    }
    const words: string[] = [];
    for (
      let token = first;
      token?.kind === 'word' && !/^(and|or)$/i.test(token.text);
      token = this.#tokens[this.#position]
    ) {
      words.push(token.text);
      this.#position++;
    }
    if (words.length === 0) throw this.#unreadable('a value is expected');
    return words.join(' ');
  }

  #next(): Token | undefined {
    return this.#tokens[this.#position++];
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#position++;
    return true;
  }

  #takeSign(sign: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#position++;
    return true;
  }

  #unreadable(expected = 'it should have ended', back = 0): RapportError {
    return unreadable(this.#text, this.#tokens[this.#position + back]?.at ?? this.#text.length, expected);
  }
}

function unreadable(
  text: string,
  at: number,
  expected = 'a field, a sign or a value is expected',
): RapportError {
  const rest = text.slice(at).trim();
  const place = rest === '' ? 'at its end' : `at ${quoted(rest.slice(0, 30))}`;
  return new RapportError('invalid_input', `The filter cannot be read ${place}: ${expected}.`, {
    hint: 'Write it like: lifecycleStage in (Lead, Qualified) and owner = me and lastContactOn < 5 weeks ago',
  });
}
