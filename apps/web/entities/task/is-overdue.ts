import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { TaskSummary } from "@docket/schema/task";
import { isWithinDays } from "@docket/schema/within-days";

/** Whether an open task's due date has passed in the viewer's time zone. */
export function isOverdue(task: TaskSummary, { today, timeZone }: { today: Day; timeZone: string }): boolean {
  return task.status === "open" && isWithinDays(task.due, { from: null, to: addDays(today, -1) }, timeZone);
}
