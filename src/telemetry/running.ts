/** Whether an OpenTelemetry SDK has been registered in this process, by whomever. Needs nothing to be loaded. */
export function isSdkRunning(): boolean {
  const registered = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1')) as
    | { trace?: unknown }
    | undefined;
  return registered?.trace !== undefined;
}
