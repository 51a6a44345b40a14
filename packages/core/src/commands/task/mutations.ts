import type { CreateTask, CreateTasks, Task, Tasks, UpdateTask, UpdateTasks } from "@docket/schema/task";
import { capabilityToSet } from "@docket/schema/task-capability";
import { newTask, newTasks, withFields, withSharedFields } from "@docket/schema/task-state";
import { saveEntities } from "../../entities/entity.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { actorStampOf, alignedToRule, requireLinks } from "../../entities/task/input.ts";
import { placeTasks } from "../../entities/task/insert.ts";
import { getTask } from "../../entities/task/list.ts";
import { readTasksAgain, requireTask, requireTasks, toSummary } from "../../entities/task/queries.ts";
import type { Command } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { addMissingReminders, addNewReminders } from "../reminder/insert.ts";
import { createTaskFast } from "./fast.ts";

/**
 * Creates a task. Requires the editor role in the project. The section and parent must be in the project, the assignees
 * must be its members, and the caller must be able to see the labels.
 *
 * @throws DomainError `not_found`, `forbidden`, `invalid` if the parent is already at the maximum depth
 */
export function createTask(ctx: Ctx, input: CreateTask): Promise<Task> {
  return command(ctx, input, taskCreation(ctx, input));
}

/** Returns the command for {@link createTask}, in both forms. */
export function taskCreation(ctx: Ctx, input: CreateTask): Command<Task> {
  const { workspaceId, id } = input;
  return {
    kind: "task.create",
    fast: (entry) => createTaskFast(ctx, input, entry),
    replay: () => getTask(ctx, { workspaceId, id }),
    run: async (scope) => {
      const [task] = await placeTasks(ctx, scope, input, [newTask(alignedToRule(input), actorStampOf(ctx))]);
      if (!task) throw new Error("A new task was not placed.");
      await addNewReminders(ctx, scope, [task], [input.reminders]);
      return { result: { id }, answer: task };
    },
  };
}

/**
 * Creates up to 500 tasks at one position, in the given order, as a single command that is undone as a whole. Requires
 * the editor role in the project.
 *
 * @throws the same errors as {@link createTask} for any of the tasks; in that case, none is created
 */
export function createTasks(ctx: Ctx, input: CreateTasks): Promise<Tasks> {
  const { workspaceId } = input;
  const ids = input.items.map((item) => item.id);
  return command(ctx, input, {
    kind: "task.createMany",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const items = input.items.map((item) => alignedToRule(item));
      const tasks = await placeTasks(ctx, scope, input, newTasks({ ...input, items }, actorStampOf(ctx)));
      const reminders = input.items.map((item) => item.reminders);
      await addNewReminders(ctx, scope, tasks, reminders);
      return { result: { ids }, answer: { items: tasks.map(toSummary) } };
    },
  });
}

/**
 * Changes a task's fields. Requires the editor role. A patch based on an older version is merged if no changes are
 * lost.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` with both versions if another user changed the same text
 */
export function updateTask(ctx: Ctx, input: UpdateTask): Promise<Task> {
  const { workspaceId, id, set, baseVersion } = input;
  const capability = capabilityToSet(set);
  return command(ctx, input, {
    kind: "task.update",
    replay: () => getTask(ctx, { workspaceId, id }),
    run: async (scope) => {
      const before = await requireTask(scope.tx, ctx.actor, input, capability);
      const { isArchived: _, ...fields } = set;
      const given = JSON.parse(JSON.stringify(fields)) as Partial<Task>;
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: id,
        baseVersion,
        current: before,
        set: given,
        textFields: ["title", "description"],
      });
      await requireLinks(ctx, scope.tx, workspaceId, [before.projectId], set);
      const aligned = alignedToRule(set, before.due);
      const change = { before, after: withFields(before, aligned, ctx.now().toISOString()) };
      const guard = taskGuard(ctx, workspaceId, capability);
      const [task = before] = await saveEntities(taskEntity, ctx, scope, [change], guard);
      await addMissingReminders(ctx, scope, [change]);
      return { result: { id }, answer: task };
    },
  });
}

/**
 * Applies the same change to up to 500 tasks, as a single command that is undone as a whole.
 *
 * @throws DomainError `not_found` or `forbidden` if the caller can't see or edit one of the tasks; in that case, none
 *   is changed
 */
export function updateTasks(ctx: Ctx, input: UpdateTasks): Promise<Tasks> {
  const { workspaceId, ids, set, dueOn, addLabelIds, removeLabelIds } = input;
  const changesLabels = addLabelIds.length + removeLabelIds.length > 0;
  const capability = capabilityToSet({ ...(changesLabels && { labelIds: [] }), ...(dueOn && { due: null }), ...set });
  return command(ctx, input, {
    kind: "task.updateMany",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const before = await requireTasks(scope.tx, ctx.actor, workspaceId, ids, capability);
      const projectIds = before.map((task) => task.projectId);
      await requireLinks(ctx, scope.tx, workspaceId, projectIds, {
        ...set,
        labelIds: [...(set.labelIds ?? []), ...addLabelIds, ...removeLabelIds],
      });
      const now = ctx.now().toISOString();
      const changes = before.map((task) => {
        const aligned = { ...input, set: alignedToRule(set, task.due) };
        return { before: task, after: withSharedFields(task, aligned, now) };
      });
      const guard = taskGuard(ctx, workspaceId, capability);
      const tasks = await saveEntities(taskEntity, ctx, scope, changes, guard);
      await addMissingReminders(ctx, scope, changes);
      return { result: { ids }, answer: { items: tasks.map(toSummary) } };
    },
  });
}
