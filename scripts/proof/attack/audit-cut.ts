import type { Pool } from "pg";
import { securityChainJob } from "../../../packages/core/src/log/security/audit-hash-chain-job.ts";
import { recordSecurityEvent } from "../../../packages/core/src/log/security/event.ts";
import { verifySecurityChain } from "../../../packages/core/src/log/security/verify.ts";
import type { Runtime } from "../../../packages/core/src/runtime/runtime.ts";
import type { People } from "../../../packages/core/src/testing/people.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Check } from "../check.ts";

/** The tables of the security log, in an order in which their rows can be restored. */
const TABLES = ["security_event", "security_event_link", "security_checkpoint"];
const EVENTS = 12;
/** Milliseconds after which every event must be linked and signed. Verification then reports any event that is not. */
const LATER_MS = 10 * 60_000;

const DROP_NEWEST_LINKS = "DELETE FROM security_event_link WHERE n > (SELECT max(n) - 5 FROM security_event_link)";
const DROP_UNLINKED = `DELETE FROM security_event e
  WHERE NOT EXISTS (SELECT 1 FROM security_event_link l WHERE l.event_id = e.id)`;

/** Statements with which an attacker could truncate the log, given write access to all tables. */
const CUTS: Record<string, string[]> = {
  "the newest events": [DROP_NEWEST_LINKS, DROP_UNLINKED],
  everything: TABLES.toReversed().map((table) => `DELETE FROM ${table}`),
  "the signed heads": ["DELETE FROM security_checkpoint"],
  "the signed heads and the newest events": ["DELETE FROM security_checkpoint", DROP_NEWEST_LINKS, DROP_UNLINKED],
  "the newest links, so that events seem not to be linked yet": [DROP_NEWEST_LINKS],
  "the oldest events, as retention would": ["DELETE FROM security_event_link WHERE n <= 5", DROP_UNLINKED],
};

/**
 * Deletes parts of a complete security log and checks that its verification reports each deletion. The verification
 * must also accept the complete log, because a verification that always fails would otherwise pass.
 *
 * @param owner a pool that can write to all tables
 * @param serverPid the server process, which is paused during the checks because its jobs write to the same log
 */
export async function auditCutChecks({ runtime, anonymous }: People, owner: Pool, serverPid: number): Promise<Check[]> {
  const later: Runtime = { ...runtime, clock: () => new Date(Date.now() + LATER_MS) };
  process.kill(serverPid, "SIGSTOP");
  try {
    for (let count = 0; count < EVENTS; count += 1) {
      const draft = { kind: "authn_login_fail", outcome: "failure", subjectId: uuidv7() } as const;
      await recordSecurityEvent(runtime.db, anonymous().request, new Date(), draft);
    }
    await securityChainJob(runtime)();
    const whole = await verifySecurityChain(later);
    const checks = [
      { name: "A complete log", expected: "verified", found: describeReport(whole), isPassed: whole.isWhole },
    ];
    for (const table of TABLES) await owner.query(`CREATE TABLE saved_${table} AS TABLE ${table}`);
    for (const [name, statements] of Object.entries(CUTS)) {
      for (const statement of statements) await owner.query(statement);
      const report = await verifySecurityChain(later);
      await restoreRows(owner);
      checks.push({
        name: `Cut off: ${name}`,
        expected: "noticed",
        found: describeReport(report),
        isPassed: !report.isWhole,
      });
    }
    for (const table of TABLES) await owner.query(`DROP TABLE saved_${table}`);
    return checks;
  } finally {
    process.kill(serverPid, "SIGCONT");
  }
}

async function restoreRows(owner: Pool): Promise<void> {
  for (const table of TABLES.toReversed()) await owner.query(`DELETE FROM ${table}`);
  for (const table of TABLES) await owner.query(`INSERT INTO ${table} SELECT * FROM saved_${table}`);
}

function describeReport({ isWhole, fault }: Awaited<ReturnType<typeof verifySecurityChain>>): string {
  return isWhole ? "verified" : `incomplete: ${fault?.reason}`;
}
