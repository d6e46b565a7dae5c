import { isDeepStrictEqual } from 'node:util';
import type { ToolOutcome } from '../../../tools/kernel/tool-error.ts';
import { detectLanguage, type Language } from '../../language/index.ts';
import { isNo, isYes } from '../models/local/replies.ts';
import { bringIn, lookUp, misunderstand } from './fallbacks.ts';
import { type Filling, fill } from './fill.ts';
import type { Domain, Flow } from './flow.ts';
import { intentsOf } from './intents.ts';
import { inEither, lexicons } from './lexicon.ts';
import { citationsOf, mentionsOf } from './mentions.ts';
import { normalForm } from './normal.ts';
import { type Message, type Request, readMessage } from './requests.ts';
import { rowsOf } from './rows.ts';
import { say } from './sayings.ts';
import { spokenOf } from './spoken.ts';
import type { DialogueState, Option, Task } from './state.ts';
import { createSurroundings, type Steps, type Surroundings } from './steps.ts';
import { isStrange, strangeTo } from './strange.ts';
import { begin, change, type Dialogue, drop, flowNamed, tell, titleOf, work } from './tasks.ts';

/** What a turn is made from. */
export interface TurnInput {
  /** As it was written. */
  raw: string;
  before: DialogueState;
  /** What became of the call that waited, where the customer's yes ran it. */
  approved: ToolOutcome | undefined;
  domain: Domain;
  today: string;
}

/** Understands one turn, does what it asks for as far as that goes without a yes, and says what comes next. */
export function* takeTurn(input: TurnInput): Steps<DialogueState> {
  const { raw, before, domain, today } = input;
  const language = languageOf(raw, before);
  const around = createSurroundings({ domain, language, today, focus: before.focus });
  const dialogue: Dialogue = { state: { ...before, language }, says: [], around };
  yield* hear(dialogue, input);
  const said = dialogue.says.filter((text) => text !== '').join('\n');
  return { ...dialogue.state, turn: before.turn + 1, said };
}

/** The language of a turn; a bare word of consent or a number stays in that of the conversation. */
function languageOf(raw: string, before: DialogueState): Language {
  const isBare = before.turn > 0 && !/\p{Script=Han}/u.test(raw) && raw.trim().split(/\s+/).length <= 2;
  return isBare ? before.language : detectLanguage(raw);
}

