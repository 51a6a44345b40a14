"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen, timeOfWhen } from "@docket/schema/when-day";
import { useEffect, useMemo } from "react";
import { coveredDays } from "../../entities/view/day-time.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";

export type CalendarDays = {
  /**
   * Returns the tasks that cover a day. Those that began earlier come first, the others are sorted by time, and those
   * without a time come last.
   */
  onDay: (day: Day) => readonly ListedTask[];
  /** The lists of tasks without a due date, with the tasks loaded so far. */
  undated: readonly LoadedList[];
  isLoading: boolean;
  /** Lists that could not be loaded. */
  failed: readonly LoadedList[];
};

const NONE: readonly ListedTask[] = [];

/**
 * Groups a view's tasks by the days that they cover in the viewer's time zone. Loads all dated tasks, page by page.
 *
 * @param shown the days that are shown, which are consecutive
 */
export function useCalendarDays(groups: readonly TaskGroup[], shown: readonly Day[], timeZone: string): CalendarDays {
  const lists = useTaskLists(groups.map(({ list }) => list));
  const isUndated = (index: number) => groups[index]?.list.filter.hasDue === false;
  const dated = lists.filter((_, index) => !isUndated(index));
  const undated = lists.filter((_, index) => isUndated(index));
  useEffect(() => {
    for (const list of dated) list.loadMore();
  });
  const loaded = dated.map(({ tasks }) => tasks);
  const byDay = useMemo(() => {
    // A task with two labels is in two groups, but is shown only once on its day.
    const tasks = new Map(loaded.flat().map((task) => [task.id, task]));
    const days = new Map<Day, ListedTask[]>();
    const timeOn = (day: Day, { due }: ListedTask) => {
      if (due === null || dayOfWhen(due, timeZone) < day) return "";
      return timeOfWhen(due, timeZone) ?? "99:99";
    };
    const [from, to] = [shown[0], shown.at(-1)];
    if (from === undefined || to === undefined) return days;
    for (const task of tasks.values())
      for (const day of coveredDays(task, { from, to }, timeZone)) {
        const others = days.get(day);
        if (others) others.push(task);
        else days.set(day, [task]);
      }
    for (const [day, tasks] of days) tasks.sort((left, right) => timeOn(day, left).localeCompare(timeOn(day, right)));
    return days;
    // Each array keeps its identity while its contents are the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [timeZone, shown, ...loaded]);
  return {
    onDay: (day) => byDay.get(day) ?? NONE,
    undated,
    isLoading: dated.some(({ status, hasMore }) => status === "pending" || hasMore),
    failed: lists.filter(({ status }) => status === "error"),
  };
}
