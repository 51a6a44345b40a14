import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import { commentSearchText } from "../../entities/comment/row.ts";
import { taskSearchText } from "../../entities/task/row.ts";
import { verifySecurityChain } from "../../log/security/verify.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { OperatorAccess } from "../operator.ts";
import { otherTimeZoneDatabase } from "../time-zone-database.ts";
import { INVARIANTS } from "./invariant.ts";
import { replayTasks } from "./replay.ts";
import { compareStructure } from "./structure.ts";

/** The result of one check. */
export type Finding = {
  name: string;
  /** `advice` marks a possible improvement rather than a problem. */
  verdict: "good" | "advice" | "fault";
  /** Descriptions of the first few problems. */
  faults: string[];
  /** Total number of problems. */
  count: number;
};

/** Maximum number of problems described per check. */
const MAX_DESCRIBED_FAULTS = 10;
/** Timeout of one check in milliseconds. Reading a whole table takes longer than the timeout for requests. */
const CHECK_TIMEOUT_MS = 10 * 60_000;

/**
 * Checks the consistency of the whole database. The check is read-only and can run while the server is running.
 *
 * @param onFinding called with each result as soon as its check finishes
 */
export async function examineInstallation(
  { runtime, place }: OperatorAccess,
  onFinding: (finding: Finding) => void,
): Promise<Finding[]> {
  const owner = createDatabase({
    url: place.ownerUrl,
    poolSize: 1,
    statementTimeoutMs: CHECK_TIMEOUT_MS,
    queryTimeoutMs: CHECK_TIMEOUT_MS,
    applicationName: "docket-doctor",
  });
  const findings: Finding[] = [];
  const note = (finding: Finding) => {
    findings.push(finding);
    onFinding(finding);
  };
  try {
    for (const { name, faults } of INVARIANTS) note(verdict(name, await faultsOf(owner.pool, faults)));
    note(verdict("every task matches its change log", await replayTasks(owner.prisma)));
    note(advice("instants match this time zone database", await otherTimeZoneDatabase(owner.prisma)));
    const structure = await compareStructure(owner.pool);
    note(verdict("tables, constraints and indexes match the migrations", structure.missing));
    note(advice("there are no additional tables, constraints or indexes", structure.added));
    note(verdict("search texts match titles, descriptions and comments", await staleSearchTexts(owner.pool)));
    note(verdict("the security log was not changed", await brokenChain(runtime)));
    note(
      advice("the application can only append to logs, not change them", await faultsOf(runtime.pool, WRITABLE_LOGS)),
    );
    note(advice("statements have timeouts", await faultsOf(runtime.pool, MISSING_TIMEOUTS)));
    note(verdict("writes are on disk before they are confirmed", await faultsOf(owner.pool, UNSAFE_SETTINGS)));
    return findings;
  } finally {
    await owner.close();
  }
}

function verdict(name: string, faults: string[]): Finding {
  return {
    name,
    verdict: faults.length === 0 ? "good" : "fault",
    faults: faults.slice(0, MAX_DESCRIBED_FAULTS),
    count: faults.length,
  };
}

function advice(name: string, faults: string[]): Finding {
  const finding = verdict(name, faults);
  return finding.verdict === "good" ? finding : { ...finding, verdict: "advice" };
}

const WRITABLE_LOGS = `
  SELECT format('%s may %s in %s: set DATABASE_OWNER_URL to another role than DATABASE_URL', current_user, act, log) AS what
  FROM unnest(ARRAY['change', 'security_event']) AS log, unnest(ARRAY['UPDATE', 'DELETE']) AS act
  WHERE has_table_privilege(log, act)`;

const MISSING_TIMEOUTS = `
  SELECT format('%s is off: ALTER ROLE %I SET %s = ...', name, current_user, name) AS what FROM pg_settings
  WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') AND setting = '0'`;

const UNSAFE_SETTINGS = `
  SELECT format('%s is %s', name, setting) AS what FROM pg_settings
  WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'`;

type Pool = Database["pool"];

async function faultsOf(pool: Pool, statement: string): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>(statement);
  return rows.map(({ what }) => what);
}

type Written = Record<"workspace_id" | "id" | "search_text" | "title" | "description" | "body", string>;

/** Returns descriptions of tasks and comments whose stored search text is stale. */
async function staleSearchTexts(pool: Pool): Promise<string[]> {
  const tasks = await findStaleRows(pool, "task", "title, description", taskSearchText);
  const comments = await findStaleRows(pool, "comment", "body", commentSearchText);
  return [...tasks, ...comments];
}

const ROWS_AT_ONCE = 5_000;

async function findStaleRows(
  pool: Pool,
  table: "task" | "comment",
  columns: string,
  textOf: (row: Written) => string,
): Promise<string[]> {
  const faults: string[] = [];
  let afterKey = ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"];
  for (;;) {
    const { rows } = await pool.query<Written>(
      `SELECT workspace_id, id, search_text, ${columns} FROM ${table} WHERE (workspace_id, id) > ($1, $2) ORDER BY workspace_id, id LIMIT ${ROWS_AT_ONCE}`,
      afterKey,
    );
    for (const row of rows)
      if (row.search_text !== textOf(row)) faults.push(`${table} ${row.id} of workspace ${row.workspace_id}`);
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return faults;
    afterKey = [last.workspace_id, last.id];
  }
}

async function brokenChain(runtime: Runtime): Promise<string[]> {
  const { fault } = await verifySecurityChain(runtime);
  return fault === null ? [] : [`link ${fault.n}: ${fault.reason}`];
}
