/** One thing in both languages of the house. */
export interface Bilingual<Thing = string> {
  en: Thing;
  zh: Thing;
}

/**
 * A text with places, filled from slots and reads:
 * - `{order.status}` is a value, written as the domain's terms have it; lists are joined, of a record all
 *   its values are shown;
 * - `{items: {product} ({options})}` repeats its inside for each element of a list, whose fields stand first;
 * - `[ to {payment.label}]` is left out where a place inside has nothing to show.
 */
export type Template = string;

/** Holds where the value at a path is one of (or none of) some values; a path that leads nowhere is `null`. */
export interface Condition {
  path: string;
  is?: readonly (string | number | boolean | null)[];
  not?: readonly (string | number | boolean | null)[];
}

/**
 * What a call is given: `'{path}'` alone passes the value as it is and is left out where there is none; any
 * other text is a template; `each` makes one object for every element of a list.
 */
export type ArgumentValue =
  | string
  | number
  | boolean
  | { each: string; as: Readonly<Record<string, ArgumentValue>> };
export type CallArguments = Readonly<Record<string, ArgumentValue>>;

/** A call of a tool that only reads. Its result stands under the read's name for templates and conditions. */
export interface Read {
  tool: string;
  arguments: CallArguments;
}

/** Records a slot is chosen from, and how people name them. */
export interface Source {
  /** A read of the domain, or a slot that holds records. */
  from: string;
  /** The path of the list in it; without one it is the list itself. */
  list?: string;
  /** What goes into calls: the path of the value in a record. */
  value: string;
  /** How a record is shown among choices. */
  label: Bilingual<Template>;
  /** Paths of the words it is named by: a product's name, a bank's, what an order holds. */
  words: readonly string[];
  /** Words for kinds of such records: of a kind the customer has none of, they are told so. */
  kinds?: readonly string[];
  /** Path of its features (`{ color: 'blue', storage: '16GB' }`), by which it is chosen as well. */
  features?: string;
  /** Path of its price or size, for "the cheapest one". */
  amount?: string;
  /** How it is written where it is cited by number: a regular expression. Its last digits are enough. */
  reference?: string;
  /** Of these alone one may choose. */
  only?: readonly Condition[];
  /** Where several are meant equally well, these are. */
  prefer?: readonly Condition[];
}

/** One of a few fixed values, and the words for it. */
export interface Choice {
  value: string;
  label: Bilingual;
  words: Bilingual<readonly string[]>;
}

/** What is true of every slot. */
interface AnySlot {
  name: string;
  /** Asked where the person has not said it. */
  question: Bilingual<Template>;
  /** Never asked. */
  optional?: true;
  /** What stands in where the person says nothing: of a list at a path the last value. */
  default?: { path: string; value?: string; only?: readonly Condition[] };
  /** It is asked only where these hold. */
  when?: readonly Condition[];
  /** It is read from the first group of this regular expression alone: "from (.+?)(?= to |$)". */
  frame?: Bilingual;
  /**
   * A read that fails where the value cannot be: why is told at once, and the slot is asked anew. It speaks
   * of this slot and those before it.
   */
  check?: string;
}

/** Something a flow must know before it can act. */
export type Slot =
  | (AnySlot & { kind: 'choice'; choices: readonly Choice[] })
  /**
   * One record, or several. `instead`: what each of them is to become, chosen by its features among those
   * of a read that is made with the fields of the record; what is not spoken of stays as it is.
   */
  | (AnySlot & { kind: 'record'; source: Source })
  /** Features that records of a source have: `{ color: 'blue' }`. */
  | (AnySlot & { kind: 'features'; source: Source })
  /** All records of a source but those left out by number; where some are singled out by number, these. */
  | (AnySlot & { kind: 'every'; source: Source })
  /** Records with the features spoken of, or all, held against each other by what is asked (`Ranking`). */
  | (AnySlot & { kind: 'ranking'; source: Source & { features: string }; measures: readonly Measure[] })
  /** Two records or more that are named, held against each other by what their variants have (`Contest`). */
  | (AnySlot & {
      kind: 'contest';
      source: Source;
      /** Of a read that is made with the fields of each record; those for which `prefer` holds may be chosen. */
      variants: Source & { features: string };
      measures: readonly Measure[];
    })
  | (AnySlot & {
      kind: 'records';
      source: Source;
      instead?: Instead;
      /** Words for all of them together: "my order", 整单. */
      whole?: Bilingual;
    })
  /** `amount`: a decimal string; `number`: a whole number; `date`: an ISO day; `text`: the words as said. */
  | (AnySlot & { kind: 'amount' | 'number' | 'date' | 'email' | 'name' | 'postcode' | 'address' | 'text' })
  /** What a regular expression finds; its first group, where it has one. */
  | (AnySlot & { kind: 'pattern'; pattern: string });

