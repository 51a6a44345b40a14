import type { Day } from "@docket/schema/day";
import type { TaskSummary } from "@docket/schema/task";

/** Returns whether a task is still open after its deadline. The day of the deadline itself is in time. */
export function isPastDeadline(task: Pick<TaskSummary, "status" | "deadline">, today: Day): boolean {
  return task.status === "open" && task.deadline !== null && task.deadline < today;
}
