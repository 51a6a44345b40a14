import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { foldPeople } from "@docket/schema/mention";
import type { FoldedPerson, Mentionable } from "@docket/schema/mention";
import { isProjectSeenBy, isTaskSeenBy } from "../../access/access.ts";
import { OCCURRENCE_COMMANDS } from "../../commands/task/next-occurrence.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { isRetryable, toDomainError } from "../../runtime/fault.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { recordArrivals } from "./arrival.ts";
import { candidatesOf } from "./candidate.ts";
import type { Candidate, NotifiedChange } from "./candidate.ts";
import { isMuted, readersOfTask } from "./followers.ts";
import type { NewNotification } from "./queue.ts";

/** Maximum number of changes per transaction. */
const BATCH = 500;

type JobRuntime = Pick<Runtime, "db" | "clock" | "mailer" | "notifier" | "log">;

/**
 * Derives notifications from the change logs of all workspaces. Inserting the notifications of some changes and moving
 * the workspace's cursor past these changes is one transaction, so every change is read exactly once.
 *
 * One batch of each workspace is read at a time, so that none waits for all changes of another. A failure is logged and
 * does not affect other workspaces.
 */
export async function relayChanges(runtime: JobRuntime, stopping?: AbortSignal): Promise<void> {
  const sizes = new Map<Id, number>();
  for (let hasMore = true; hasMore;) {
    const behind = await runtime.db.$queryRaw<{ workspaceId: Id; seq: bigint }[]>`
      SELECT n.workspace_id AS "workspaceId", coalesce(c.seq, 0) AS seq FROM workspace_counter n
      LEFT JOIN notification_cursor c ON c.workspace_id = n.workspace_id
      WHERE n.change_seq > coalesce(c.seq, 0) ORDER BY n.workspace_id`;
    hasMore = false;
    for (const { workspaceId, seq } of behind) {
      if (stopping?.aborted === true) return;
      const size = await relayNext(runtime, { workspaceId, seq, size: sizes.get(workspaceId) ?? BATCH });
      sizes.set(workspaceId, size ?? BATCH);
      if (size !== null) hasMore = true;
    }
  }
}

/** The next changes of a workspace: at most `size` of them, after `seq`. */
type Batch = { workspaceId: Id; seq: bigint; size: number };

/**
 * Relays the next changes of a workspace. A batch that fails is halved until it consists of one change, which is
 * skipped: otherwise, nothing after it would ever be read.
 *
 * @returns the size of the next batch, or null if none must be read now
 */
async function relayNext(runtime: JobRuntime, batch: Batch): Promise<number | null> {
  const { workspaceId, seq, size } = batch;
  const { db, log, notifier } = runtime;
  try {
    const step = await db.$transaction((tx) => relayBatch(tx, runtime, batch));
    if (step.isNotified) notifier.notify(workspaceId);
    return step.hasMore ? Math.min(2 * size, BATCH) : null;
  } catch (error) {
    const details = { err: error, workspaceId, seq: String(seq) };
    if (isRetryable(error) || toDomainError(error)?.code === "unavailable") {
      log.warn(details, "notifications are derived later, because the database was busy");
      return null;
    }
    if (size > 1) {
      log.warn({ ...details, size }, "could not derive the notifications of a batch of changes");
      return Math.floor(size / 2);
    }
    log.error(details, "skipped a change whose notifications could not be derived");
    await skipChange(db, batch);
    return 1;
  }
}

