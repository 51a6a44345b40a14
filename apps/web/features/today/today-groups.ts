import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Expression } from "@docket/schema/filter/expression";
import { withWhere } from "../view/task-group.ts";
import type { TaskGroup } from "../view/task-group.ts";

/** What the page of today holds: what is overdue, apart, and what is due today; each in the order of its time. */
export function todayGroups(
  workspaceId: string,
  today: Day,
  timeZone: string,
  where: Expression | null = null,
): TaskGroup[] {
  return [
    {
      key: "overdue",
      heading: { text: "overdue" },
      list: { workspaceId, filter: withWhere({ dueTo: addDays(today, -1), timeZone }, where, timeZone), order: "due" },
    },
    {
      key: "today",
      heading: { text: "today" },
      list: {
        workspaceId,
        filter: withWhere({ dueFrom: today, dueTo: today, timeZone }, where, timeZone),
        order: "due",
      },
      place: { fields: { due: { date: today } } },
    },
  ];
}
