import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Expression } from "@docket/schema/filter/expression";
import { orderOf, withWhere } from "../../entities/view/task-group.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import type { ViewState } from "../../entities/view/view-state.ts";

/**
 * Returns the groups of the Today page: overdue tasks, and tasks due today. The latter have no heading, because that of
 * the page names the day; only a board needs one for each column.
 */
export function todayGroups(
  { workspaceId, today, timeZone }: { workspaceId: string; today: Day; timeZone: string },
  state: Pick<ViewState, "layout" | "sortBy" | "direction" | "withClosed">,
  where: Expression | null,
): TaskGroup[] {
  const order = orderOf(state);
  return [
    {
      key: "overdue",
      heading: { text: "overdue" },
      list: { workspaceId, filter: withWhere({ dueTo: addDays(today, -1), timeZone }, where, timeZone), ...order },
    },
    {
      key: "today",
      heading: state.layout === "board" ? { text: "today" } : null,
      day: today,
      list: {
        workspaceId,
        filter: withWhere(
          { dueFrom: today, dueTo: today, timeZone, status: state.withClosed ? "any" : "open" },
          where,
          timeZone,
        ),
        ...order,
      },
      place: { fields: { due: { date: today } } },
    },
  ];
}