async function relayBatch(
  tx: Tx,
  runtime: JobRuntime,
  { workspaceId, seq, size }: Batch,
): Promise<{ hasMore: boolean; isNotified: boolean }> {
  await tx.$executeRaw`
    INSERT INTO notification_cursor (workspace_id) VALUES (${workspaceId}::uuid) ON CONFLICT DO NOTHING`;
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM notification_cursor WHERE workspace_id = ${workspaceId}::uuid AND seq = ${seq} FOR UPDATE SKIP LOCKED`;
  // Another process is reading the log of this workspace, or has read these changes.
  if (locked.length === 0) return { hasMore: false, isNotified: false };
  // Read after locking: an older counter could be lower than the cursor.
  const [counter] = await tx.$queryRaw<{ end: bigint }[]>`
    SELECT change_seq AS end FROM workspace_counter WHERE workspace_id = ${workspaceId}::uuid`;
  const end = counter?.end ?? seq;
  const reached = seq + BigInt(size) < end ? seq + BigInt(size) : end;
  const changes = await changesBetween(tx, workspaceId, seq, reached);
  const inserted = changes.length === 0 ? [] : await insertNotifications(tx, workspaceId, changes);
  await tx.$executeRaw`
    UPDATE notification_cursor SET seq = ${reached} WHERE workspace_id = ${workspaceId}::uuid`;
  await recordArrivals(tx, runtime, inserted);
  return { hasMore: reached < end, isNotified: inserted.length > 0 };
}

/** Moves a workspace's cursor past one change, unless another process has moved it. */
async function skipChange(db: Tx, { workspaceId, seq }: Batch): Promise<void> {
  await db.$executeRaw`
    INSERT INTO notification_cursor AS c (workspace_id, seq) VALUES (${workspaceId}::uuid, ${seq + 1n})
    ON CONFLICT (workspace_id) DO UPDATE SET seq = excluded.seq WHERE c.seq = ${seq}`;
}

/**
 * Leaves out changes that undo something and the later occurrences of repeating tasks, because the people concerned have
 * been notified already.
 */
function changesBetween(tx: Tx, workspaceId: Id, after: bigint, through: bigint): Promise<NotifiedChange[]> {
  return tx.$queryRaw<NotifiedChange[]>`
    SELECT c.seq::text AS seq, c.actor_id AS "actorId", c.project_id AS "projectId", c.audience, c.entity,
      c.entity_id AS "entityId", c.op, c.before, c.after
    FROM change c LEFT JOIN command k ON k.workspace_id = c.workspace_id AND k.id = c.command_id
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.seq > ${after} AND c.seq <= ${through} AND k.undo_of IS NULL
      AND c.entity = ANY(${["task", "comment", "access", "workspace_member"]}) AND c.op = ANY(${["create", "update", "move", "grant"]})
      AND NOT (c.entity = 'task' AND c.op = 'create' AND coalesce(k.kind, '') = ANY(${[...OCCURRENCE_COMMANDS]}))
    ORDER BY c.seq`;
}

/** Inserts the notifications of changes. */
async function insertNotifications(tx: Tx, workspaceId: Id, changes: NotifiedChange[]): Promise<NewNotification[]> {
  const members = await membersByProject(tx, workspaceId, changes);
  const candidates = changes.flatMap((change) =>
    candidatesOf(change, (projectId) => members.get(projectId ?? "") ?? []),
  );
  const comments = changes.filter(({ entity, op }) => entity === "comment" && op === "create");
  return [
    ...(candidates.length === 0 ? [] : await insertCandidates(tx, workspaceId, candidates)),
    ...(comments.length === 0 ? [] : await insertCommented(tx, workspaceId, comments)),
  ];
}

/** Returns the members of the projects in which a changed text may mention someone. */
async function membersByProject(tx: Tx, workspaceId: Id, changes: NotifiedChange[]): Promise<Map<Id, FoldedPerson[]>> {
  const mentioning = changes.filter(({ after }) =>
    JSON.stringify([after?.["body"], after?.["description"]]).includes("@"),
  );
  const projectIds = [...new Set(mentioning.flatMap(({ projectId }) => projectId ?? []))];
  const rows = await tx.$queryRaw<(Mentionable & { projectId: Id })[]>`
    SELECT m.project_id AS "projectId", m.user_id AS id, u.name FROM project_member m JOIN user_account u ON u.id = m.user_id
    WHERE m.workspace_id = ${workspaceId}::uuid AND m.project_id = ANY(${projectIds}::uuid[]) ORDER BY m.user_id`;
  const members = new Map<Id, Mentionable[]>(projectIds.map((id) => [id, []]));
  for (const { projectId, ...person } of rows) members.get(projectId)?.push(person);
  return new Map([...members].map(([projectId, people]) => [projectId, foldPeople(people)]));
}

const INSERTED = Prisma.raw('workspace_id AS "workspaceId", id, user_id AS "userId", kind');

/** One change notifies a person once: of the first of its candidates. */
const COLUMNS = Prisma.raw(
  "workspace_id, id, user_id, kind, dedupe_key, change_seq, actor_id, task_id, comment_id, project_id",
);

function insertCandidates(tx: Tx, workspaceId: Id, candidates: Candidate[]): Promise<NewNotification[]> {
  const rows = candidates.map((candidate, position) => ({ ...candidate, position }));
  const userId = Prisma.sql`v."userId"`;
  return tx.$queryRaw<NewNotification[]>`
    INSERT INTO notification (${COLUMNS})
    SELECT ${workspaceId}::uuid, gen_random_uuid(), v."userId", v.kind, 'change:' || v.seq, v.seq, v."actorId", t.id, s.id, v."projectId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(position int, seq bigint, kind text, "userId" uuid,
      "actorId" uuid, "taskId" uuid, "commentId" uuid, "projectId" uuid)
    JOIN workspace_member wm ON wm.workspace_id = ${workspaceId}::uuid AND wm.user_id = v."userId"
    LEFT JOIN comment s ON s.workspace_id = wm.workspace_id AND s.id = v."commentId" AND s.deleted_at IS NULL
    LEFT JOIN task t ON t.workspace_id = wm.workspace_id AND t.id = coalesce(v."taskId", s.task_id)
    WHERE CASE WHEN v."taskId" IS NULL AND v."commentId" IS NULL
        THEN v."projectId" IS NULL OR ${isProjectSeenBy(userId, Prisma.sql`wm.workspace_id`, Prisma.sql`v."projectId"`)}
        ELSE ${isTaskSeenBy(userId)} END
      AND (v.kind <> 'assigned' OR NOT ${isMuted(userId)})
    ORDER BY v.position
    ON CONFLICT DO NOTHING RETURNING ${INSERTED}`;
}

/** Notifies those of a comment who are assigned to its task, created it, have commented on it, or follow it. */
function insertCommented(tx: Tx, workspaceId: Id, comments: NotifiedChange[]): Promise<NewNotification[]> {
  const userId = Prisma.sql`reader.user_id`;
  return tx.$queryRaw<NewNotification[]>`
    INSERT INTO notification (${COLUMNS})
    SELECT t.workspace_id, gen_random_uuid(), reader.user_id, 'commented', 'change:' || v.seq, v.seq, v."actorId", t.id, s.id, NULL
    FROM jsonb_to_recordset(${JSON.stringify(comments)}::jsonb) AS v(seq bigint, "actorId" uuid, "entityId" uuid)
    JOIN comment s ON s.workspace_id = ${workspaceId}::uuid AND s.id = v."entityId" AND s.deleted_at IS NULL
    JOIN task t ON t.workspace_id = s.workspace_id AND t.id = s.task_id
    JOIN LATERAL (${readersOfTask()}) reader ON reader.user_id <> v."actorId"
    WHERE ${isTaskSeenBy(userId)} AND NOT ${isMuted(userId)}
    ORDER BY v.seq
    ON CONFLICT DO NOTHING RETURNING ${INSERTED}`;
}
