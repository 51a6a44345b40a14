import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { deriveId } from "@docket/schema/uuid";
import { deleteOrigins, deleteOriginsInProject } from "../../entities/origin/known-row.ts";
import { detachTasks } from "../../entities/task/definition.ts";
import { expiredTasks } from "../../entities/task/queries.ts";
import { appendToLog } from "../../log/command/log.ts";
import { purgeLine, purgedTasks, NO_ACTOR_ID } from "../../log/record.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";

const DAY_MS = 86_400_000;
/** Number of expired rows per query. */
const BATCH = 200;
/**
 * Maximum time for purging one entity, and for each statement of the purge, in milliseconds. A project may be large,
 * and no request waits for it.
 */
export const PURGE_TIMEOUT_MS = 60_000;

type Expired =
  | { workspace_id: Id; entity: "task" | "section" | "project" | "comment"; id: Id; project_id: Id }
  | { workspace_id: Id; entity: "label" | "folder" | "view"; id: Id; project_id: null };

/**
 * Purges everything that has been in the trash for longer than the installation's retention period, along with what was
 * trashed with it, oldest first. An entity that can't be purged is logged and skipped. The change log keeps lines that
 * contain only ids.
 *
 * @param db connections whose timeouts allow for the longest purge
 * @returns the number of purged entities
 */
export async function purgeExpired(
  { db, clock, config, log }: Pick<Runtime, "db" | "clock" | "config" | "log">,
  stopping?: AbortSignal,
): Promise<number> {
  const now = clock();
  const before = new Date(now.getTime() - config.trashDays * DAY_MS);
  const skippedIds: Id[] = [];
  let purged = 0;
  for (;;) {
    const expired = await findExpired(db, before, skippedIds);
    for (const row of expired) {
      if (stopping?.aborted === true) return purged;
      const isGone = await purgeUnlessRestored({ db, now, before }, row).catch((error: unknown) => {
        log.error({ err: error, entity: row.entity, id: row.id }, "something in the trash could not be removed");
        return false;
      });
      if (isGone) purged += 1;
      else skippedIds.push(row.id);
    }
    if (expired.length < BATCH) return purged;
  }
}

function findExpired(db: Tx, before: Date, staying: Id[]): Promise<Expired[]> {
  return db.$queryRaw<Expired[]>`
    SELECT workspace_id, entity, id, project_id FROM (
      SELECT workspace_id, 'comment' AS entity, id, deleted_at,
        (SELECT t.project_id FROM task t WHERE t.workspace_id = c.workspace_id AND t.id = c.task_id) AS project_id
        FROM comment c WHERE deleted_at < ${before}
      UNION ALL SELECT workspace_id, 'task', id, deleted_at, project_id FROM task WHERE deleted_at < ${before} AND deleted_root = id
      UNION ALL SELECT workspace_id, 'section', id, deleted_at, project_id FROM section WHERE deleted_at < ${before}
      UNION ALL SELECT workspace_id, 'project', id, deleted_at, id FROM project WHERE deleted_at < ${before}
      UNION ALL SELECT workspace_id, 'label', id, deleted_at, NULL FROM label WHERE deleted_at < ${before}
      UNION ALL SELECT workspace_id, 'folder', id, deleted_at, NULL FROM folder WHERE deleted_at < ${before}
      UNION ALL SELECT workspace_id, 'view', id, deleted_at, NULL FROM view WHERE deleted_at < ${before}
    ) thing WHERE id <> ALL(${staying}::uuid[]) ORDER BY deleted_at, id LIMIT ${BATCH}`;
}

/**
 * Purges one entity in its own transaction, so that a large or locked one does not block the others. Does nothing and
 * returns false if it has been restored in the meantime.
 */
async function purgeUnlessRestored(
  { db, now, before }: Pick<Runtime, "db"> & { now: Date; before: Date },
  row: Expired,
): Promise<boolean> {
  const { workspace_id: workspaceId, entity, id } = row;
  return db.$transaction(
    async (tx) => {
      // Otherwise, each statement would have the short timeout of requests.
      await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(PURGE_TIMEOUT_MS)}, true)`;
      const still = await tx.$queryRaw<unknown[]>`
        SELECT id FROM ${Prisma.raw(entity)} WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid AND deleted_at < ${before} FOR UPDATE`;
      if (still.length === 0) return false;
      const changes = await purgeOne(tx, row, now);
      await appendToLog(tx, {
        workspaceId,
        commandId: deriveId(workspaceId, `purge ${id}`),
        actorId: NO_ACTOR_ID,
        tokenId: null,
        kind: "trash.purge",
        inputHash: new Uint8Array(),
        result: null,
        groupId: null,
        undoOf: null,
        at: now,
        changes,
      });
      return true;
    },
    { timeout: PURGE_TIMEOUT_MS },
  );
}

async function purgeOne(
  tx: Tx,
  { workspace_id: workspaceId, entity, id, project_id: projectId }: Expired,
  now: Date,
): Promise<ChangeDraft[]> {
  if (entity === "label") {
    await deleteOrigins(tx, workspaceId, [id]);
    await tx.label.deleteMany({ where: { workspaceId, id } });
    return [purgeLine("label", id, { projectId: null, audience: null })];
  }
  if (entity === "folder") {
    await tx.folder.updateMany({ where: { workspaceId, parentId: id }, data: { parentId: null } });
    await tx.projectMember.updateMany({ where: { workspaceId, folderId: id }, data: { folderId: null } });
    const { userId } = await tx.folder.delete({ where: { workspaceId_id: { workspaceId, id } } });
    return [purgeLine("folder", id, { projectId: null, audience: userId })];
  }
  if (entity === "view") {
    const { projectId: sharedWith, ownerId } = await tx.view.delete({ where: { workspaceId_id: { workspaceId, id } } });
    return [purgeLine("view", id, { projectId: sharedWith, audience: ownerId })];
  }
  // The purge line of a project is addressed to each former member. Its other lines are addressed to nobody; they
  // ensure that its texts are redacted even if it had no members left.
  const readers = entity === "project" ? { projectId: null, audience: NO_ACTOR_ID } : { projectId, audience: null };
  if (entity === "comment") {
    await deleteOrigins(tx, workspaceId, [id]);
    await tx.comment.deleteMany({ where: { workspaceId, id } });
    return [purgeLine("comment", id, readers)];
  }
  const taskWhere = entity === "project" ? { workspaceId, projectId: id } : { workspaceId, deletedRoot: id };
  const tasks = await expiredTasks(tx, taskWhere);
  const members =
    entity === "project"
      ? await tx.projectMember.findMany({ where: { workspaceId, projectId: id }, select: { userId: true } })
      : [];
  const taskIds = tasks.map((task) => task.id);
  if (entity === "project") await deleteOriginsInProject(tx, { workspaceId, id });
  else await deleteOrigins(tx, workspaceId, [id, ...taskIds]);
  // Tasks that were trashed before their section or parent stay in the trash, detached from it.
  const gone = { taskIds, ...(entity === "section" && { sectionId: id }) };
  const detached = await detachTasks(tx, workspaceId, gone, now);
  await tx.task.deleteMany({ where: taskWhere });
  if (entity === "section") await tx.section.deleteMany({ where: { workspaceId, id } });
  if (entity === "project") await tx.project.deleteMany({ where: { workspaceId, id } });
  const content = [...detached, ...purgedTasks(tasks, readers)];
  if (entity === "task") return content;
  const told = members.map(({ userId }) => purgeLine(entity, id, { projectId: null, audience: userId }));
  return [...content, purgeLine(entity, id, readers), ...told];
}
