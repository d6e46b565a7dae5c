import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DiagLogLevel, diag, type Meter, metrics as metering, trace } from '@opentelemetry/api';
import type { Observer } from '../../tools/kernel/observer.ts';
import { metrics } from './metrics.ts';
import { type CostOf, createModelWatch } from './model-calls.ts';
import { createObserver, describe } from './observer.ts';
import { isSdkRunning } from './running.ts';

export type { CostOf } from './model-calls.ts';

/** How much is under way in this process. */
export interface Load {
  calls: { running: number; waiting: number };
  transactions: { running: number; waiting: number };
  connections: { used: number; idle: number };
}

/** Traces and metrics of this process. */
export interface Telemetry {
  observer: Observer;
  /** Measures from now on how much is under way. */
  watch(load: () => Load): void;
  /** The trace a line of the log belongs to. */
  traceIds(): { trace_id?: string; span_id?: string };
  /** Sends what is left. */
  stop(): Promise<void>;
}

/**
 * Begins to trace and to measure, for an SDK that was started with the process (`--import`), else for one of our
 * own. Load this lazily: nobody who does not ask for it pays for it.
 */
export async function startTelemetry(options: {
  version: string;
  costOf: CostOf;
  /** Hears, once, that something could not be sent. */
  onProblem(): void;
}): Promise<Telemetry> {
  const end = isSdkRunning() ? undefined : await startOwnSdk(options);
  const tracer = trace.getTracer('rapport', options.version);
  const meter = metering.getMeter('rapport', options.version);
  const shared = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: unknown[] | undefined };
  const modelWatch = createModelWatch(tracer, meter, options.costOf);
  shared.AI_SDK_TELEMETRY_INTEGRATIONS = [...(shared.AI_SDK_TELEMETRY_INTEGRATIONS ?? []), modelWatch];
  const stopWatching = new Set<() => void>();
  return {
    observer: createObserver(tracer, meter),
    watch: (load) => void stopWatching.add(measureLoad(meter, load)),
    traceIds() {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
    async stop() {
      await end?.();
      for (const stop of stopWatching) stop();
      shared.AI_SDK_TELEMETRY_INTEGRATIONS = shared.AI_SDK_TELEMETRY_INTEGRATIONS?.filter(
        (integration) => integration !== modelWatch,
      );
    },
  };
}

async function startOwnSdk(options: { version: string; onProblem(): void }): Promise<() => Promise<void>> {
  const { startSdk } = await import('./sdk.ts');
  let isTold = false;
  const tell = (): void => {
    if (!isTold) options.onProblem();
    isTold = true;
  };
  const silent = (): void => undefined;
  const logger = { error: tell, warn: tell, info: silent, debug: silent, verbose: silent };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return startSdk(options.version);
}

function measureLoad(meter: Meter, load: () => Load): () => void {
  const { running, waiting, connections, loopDelay } = metrics;
  const gauge = (metric: { name: string; unit: string; tells: string }) =>
    meter.createObservableGauge(metric.name, describe(metric));
  const gauges = {
    running: gauge(running),
    waiting: gauge(waiting),
    connections: gauge(connections),
    loopDelay: gauge(loopDelay),
  };
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  meter.addBatchObservableCallback((result) => {
    const now = load();
    for (const queue of ['calls', 'transactions'] as const) {
      result.observe(gauges.running, now[queue].running, { queue });
      result.observe(gauges.waiting, now[queue].waiting, { queue });
    }
    for (const state of ['used', 'idle'] as const)
      result.observe(gauges.connections, now.connections[state], { state });
    result.observe(gauges.loopDelay, delay.percentile(99) / 1e9);
    delay.reset();
  }, Object.values(gauges));
  return () => delay.disable();
}
