import { addDays, addMonths, dayNumber, isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Expression } from "@docket/schema/filter/expression";
import type { ListedTask, TaskFilter } from "@docket/schema/task";
import { firstOfMonth, weekOf } from "../../entities/view/day-grid.ts";
import { orderOf, withWhere } from "../../entities/view/task-group.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import type { ViewState } from "../../entities/view/view-state.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { partOfList } from "./list-part.ts";

/** The viewer's workspace, day, time zone and first day of the week. */
type UpcomingReader = { workspaceId: string; today: Day; timeZone: string; weekStart: number };

/** Filter and order of the tasks on the Upcoming page. */
export type UpcomingChoice = {
  state: Pick<ViewState, "sortBy" | "direction" | "withClosed">;
  /** The viewer's filter. */
  where: Expression | null;
  nameOf: (day: Day) => string;
};

/**
 * Returns the overdue tasks as a group, then one group for each day from today to the end of a week. The days of a month
 * share one list, so that scrolling by a month sends one request.
 *
 * @param weeks number of weeks, including the rest of the current one
 */
export function upcomingGroups(
  reader: UpcomingReader,
  weeks: number,
  { state, where, nameOf }: UpcomingChoice,
): TaskGroup[] {
  const { workspaceId, today, timeZone, weekStart } = reader;
  const lastOfWeek = weekOf(today, weekStart).at(-1) ?? today;
  const count = dayNumber(lastOfWeek) - dayNumber(today) + 1 + (weeks - 1) * 7;
  const days = Array.from({ length: count }, (_, index) => addDays(today, index)).filter(isDay);
  const order = orderOf(state);
  const listOf = (filter: Partial<TaskFilter>) => ({
    workspaceId,
    filter: withWhere({ ...filter, timeZone }, where, timeZone),
    ...order,
  });
  const status = state.withClosed ? "any" : "open";
  const months = new Map(
    [...new Set(days.map(firstOfMonth))].map((month) => [
      month,
      listOf({ dueFrom: month < today ? today : month, dueTo: addDays(addMonths(month, 1), -1), status }),
    ]),
  );
  return [
    { key: "overdue", heading: { text: "overdue" }, list: listOf({ dueTo: addDays(today, -1) }) },
    ...days.flatMap((day, index): TaskGroup[] => {
      const list = months.get(firstOfMonth(day));
      if (!list) return [];
      const isFirst = index === 0 || day === firstOfMonth(day);
      const partOf = (loaded: LoadedList) => partOfList(loaded, list, { day, isFirst, timeZone });
      return [
        { key: day, day, heading: { name: nameOf(day) }, list, partOf, place: { fields: { due: { date: day } } } },
      ];
    }),
  ];
}

/** Returns the number of weeks that must be shown to include a day. */
export function weeksUntil(day: Day, today: Day, weekStart: number): number {
  const first = weekOf(today, weekStart)[0] ?? today;
  return Math.floor((dayNumber(day) - dayNumber(first)) / 7) + 1;
}

/** Adds the future occurrences of repeating tasks to the groups of their days. */
export function withProjected(
  groups: readonly TaskGroup[],
  projected: ReadonlyMap<Day, readonly ListedTask[]>,
): TaskGroup[] {
  return groups.map((group) => {
    const tasks = group.day === undefined ? undefined : projected.get(group.day);
    return tasks ? { ...group, projected: tasks } : group;
  });
}
