import type { Id } from "@docket/schema/id";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { memberProjectIds, projectIdsFor } from "../../access/access.ts";
import { commentEntity } from "../../entities/comment/definition.ts";
import { commentInclude, toComment } from "../../entities/comment/row.ts";
import { saveEntities } from "../../entities/entity.ts";
import { labelEntity } from "../../entities/label/definition.ts";
import { findLabels } from "../../entities/label/queries.ts";
import { projectEntity } from "../../entities/project/definition.ts";
import { findProject } from "../../entities/project/queries.ts";
import { sectionEntity } from "../../entities/section/definition.ts";
import { findSections } from "../../entities/section/queries.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { findTasks } from "../../entities/task/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx, Ref } from "../../runtime/ctx.ts";

/**
 * Trashes projects that the import created and that contain no other tasks. The contents of these projects are not
 * changed.
 */
export async function trashProjects(ctx: Ctx, scope: CommandScope, { workspaceId, id }: Ref): Promise<number> {
  const rows = await scope.tx.$queryRaw<{ id: Id }[]>`
    SELECT p.id FROM foreign_ref f
    JOIN project p ON p.workspace_id = f.workspace_id AND p.id = f.entity_id AND p.deleted_at IS NULL
    WHERE f.workspace_id = ${workspaceId}::uuid AND f.import_id = ${id}::uuid AND f.entity = 'project'
      AND p.id IN (${memberProjectIds(ctx.actor, workspaceId, "manager")})
      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.workspace_id = p.workspace_id AND t.project_id = p.id AND t.deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM foreign_ref own WHERE own.workspace_id = t.workspace_id AND own.entity_id = t.id
          AND own.import_id = ${id}::uuid))
    LIMIT ${MAX_BULK_TASKS}`;
  const deletedAt = ctx.now().toISOString();
  for (const row of rows) {
    const project = await findProject(scope.tx, ctx.actor, { workspaceId, id: row.id });
    if (project)
      await saveEntities(projectEntity, ctx, scope, [
        { before: project, after: { ...project, deletedAt }, op: "trash" },
      ]);
  }
  return rows.length;
}

/**
 * Trashes the import's tasks that are not in trashed projects, along with their sub-tasks, deepest first. Each task can
 * be restored together with its topmost imported ancestor.
 */
export async function trashTasks(ctx: Ctx, scope: CommandScope, { workspaceId, id }: Ref): Promise<number> {
  const rows = await scope.tx.$queryRaw<{ id: Id; root: Id }[]>`
    WITH RECURSIVE own AS (
      SELECT t.id, t.parent_id FROM foreign_ref f
      JOIN task t ON t.workspace_id = f.workspace_id AND t.id = f.entity_id AND t.deleted_at IS NULL
      WHERE f.workspace_id = ${workspaceId}::uuid AND f.import_id = ${id}::uuid AND f.entity = 'task'
        AND t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, TASK_ROLES.trash)})
    ), tree AS (
      SELECT own.id, own.id AS root, 1 AS depth FROM own WHERE own.parent_id IS NULL OR own.parent_id NOT IN (SELECT id FROM own)
      UNION ALL
      SELECT child.id, tree.root, tree.depth + 1 FROM tree
      JOIN task child ON child.workspace_id = ${workspaceId}::uuid AND child.parent_id = tree.id AND child.deleted_at IS NULL
      WHERE tree.depth < 50
    )
    SELECT id, (array_agg(root ORDER BY depth DESC))[1] AS root FROM tree GROUP BY id ORDER BY max(depth) DESC, id LIMIT ${MAX_BULK_TASKS}`;
  const rootOf = new Map(rows.map((row) => [row.id, row.root]));
  const tasks = await findTasks(scope.tx, ctx.actor, workspaceId, [...rootOf.keys()], "trash");
  const deletedAt = ctx.now().toISOString();
  const changes = tasks.map((before) => ({
    before,
    after: { ...before, deletedAt, deletedRoot: rootOf.get(before.id) ?? before.id },
    op: "trash" as const,
  }));
  await saveEntities(taskEntity, ctx, scope, changes, taskGuard(ctx, workspaceId, "trash"));
  return tasks.length;
}

