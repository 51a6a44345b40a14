import type { Id } from "@docket/schema/id";
import type { CreateTask, Task, TaskFields, TaskStatus } from "@docket/schema/task";
import { TASK_DEPTH } from "@docket/schema/task";
import { labelsFor, sectionsFor } from "../access.ts";
import type { Ctx, Tx } from "../ctx.ts";
import { invalid, notFound } from "../error.ts";
import { ancestorIds, requireTask } from "./queries.ts";

/**
 * Refuses labels that the caller cannot see, and assignees who are not members of the task's project.
 *
 * @throws DomainError `not_found`
 */
export async function requireLinks(
  ctx: Ctx,
  tx: Tx,
  workspaceId: Id,
  projectIds: Id[],
  links: { labelIds?: Id[] | undefined; assigneeIds?: Id[] | undefined },
): Promise<void> {
  const labelIds = [...new Set(links.labelIds ?? [])];
  if (labelIds.length > 0) {
    const known = await tx.label.count({
      where: { workspaceId, id: { in: labelIds }, AND: labelsFor(ctx.actor, "guest") },
    });
    if (known < labelIds.length) throw notFound("Label");
  }
  const userIds = [...new Set(links.assigneeIds ?? [])];
  const projects = [...new Set(projectIds)];
  if (userIds.length > 0) {
    // Held until the task is written: who is removed at this moment is swept from it too, or not put on it at all.
    const members = await tx.$queryRaw<unknown[]>`
      SELECT user_id FROM project_member
      WHERE workspace_id = ${workspaceId}::uuid AND project_id = ANY(${projects}::uuid[]) AND user_id = ANY(${userIds}::uuid[])
      ORDER BY project_id, user_id FOR KEY SHARE`;
    if (members.length < userIds.length * projects.length) throw notFound("Person");
  }
}

/** Refuses a section that is not a live one of this project that the caller may edit. */
export async function requireSection(
  ctx: Ctx,
  tx: Tx,
  workspaceId: Id,
  projectId: Id,
  sectionId: Id,
): Promise<{ isDoneColumn: boolean }> {
  const section = await tx.section.findFirst({
    where: { workspaceId, id: sectionId, projectId, AND: sectionsFor(ctx.actor, "editor") },
    select: { isDoneColumn: true },
  });
  if (!section) throw notFound("Section");
  return section;
}

/** A task with the fields that a person set. */
export function withFields(task: Task, { isArchived, ...set }: TaskFields, now: Date): Task {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const merged: Task = { ...task, ...given };
  const archivedAt =
    isArchived === undefined ? task.archivedAt : isArchived ? (task.archivedAt ?? now.toISOString()) : null;
  return { ...merged, archivedAt, labelIds: sortedSet(merged.labelIds), assigneeIds: sortedSet(merged.assigneeIds) };
}

/** Ids once each, in the order in which the database gives them. */
export function sortedSet(ids: Id[]): Id[] {
  return [...new Set(ids)].sort();
}

/**
 * The parent to hang tasks under. Refuses one that is not in the project, or under which a sub-tree of this height would be
 * too deep.
 *
 * @param height levels of what is hung under it, 1 for a single task
 */
export async function requireParent(
  ctx: Ctx,
  tx: Tx,
  at: { workspaceId: string; projectId: string; parentId: string; height: number },
): Promise<Task> {
  const parent = await requireTask(tx, ctx.actor, { workspaceId: at.workspaceId, id: at.parentId }, "editor");
  if (parent.projectId !== at.projectId) throw notFound("Task");
  const above = await ancestorIds(tx, at.workspaceId, at.parentId);
  if (above.length + 1 + at.height > TASK_DEPTH)
    throw invalid("parentId", `Sub-tasks go ${TASK_DEPTH} levels deep at most.`, "too_deep");
  return parent;
}

/**
 * Where a task stands: sub-tasks are in the section of their parent, so that the section takes them along wherever it goes.
 *
 * @throws DomainError `invalid` when another section was asked for
 */
export function sectionBelow(parent: Task | null, sectionId: Id | null): Id | null {
  if (parent === null) return sectionId;
  if (sectionId !== null && sectionId !== parent.sectionId)
    throw invalid("sectionId", "A sub-task is in the section of its parent.");
  return parent.sectionId;
}

/** A task as it is when it is new, before it has its number and its place. */
export function newTask(ctx: Ctx, input: CreateTask): Task {
  const now = ctx.now().toISOString();
  return {
    workspaceId: input.workspaceId,
    id: input.id,
    projectId: input.projectId,
    number: 0,
    sectionId: input.sectionId,
    parentId: input.parentId,
    title: input.title,
    description: input.description,
    status: "open",
    completedAt: null,
    completedBy: null,
    priority: input.priority,
    start: input.start,
    due: input.due,
    durationMinutes: input.durationMinutes,
    labelIds: sortedSet(input.labelIds),
    assigneeIds: sortedSet(input.assigneeIds),
    rank: "",
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    deletedAt: null,
    deletedRoot: null,
  };
}

/** A task as it is once closed by the caller. */
export function closed(ctx: Ctx, task: Task, status: Exclude<TaskStatus, "open">): Task {
  return { ...task, status, completedAt: ctx.now().toISOString(), completedBy: ctx.actor.userId };
}

/** A task as it is once opened again. */
export function reopened(task: Task): Task {
  return { ...task, status: "open", completedAt: null, completedBy: null };
}
