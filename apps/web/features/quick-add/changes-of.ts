import type { QuickAdd } from "@docket/schema/quick-add/quick-add";
import type { ListedTask, TaskFields } from "@docket/schema/task";

/** Returns the change of a task that sets what is typed, with the title that remains. Labels and assignees are added. */
export function changesOf(typed: QuickAdd, task: Pick<ListedTask, "labelIds" | "assigneeIds">): TaskFields {
  const { title, due, recurrence, start, deadline, durationMinutes, priority, labelIds, assigneeIds } = typed;
  return {
    title,
    ...(due === null ? {} : { due }),
    ...(recurrence === null ? {} : { recurrence: { ...recurrence, catchUp: "skip" } }),
    ...(start === null ? {} : { start }),
    ...(deadline === null ? {} : { deadline }),
    ...(durationMinutes === null ? {} : { durationMinutes }),
    ...(priority === null ? {} : { priority }),
    ...(labelIds.length === 0 ? {} : { labelIds: [...new Set([...task.labelIds, ...labelIds])] }),
    ...(assigneeIds.length === 0 ? {} : { assigneeIds: [...new Set([...task.assigneeIds, ...assigneeIds])] }),
  };
}
