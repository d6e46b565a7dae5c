import type { Language } from '../../language/index.ts';
import { english } from './lexicon.en.ts';
import { chinese } from './lexicon.zh.ts';

/**
 * What a language says in every dialogue, whatever it is about. Patterns read normal forms (`normal.ts`);
 * those of whole utterances begin with ^.
 */
export interface Lexicon {
  /** Where a new clause begins that may be a request of its own; the text before it ends the last one. */
  joints: RegExp;
  /** Those behind which something of its own comes, if only a question: "also", 另外. */
  besides: RegExp;
  moods: {
    /** Ends right before a request and turns it off. */
    negation: RegExp;
    hypothetical: RegExp;
    /** Makes a request of words that would else be a question: "could you", 能帮我. */
    request: RegExp;
    question: RegExp;
    /** Makes a question of a request: "I want to know whether". */
    asks: RegExp;
    /** Ends right before a request that tells of something done. */
    past: RegExp;
    /** How a request reads, from its own words on, where it is told as done. */
    done: RegExp;
  };
  replies: {
    greeting: RegExp;
    thanks: RegExp;
    bye: RegExp;
    smallTalk: RegExp;
    /** Lets go of what is being done. */
    neverMind: RegExp;
    /** Opens words that put something right. */
    correction: RegExp;
    repeat: RegExp;
    help: RegExp;
    /** A person is asked for. */
    person: RegExp;
    anger: RegExp;
    dontKnow: RegExp;
  };
  choosing: {
    all: RegExp;
    cheapest: RegExp;
    dearest: RegExp;
    latest: RegExp;
    /** Something spoken of before: "it", 这个. */
    pointing: RegExp;
    /** The very record spoken of last: "the same order", 同一单. */
    same: RegExp;
    /** What is meant, and nothing else that was named before. */
    only: RegExp;
    /** Begins right behind what is left out: 水壶不退了. */
    notBehind: RegExp;
    /** One of several told by what it is like: "the blue one", 蓝色的. */
    described: RegExp;
    /** Something of the speaker's own: "my order", "the mouse I bought". */
    owned: RegExp;
    /** What was paid with before, lived at before. */
    original: RegExp;
    any: RegExp;
    /** What is behind it is not wanted. */
    instead: RegExp;
    /** Between what somebody has and what they want. */
    pivot: RegExp;
    /** A choice by its place in a list; the pattern of each place. */
    ordinals: readonly RegExp[];
    /** Ends right before what is left out. */
    not: RegExp;
    /** Cited for comparison only: "same as #W1". */
    comparison: RegExp;
    /** Ends of numbers: "ends in 66". */
    ending: RegExp;
  };
  /**
   * Around the words for what a request is about: what may stand before them, where the sentence goes on, how they
   * are said in front of the request's own words (把…), and words that could mean anything.
   */
  objects: { before: RegExp; behind: RegExp; ahead: RegExp; anything: RegExp };
  introductions: { name: RegExp; postcode: RegExp };
}

export const lexicons: Readonly<Record<Language, Lexicon>> = { en: english, zh: chinese };

/** Whether a pattern of either language holds: people mix them. */
export const inEither = (text: string, choose: (lexicon: Lexicon) => RegExp): boolean =>
  Object.values(lexicons).some((lexicon) => choose(lexicon).test(text));