/** The one with the least or the most of something: what it is called, and a regular expression of the words that ask for it. */
export interface Extreme {
  title: Bilingual;
  words: string;
}

/** Something records are compared by: what they cost, weigh, hold. */
export interface Measure {
  title: Bilingual;
  /** Path of the value in a record, or else how the feature is called that has it: a regular expression. */
  of: { path: string } | { feature: string };
  least: Extreme;
  most: Extreme;
}

/** What a chosen record is to become; stands in it under `name`. */
export interface Instead {
  name: string;
  question: Bilingual<Template>;
  source: Source & { features: string };
}

/** Why a flow goes no further, what is said, and which flow is offered instead. */
export interface Refusal {
  when: readonly Condition[];
  say: Bilingual<Template>;
  offer?: string;
}

/** What a flow comes to: a call, and the words around it. */
export interface Action {
  when?: readonly Condition[];
  tool: string;
  arguments: CallArguments;
  /**
   * The path of a list: the call is rehearsed for each of its records with these arguments, and made once for
   * those it went well with, `first` and `others`; `refused` has the `rows` it did not, by `because`.
   */
  each?: { list: string; arguments: CallArguments; none: Bilingual<Template> };
  /**
   * What the call will do, said before the person's yes; `summary` is what the tool says of it itself. Absent
   * where nothing waits for a yes.
   */
  confirm?: Bilingual<Template>;
  /** What is told of the result, its fields under their own names. */
  answer: Bilingual<Template>;
  /** What is told instead where these hold of the result. */
  none?: { when: readonly Condition[]; say: Bilingual<Template> };
  /** The slot that is asked anew where the call is refused. */
  again?: string;
}

/** One thing customers come for. */
export interface Flow {
  name: string;
  /** What it is called among the things one can ask for: "cancel an order" / “取消订单”. */
  title: Bilingual;
  /** How people ask for it. `{slot}` stands for what a slot holds. The flow is recognised by what these have in common. */
  phrases: Bilingual<readonly string[]>;
  /** Words that ask for it by themselves, wherever they stand in a sentence: regular expressions. */
  cues: Bilingual<readonly string[]>;
  /** Open to those who have not said who they are. */
  open?: true;
  /** The flow that does the same to several: the one asked for last takes the place of the other. */
  partOf?: string;
  slots: readonly Slot[];
  /** Reads that refusals, templates and calls speak of; made once the slots are filled. */
  needs?: readonly string[];
  refusals?: readonly Refusal[];
  /** The first whose conditions hold is taken. */
  actions: readonly Action[];
}

/**
 * A line of business: what its customers can ask for. The dialogue engine knows no more of it than stands
 * here.
 */
export interface Domain {
  name: string;
  /** What the assistant says it can help with. */
  about: Bilingual;
  reads: Readonly<Record<string, Read>>;
  /** The read that fails for somebody who has not said who they are, and the flow that asks them. */
  identity: { read: string; flow: string };
  /** Where questions are looked up that no flow answers; `words` is what was asked, `before` what was looked up just before. */
  questions: Read & {
    /** What must hold for the result to be an answer. */
    answers: readonly Condition[];
    answer: Bilingual<Template>;
  };
  /** How a person is brought in; `reason`, `summary` and `words` can be passed on. */
  person: { tool: string; arguments: CallArguments; answer: Bilingual<Template> };
  flows: readonly Flow[];
  /** Values that records hold, as people write them. */
  terms: Readonly<Record<string, Bilingual>>;
  /** Other words customers use for what records are called: `earbuds` for `Wireless Earbuds`, 蓝色 for `blue`. */
  synonyms: Readonly<Record<string, readonly string[]>>;
  /** Values that features of records often have, by feature, so that one that is not to be had is understood. */
  qualities?: Readonly<Record<string, readonly string[]>>;
}
