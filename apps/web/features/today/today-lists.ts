import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { TaskListInput } from "../../sync/task-list.ts";

/** What the page of today holds: what is overdue, apart, and what is due today; each in the order of its time. */
export function todayLists(
  workspaceId: string,
  today: Day,
  timeZone: string,
): { overdue: TaskListInput; due: TaskListInput } {
  const list = (filter: TaskListInput["filter"]): TaskListInput => ({
    workspaceId,
    filter: { ...filter, timeZone },
    order: "due",
  });
  return { overdue: list({ dueTo: addDays(today, -1) }), due: list({ dueFrom: today, dueTo: today }) };
}
