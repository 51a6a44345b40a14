import type { Id } from "@docket/schema/id";
import type { EntitiesAtPosition, EntityRow, ReadEntities } from "@docket/schema/sync";
import type { ListedTask } from "@docket/schema/task";
import { workspacesFor } from "../../access/access.ts";
import { findFolders } from "../../entities/folder/queries.ts";
import { findLabels } from "../../entities/label/queries.ts";
import { findProjects } from "../../entities/project/queries.ts";
import { findSections } from "../../entities/section/queries.ts";
import { findTasks, toSummary } from "../../entities/task/queries.ts";
import { findViews } from "../../entities/view/queries.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import { canReadProjects } from "./workspace-statement.ts";

/** Reads the given entities of one kind that the caller can see, in no particular order. */
type Read = (ctx: Ctx, workspaceId: Id, ids: Id[]) => Promise<EntityRow["row"][]>;

const READS: Record<EntityRow["kind"], Read> = {
  project: async ({ db, actor }, workspaceId, ids) =>
    canReadProjects(actor) ? findProjects(db, actor, workspaceId, ids) : [],
  section: ({ db, actor }, workspaceId, ids) => findSections(db, actor, workspaceId, ids, "viewer", "any"),
  task: readTasks,
  label: ({ db, actor }, workspaceId, ids) => findLabels(db, actor, workspaceId, ids, "guest", "any"),
  folder: async ({ db, actor }, workspaceId, ids) =>
    canReadProjects(actor) ? findFolders(db, actor, workspaceId, ids, "guest", "any") : [],
  view: async ({ db, actor }, workspaceId, ids) =>
    canReadProjects(actor) ? findViews(db, actor, workspaceId, ids, "see", "any") : [],
};

/** Reads tasks with the numbers of their sub-tasks, so that a client knows which sub-tasks it has to read. */
async function readTasks({ db, actor }: Ctx, workspaceId: Id, ids: Id[]): Promise<ListedTask[]> {
  const tasks = await findTasks(db, actor, workspaceId, ids, "read", "any");
  const counts = await db.task.groupBy({
    by: ["parentId", "status"],
    where: { workspaceId, parentId: { in: tasks.map(({ id }) => id) }, deletedAt: null },
    _count: true,
  });
  return tasks.map((task) => {
    const own = counts.filter(({ parentId }) => parentId === task.id);
    const count = (groups: typeof own) => groups.reduce((sum, group) => sum + group._count, 0);
    const open = own.filter(({ status }) => status === "open");
    return { ...toSummary(task), subtasks: { all: count(own), open: count(open) } };
  });
}

/**
 * Reads entities by id, including trashed ones, and a position in the change log that they are at least as recent as.
 * Those that the caller can't see are missing from the result.
 *
 * @throws DomainError `not_found` if the caller is not in the workspace
 */
export async function readEntities(ctx: Ctx, { workspaceId, kind, ids }: ReadEntities): Promise<EntitiesAtPosition> {
  // Read first, so that the entities can't be older.
  const position = await ctx.db.workspaceCounter.findFirst({
    where: { workspaceId, workspace: workspacesFor(ctx.actor, "guest") },
  });
  if (position === null) throw notFound("Workspace");
  const rows = await READS[kind](ctx, workspaceId, [...new Set(ids)]);
  return {
    seq: position.changeSeq.toString(),
    epoch: position.epoch,
    // Safe because each kind has its own function.
    rows: rows.map((row) => ({ kind, row }) as EntityRow),
  };
}
