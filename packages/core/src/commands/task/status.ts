import type { SetTaskStatus, Tasks } from "@docket/schema/task";
import { reopenTask } from "@docket/schema/task-state";
import type { ClosedStatus } from "@docket/schema/task-state";
import { saveEntities } from "../../entities/entity.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { lockTasks, readTasksAgain, toSummary } from "../../entities/task/queries.ts";
import type { Command } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { closeTasks } from "./closing-rules.ts";
import { completeTaskFast } from "./fast.ts";

/**
 * Completes tasks and their open sub-tasks. If the project has a section for completed tasks, they move there. Requires
 * the editor role.
 */
export function completeTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return command(ctx, input, taskCompletion(ctx, input));
}

/** Returns the command for {@link completeTasks}, in both forms. */
export function taskCompletion(ctx: Ctx, input: SetTaskStatus): Command<Tasks> {
  return { ...statusCommand(ctx, input, "done"), fast: (entry) => completeTaskFast(ctx, input, entry) };
}

/** Cancels tasks and their open sub-tasks. Requires the editor role. */
export function cancelTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return command(ctx, input, statusCommand(ctx, input, "cancelled"));
}

/** Reopens closed tasks. Their sub-tasks are not changed. Requires the editor role. */
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
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { capability: "close" });
      const changes =
        status === "open"
          ? named.map((before) => ({ before, after: reopenTask(before) }))
          : await closeTasks({ ctx, scope, status }, named);
      const tasks = await saveEntities(taskEntity, ctx, scope, changes, taskGuard(ctx, workspaceId, "close"));
      return { result: { ids }, answer: { items: tasks.map(toSummary) } };
    },
  };
}
