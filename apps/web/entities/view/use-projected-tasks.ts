"use client";

import type { Day } from "@docket/schema/day";
import { allOf } from "@docket/schema/filter/expression";
import type { ListedTask } from "@docket/schema/task";
import { useEffect, useMemo, useState } from "react";
import type { TaskListInput } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import { lazyCall } from "../../ui/lazy-component.ts";
import { useViewer } from "../viewer/viewer.tsx";
import type { projectedTasks } from "./projected-tasks.ts";

const lazyProjection = lazyCall(() => import("./projected-tasks.ts"));
type Project = typeof projectedTasks;

/** Maximum number of repeating tasks whose occurrences are shown. */
const MAX_REPEATING = 500;
const NONE: ReadonlyMap<Day, readonly ListedTask[]> = new Map();

/**
 * Returns the future occurrences of the repeating tasks that match a list's filter, by day. None begin before today.
 * With the filter `withLasting`, occurrences that last several days are on each of them.
 *
 * @param list the list of the tasks that are due in the period; undefined if it shows none
 */
export function useProjectedTasks(
  list: TaskListInput | undefined,
  from: Day,
  to: Day,
): ReadonlyMap<Day, readonly ListedTask[]> {
  const { today, timeZone } = useViewer();
  const [project, setProject] = useState<Project | null>(null);
  useEffect(() => lazyProjection(({ projectedTasks }) => setProject(() => projectedTasks)), []);
  // All repeating tasks, so that another period sends no further request.
  const input = useMemo((): TaskListInput | null => {
    if (!list) return null;
    const { dueFrom: _from, dueTo: _to, withLasting: _lasting, where, ...filter } = list.filter;
    const isRepeating = { field: "is", is: "repeating" } as const;
    const condition = where ? allOf([where, isRepeating]) : isRepeating;
    return { ...list, order: "due", direction: "ascending", filter: { ...filter, status: "open", where: condition } };
  }, [list]);
  const [repeating] = useTaskLists(input && to >= today ? [input] : []);
  const tasks = repeating?.tasks;
  const withLasting = list?.filter.withLasting ?? false;
  useEffect(() => {
    if (repeating?.hasMore && repeating.tasks.length < MAX_REPEATING) repeating.loadMore();
  });
  return useMemo(
    () => (project && tasks ? project(tasks, { from, to, today, withLasting }, timeZone) : NONE),
    [from, project, tasks, timeZone, to, today, withLasting],
  );
}
