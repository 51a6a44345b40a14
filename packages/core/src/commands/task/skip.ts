import type { Day } from "@docket/schema/day";
import type { Task, Tasks, TasksCommand } from "@docket/schema/task";
import { isOpen, reopenTask } from "@docket/schema/task-state";
import { saveEntities } from "../../entities/entity.ts";
import type { TaskChange } from "../../entities/task/definition.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { lockTasks, readTasksAgain, toSummary, withDescendants } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError, invalid } from "../../runtime/error.ts";
import { familyOf, nextOccurrence, timeZoneOf, todayFor } from "./next-occurrence.ts";
import type { Family } from "./next-occurrence.ts";

/**
 * Moves repeating tasks on to their next occurrence without completing them. Their sub-tasks are reopened, and their
 * dates move along. Requires the editor role.
 *
 * @throws DomainError `invalid` if a task doesn't repeat or is closed; `conflict` if it has no further occurrence
 */
export function skipOccurrences(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.skip",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { capability: "edit" });
      const zone = await timeZoneOf(ctx, scope);
      const family = familyOf(await withDescendants(scope.tx, workspaceId, ids));
      const changes = new Map<string, TaskChange>();
      for (const task of named)
        for (const change of skip(task, family, todayFor(task, ctx.now(), zone))) changes.set(change.before.id, change);
      const guard = taskGuard(ctx, workspaceId, "edit");
      const saved = await saveEntities(taskEntity, ctx, scope, [...changes.values()], guard);
      return { result: { ids }, answer: { items: saved.filter((task) => ids.includes(task.id)).map(toSummary) } };
    },
  });
}

function skip(task: Task, family: Family, today: Day): TaskChange[] {
  if (!isOpen(task) || task.recurrence === null) throw invalid("ids", "This task doesn't repeat.");
  const changes = nextOccurrence(task, family, today);
  if (changes.length === 0) throw new DomainError("conflict", "This is the last occurrence.");
  return changes.map(({ before, after }) => ({ before, after: reopenTask(after) }));
}
