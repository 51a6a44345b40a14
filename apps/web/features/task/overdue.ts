import { addDays } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { isWithinDays } from "@docket/schema/within-days";
import type { Reader } from "./format.ts";

/** Whether a task should have been done before the reader's today. */
export function isOverdue({ status, due }: ListedTask, { today, timeZone }: Reader): boolean {
  return status === "open" && isWithinDays(due, { from: null, to: addDays(today, -1) }, timeZone);
}
