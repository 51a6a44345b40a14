import { Prisma } from "@docket/db/generated/client";
import { isTimeZone } from "@docket/schema/day";
import type { ClockTime, Day, TimeZone } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import { whenInstant } from "../entities/task/row.ts";
import { isOneOf, isPending, recomputeReminders } from "../identity/reminder-instant.ts";
import type { Tx } from "../runtime/ctx.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** Key of the setting that stores the version of the time zone database with which all instants were computed. */
const KEY = "time_zone_database";
/** Maximum number of tasks per statement, so that no lock is held for long. */
const BATCH = 500;
const FIRST = { workspaceId: "00000000-0000-0000-0000-000000000000", id: "00000000-0000-0000-0000-000000000000" };

/** A start or due date with a time and a zone, and its stored instant. */
type StoredWhen = { workspaceId: Id; id: Id; date: Day; time: ClockTime; timeZone: TimeZone; at: Date };

type JobRuntime = Pick<Runtime, "db" | "clock" | "log">;

/**
 * Returns the job that recomputes the instants of dates once after the process has started. If it fails or is
 * interrupted, its next run starts again.
 */
export function timeZoneJob(runtime: JobRuntime): (stopping: AbortSignal) => Promise<void> {
  let isDone = false;
  return async (stopping) => {
    if (isDone) return;
    await recomputeInstants(runtime, { stopping });
    isDone = !stopping.aborted;
  };
}

/**
 * Recomputes the instants of start and due dates (`start_at`, `due_at`) and of reminders if they were computed with another version of
 * the time zone database, because governments change the rules of zones. Dates, times and zones remain as they are, so
 * the change log and the versions of tasks do too.
 *
 * @param version version of this process's time zone database, such as `2025b`
 * @returns the number of instants corrected
 */
export async function recomputeInstants(
  { db, clock, log }: JobRuntime,
  { version = process.versions.tz, stopping }: { version?: string | undefined; stopping?: AbortSignal } = {},
): Promise<number> {
  const before = await storedVersion(db);
  if (version === undefined || before === version) return 0;
  let corrected = 0;
  for (const name of ["start", "due"] as const) {
    for (let last = FIRST; ;) {
      if (stopping?.aborted === true) return corrected;
      const rows = await datesAfter(db, name, last);
      corrected += await correctInstants(db, name, rows);
      const end = rows.at(-1);
      if (end === undefined || rows.length < BATCH) break;
      last = end;
    }
  }
  for (let last = FIRST; ;) {
    if (stopping?.aborted === true) return corrected;
    const rows = await pendingRemindersAfter(db, last);
    corrected += await db.$transaction((tx) =>
      recomputeReminders(tx, Prisma.sql`${isOneOf(rows)} AND ${isPending}`, "settings"),
    );
    const end = rows.at(-1);
    if (end === undefined || rows.length < BATCH) break;
    last = end;
  }
  const set = { value: version, updatedAt: clock() };
  await db.instanceSetting.upsert({ where: { key: KEY }, create: { key: KEY, ...set }, update: set });
  log.info({ before, version, corrected }, "recomputed the instants of dates with another time zone database");
  return corrected;
}

/**
 * Returns a description if the stored instants were computed with another version of the time zone database than the
 * one of this process.
 *
 * @returns one description, or none
 */
export async function otherTimeZoneDatabase(db: Tx, version = process.versions.tz): Promise<string[]> {
  const stored = await storedVersion(db);
  if (stored === null || version === undefined || stored === version) return [];
  return [`they were computed with version ${stored}, and this process has ${version}: restart the server`];
}

async function storedVersion(db: Tx): Promise<string | null> {
  const row = await db.instanceSetting.findUnique({ where: { key: KEY }, select: { value: true } });
  return typeof row?.value === "string" ? row.value : null;
}

function datesAfter(db: Tx, name: "start" | "due", last: { workspaceId: Id; id: Id }): Promise<StoredWhen[]> {
  const column = columnsOf(name);
  return db.$queryRaw<StoredWhen[]>`
    SELECT workspace_id AS "workspaceId", id, ${column.on}::text AS date, ${column.time} AS time,
      ${column.zone} AS "timeZone", ${column.at} AS at
    FROM task WHERE ${column.zone} IS NOT NULL AND (workspace_id, id) > (${last.workspaceId}::uuid, ${last.id}::uuid)
    ORDER BY workspace_id, id LIMIT ${BATCH}`;
}

function pendingRemindersAfter(db: Tx, last: { workspaceId: Id; id: Id }): Promise<{ workspaceId: Id; id: Id }[]> {
  return db.$queryRaw<{ workspaceId: Id; id: Id }[]>`
    SELECT r.workspace_id AS "workspaceId", r.id FROM reminder r
    WHERE ${isPending} AND (r.workspace_id, r.id) > (${last.workspaceId}::uuid, ${last.id}::uuid)
    ORDER BY r.workspace_id, r.id LIMIT ${BATCH}`;
}

/** Writes the instants that differ, unless the task's date has changed since it was read. */
async function correctInstants(db: Tx, name: "start" | "due", rows: StoredWhen[]): Promise<number> {
  const wrong = rows.flatMap(({ at, ...row }) => {
    // A newer database may lack a zone. The doctor reports such dates.
    const instant = isTimeZone(row.timeZone) ? whenInstant(row) : null;
    return instant === null || instant === at.toISOString() ? [] : [{ ...row, instant }];
  });
  if (wrong.length === 0) return 0;
  const column = columnsOf(name);
  const list = (part: keyof (typeof wrong)[number]) => wrong.map((row) => row[part]);
  return db.$executeRaw`
    UPDATE task t SET ${column.at} = v.instant
    FROM unnest(${list("workspaceId")}::uuid[], ${list("id")}::uuid[], ${list("date")}::date[], ${list("time")}::text[],
      ${list("timeZone")}::text[], ${list("instant")}::timestamptz[]) AS v(workspace_id, id, day, clock, zone, instant)
    WHERE t.workspace_id = v.workspace_id AND t.id = v.id
      AND t.${column.on} = v.day AND t.${column.time} = v.clock AND t.${column.zone} = v.zone`;
}

function columnsOf(name: "start" | "due") {
  const column = (part: string) => Prisma.raw(`${name}_${part}`);
  return { on: column("on"), time: column("time"), zone: column("zone"), at: column("at") };
}
