import { createHash, timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Area } from "./guard.ts";

/** A value that is read at each scrape, such as the number of connections in a pool. */
export type GaugeSource = {
  /** The name in Prometheus, e.g. `docket_db_pool_waiting`. */
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
};

/** Gauges that are read together, keyed by name. */
export type GaugeDefinitions = Readonly<Record<string, { readonly help: string; readonly labels: readonly string[] }>>;

/** The current value of one gauge for one set of labels. */
export type GaugeSample = {
  readonly name: string;
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
};

/** The process's metrics. */
export type Metrics = {
  /**
   * Counts one finished request.
   *
   * @param seconds its duration
   */
  observe(request: { area: Area; method: string; status: number }, seconds: number): void;
  addGauge(source: GaugeSource): void;
  /** Adds gauges that are read together at each scrape. Gauges that `read` does not return are omitted. */
  addGauges(definitions: GaugeDefinitions, read: () => Promise<readonly GaugeSample[]>): void;
  /** Returns all metrics in the Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** Creates the metrics: request durations by area, event loop lag, memory, and any gauges added later. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Prometheus reserves names ending in `_total` for counters, but these are current values. They are also reported by
  // type.
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
          // A reset sets a gauge without labels to 0, which would look like a measured value.
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
 * Returns whether a caller is allowed to read the metrics, either with the configured token or from the same machine.
 * If Docket has a public address, the token is always required: a proxy on this machine could serve that address, and
 * requests that it forwards look like local ones.
 *
 * @param caller `authorization`: the request's `Authorization` header
 * @param settings `origins`: the origins of the configured `APP_URL`s
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