function* hear(dialogue: Dialogue, input: TurnInput): Steps<void> {
  const { raw, approved, domain } = input;
  const { awaiting, task } = dialogue.state;
  const words = say(dialogue.around.language);
  const text = normalForm(raw).trim();
  if (approved !== undefined && awaiting?.for === 'approval' && task !== null) {
    const { slots } = dialogue.state;
    change(dialogue, { misunderstandings: 0, awaiting: null });
    tell(dialogue, task, awaiting.call.tool, approved, slots);
    return yield* work(dialogue, true);
  }
  const language = dialogue.around.language;
  const saysYes = isYes(text, language);
  const saysNo = isNo(text, language) || inEither(text, ({ replies }) => replies.neverMind);
  if (inEither(text, ({ replies }) => replies.person) && !saysNo)
    return yield* bringIn(dialogue, 'asked_for', raw);
  if (awaiting?.for === 'person' || awaiting?.for === 'offer') {
    change(dialogue, { awaiting: null });
    if (saysYes) {
      change(dialogue, { misunderstandings: 0 });
      if (awaiting.for === 'person') return yield* bringIn(dialogue, awaiting.reason, raw);
      begin(dialogue, awaiting.task);
      return yield* work(dialogue, false);
    }
    if (saysNo) {
      dialogue.says.push(words.declined());
      return yield* work(dialogue, true);
    }
  }
  const message = readMessage(raw, intentsOf(domain), domain.identity.flow);
  const isAngry = inEither(text, ({ replies }) => replies.anger);
  if (isAngry) dialogue.says.push(words.anger());
  const refuses = saysNo
    ? !message.requests.some(({ isPlain }) => isPlain)
    : message.requests.length === 0 && message.denied.some(({ name }) => name === task?.flow);
  if (refuses && chosenOption(text, awaiting).length === 0) {
    if (yield* correct(dialogue, raw)) return yield* work(dialogue, false);
    const wished = awaiting?.for === 'slot' && awaiting.options.length > 0 ? describedIn(text) : undefined;
    if (wished !== undefined) dialogue.says.push(words.notToBeHad(wished));
    else letGo(dialogue);
    change(dialogue, { awaiting: null });
    return yield* work(dialogue, true);
  }
  const asksPlainly = message.requests.some(({ isPlain }) => isPlain);
  if (!asksPlainly && task === null && speaksPlainly(dialogue, text)) return;
  const others = message.requests.filter(
    ({ flow }) => task === null || flow.name !== task.flow || awaiting === null,
  );
  if (others.length > 0) {
    if (others.every(({ isPlain }) => !isPlain) && awaiting !== null && (yield* correct(dialogue, raw)))
      return yield* work(dialogue, false);
    change(dialogue, { misunderstandings: 0, awaiting: null });
    if (task !== null && others.length < message.requests.length)
      change(dialogue, { task: withText(task, raw) });
    if (task !== null && others.some(({ flow }) => takesPlace(flow, flowNamed(dialogue, task.flow))))
      drop(dialogue);
    yield* take(dialogue, others, message, raw);
    return yield* work(dialogue, false);
  }
  if (task !== null && awaiting !== null) return yield* goOn(dialogue, message, raw);
  if (message.denied.length > 0) {
    dialogue.says.push(words.notDone());
    return;
  }
  if (isAngry) {
    dialogue.says.push(words.offerPerson());
    return change(dialogue, { awaiting: { for: 'person', reason: 'anger' } });
  }
  if (yield* asksSame(dialogue, raw)) return yield* work(dialogue, false);
  if (yield* lookUp(dialogue, raw, message.mood)) return;
  yield* misunderstand(dialogue, raw);
}

/** Whether a request is for the same as the task in hand, of one record instead of all or the other way. */
const takesPlace = (asked: Flow, inHand: Flow): boolean =>
  asked.partOf === inHand.name || inHand.partOf === asked.name;

const longestEllipsis = 30;

/** "And the grill?" after an order was told of: asks the same of another record it names. */
function* asksSame(dialogue: Dialogue, raw: string): Steps<boolean> {
  const { told, turn } = dialogue.state;
  if (told === undefined || turn - told.turn > 2 || raw.length > longestEllipsis) return false;
  const { around } = dialogue;
  for (const slot of flowNamed(dialogue, told.flow).slots) {
    if (slot.kind !== 'record') continue;
    const found = yield* rowsOf(slot.source, {}, around);
    const rows = 'text' in found ? [] : found.rows;
    const text = normalForm(raw);
    const isNamed = mentionsOf(text, rows, slot.source, around.vocabulary).length > 0;
    if (!isNamed && citationsOf(text, slot.source).length === 0) continue;
    begin(dialogue, { flow: told.flow, texts: [{ raw }], chosen: {}, wish: 'question' });
    return true;
  }
  return false;
}

/** Answers words that are only kind: greetings, thanks, small talk. */
function speaksPlainly(dialogue: Dialogue, text: string): boolean {
  const { around, state } = dialogue;
  const words = say(around.language);
  const about = around.domain.about[around.language];
  const titles = around.domain.flows
    .filter(({ name }) => name !== around.domain.identity.flow)
    .slice(0, 5)
    .map(({ title }) => title[around.language]);
  const replies: [keyof (typeof lexicons)['en']['replies'], () => string][] = [
    ['greeting', () => words.greeting(undefined, about)],
    ['thanks', words.thanks],
    ['bye', words.bye],
    ['smallTalk', () => words.smallTalk(about)],
    ['help', () => words.help(about, titles)],
    ['repeat', () => (state.said === '' ? words.help(about, titles) : state.said)],
  ];
  const reply = replies.find(([name]) => inEither(text, (lexicon) => lexicon.replies[name]));
  if (reply === undefined) return false;
  dialogue.says.push(reply[1]());
  change(dialogue, { misunderstandings: 0 });
  return true;
}

