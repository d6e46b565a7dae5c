import type { Language } from '../../../language/index.ts';
import { english } from './lexicon.en.ts';
import { chinese } from './lexicon.zh.ts';

/** What a person may want done to records. */
export type Operation =
  | 'delete'
  | 'create'
  | 'assign'
  | 'set'
  | 'later'
  | 'earlier'
  | 'clear'
  | 'note'
  | 'log'
  | 'undo';

export type Channel = 'call' | 'email' | 'meeting' | 'chat' | 'note';

/**
 * The words of a language that carry grammar. `masked` patterns read a clause whose names, days and numbers
 * are replaced by signs; `sketch` patterns one where values, fields and kinds are too.
 */
export interface Lexicon {
  /** Where sentences end, and where a sentence may fall into clauses. */
  sentenceEnd: RegExp;
  clauseEnd: RegExp;
  /** Phrases that change nothing: "if you can", "when you get a chance". */
  padding: RegExp;
  /** Where words to be written down begin and end, and what looks like it and is not. */
  dictation: {
    opens: RegExp;
    closes: RegExp;
    not: RegExp;
    /** Orders to write down what was told before them; what may stand behind one: why, or another order. */
    before: Readonly<Record<'note' | 'log', RegExp>>;
    /** Says, before what is told, that it is to be written down: "note to self:", “记一下，”. */
    announces: RegExp;
    purpose: RegExp;
    /** Opens a sentence that is to be logged. */
    logs: RegExp;
    follows: RegExp;
  };
  /** Words behind which a task is told. */
  dictatesTask: RegExp;
  /** Masked; with the g flag. */
  operations: Readonly<Record<Operation, RegExp>>;
  /** Masked: the person's own contact with somebody, by its channel. */
  events: readonly { channel: Channel; pattern: RegExp }[];
  moods: {
    /** Stands before an operation and turns it off. */
    negation: RegExp;
    /** Looks like a negation and is none. */
    notNegation: RegExp;
    hypothetical: RegExp;
    conditional: RegExp;
    tentative: RegExp;
    /** Somebody's words before an operation; `message` where it is a text that speaks. */
    reported: RegExp;
    message: RegExp;
    /** A text in quotation marks is what somebody said. */
    howTo: RegExp;
    question: RegExp;
    request: RegExp;
    /** A question mark or tag behind a plain order. */
    doubt: RegExp;
    deferred: RegExp;
    /** Bypassing what protects the records. */
    override: RegExp;
  };
  /** Sketch patterns with the g flag; each captures the number of a mention. */
  /** Masked: the person wants to be reminded of something to do. */
  reminder: RegExp;
  roles: {
    newOwner: RegExp;
    presentOwner: RegExp;
    newValue: RegExp;
    oldValue: RegExp;
    notValue: RegExp;
    except: RegExp;
    newDay: RegExp;
    newName: RegExp;
    selfOwner: RegExp;
  };
  reads: {
    count: RegExp;
    /** Masked: several are held against each other by their numbers. */
    compares: RegExp;
    list: RegExp;
    group: RegExp;
    most: RegExp;
    least: RegExp;
    /** Masked: names are asked for beside their number. */
    names: RegExp;
    /** Masked: what somebody would have. */
    wants: RegExp;
    overview: RegExp;
    /** Masked: which field a question without its name asks for. */
    asked: readonly { field: string; pattern: RegExp }[];
  };
  filters: {
    /** Nobody spoke with them for a time. */
    silent: RegExp;
    /** Somebody did. */
    spoken: RegExp;
    followUp: RegExp;
    overdue: RegExp;
    missing: RegExp;
    present: RegExp;
    before: RegExp;
    after: RegExp;
    atLeast: RegExp;
    within: RegExp;
    upcoming: RegExp;
    created: RegExp;
    all: RegExp;
    /** Sketch: "any", "everyone", "those", that make a set without naming a kind. */
    anySet: RegExp;
    /** Sketch: judgements no field holds. */
    vague: RegExp;
  };
  references: {
    one: RegExp;
    many: RegExp;
    /** Those left of several: "the other one", “剩下的”. */
    others: RegExp;
    member: RegExp;
    ordinal: RegExp;
    ordinals: readonly string[];
    /** Asks among those just spoken of: "only the ones …", "how many is that?" */
    among: RegExp;
    same: RegExp;
    that: RegExp;
  };
  replies: {
    yes: RegExp;
    no: RegExp;
    cancel: RegExp;
    everything: RegExp;
    correction: RegExp;
    also: RegExp;
    whatAbout: RegExp;
    greeting: RegExp;
    thanks: RegExp;
  };
}

export const lexicons: Readonly<Record<Language, Lexicon>> = { en: english, zh: chinese };

/** What happened to a deal, in words that do not name a stage: who signs is won, who chose another is lost. */
export const stageEvents: Readonly<Record<Language, readonly { value: string; pattern: RegExp }[]>> = {
  en: [
    {
      value: 'Won',
      pattern:
        /\b(?:signed|closed the deal|bought|said yes|accepted|placed (?:an|the) order|came on board)\b/,
    },
    {
      value: 'Lost',
      pattern:
        /\b(?:competitor|went with (?:another|someone|somebody)|chose (?:another|someone)|said no|turned (?:us|it) down|declined|pulled out|backed out|dropped out|not interested)\b/,
    },
    {
      value: 'Proposal',
      pattern:
        /\b(?:sent|sending|send|submitted|gave|presented|emailed)\b.*\b(?:proposal|quote|quotation|offer)\b/,
    },
  ],
  zh: [
    { value: 'Won', pattern: /签了|签约|签下|成交|下单了|拿下|签合同了|买了/ },
    {
      value: 'Lost',
      pattern: /竞争对手|竞品|选了别家|选择了别家|用了别家|拒绝|放弃|没谈成|谈崩|黄了|不买了|不做了/,
    },
    { value: 'Proposal', pattern: /(?:发|给|提交|寄|递|送)(?:了|出|去|过)?.*(?:报价|方案|提案)/ },
  ],
};
