import type { LoadReport } from "./load.ts";
import type { MeasuredServer } from "./servers.ts";

/** The measurements of one server in one scenario. */
export type Tally = {
  subject: MeasuredServer;
  requests: number;
  milliseconds: number;
  latencies: number[];
  serverCpuMs: number;
  postgresCpuMs: number;
};

type CpuTimes = { server: number; postgres: number };

export function emptyTally(subject: MeasuredServer): Tally {
  return { subject, requests: 0, milliseconds: 0, latencies: [], serverCpuMs: 0, postgresCpuMs: 0 };
}

/** Adds one round: the load generator's report, and the CPU times before and after the round. */
export function addRound(
  tally: Tally,
  { latencies, milliseconds }: Exclude<LoadReport, { problem: string }>,
  before: CpuTimes,
  after: CpuTimes,
): void {
  tally.requests += latencies.length;
  tally.milliseconds += milliseconds;
  tally.latencies = tally.latencies.concat(latencies);
  tally.serverCpuMs += after.server - before.server;
  tally.postgresCpuMs += after.postgres - before.postgres;
}

/**
 * Returns the value that the given share of the values doesn't exceed; 0 if there are none.
 *
 * @param share from 0 to 1
 */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? 0;
}

function figuresOf({ requests, milliseconds, latencies, serverCpuMs, postgresCpuMs }: Tally) {
  return {
    perSecond: (requests / milliseconds) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    serverCpu: serverCpuMs / requests,
    postgresCpu: postgresCpuMs / requests,
  };
}

const COLUMNS = [
  "",
  "",
  "req/s",
  "p50 ms",
  "p99 ms",
  "CPU ms/req",
  "PostgreSQL CPU ms/req",
  "req/s ratio",
  "CPU ratio",
];

/**
 * Prints a table with a row per scenario and server. The first row of each scenario compares the first server with the
 * last.
 */
export function printTable(rows: { label: string; tallies: Tally[] }[]): void {
  const lines = rows.flatMap(({ label, tallies }) => {
    const figures = tallies.map(figuresOf);
    const [first, last] = [figures.at(0), figures.at(-1)];
    return tallies.map(({ subject }, index) => {
      const figure = figures[index];
      if (!figure || !first || !last) return [];
      const ratios =
        index === 0
          ? [(first.perSecond / last.perSecond).toFixed(2), (last.serverCpu / first.serverCpu).toFixed(2)]
          : ["", ""];
      return [
        index === 0 ? label : "",
        subject.name,
        figure.perSecond.toFixed(0),
        figure.p50.toFixed(1),
        figure.p99.toFixed(1),
        figure.serverCpu.toFixed(2),
        figure.postgresCpu.toFixed(2),
        ...ratios,
      ];
    });
  });
  const widths = COLUMNS.map((name, column) =>
    Math.max(name.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const format = (cells: string[]) =>
    cells.map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)));
  for (const line of [COLUMNS, ...lines]) console.log(`| ${format(line).join(" | ")} |`);
}
