import type { Prisma } from "@docket/db/generated/client";
import { addDays, dayInZone } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import { MAX_SNAPSHOT_TASKS, SNAPSHOT_CLOSED_DAYS, SNAPSHOT_DUE_DAYS } from "@docket/schema/snapshot";
import type { SnapshotHead, SnapshotRequest, WorkspaceSnapshotHead } from "@docket/schema/snapshot";
import { requireLiveCredential } from "../../access/credential.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import type { SnapshotBounds } from "./statement.ts";
import { smallSnapshotsStatement, snapshotStatement } from "./statement.ts";
import { takeReadTurn } from "./turn.ts";
import { canReadProjects, workspaceStatement } from "./workspace-statement.ts";

const DAY_MS = 86_400_000;
/** Maximum time for which a snapshot can use a connection to the database, in milliseconds. */
const MAX_READ_MS = 20_000;

/** Maximum number of projects that are read with one statement, and of tasks in each of them. */
const MAX_BATCH_PROJECTS = 50;
const MAX_SMALL_TASKS = 200;
/** The number of their lines that are fetched at a time. They have at most 200 rows. */
const SMALL_FETCH_LINES = 20;
/** How the first line of a project begins. */
const HEAD_START = '{"kind" : "head"';

/** How to read a snapshot. */
type ReadOptions = Pick<SnapshotBounds, "maxTasks"> & {
  /** Ends the reading, or the wait for it. */
  signal?: AbortSignal;
  /** Maximum time for which the snapshot uses a connection to the database, in milliseconds. */
  maxReadMs?: number;
  /** The number of lines that are fetched at a time. */
  fetchSize?: number;
};

/**
 * Yields the lines of the snapshot of a project, without line breaks: everything that a copy of the project needs, as it
 * was after one change in the log. The format is described by `SnapshotLine`. The lines are the database's own text.
 *
 * One line at a time is read. The consumer should take the lines as fast as it can, because reading uses a connection to
 * the database and delays other snapshots. A timer ends the reading, even while the consumer takes no lines.
 *
 * @throws DomainError `not_found` if the caller can't see the project, `unauthorized` if their session or token has ended
 *   before it is their turn, `timeout` if the consumer is too slow; the reason of the signal if it has been aborted
 */
export async function* readSnapshot(
  ctx: Ctx,
  request: SnapshotRequest,
  options: ReadOptions = {},
): AsyncGenerator<string, void> {
  let lines = 0;
  for await (const line of projectLines(ctx, request, options)) {
    yield line;
    lines += 1;
  }
  if (lines === 0) throw notFound("Project");
  yield endAfter(lines);
}

/**
 * Yields the lines of the snapshot of a workspace: what the caller sees in it, and then the snapshot of each of their
 * projects, those with few tasks first, which are read together. Each project has a position of its own, which is not
 * lower than the first. A project that the caller loses in the meantime is left out. If their session or token ends, no
 * other project is read. `maxTasks` applies to all projects together.
 *
 * @throws DomainError `not_found` if the caller is not in the workspace, `forbidden` for a token without the scope to read
 *   projects; otherwise like {@link readSnapshot}
 */
export async function* readWorkspaceSnapshot(
  ctx: Ctx,
  { workspaceId }: { workspaceId: Id },
  { maxTasks = MAX_SNAPSHOT_TASKS, ...options }: ReadOptions = {},
): AsyncGenerator<string, void> {
  if (!canReadProjects(ctx.actor)) throw new DomainError("forbidden", "This token is not allowed to do that.");
  let lines = 0;
  let projectIds: Id[] = [];
  for await (const line of readLines(ctx, workspaceStatement(ctx.actor, workspaceId), options)) {
    if (lines === 0) ({ projectIds } = JSON.parse(line) as WorkspaceSnapshotHead);
    yield line;
    lines += 1;
  }
  if (lines === 0) throw notFound("Workspace");
  let tasks = 0;
  const read = new Set<Id>();
  const countLine = (line: string) => {
    lines += 1;
    if (!line.startsWith(HEAD_START)) return;
    const head = JSON.parse(line) as SnapshotHead;
    tasks += head.tasks;
    read.add(head.project.id);
  };
  for (const batch of batchesOf(projectIds)) {
    const limit = Math.min(MAX_SMALL_TASKS, Math.floor((maxTasks - tasks) / batch.length));
    for await (const line of smallProjectLines(
      ctx,
      { workspaceId, projectIds: batch },
      { ...options, maxTasks: limit },
    )) {
      countLine(line);
      yield line;
    }
  }
  for (const projectId of projectIds) {
    if (read.has(projectId)) continue;
    const request = { workspaceId, projectId };
    for await (const line of projectLines(ctx, request, { ...options, maxTasks: maxTasks - tasks })) {
      countLine(line);
      yield line;
    }
  }
  yield endAfter(lines);
}

/** Returns the last line of a snapshot. */
function endAfter(lines: number): string {
  return JSON.stringify({ kind: "end", blocks: lines - 1 });
}

/** Yields the head and the blocks of a project. Yields nothing if the caller can't see it. */
function projectLines(
  ctx: Ctx,
  request: SnapshotRequest,
  { maxTasks, ...options }: ReadOptions,
): AsyncGenerator<string, void> {
  const bounds = { ...boundsAt(ctx.now()), ...(maxTasks !== undefined && { maxTasks }) };
  return readLines(ctx, snapshotStatement(ctx.actor, request, bounds), options);
}

/** Yields the heads and the blocks of those of several projects that have at most `maxTasks` tasks. */
function smallProjectLines(
  ctx: Ctx,
  request: { workspaceId: Id; projectIds: Id[] },
  { maxTasks, ...options }: ReadOptions & { maxTasks: number },
): AsyncGenerator<string, void> {
  const bounds = { ...boundsAt(ctx.now()), maxTasks };
  const statement = smallSnapshotsStatement(ctx.actor, request, bounds);
  return readLines(ctx, statement, { ...options, fetchSize: SMALL_FETCH_LINES });
}

function batchesOf(projectIds: Id[]): Id[][] {
  const count = Math.ceil(projectIds.length / MAX_BATCH_PROJECTS);
  return Array.from({ length: count }, (_, n) =>
    projectIds.slice(n * MAX_BATCH_PROJECTS, (n + 1) * MAX_BATCH_PROJECTS),
  );
}

/** Yields the lines that a statement reads, when it is its turn. */
async function* readLines(
  ctx: Ctx,
  statement: Prisma.Sql,
  { signal, maxReadMs = MAX_READ_MS, fetchSize = 1 }: Omit<ReadOptions, "maxTasks">,
): AsyncGenerator<string, void> {
  const release = await takeReadTurn();
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  try {
    signal?.throwIfAborted();
    // The session can have ended while the caller waited or took the lines of other projects.
    await requireLiveCredential(ctx);
    const rows = ctx.runtime.stream<{ line: string }>(statement, fetchSize);
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
    }
    if (isLate) throw new DomainError("timeout", "This took too long. Try again.");
  } finally {
    clearTimeout(timer);
    release();
  }
}

function boundsAt(now: Date): SnapshotBounds {
  return {
    closedSince: new Date(now.getTime() - SNAPSHOT_CLOSED_DAYS * DAY_MS).toISOString(),
    // One more day, because it can already be tomorrow in the reader's time zone.
    dueUntil: addDays(dayInZone(now, "UTC"), SNAPSHOT_DUE_DAYS + 1),
  };
}
