import type { Day } from "@docket/schema/day";
import type { TaskSummary } from "@docket/schema/task";

/** Whether the last day on which an open task could be done in time is over. */
export function isPastDeadline(task: Pick<TaskSummary, "status" | "deadline">, today: Day): boolean {
  return task.status === "open" && task.deadline !== null && task.deadline < today;
}
