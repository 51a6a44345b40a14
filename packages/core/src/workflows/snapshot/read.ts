import { addDays, dayInZone } from "@docket/schema/day";
import { SNAPSHOT_CLOSED_DAYS, SNAPSHOT_DUE_DAYS } from "@docket/schema/snapshot";
import type { SnapshotRequest } from "@docket/schema/snapshot";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import type { SnapshotBounds } from "./statement.ts";
import { snapshotStatement } from "./statement.ts";
import { takeReadTurn } from "./turn.ts";

const DAY_MS = 86_400_000;
/** Maximum time for which a snapshot can use a connection to the database, in milliseconds. */
const MAX_READ_MS = 20_000;

/** How to read a snapshot. */
type ReadOptions = Pick<SnapshotBounds, "maxTasks"> & {
  /** Ends the reading, or the wait for it. */
  signal?: AbortSignal;
  /** Maximum time for which the snapshot uses a connection to the database, in milliseconds. */
  maxReadMs?: number;
};

/**
 * Yields the lines of the snapshot of a project, without line breaks: everything that a copy of the project needs, as it
 * was after one change in the log. The format is described by `SnapshotLine`. The lines are the database's own text.
 *
 * One line at a time is read. The consumer should take the lines as fast as it can, because reading uses a connection to
 * the database and delays other snapshots. A timer ends the reading, even while the consumer takes no lines.
 *
 * @throws DomainError `not_found` if the caller can't see the project, `timeout` if the consumer is too slow; the reason
 *   of the signal if it has been aborted
 */
export async function* readSnapshot(
  ctx: Ctx,
  request: SnapshotRequest,
  { maxTasks, signal, maxReadMs = MAX_READ_MS }: ReadOptions = {},
): AsyncGenerator<string, void> {
  const release = await takeReadTurn();
  let lines = 0;
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  try {
    signal?.throwIfAborted();
    const bounds = { ...boundsAt(ctx.now()), ...(maxTasks !== undefined && { maxTasks }) };
    const rows = ctx.runtime.stream<{ line: string }>(snapshotStatement(ctx.actor, request, bounds));
    timer = setTimeout(() => {
      isLate = true;
      // The connection can already have ended. The next line reports the timeout.
      void rows
        .return()
        .catch(() => undefined)
        .then(release);
    }, maxReadMs);
    for await (const { line } of rows) {
      if (isLate) break;
      signal?.throwIfAborted();
      yield line;
      lines += 1;
    }
    if (isLate) throw new DomainError("timeout", "This took too long. Try again.");
  } finally {
    clearTimeout(timer);
    release();
  }
  if (lines === 0) throw notFound("Project");
  yield JSON.stringify({ kind: "end", blocks: lines - 1 });
}

function boundsAt(now: Date): SnapshotBounds {
  return {
    closedSince: new Date(now.getTime() - SNAPSHOT_CLOSED_DAYS * DAY_MS).toISOString(),
    // One more day, because it can already be tomorrow in the reader's time zone.
    dueUntil: addDays(dayInZone(now, "UTC"), SNAPSHOT_DUE_DAYS + 1),
  };
}
