import { message } from "@docket/schema/message";
import type { DuplicateTask, Task } from "@docket/schema/task";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { deriveId } from "@docket/schema/uuid";
import { copyTasks, insertTasks } from "../../entities/task/insert.ts";
import { getTask } from "../../entities/task/list.ts";
import { reserveNumbers, taskRanks } from "../../entities/task/order.ts";
import { lockTasks, withDescendants } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";

/**
 * Copies a task and places the copy directly after it. The copy is open and has the same labels, dates and assignees.
 * Sub-tasks are copied if `withSubtasks` is set; comments and history are not. Requires the editor role.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` if more than 500 tasks would be copied
 */
export function duplicateTask(ctx: Ctx, input: DuplicateTask): Promise<Task> {
  const { workspaceId, id, newId, withSubtasks } = input;
  return command(ctx, input, {
    kind: "task.duplicate",
    replay: () => getTask(ctx, { workspaceId, id: newId }),
    run: async (scope) => {
      const [original] = await lockTasks(ctx, scope, workspaceId, [id], { capability: "create" });
      if (!original) throw notFound("Task");
      const { projectId } = original;
      const tree = withSubtasks ? await withDescendants(scope.tx, workspaceId, [id]) : [original];
      if (tree.length > MAX_BULK_TASKS)
        throw new DomainError("conflict", message`More than ${MAX_BULK_TASKS} tasks can't be copied at once.`);
      const [rank = ""] = await taskRanks(ctx, scope, original, { after: id }, 1);
      const copies = copyTasks(
        ctx,
        tree,
        (task) => (task.id === id ? newId : deriveId(newId, task.id)),
        await reserveNumbers(scope, workspaceId, projectId, tree.length),
      );
      const [root, ...below] = copies;
      if (!root) throw new Error("A task that was just read is not in its own tree.");
      const answer = { ...root, parentId: original.parentId, rank };
      await insertTasks(scope, [answer, ...below]);
      return { result: { id: newId }, answer };
    },
  });
}
