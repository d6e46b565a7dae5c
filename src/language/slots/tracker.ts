import { createLexicon } from './lexicon.ts';
import type { SlotModel } from './model.ts';
import type { Exchange, Ontology, SlotReading, SlotState } from './ontology.ts';
import { type Changes, changesByRule, requestsByRule } from './rules.ts';
import { readTurn } from './turn.ts';

/** Follows what a person wants over the turns of a dialogue. Keeps nothing: the state goes in and comes out. */
export interface SlotTracker {
  /** The state after an exchange. Words that say nothing of any slot leave it as it is. */
  update(state: SlotState, exchange: Exchange): SlotState;
  /** The same, with what the person wants to be told. */
  read(state: SlotState, exchange: Exchange): SlotReading;
}

/**
 * A tracker for anything a dialogue can be about, in English and Chinese: values and their synonyms (small
 * typing errors forgiven), corrections, "any will do", negation, answers to the system's questions, yes and
 * no to what it put forward.
 *
 * @param model  judges instead of the rules, where one was trained on dialogues of this ontology
 */
export function createSlotTracker(ontology: Ontology, model?: SlotModel): SlotTracker {
  const lexicon = createLexicon(model?.ontology ?? ontology);
  const read = (state: SlotState, exchange: Exchange): SlotReading => {
    const turn = readTurn(exchange, lexicon);
    const byRule = changesByRule(turn, state, ontology);
    const changes = model?.changes(turn, state, byRule) ?? byRule;
    return {
      state: changed(state, changes),
      requests: model?.requests(turn) ?? requestsByRule(turn, changes),
    };
  };
  return { read, update: (state, exchange) => read(state, exchange).state };
}

/** The latest wish stands last. */
function changed(state: SlotState, changes: Changes): SlotState {
  const after = new Map(Object.entries(state));
  for (const [slot, value] of changes) {
    after.delete(slot);
    if (value !== undefined) after.set(slot, value);
  }
  return Object.fromEntries(after);
}
