import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { Task, TaskFields } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { MAX_TASK_DEPTH } from "@docket/schema/task-limit";
import { firstOccurrence } from "@docket/schema/task-occurrence";
import type { ActorStamp } from "@docket/schema/task-state";
import type { When } from "@docket/schema/when";
import { sectionsFor } from "../../access/access.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { invalid, notFound } from "../../runtime/error.ts";
import { findLabels } from "../label/queries.ts";
import { ancestorIds, requireTask } from "./queries.ts";

/**
 * Checks that the caller can see the labels and that the assignees are members of the tasks' projects.
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
    const known = await findLabels(tx, ctx.actor, workspaceId, labelIds, "guest");
    if (known.length < labelIds.length) throw notFound("Label");
  }
  const userIds = [...new Set(links.assigneeIds ?? [])];
  const projects = [...new Set(projectIds)];
  if (userIds.length > 0) {
    // Locked until the task is written. A member who is being removed concurrently is therefore either unassigned from
    // this task too, or never assigned.
    const members = await tx.$queryRaw<unknown[]>`
      SELECT user_id FROM project_member
      WHERE workspace_id = ${workspaceId}::uuid AND project_id = ANY(${projects}::uuid[]) AND user_id = ANY(${userIds}::uuid[])
      ORDER BY project_id, user_id FOR KEY SHARE`;
    if (members.length < userIds.length * projects.length) throw notFound("Person");
  }
}

/**
 * Returns a live section of this project if the caller can edit it.
 *
 * @throws DomainError `not_found`
 */
export async function requireSection(
  ctx: Ctx,
  tx: Tx,
  workspaceId: Id,
  projectId: Id,
  sectionId: Id,
): Promise<{ isDoneColumn: boolean }> {
  const section = await tx.section.findFirst({
    where: { workspaceId, id: sectionId, projectId, AND: sectionsFor(ctx.actor, TASK_ROLES.create) },
    select: { isDoneColumn: true },
  });
  if (!section) throw notFound("Section");
  return section;
}

/**
 * Returns the parent of the given tasks. Rejects a parent that is not in the project or whose sub-tree would become too
 * deep.
 *
 * @param height number of levels that will be below the parent; 1 for a single task
 */
export async function requireParent(
  ctx: Ctx,
  tx: Tx,
  at: { workspaceId: string; projectId: string; parentId: string; height: number },
): Promise<Task> {
  const parent = await requireTask(tx, ctx.actor, { workspaceId: at.workspaceId, id: at.parentId }, "create");
  if (parent.projectId !== at.projectId) throw notFound("Task");
  const above = await ancestorIds(tx, at.workspaceId, at.parentId);
  requireDepth(above.length + 1 + at.height);
  return parent;
}

/**
 * Rejects trees that are too deep.
 *
 * @param levels number of levels from the topmost task to the deepest
 * @throws DomainError `invalid`
 */
export function requireDepth(levels: number): void {
  if (levels > MAX_TASK_DEPTH)
    throw invalid("parentId", message`Sub-tasks can be at most ${MAX_TASK_DEPTH} levels deep.`, "too_deep");
}

/**
 * Returns the values to set, with the due date moved to the first day that matches the given rule. If no rule is given,
 * they are unchanged.
 *
 * @param due the task's current due date, which applies if none is given
 * @throws DomainError `invalid` if there is no due date, or no day after it that matches the rule
 */
export function alignedToRule<Given extends Pick<TaskFields, "due" | "recurrence">>(
  given: Given,
  due: When | null = null,
): Given {
  if (!given.recurrence) return given;
  const earliest = given.due === undefined ? due : given.due;
  if (earliest === null) throw invalid("recurrence", "A task needs a due date to repeat.");
  const first = firstOccurrence(given.recurrence.rule, earliest);
  if (first === null) throw invalid("recurrence", "No day matches this rule.");
  return { ...given, due: first };
}

/**
 * Returns the number of levels of new tasks below their parent.
 *
 * @param parentId parent of the topmost new tasks
 * @throws DomainError `not_found` if a task's parent is neither `parentId` nor a preceding task in the list
 */
export function heightOf(tasks: Pick<Task, "id" | "parentId">[], parentId: Id | null): number {
  const levels = new Map<Id | null, number>([[parentId, 0]]);
  for (const task of tasks) {
    const above = levels.get(task.parentId);
    if (above === undefined) throw notFound("Task");
    levels.set(task.id, above + 1);
  }
  return Math.max(...levels.values());
}

/**
 * Returns the section of a task. A sub-task is always in its parent's section, so that both move together.
 *
 * @throws DomainError `invalid` if another section was requested
 */
export function sectionBelow(parent: Task | null, sectionId: Id | null): Id | null {
  if (parent === null) return sectionId;
  if (sectionId !== null && sectionId !== parent.sectionId)
    throw invalid("sectionId", "A sub-task is always in the section of its parent.");
  return parent.sectionId;
}

/** Returns the actor and time of a command, as the task state rules expect them. */
export function actorStampOf(ctx: Ctx): ActorStamp {
  return { userId: ctx.actor.userId, now: ctx.now().toISOString() };
}
