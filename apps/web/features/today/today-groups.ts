import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { TaskGroup } from "../view/task-group.ts";

/** What the page of today holds: what is overdue, apart, and what is due today; each in the order of its time. */
export function todayGroups(workspaceId: string, today: Day, timeZone: string): TaskGroup[] {
  return [
    {
      key: "overdue",
      heading: { text: "overdue" },
      list: { workspaceId, filter: { dueTo: addDays(today, -1), timeZone }, order: "due" },
    },
    {
      key: "today",
      heading: { text: "today" },
      list: { workspaceId, filter: { dueFrom: today, dueTo: today, timeZone }, order: "due" },
      place: { fields: { due: { date: today } } },
    },
  ];
}
