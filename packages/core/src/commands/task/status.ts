import type { SetTaskStatus, Task, Tasks } from "@docket/schema/task";
import { reopenTask } from "@docket/schema/task-state";
import type { ClosedStatus } from "@docket/schema/task-state";
import { saveEntities } from "../../entities/entity.ts";
import type { TaskChange } from "../../entities/task/definition.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { answeredIds, lockTasks, readTasksAgain, toSummary } from "../../entities/task/queries.ts";
import type { Command, CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { closeTasks } from "./closing-rules.ts";
import { completeTaskFast } from "./fast.ts";
import { discardNextOccurrences } from "./next-occurrence.ts";

/**
 * Completes tasks and their open sub-tasks. If the project has a section for completed tasks, they move there. The next
 * occurrence of a repeating task is created. Requires the editor role.
 *
 * @returns the completed tasks, and then their next occurrences, each without its sub-tasks
 */
export function completeTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return command(ctx, input, taskCompletion(ctx, input));
}

/** Returns the command for {@link completeTasks}, in both forms. */
export function taskCompletion(ctx: Ctx, input: SetTaskStatus): Command<Tasks> {
  return { ...statusCommand(ctx, input, "done"), fast: (entry) => completeTaskFast(ctx, input, entry) };
}

/** Cancels tasks and their open sub-tasks. A repeating task does not continue. Requires the editor role. */
export function cancelTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return command(ctx, input, statusCommand(ctx, input, "cancelled"));
}

/**
 * Reopens closed tasks. Their sub-tasks are not changed. If the next occurrence of a repeating task has not been
 * changed since it was created, it moves to the trash. Requires the editor role.
 */
export function reopenTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return command(ctx, input, statusCommand(ctx, input, "open"));
}

/** The command kind for each target status. */
const KINDS: Record<"open" | ClosedStatus, string> = {
  open: "task.reopen",
  done: "task.complete",
  cancelled: "task.cancel",
};

function statusCommand(ctx: Ctx, { workspaceId, ids }: SetTaskStatus, status: keyof typeof KINDS): Command<Tasks> {
  return {
    kind: KINDS[status],
    replay: async (result) => ({ items: await readTasksAgain(ctx, workspaceId, answeredIds(result) ?? ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { capability: "close" });
      const { changes, created } =
        status === "open"
          ? { changes: await reopenings(ctx, scope, named), created: [] }
          : await closeTasks({ ctx, scope, status }, named);
      const saved = await saveEntities(taskEntity, ctx, scope, changes, taskGuard(ctx, workspaceId, "close"));
      const answered = [...saved.filter(({ id }) => ids.includes(id)), ...created];
      const result = { ids: answered.map(({ id }) => id) };
      return { result, answer: { items: answered.map(toSummary) } };
    },
  };
}

async function reopenings(ctx: Ctx, scope: CommandScope, tasks: Task[]): Promise<TaskChange[]> {
  const reopened = tasks.map((before): TaskChange => ({ before, after: reopenTask(before) }));
  return [...reopened, ...(await discardNextOccurrences(ctx, scope, reopened))];
}
