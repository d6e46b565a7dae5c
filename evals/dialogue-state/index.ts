import {
  type AnnotatedDialogue,
  createSlotTracker,
  type Ontology,
  type SlotState,
  type SlotTracker,
  trainSlotModel,
} from '../../src/language/slots/index.ts';
import { keepItems } from '../keep-items.ts';
import { currentCommit, type EvalResult } from '../results.ts';
import { mean, quantile, wilsonInterval } from '../statistics.ts';
import { EvalUsageError, type Suite } from '../suite.ts';
import { type Dialogue, readDialogues } from './dialogues.ts';
import { ontologyOf, readOntology, withValuesOf } from './ontologies.ts';
import { sameSlots, wrongSlots } from './scores.ts';

/** Following what a person wants over the turns of a dialogue. */
export const dialogueState: Suite = {
  name: 'dialogue-state',
  description: 'What a person wants, followed over the turns of a dialogue with an ontology',
  thresholds: {
    dst_woz2: { jointGoalAccuracy: { least: 0.84 } },
    'dst_woz2-heldout': { jointGoalAccuracy: { least: 0.75 } },
  },

  async run(options, host) {
    if (options.data === undefined) {
      host.say('dialogue-state: skipped, name a file or a folder with --data');
      return [];
    }
    const { name, dialogues } = readDialogues(options.data, 'dev');
    const judged = dialogues.slice(0, options.limit);
    const examples =
      options.train === undefined ? undefined : readDialogues(options.train, 'train').dialogues;
    const ontology =
      options.ontology === undefined
        ? ontologyOf(examples ?? dialogues)
        : withValuesOf(readOntology(options.ontology), examples ?? []);
    if (ontology.slots.length === 0)
      throw new EvalUsageError(`${name} names no slots: give them with --ontology.`);
    if (options.ontology === undefined && examples === undefined)
      host.say(`${name}: without --train or --ontology the values are those of the judged dialogues`);
    const startedAt = new Date().toISOString();
    const model = examples === undefined ? undefined : trainSlotModel(ontology, examples.map(annotated));
    const outcomes = judged.flatMap((dialogue) => follow(createSlotTracker(ontology, model), dialogue));
    const byRules = judged.flatMap((dialogue) => follow(createSlotTracker(ontology), dialogue));
    await keepItems(options, 'dialogue-state', name, outcomes);
    return [
      {
        suite: 'dialogue-state',
        dataset: name,
        n: outcomes.length,
        model: model === undefined ? 'slot-rules' : 'slot-model',
        commit: await currentCommit(),
        startedAt,
        ...figures(outcomes, byRules, ontology),
      },
    ];
  },
};

interface Outcome {
  dialogue: string;
  system: string;
  user: string;
  gold: Dialogue['turns'][number]['state'];
  state: SlotState;
  wrong: string[];
  requests: string[];
  /** Absent where the data does not say what was asked. */
  requestsRight?: boolean;
  milliseconds: number;
}

/** Every turn of a dialogue with the state the tracker came to by itself, its own errors included. */
function follow(tracker: SlotTracker, { id, turns }: Dialogue): Outcome[] {
  let state: SlotState = {};
  return turns.map(({ system = '', user, state: gold, requests: wanted }) => {
    const start = performance.now();
    const reading = tracker.read(state, { system, user });
    const milliseconds = performance.now() - start;
    ({ state } = reading);
    const { requests } = reading;
    const outcome = {
      dialogue: id,
      system,
      user,
      gold,
      state,
      wrong: wrongSlots(state, gold),
      requests,
      milliseconds,
    };
    return wanted === undefined ? outcome : { ...outcome, requestsRight: sameSlots(requests, wanted) };
  });
}

function figures(
  outcomes: readonly Outcome[],
  byRules: readonly Outcome[],
  { slots }: Ontology,
): Pick<EvalResult, 'metrics' | 'intervals' | 'slices'> {
  const right = outcomes.filter(({ wrong }) => wrong.length === 0).length;
  const requests = outcomes.flatMap(({ requestsRight }) =>
    requestsRight === undefined ? [] : [requestsRight],
  );
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const wishes = slots.filter(({ requestOnly }) => requestOnly !== true).map(({ name }) => name);
  return {
    metrics: {
      jointGoalAccuracy: right / outcomes.length,
      rulesJointGoalAccuracy: mean(byRules.map(({ wrong }) => Number(wrong.length === 0))),
      floorJointGoalAccuracy: mean(outcomes.map(({ gold }) => Number(Object.keys(gold).length === 0))),
      slotAccuracy: mean(outcomes.map(({ wrong }) => 1 - wrong.length / wishes.length)),
      ...(requests.length > 0 && { requestAccuracy: mean(requests.map(Number)) }),
      msP50: quantile(times, 0.5),
      msP95: quantile(times, 0.95),
    },
    intervals: { jointGoalAccuracy: [...wilsonInterval(right, outcomes.length)] },
    slices: Object.fromEntries(
      wishes.map((slot) => {
        const accuracy = mean(outcomes.map(({ wrong }) => Number(!wrong.includes(slot))));
        return [slot, { n: outcomes.length, metrics: { slotAccuracy: accuracy } }];
      }),
    ),
  };
}

const annotated = ({ turns }: Dialogue): AnnotatedDialogue =>
  turns.map(({ state, requests = [], ...exchange }) => ({
    ...exchange,
    state: Object.fromEntries(
      Object.entries(state).flatMap(([slot, [value]]) => (value === undefined ? [] : [[slot, value]])),
    ),
    requests: [...requests],
  }));
