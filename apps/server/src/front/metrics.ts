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

/** The process's metrics. */
export type Metrics = {
  /** Counts one finished request. @param seconds how long it took */
  observe(request: { area: Area; method: string; status: number }, seconds: number): void;
  addGauge(source: GaugeSource): void;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** Makes the metrics: request durations by area, the event loop's lag, memory, and the gauges that others add. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "How long requests took, streams included, by part of the server, method and status.",
    labelNames: ["area", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
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
    text: () => registry.metrics(),
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
