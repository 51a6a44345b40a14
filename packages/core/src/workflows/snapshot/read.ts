import { createGate, createKeyedGate } from "@docket/auth/gate";
import { addDays, dayInZone } from "@docket/schema/day";
import { SNAPSHOT_CLOSED_DAYS, SNAPSHOT_DUE_DAYS } from "@docket/schema/snapshot";
import type { SnapshotRequest } from "@docket/schema/snapshot";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import type { SnapshotBounds } from "./statement.ts";
import { snapshotStatement } from "./statement.ts";

const DAY_MS = 86_400_000;
/** Maximum time for which a snapshot can use a connection to the database, in milliseconds. */
const MAX_READ_MS = 20_000;

/** How many snapshots of one person, and of all together, this process reads at a time. Others wait. */
const ofPerson = createKeyedGate({ running: 1, waiting: 100 });
const ofProcess = createGate({ running: 2, waiting: 1_000 });

/**
 * Yields the lines of the snapshot of a project, without line breaks: everything that a copy of the project needs, as it
 * was after one change in the log. The format is described by `SnapshotLine`. The lines are the database's own text.
 *
 * One line at a time is read. The consumer should take the lines as fast as it can, because reading uses a connection to
 * the database and delays other snapshots.
 *
 * @throws DomainError `not_found` if the caller can't see the project, `timeout` if the consumer is too slow
 */
export async function* readSnapshot(
  ctx: Ctx,
  request: SnapshotRequest,
  limits: Pick<SnapshotBounds, "maxTasks"> = {},
): AsyncGenerator<string, void> {
  const release = await takeTurn(ctx.actor.userId);
  const deadline = performance.now() + MAX_READ_MS;
  let lines = 0;
  try {
    const statement = snapshotStatement(ctx.actor, request, { ...boundsAt(ctx.now()), ...limits });
    for await (const { line } of ctx.runtime.stream<{ line: string }>(statement)) {
      if (performance.now() > deadline) throw new DomainError("timeout", "This took too long. Try again.");
      yield line;
      lines += 1;
    }
  } finally {
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

/** Waits for this person's turn, and returns a function that ends it. */
function takeTurn(userId: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const turn = () => new Promise<void>((release) => resolve(release));
    ofPerson(userId, () => ofProcess(turn)).catch(reject);
  });
}
