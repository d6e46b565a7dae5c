/** What is measured, by its OpenTelemetry name: the one list that code, dashboard and documents go by. */
export const metrics = {
  calls: {
    name: 'rapport.tool.calls',
    kind: 'counter',
    unit: '{call}',
    tells: 'tool calls, by tool and outcome',
  },
  callSeconds: {
    name: 'rapport.tool.duration',
    kind: 'histogram',
    unit: 's',
    tells: 'time of a tool call, waiting for its turn included',
  },
  transactionSeconds: {
    name: 'rapport.transaction.duration',
    kind: 'histogram',
    unit: 's',
    tells: 'time of a database transaction, waiting for its turn included',
  },
  approvals: {
    name: 'rapport.approvals',
    kind: 'counter',
    unit: '{approval}',
    tells: 'calls that needed a person, by what came of it',
  },
  modelSeconds: {
    name: 'rapport.model.duration',
    kind: 'histogram',
    unit: 's',
    tells: 'time of a call of the language model',
  },
  tokens: {
    name: 'rapport.model.tokens',
    kind: 'counter',
    unit: '{token}',
    tells: 'tokens, by model and kind',
  },
  cost: {
    name: 'rapport.model.cost',
    kind: 'counter',
    unit: '{USD}',
    tells: 'US dollars, where the price of the model is known',
  },
  running: {
    name: 'rapport.queue.running',
    kind: 'gauge',
    unit: '{item}',
    tells: 'calls and transactions under way',
  },
  waiting: {
    name: 'rapport.queue.waiting',
    kind: 'gauge',
    unit: '{item}',
    tells: 'calls and transactions that wait for their turn',
  },
  connections: {
    name: 'rapport.database.connections',
    kind: 'gauge',
    unit: '{connection}',
    tells: 'connections to the database, used and idle',
  },
  loopDelay: {
    name: 'rapport.event_loop.delay',
    kind: 'gauge',
    unit: 's',
    tells: 'the longest delays of the event loop: 99 % are shorter',
  },
} as const;

export type Metric = (typeof metrics)[keyof typeof metrics];

/** The series Prometheus keeps of a metric that came by OTLP. */
export function prometheusNames({ name, kind, unit }: Metric): string[] {
  const base = `${name.replaceAll('.', '_')}${unit === 's' ? '_seconds' : ''}`;
  if (kind === 'counter') return [`${base}_total`];
  return kind === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${base}_${part}`) : [base];
}
