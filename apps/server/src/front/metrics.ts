import { createHash, timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Area } from "./guard.ts";

/** A number that is read when somebody asks for the metrics, such as the connections of a pool. */
export type GaugeSource = {
  /** In Prometheus' form, e.g. `docket_db_pool_waiting`. */
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
};

/** Numbers that are read together: what each says, by its name, and by which labels it is told apart. */
export type GaugeDefinitions = Readonly<Record<string, { readonly help: string; readonly labels: readonly string[] }>>;

/** One of them at a moment. */
export type GaugeSample = {
  readonly name: string;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
};

/** The process's metrics. */
export type Metrics = {
  /** Counts one finished request. @param seconds how long it took */
  observe(request: { area: Area; method: string; status: number }, seconds: number): void;
  addGauge(source: GaugeSource): void;
  /** Adds numbers that are read whenever somebody asks; those that were not read are left out. */
  addGauges(definitions: GaugeDefinitions, read: () => Promise<readonly GaugeSample[]>): void;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** Makes the metrics: request durations by area, the event loop's lag, memory, and the gauges that others add. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Counts of now under a name that Prometheus keeps for what only grows; each is there by kind as well.
  for (const kind of ["handles", "requests", "resources"]) registry.removeSingleMetric(`nodejs_active_${kind}_total`);
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long requests took, streams included, by part of the server, method and status.",
    labelNames: ["area", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const refreshes: (() => Promise<void>)[] = [];
  return {
    observe: (labels, seconds) => durations.observe(labels, seconds),
    addGauge: ({ name, help, read }) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect: function collect() {
          this.set(read());
        },
      });
    },
    addGauges: (definitions, read) => {
      const gauges = new Map(
        Object.entries(definitions).map(([name, { help, labels }]) => {
          return [name, new Gauge({ name, help, labelNames: [...labels], registers: [registry] })];
        }),
      );
      refreshes.push(async () => {
        const samples = await read();
        for (const [name, gauge] of gauges) {
          gauge.reset();
          // Without labels it is 0 after that, as if that had been read.
          if (definitions[name]?.labels.length === 0) gauge.remove();
        }
        for (const { name, value, labels = {} } of samples) gauges.get(name)?.set(labels, value);
      });
    },
    text: async () => {
      await Promise.all(refreshes.map((refresh) => refresh()));
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/**
 * Says whether a caller may read the metrics: one with the configured token, or one on this machine. Where Docket has an
 * address that others can open, a proxy on this machine may serve it, and what that passes on looks like a call from here; so
 * there the token is needed.
 *
 * @param caller `authorization`: the request's `Authorization` header
 * @param settings `origins`: those of the configured `APP_URL`s
 */
export function mayReadMetrics(
  caller: { isLocal: boolean; authorization: string | undefined },
  { origins, metricsToken }: { origins: readonly string[]; metricsToken?: string | undefined },
): boolean {
  if (caller.isLocal && origins.every((origin) => isLoopback(new URL(origin).hostname))) return true;
  if (metricsToken === undefined || caller.authorization === undefined) return false;
  return timingSafeEqual(digest(caller.authorization), digest(`Bearer ${metricsToken}`));
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
