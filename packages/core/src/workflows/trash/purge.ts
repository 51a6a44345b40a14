import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { deriveId } from "@docket/schema/uuid";
import { commentInclude } from "../../entities/comment/row.ts";
import { deleteOrigins, deleteOriginsInProject } from "../../entities/origin/known-row.ts";
import { purgeTasksWhere } from "../../entities/task/purge.ts";
import { appendToLog } from "../../log/command/log.ts";
import type { VersionedTable } from "../../log/command/lost-race.ts";
import { purgeLine, NO_ACTOR_ID } from "../../log/record.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Ref, Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";

const DAY_MS = 86_400_000;
/** Number of expired rows per query. */
const BATCH = 200;
/**
 * Timeout for purging one entity, and for each statement of the purge, in milliseconds. A project can be large, and no
 * request waits for the purge.
 */
export const PURGE_TIMEOUT_MS = 60_000;

/**
 * Deletes one trashed entity, along with everything that was trashed with it. Returns the entries for the change log.
 */
type Purge = (tx: Tx, ref: Ref, now: Date) => Promise<ChangeDraft[]>;

/**
 * How each kind of entity is deleted. The purge entries are addressed to those who can read changes to the entity, so
 * that clients remove the entity and older entries are redacted.
 */
const PURGES: Record<VersionedTable, Purge> = {
  label: async (tx, { workspaceId, id }) => {
    await deleteOrigins(tx, workspaceId, [id]);
    await tx.label.deleteMany({ where: { workspaceId, id } });
    return [purgeLine("label", id, { projectId: null, audience: null })];
  },
  folder: async (tx, { workspaceId, id }) => {
    await tx.folder.updateMany({ where: { workspaceId, parentId: id }, data: { parentId: null } });
    await tx.projectMember.updateMany({ where: { workspaceId, folderId: id }, data: { folderId: null } });
    const { userId } = await tx.folder.delete({ where: { workspaceId_id: { workspaceId, id } } });
    return [purgeLine("folder", id, { projectId: null, audience: userId })];
  },
  view: async (tx, { workspaceId, id }) => {
    const { projectId, ownerId } = await tx.view.delete({ where: { workspaceId_id: { workspaceId, id } } });
    return [purgeLine("view", id, { projectId, audience: ownerId })];
  },
  comment: async (tx, { workspaceId, id }) => {
    await deleteOrigins(tx, workspaceId, [id]);
    const where = { workspaceId_id: { workspaceId, id } };
    const { task } = await tx.comment.delete({ where, include: commentInclude });
    return [purgeLine("comment", id, { projectId: task.projectId, audience: null })];
  },
  reminder: async (tx, { workspaceId, id }) => {
    const { userId } = await tx.reminder.delete({ where: { workspaceId_id: { workspaceId, id } } });
    return [purgeLine("reminder", id, { projectId: null, audience: userId })];
  },
  task: (tx, { workspaceId, id }, now) => purgeTasksWhere(tx, { workspaceId, deletedRoot: id }, { now }),
  section: async (tx, { workspaceId, id }, now) => {
    const tasks = await purgeTasksWhere(tx, { workspaceId, deletedRoot: id }, { now, sectionId: id });
    await deleteOrigins(tx, workspaceId, [id]);
    const { projectId } = await tx.section.delete({ where: { workspaceId_id: { workspaceId, id } } });
    return [...tasks, purgeLine("section", id, { projectId, audience: null })];
  },
  project: async (tx, { workspaceId, id }, now) => {
    // The project's own purge entry is addressed to each former member. The other entries have no readers. They only
    // ensure that the project's text is redacted even if it had no members left.
    const noReaders = { projectId: null, audience: NO_ACTOR_ID };
    const members = await tx.projectMember.findMany({
      where: { workspaceId, projectId: id },
      select: { userId: true },
    });
    const tasks = await purgeTasksWhere(tx, { workspaceId, projectId: id }, { now, readers: noReaders });
    await deleteOriginsInProject(tx, { workspaceId, id });
    await tx.project.deleteMany({ where: { workspaceId, id } });
    const audiences = [NO_ACTOR_ID, ...members.map(({ userId }) => userId)];
    return [...tasks, ...audiences.map((audience) => purgeLine("project", id, { projectId: null, audience }))];
  },
};

type Expired = { workspace_id: Id; entity: VersionedTable; id: Id };

/**
 * Purges everything that has been in the trash for longer than the installation's retention period, along with
 * everything that was trashed with it, oldest first. An entity that can't be purged is logged and skipped. The change
 * log keeps entries that contain only ids.
 *
 * @param db a client with timeouts long enough for the longest purge
 * @returns the number of entities purged
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
  const tables = Object.keys(PURGES).map(
    (table) => Prisma.sql`
      SELECT workspace_id, ${table} AS entity, id, deleted_at FROM ${Prisma.raw(table)} WHERE deleted_at < ${before}
      ${table === "task" ? Prisma.sql`AND deleted_root = id` : Prisma.empty}`,
  );
  return db.$queryRaw<Expired[]>`
    SELECT workspace_id, entity, id FROM (${Prisma.join(tables, " UNION ALL ")}) expired
    WHERE id <> ALL(${staying}::uuid[]) ORDER BY deleted_at, id LIMIT ${BATCH}`;
}

/**
 * Purges one entity in its own transaction, so that a large or locked entity does not block the others. Returns false
 * without doing anything if the entity has been restored in the meantime.
 */
async function purgeUnlessRestored(
  { db, now, before }: Pick<Runtime, "db"> & { now: Date; before: Date },
  row: Expired,
): Promise<boolean> {
  const { workspace_id: workspaceId, entity, id } = row;
  return db.$transaction(
    async (tx) => {
      // Otherwise, each statement would have the short timeout for requests.
      await tx.$queryRaw`SELECT set_config('statement_timeout', ${String(PURGE_TIMEOUT_MS)}, true)`;
      const still = await tx.$queryRaw<unknown[]>`
        SELECT id FROM ${Prisma.raw(entity)} WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid AND deleted_at < ${before} FOR UPDATE`;
      if (still.length === 0) return false;
      const changes = await PURGES[entity](tx, { workspaceId, id }, now);
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