/** Trashes sections that the import created and that have no tasks left. */
export async function trashSections(ctx: Ctx, scope: CommandScope, { workspaceId, id }: Ref): Promise<number> {
  const rows = await scope.tx.$queryRaw<{ id: Id }[]>`
    SELECT s.id FROM foreign_ref f
    JOIN section s ON s.workspace_id = f.workspace_id AND s.id = f.entity_id AND s.deleted_at IS NULL
    WHERE f.workspace_id = ${workspaceId}::uuid AND f.import_id = ${id}::uuid AND f.entity = 'section'
      AND s.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "editor")})
      AND NOT EXISTS (SELECT 1 FROM task t WHERE t.workspace_id = s.workspace_id AND t.section_id = s.id AND t.deleted_at IS NULL)
    LIMIT ${MAX_BULK_TASKS}`;
  const ids = rows.map((row) => row.id);
  const sections = await findSections(scope.tx, ctx.actor, workspaceId, ids, "editor");
  const deletedAt = ctx.now().toISOString();
  const changes = sections.map((before) => ({
    before,
    after: { ...before, deletedAt, deletedRoot: before.id },
    op: "trash" as const,
  }));
  await saveEntities(sectionEntity, ctx, scope, changes);
  return sections.length;
}

/** Trashes comments that the import created on tasks that are not trashed. */
export async function trashComments(ctx: Ctx, scope: CommandScope, { workspaceId, id }: Ref): Promise<number> {
  const found = await scope.tx.$queryRaw<{ id: Id }[]>`
    SELECT c.id FROM foreign_ref f
    JOIN comment c ON c.workspace_id = f.workspace_id AND c.id = f.entity_id AND c.deleted_at IS NULL
    JOIN task t ON t.workspace_id = c.workspace_id AND t.id = c.task_id AND t.deleted_at IS NULL
    WHERE f.workspace_id = ${workspaceId}::uuid AND f.import_id = ${id}::uuid AND f.entity = 'comment'
      AND t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "commenter")})
    LIMIT ${MAX_BULK_TASKS}`;
  const ids = found.map((row) => row.id);
  const rows = await scope.tx.comment.findMany({ where: { workspaceId, id: { in: ids } }, include: commentInclude });
  const deletedAt = ctx.now().toISOString();
  const changes = rows.map(toComment).map((before) => ({
    before,
    after: { ...before, deletedAt, deletedRoot: before.id },
    op: "trash" as const,
  }));
  await saveEntities(commentEntity, ctx, scope, changes);
  return rows.length;
}

/** Trashes labels that the import created and that are not on any live task. */
export async function trashLabels(ctx: Ctx, scope: CommandScope, { workspaceId, id }: Ref): Promise<number> {
  const rows = await scope.tx.$queryRaw<{ id: Id }[]>`
    SELECT l.id FROM foreign_ref f
    JOIN label l ON l.workspace_id = f.workspace_id AND l.id = f.entity_id AND l.deleted_at IS NULL
    WHERE f.workspace_id = ${workspaceId}::uuid AND f.import_id = ${id}::uuid AND f.entity = 'label'
      AND NOT EXISTS (SELECT 1 FROM task_label tl
        JOIN task t ON t.workspace_id = tl.workspace_id AND t.id = tl.task_id AND t.deleted_at IS NULL
        JOIN project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id AND p.deleted_at IS NULL
        WHERE tl.workspace_id = l.workspace_id AND tl.label_id = l.id)
    LIMIT ${MAX_BULK_TASKS}`;
  const ids = rows.map((row) => row.id);
  const labels = await findLabels(scope.tx, ctx.actor, workspaceId, ids, "member");
  const deletedAt = ctx.now().toISOString();
  await saveEntities(
    labelEntity,
    ctx,
    scope,
    labels.map((before) => ({ before, after: { ...before, deletedAt }, op: "trash" as const })),
  );
  return labels.length;
}
