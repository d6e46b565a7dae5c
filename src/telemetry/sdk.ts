import { setTimeout as sleep } from 'node:timers/promises';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** How long the end of the process waits for the last of it. */
const endingMs = 1_000;

/**
 * Starts the OpenTelemetry SDK and sends traces and metrics by OTLP over HTTP. Where to, how often and under which
 * name is said by the standard OTEL_ variables, which the SDK reads itself.
 *
 * @returns sends what is left and ends it
 */
export function startSdk(version: string): () => Promise<void> {
  const named = resourceFromAttributes({ 'service.name': 'rapport', 'service.version': version });
  const resource = defaultResource()
    .merge(named)
    .merge(detectResources({ detectors: [envDetector] }));
  const tracing = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  tracing.register();
  const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() });
  const metering = new MeterProvider({ resource, readers: [reader] });
  metrics.setGlobalMeterProvider(metering);
  return async () => {
    const sent = Promise.allSettled([tracing.shutdown(), metering.shutdown()]);
    await Promise.race([sent, sleep(endingMs, undefined, { ref: false })]);
    for (const global of [trace, metrics, context, propagation]) global.disable();
  };
}
