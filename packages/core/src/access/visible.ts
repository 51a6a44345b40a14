import type { Id } from "@docket/schema/id";
import type { Ctx, Tx } from "../runtime/ctx.ts";
import { notFound } from "../runtime/error.ts";
import { peopleFor, projectsFor, sectionsFor, canSeeLabel, tasksFor, workspacesFor } from "./access.ts";

/** Ids of the entities by which a list is filtered. */
export type NamedIds = {
  projectId?: Id | undefined;
  sectionId?: Id | null | undefined;
  parentId?: Id | null | undefined;
  seriesId?: Id | undefined;
  labelId?: Id | undefined;
  assigneeId?: Id | undefined;
};

/**
 * Checks that the caller can see every entity by which a list was filtered. Called only when the list is empty, so that
 * the common case costs nothing.
 *
 * @throws DomainError `not_found`
 */
export async function assertVisible(
  { db, actor }: Pick<Ctx, "actor"> & { db: Tx },
  workspaceId: Id,
  ids: NamedIds,
): Promise<void> {
  const workspace = await db.workspace.count({ where: { id: workspaceId, AND: workspacesFor(actor, "guest") } });
  if (workspace === 0) throw notFound("Workspace");
  if (
    ids.projectId &&
    (await db.project.count({ where: { workspaceId, id: ids.projectId, AND: projectsFor(actor, "viewer") } })) === 0
  ) {
    throw notFound("Project");
  }
  if (
    ids.sectionId &&
    (await db.section.count({ where: { workspaceId, id: ids.sectionId, AND: sectionsFor(actor, "viewer") } })) === 0
  ) {
    throw notFound("Section");
  }
  if (
    ids.parentId &&
    (await db.task.count({ where: { workspaceId, id: ids.parentId, AND: tasksFor(actor, "viewer") } })) === 0
  ) {
    throw notFound("Task");
  }
  if (
    ids.seriesId &&
    (await db.task.count({ where: { workspaceId, seriesId: ids.seriesId, AND: tasksFor(actor, "viewer") } })) === 0
  ) {
    throw notFound("Task");
  }
  if (ids.labelId) {
    const seen = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM label l WHERE l.workspace_id = ${workspaceId}::uuid AND l.id = ${ids.labelId}::uuid
        AND l.deleted_at IS NULL AND ${canSeeLabel(actor, workspaceId)}`;
    if (seen.length === 0) throw notFound("Label");
  }
  if (
    ids.assigneeId &&
    (await db.workspaceMember.count({ where: { workspaceId, userId: ids.assigneeId, AND: peopleFor(actor) } })) === 0
  ) {
    throw notFound("Person");
  }
}
