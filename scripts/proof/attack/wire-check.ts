import type { Check } from "../check.ts";
import { runConcurrently } from "./caller.ts";
import { WIRE_PROBES } from "./wire-probe.ts";
import { exchange } from "./wire.ts";

const LANES = 6;

/**
 * Sends each probe on a new connection. Returns the probes that received a disallowed status or too many responses. Too
 * many responses mean that a smuggled request was accepted.
 *
 * @param port the server's port on 127.0.0.1
 */
async function failedProbes(port: number): Promise<string[]> {
  const failed: string[] = [];
  await runConcurrently(WIRE_PROBES, LANES, async ({ name, bytes, allowed, answers = 1 }) => {
    const { statuses } = await exchange(port, bytes);
    const isGood = statuses.length <= answers && statuses.every((status) => allowed.includes(status));
    if (!isGood)
      failed.push(
        `${name}: ${[...new Set(statuses)].join(", ")}${statuses.length > answers ? " (too many answers)" : ""}`,
      );
  });
  return failed;
}

/** Probes the server, checks that it is still healthy, and probes the control. */
export async function wireChecks(port: number, controlPort: number): Promise<Check[]> {
  const failed = await failedProbes(port);
  const { statuses } = await exchange(port, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
  const planted = await failedProbes(controlPort);
  return [
    {
      name: `${WIRE_PROBES.length} requests that no browser would send`,
      expected: "each rejected as designed, none answered twice",
      found: failed.length === 0 ? "all rejected" : failed.join("; "),
      isPassed: failed.length === 0,
    },
    { name: "Health afterwards", expected: "200", found: statuses.join(", "), isPassed: statuses[0] === 200 },
    {
      name: "Planted: a server that trusts its input",
      expected: "more than half found",
      found: `${planted.length} of ${WIRE_PROBES.length} found`,
      isPassed: planted.length > WIRE_PROBES.length / 2,
    },
  ];
}