/** What something is to be like, in a text that names none there is. */
const describedIn = (text: string): string | undefined =>
  Object.values(lexicons)
    .map(({ choosing }) => choosing.described.exec(text)?.[1])
    .find((found) => found !== undefined);

/** Lets go of what is under way, and says so. */
function letGo(dialogue: Dialogue): void {
  const { task } = dialogue.state;
  const words = say(dialogue.around.language);
  dialogue.says.push(task === null ? words.nothingOpen() : words.dropped(titleOf(dialogue, task.flow)));
  change(dialogue, { misunderstandings: 0 });
  drop(dialogue);
}

/** Begins what a message asks for: who they are before everything else, then one thing after the other. */
function* take(dialogue: Dialogue, requests: readonly Request[], message: Message, raw: string): Steps<void> {
  const only = message.requests.length === 1;
  const tasks: Task[] = [];
  const { identity } = dialogue.around.domain;
  const isIdentity = ({ flow }: Request) => Number(flow.name === identity.flow);
  for (const { flow, wish, text } of requests.toSorted((one, other) => isIdentity(other) - isIdentity(one))) {
    const said = only ? raw : text;
    const writes = flow.actions.some(({ confirm }) => confirm !== undefined);
    const strange = writes ? yield* strangeTo(flow, said, dialogue.around) : undefined;
    if (wish === 'question' && writes && (strange || !spokenOf(said, flow, dialogue.around))) {
      if (yield* lookUp(dialogue, said, 'question')) continue;
    } else if (strange && (yield* lookUp(dialogue, said, 'order', strange.terms))) continue;
    const task: Task = { flow: flow.name, texts: [{ raw: said }], chosen: {}, wish };
    if (strange && only) {
      const words = say(dialogue.around.language);
      dialogue.says.push(words.nothingOf(strange.words), words.offer(flow.title[dialogue.around.language]));
      change(dialogue, { awaiting: { for: 'offer', task: { ...task, wish: 'order' } } });
      return;
    }
    const isOfNothing =
      flow.open && wish === 'question' && (yield* namesNothing(flow, task, dialogue.around));
    if (isOfNothing) {
      const mood = (yield* isStrange(flow, said, dialogue.around)) ? 'question' : 'order';
      if (yield* lookUp(dialogue, said, mood)) continue;
    }
    tasks.push(task);
  }
  for (const aside of message.asides) yield* lookUp(dialogue, aside, 'order');
  const [first, ...after] = tasks;
  if (first !== undefined) begin(dialogue, first, ...after);
}

/** "how much is shipping": a question in the words of a flow, about nothing that is kept there. */
function* namesNothing(flow: Flow, task: Task, around: Surroundings): Steps<boolean> {
  const filling = yield* fill(flow, task, around);
  return filling.is === 'stuck' || (filling.is === 'open' && Object.keys(filling.slots).length === 0);
}

const withText = (task: Task, raw: string, slot?: string): Task => ({
  ...task,
  texts: [...task.texts, { raw, ...(slot !== undefined && { slot }) }],
});

