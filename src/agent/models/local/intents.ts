import type { Tool } from '../../../../tools/kernel/define-tool.ts';
import { type LabelledText, trainLinearClassifier } from '../../../language/index.ts';
import type { Clause } from './clause.ts';
import { filterText } from './filters.ts';
import { isA } from './mention.ts';
import type { Plan, PlannedCall, Surroundings } from './plan.ts';
import { say } from './sayings.ts';
import type { QuestionMemo } from './state.ts';
import { targetOf } from './target.ts';

/** Chooses among the tools that only read and are none of the everyday ones, by the phrases they bring. */
export interface Intents {
  /** The plan for such a tool, or undefined where the words are not clearly for one. */
  recognise(
    text: string,
    clauses: readonly Clause[],
    asks: readonly QuestionMemo[],
    around: Surroundings,
  ): Promise<Plan> | undefined;
}

const sure = 0.55;
const leastFamiliar = 0.3;

/** Trains the choice on the tools' own phrases; `everyday` names the tools the grammar chooses itself. */
export function createIntents(tools: readonly Tool[], everyday: ReadonlySet<string>): Intents {
  const examples = tools.flatMap((tool) =>
    [...tool.phrases.en, ...tool.phrases.zh].map(
      (phrase): LabelledText => ({
        text: phrase.replace(/\{\w+\}/g, ' '),
        label: everyday.has(tool.name) ? '' : tool.name,
      }),
    ),
  );
  const chosen = new Map(
    tools
      .filter((tool) => tool.annotations.readOnlyHint && !everyday.has(tool.name))
      .map((tool) => [tool.name, tool]),
  );
  const classifier = examples.length === 0 ? undefined : trainLinearClassifier(examples);
  return {
    recognise(_text, clauses, asks, around) {
      const said = clauses.map((clause) => clause.sketch.replace(/<[A-Z]\d+>/g, ' ')).join(' ');
      const masked = clauses.map((clause) => clause.masked.replace(/<[A-Z]\d+>/g, ' ')).join(' ');
      const prediction = classifier?.predict(masked);
      if (prediction === undefined || prediction.familiarity < leastFamiliar) return undefined;
      const tool = chosen.get(prediction.label);
      const isAnswered = asks.some(isPlain);
      if (tool === undefined || isAnswered || prediction.probability < sure || said.trim() === '')
        return undefined;
      return Promise.resolve(planOther(tool, clauses, around));
    },
  };
}

/** A question the records themselves answer: about a field, or with conditions. */
const isPlain = ({ what, target, fields }: QuestionMemo): boolean =>
  what === 'check' ||
  (what === 'fields' && fields.length > 0) ||
  what === 'group' ||
  target.constraints.length > 0;

/** A call of a tool with its arguments filled from the words by the shape of its input. */
function planOther(tool: Tool, clauses: readonly Clause[], around: Surroundings): Plan {
  const mentions = clauses.flatMap((clause) => clause.mentions);
  const shape = tool.input.shape;
  const callArguments: Record<string, unknown> = {};
  const put = (name: string, value: unknown) => {
    if (
      name in shape &&
      value !== undefined &&
      !(name in callArguments) &&
      shape[name]!.safeParse(value).success
    )
      callArguments[name] = value;
  };
  const record = mentions.find(isA('record'));
  const member = mentions.find(isA('member'));
  const time = mentions.find((mention) => mention.is.type === 'date' || mention.is.type === 'duration');
  const number = mentions.find(isA('number'));
  const focus = around.state.focus[0];
  const who = record?.is.candidates.length === 1 ? record.is.candidates[0]!.id : (record?.text ?? focus?.id);
  for (const name of ['customer', 'contact', 'record', 'product']) put(name, who);
  put('owner', member?.is.members[0]?.name);
  const text = clauses
    .map((clause) => clause.text)
    .join(' ')
    .trim();
  for (const name of ['query', 'question']) put(name, text);
  if (time?.is.type === 'date') for (const name of ['date', 'since', 'from']) put(name, time.is.span.from);
  if (time?.is.type === 'duration' && time.is.span.length !== undefined) {
    put('unit', time.is.span.length.unit);
    put('horizon', time.is.span.length.count);
  }
  const target = clauses[0] === undefined ? undefined : targetOf(clauses[0], around.workspace, new Set());
  if (target !== undefined) put('kind', target.kind);
  if (target !== undefined && target.constraints.length > 0) put('filter', filterText(target.constraints));
  if (number !== undefined) for (const name of ['limit', 'horizon']) put(name, Number(number.is.value));
  choices(tool, text.toLowerCase(), put);
  const parsed = tool.input.safeParse(callArguments);
  if (!parsed.success)
    return {
      calls: [],
      says: [
        record === undefined && 'customer' in shape
          ? say(around.language).who()
          : say(around.language).unclear(),
      ],
    };
  const call: PlannedCall = { tool: tool.name, arguments: callArguments, purpose: { type: 'other' } };
  return { calls: [call], says: [] };
}

/** Enumerations are chosen by their values where those are said. */
function choices(tool: Tool, text: string, put: (name: string, value: unknown) => void): void {
  for (const [name, schema] of Object.entries(tool.input.shape)) {
    const inner = schema as unknown as {
      def: { type: string; innerType?: { options?: readonly unknown[] } };
      options?: readonly unknown[];
    };
    const options = inner.options ?? inner.def.innerType?.options ?? [];
    const said = options.find(
      (option) => typeof option === 'string' && new RegExp(`\\b${RegExp.escape(option)}`, 'i').test(text),
    );
    if (said !== undefined) put(name, said);
  }
}
