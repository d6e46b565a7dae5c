/** What a scripted model says: text, calls, why it ends and what it is charged for. */
export interface Saying {
  /** The text, or the pieces it is streamed in. */
  text?: string | readonly string[];
  calls?: readonly { name: string; arguments: Record<string, unknown> | string }[];
  finish?: 'stop' | 'length' | 'content_filter';
  usage?: { input: number; cached: number; output: number };
}

/** A protocol of OpenAI's: its whole answer as one JSON value, and the same as server-sent events. */
export interface Protocol {
  path: string;
  whole(saying: Saying): unknown;
  events(saying: Saying): string[];
  /** A failure told within the stream. */
  error(error: object): string;
}

const defaultUsage = { input: 1_000, cached: 600, output: 20 };
const made = 1_772_000_000;

const pieces = ({ text = [] }: Saying): readonly string[] => (typeof text === 'string' ? [text] : text);
const written = (given: Record<string, unknown> | string): string =>
  typeof given === 'string' ? given : JSON.stringify(given);
const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const callsOf = (saying: Saying, seed: string) =>
  (saying.calls ?? []).map((call, index) => ({
    id: `call_${seed}_${index}`,
    name: call.name,
    arguments: written(call.arguments),
  }));

/** Chat completions, which every compatible endpoint speaks. */
export function chatCompletions(seed: string): Protocol {
  const usageOf = ({ usage = defaultUsage }: Saying) => ({
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached },
  });
  const finishOf = (saying: Saying) => saying.finish ?? (saying.calls ? 'tool_calls' : 'stop');
  const asCalls = (saying: Saying) =>
    callsOf(saying, seed).map(({ id, ...call }, index) => ({ index, id, type: 'function', function: call }));
  const chunk = (delta: unknown, finish: string | null = null) => ({
    id: `chat_${seed}`,
    object: 'chat.completion.chunk',
    created: made,
    model: 'scripted',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  return {
    path: '/chat/completions',
    whole: (saying) => ({
      id: `chat_${seed}`,
      object: 'chat.completion',
      created: made,
      model: 'scripted',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: pieces(saying).join(''),
            ...(saying.calls && { tool_calls: asCalls(saying) }),
          },
          finish_reason: finishOf(saying),
        },
      ],
      usage: usageOf(saying),
    }),
    error: (error) => event({ error }),
    events: (saying) => [
      event(chunk({ role: 'assistant', content: '' })),
      ...pieces(saying).map((content) => event(chunk({ content }))),
      ...asCalls(saying).flatMap((call) => {
        const half = Math.ceil(call.function.arguments.length / 2);
        const [first, second] = [call.function.arguments.slice(0, half), call.function.arguments.slice(half)];
        return [
          event(chunk({ tool_calls: [{ ...call, function: { ...call.function, arguments: first } }] })),
          event(chunk({ tool_calls: [{ index: call.index, function: { arguments: second } }] })),
        ];
      }),
      event(chunk({}, finishOf(saying))),
      event({ ...chunk({}), choices: [], usage: usageOf(saying) }),
      'data: [DONE]\n\n',
    ],
  };
}

/** The Responses API of OpenAI itself. */
export function responses(seed: string): Protocol {
  const reasons = { stop: undefined, length: 'max_output_tokens', content_filter: 'content_filter' };
  const usageOf = ({ usage = defaultUsage }: Saying) => ({
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: 0 },
  });
  const messageOf = (saying: Saying) => ({
    type: 'message',
    id: `msg_${seed}`,
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: pieces(saying).join(''), annotations: [] }],
  });
  const asCalls = (saying: Saying) =>
    callsOf(saying, seed).map(({ id, ...call }) => ({
      type: 'function_call',
      id: `fc_${id}`,
      call_id: id,
      status: 'completed',
      ...call,
    }));
  const ended = (saying: Saying) => {
    const reason = reasons[saying.finish ?? 'stop'];
    return { usage: usageOf(saying), incomplete_details: reason === undefined ? null : { reason } };
  };
  const itemsOf = (saying: Saying) => [
    ...(pieces(saying).length > 0 ? [messageOf(saying)] : []),
    ...asCalls(saying),
  ];
  const begun = { id: `resp_${seed}`, object: 'response', created_at: made, model: 'scripted' };
  return {
    path: '/responses',
    whole: (saying) => ({ ...begun, error: null, output: itemsOf(saying), ...ended(saying) }),
    error: (error) => event({ type: 'error', sequence_number: 9, error }),
    events: (saying) => [
      event({ type: 'response.created', response: begun }),
      ...itemsOf(saying).flatMap((item, index) => {
        const added = 'call_id' in item ? { ...item, arguments: '' } : { ...item, content: [] };
        const deltas =
          'call_id' in item
            ? [{ type: 'response.function_call_arguments.delta', delta: String(item.arguments) }]
            : pieces(saying).map((delta) => ({ type: 'response.output_text.delta', delta }));
        return [
          event({ type: 'response.output_item.added', output_index: index, item: added }),
          ...deltas.map((delta) => event({ ...delta, item_id: item.id, output_index: index })),
          event({ type: 'response.output_item.done', output_index: index, item }),
        ];
      }),
      event({
        type: reasons[saying.finish ?? 'stop'] ? 'response.incomplete' : 'response.completed',
        response: { ...begun, ...ended(saying) },
      }),
    ],
  };
}
