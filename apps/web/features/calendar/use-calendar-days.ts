"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen, timeOfWhen } from "@docket/schema/when-day";
import { useEffect, useMemo } from "react";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { useTaskLists } from "../../sync/use-task-lists.ts";
import type { LoadedList } from "../../sync/use-task-lists.ts";

export type CalendarDays = {
  /** Returns the tasks of a day, sorted by time; tasks without a time come last. */
  onDay: (day: Day) => readonly ListedTask[];
  /** The lists of tasks without a due date, with the tasks loaded so far. */
  undated: readonly LoadedList[];
  isLoading: boolean;
  /** Lists that could not be loaded. */
  failed: readonly LoadedList[];
};

const NONE: readonly ListedTask[] = [];

/** Groups a view's tasks by due date in the viewer's time zone. Loads all dated tasks, page by page. */
export function useCalendarDays(groups: readonly TaskGroup[], timeZone: string): CalendarDays {
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
    const timeOf = ({ due }: ListedTask) => (due && timeOfWhen(due, timeZone)) ?? "99:99";
    for (const task of tasks.values()) {
      if (task.due === null) continue;
      const day = dayOfWhen(task.due, timeZone);
      days.set(day, [...(days.get(day) ?? []), task]);
    }
    for (const tasks of days.values()) tasks.sort((left, right) => timeOf(left).localeCompare(timeOf(right)));
    return days;
    // Each array keeps its identity while its contents are the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [timeZone, ...loaded]);
  return {
    onDay: (day) => byDay.get(day) ?? NONE,
    undated,
    isLoading: dated.some(({ status, hasMore }) => status === "pending" || hasMore),
    failed: lists.filter(({ status }) => status === "error"),
  };
}
