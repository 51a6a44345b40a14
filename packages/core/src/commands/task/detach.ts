import type { Tasks, TasksCommand } from "@docket/schema/task";
import { isOpen } from "@docket/schema/task-state";
import { saveEntities } from "../../entities/entity.ts";
import type { TaskChange } from "../../entities/task/definition.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { answeredIds, lockTasks, readTasksAgain, toSummary, withDescendants } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { invalid } from "../../runtime/error.ts";
import { createNextOccurrences } from "./next-occurrence.ts";

/**
 * Detaches repeating tasks from their series, so that they can be changed without changing the occurrences after them.
 * The tasks no longer repeat, and their series continue with the next occurrence, which is created as if they had been
 * completed. Requires the editor role.
 *
 * @returns the detached tasks, and then the next occurrences, each without its sub-tasks
 * @throws DomainError `invalid` if a task doesn't repeat or is closed
 */
export function detachOccurrences(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.detach",
    replay: async (result) => ({ items: await readTasksAgain(ctx, workspaceId, answeredIds(result) ?? ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { capability: "edit" });
      if (named.some((task) => !isOpen(task) || task.recurrence === null))
        throw invalid("ids", "This task doesn't repeat.");
      const changes = (await withDescendants(scope.tx, workspaceId, ids)).map((before): TaskChange => {
        const isDetached = ids.includes(before.id);
        const after = isDetached ? { ...before, recurrence: null, seriesId: null, occurrenceOn: null } : before;
        return { before, after };
      });
      const created = await createNextOccurrences(ctx, scope, changes);
      const saved = await saveEntities(taskEntity, ctx, scope, changes, taskGuard(ctx, workspaceId, "edit"));
      const answered = [...saved.filter(({ id }) => ids.includes(id)), ...created];
      return { result: { ids: answered.map(({ id }) => id) }, answer: { items: answered.map(toSummary) } };
    },
  });
}