/** Words about the task in hand: an answer, a correction, a question in between, or none of these. */
function* goOn(dialogue: Dialogue, message: Message, raw: string): Steps<void> {
  const { task: before, awaiting } = dialogue.state;
  const task = before!;
  const { around } = dialogue;
  const text = normalForm(raw).trim();
  const isQuestion = message.requests.length === 0 && ['question', 'hypothesis'].includes(message.mood);
  const slot = awaiting?.for === 'slot' ? awaiting.slot : undefined;
  const options = chosenOption(text, awaiting);
  const base: Task = { ...task, wish: 'order' };
  const heard: Task =
    options.length > 0 && slot !== undefined
      ? {
          ...base,
          chosen: {
            ...base.chosen,
            [slot]: slot.endsWith('/') ? options.map(({ value }) => value) : options[0]!.value,
          },
        }
      : withText(base, raw, slot);
  const flow = flowNamed(dialogue, task.flow);
  const filling = yield* fill(flow, heard, around);
  const known = dialogue.state.slots;
  const was: { slots: unknown; is: string } =
    Object.keys(known).length > 0 && awaiting !== null
      ? { slots: known, is: awaiting.for === 'approval' ? 'filled' : 'open' }
      : yield* fill(flow, task, around);
  const isNews =
    !isSame(filling.slots, was.slots) ||
    (filling.is !== was.is && filling.is !== 'stuck') ||
    (slot !== undefined && tellsMore(filling, yield* fill(flow, task, around)));
  const isMoved = filling.is === 'open' && filling.slot !== slot;
  if (!isQuestion || (slot !== undefined && options.length > 0)) {
    if (isNews || isMoved || options.length > 0) {
      change(dialogue, { task: heard, awaiting: null, misunderstandings: 0 });
      return yield* work(dialogue, false);
    }
  }
  if (speaksPlainly(dialogue, text) || (yield* lookUp(dialogue, raw, message.mood))) {
    change(dialogue, { awaiting: null, misunderstandings: 0 });
    return yield* work(dialogue, true);
  }
  if (awaiting?.for === 'approval') {
    dialogue.says.push(say(around.language).stillConfirm());
    change(dialogue, { awaiting: null });
    return yield* work(dialogue, false);
  }
  const handedOff = yield* misunderstand(dialogue, raw);
  if (handedOff) return;
  change(dialogue, { awaiting: null });
  yield* work(dialogue, true);
}

/** Whether the same is asked again, but with more: that what was wished for is not to be had. */
const tellsMore = (filling: Filling, before: Filling): boolean =>
  filling.is === 'open' &&
  before.is === 'open' &&
  filling.slot === before.slot &&
  (filling.question !== before.question || !isSame(filling.options, before.options));

/** Whether two states of slots say the same; one that was kept has its fields in another order. */
const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));

/** Takes what stands behind a "no" for a correction, where it says something of the task: "no, the blue one". */
function* correct(dialogue: Dialogue, raw: string): Steps<boolean> {
  const { task } = dialogue.state;
  if (task === null) return false;
  const flow = flowNamed(dialogue, task.flow);
  const heard = withText(task, raw);
  const filling = yield* fill(flow, heard, dialogue.around);
  const isNews =
    !isSame(filling.slots, dialogue.state.slots) ||
    (filling.is === 'open' && tellsMore(filling, yield* fill(flow, task, dialogue.around)));
  if (!isNews) return false;
  change(dialogue, { task: { ...heard, wish: 'order' }, awaiting: null, misunderstandings: 0 });
  return true;
}

/** The options a text names by their place: "2", "the second one", "1 and 3", 第二个. */
function chosenOption(text: string, awaiting: DialogueState['awaiting']): Option[] {
  if (awaiting?.for !== 'slot' || awaiting.options.length === 0) return [];
  const { options } = awaiting;
  if (/^[\d\s,，、.&和and]+$/.test(text)) {
    const numbers = (text.match(/\d+/g) ?? []).map(Number);
    return numbers.every((number) => number >= 1 && number <= options.length)
      ? numbers.map((number) => options[number - 1]!)
      : [];
  }
  const place = [0, 1, 2, 3, 4, 5].find((index) =>
    inEither(text, ({ choosing }) => choosing.ordinals[index]!),
  );
  const option = place === undefined ? undefined : options[place];
  return option === undefined || text.length > 40 ? [] : [option];
}
