import type { Id } from "@docket/schema/id";
import type { CreateTask, Task, Tasks, UpdateTask, UpdateTasks } from "@docket/schema/task";
import { closed, newTask, withFields, withSharedFields } from "@docket/schema/task-state";
import type { CommandScope } from "../command/command.ts";
import { command } from "../command/command.ts";
import { mergeOntoCurrent } from "../command/merge.ts";
import type { Ctx } from "../ctx.ts";
import { lockOrder } from "../order/place.ts";
import { requireProject } from "../project/queries.ts";
import { createTaskFast } from "./fast.ts";
import { actOf, requireLinks, requireParent, requireSection, sectionBelow } from "./input.ts";
import { insertTasks } from "./insert.ts";
import { getTask } from "./list.ts";
import { taskRanks, takeNumbers } from "./order.ts";
import { readTasksAgain, requireTask, requireTasks, toSummary } from "./queries.ts";
import { saveTasks } from "./store.ts";

/**
 * Makes a task. Editors of the project only; section, parent, labels and assignees must belong to it.
 *
 * @throws DomainError `not_found`, `forbidden`, `invalid` when the parent is too deep already
 */
export function createTask(ctx: Ctx, input: CreateTask): Promise<Task> {
  const { workspaceId, projectId, parentId, id } = input;
  return command(ctx, input, {
    kind: "task.create",
    fast: (inputHash) => createTaskFast(ctx, input, newTask(input, actOf(ctx)), inputHash),
    replay: () => getTask(ctx, { workspaceId, id }),
    run: async (scope) => {
      await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "editor");
      // Before section and parent are looked at: neither can go into the trash until the task stands in it.
      await lockOrder(scope.tx, workspaceId, [projectId]);
      const named = await findSection(ctx, scope, input, input.sectionId);
      const place = { workspaceId, projectId, parentId, height: 1 };
      const parent = parentId === null ? null : await requireParent(ctx, scope.tx, { ...place, parentId });
      const sectionId = sectionBelow(parent, input.sectionId);
      const section = named ?? (await findSection(ctx, scope, input, sectionId));
      await requireLinks(ctx, scope.tx, workspaceId, [projectId], input);
      const [rank = ""] = await taskRanks(ctx, scope, { workspaceId, projectId, sectionId, parentId }, input, 1);
      const [number = 0] = await takeNumbers(scope, workspaceId, projectId, 1);
      const isDone = section?.isDoneColumn === true;
      const open = { ...newTask(input, actOf(ctx)), sectionId, number, rank };
      const task = isDone ? closed(open, "done", actOf(ctx)) : open;
      await insertTasks(scope, [task]);
      return { result: { id }, answer: task };
    },
  });
}

async function findSection(
  ctx: Ctx,
  { tx }: CommandScope,
  { workspaceId, projectId }: CreateTask,
  sectionId: Id | null,
): Promise<{ isDoneColumn: boolean } | null> {
  return sectionId === null ? null : requireSection(ctx, tx, workspaceId, projectId, sectionId);
}

/**
 * Changes a task's fields. Editors only. A patch made on an older version is merged where that loses nothing.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` with both sides when somebody else changed the same text
 */
export function updateTask(ctx: Ctx, input: UpdateTask): Promise<Task> {
  const { workspaceId, id, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "task.update",
    replay: () => getTask(ctx, { workspaceId, id }),
    run: async (scope) => {
      const before = await requireTask(scope.tx, ctx.actor, input, "editor");
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
      const [task = before] = await saveTasks(ctx, scope, [
        { before, after: withFields(before, set, ctx.now().toISOString()) },
      ]);
      return { result: { id }, answer: task };
    },
  });
}

/**
 * Makes the same change to up to 500 tasks, as one command and one undo.
 *
 * @throws DomainError `not_found`, `forbidden` when any of them is out of reach: then none is changed
 */
export function updateTasks(ctx: Ctx, input: UpdateTasks): Promise<Tasks> {
  const { workspaceId, ids, set, addLabelIds, removeLabelIds } = input;
  return command(ctx, input, {
    kind: "task.updateMany",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const before = await requireTasks(scope.tx, ctx.actor, workspaceId, ids, "editor");
      const projectIds = before.map((task) => task.projectId);
      await requireLinks(ctx, scope.tx, workspaceId, projectIds, {
        ...set,
        labelIds: [...(set.labelIds ?? []), ...addLabelIds, ...removeLabelIds],
      });
      const now = ctx.now().toISOString();
      const changes = before.map((task) => ({ before: task, after: withSharedFields(task, input, now) }));
      const tasks = await saveTasks(ctx, scope, changes);
      return { result: { ids }, answer: { items: tasks.map(toSummary) } };
    },
  });
}
