import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { TaskSummary } from "@docket/schema/task";
import { isWithinDays } from "@docket/schema/within-days";

/** Whether a task is open though its day is over, as its reader's zone counts days. */
export function isOverdue(task: TaskSummary, { today, timeZone }: { today: Day; timeZone: string }): boolean {
  return task.status === "open" && isWithinDays(task.due, { from: null, to: addDays(today, -1) }, timeZone);
}
