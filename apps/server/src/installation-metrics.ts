import { countOpenStreams } from "@docket/api/routers/change";
import { METRICS } from "@docket/core/operations/metrics";
import type { Metric } from "@docket/core/operations/metrics";
import type { Metrics } from "./front/metrics.ts";

/** Adds the metrics of an installation to those of its process. */
export function addInstallationMetrics(metrics: Metrics, figures: () => Promise<Metric[]>): void {
  metrics.addGauges(METRICS, figures);
  metrics.addGauge({ name: "docket_live_streams", help: "Open streams of live changes.", read: countOpenStreams });
}
