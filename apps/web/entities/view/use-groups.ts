"use client";

import type { Section } from "@docket/schema/section";
import type { TaskFilter } from "@docket/schema/task";
import { useMemo } from "react";
import { lazyValue } from "../../ui/lazy-component.ts";
import { useFilter } from "../filter/use-filter.ts";
import type { PageFilter } from "../filter/use-filter.ts";
import { useViewer } from "../viewer/viewer.tsx";
import { useLabels, useMembers, useProjects } from "../workspace/use-entities.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import { taskGroups } from "./task-group.ts";
import type { TaskGroup } from "./task-group.ts";
import type { ViewState } from "./view-state.ts";

// Loaded on demand, because most pages show no calendar.
const readingCalendar = lazyValue(() => import("./day-grid.ts"));
const NO_SECTIONS: readonly Section[] = [];

/**
 * Returns the groups of a view and its parsed filter.
 *
 * @param filter the page's own filter, which all tasks of the view match; must be referentially stable
 * @param sections the sections, if the view is limited to a single project
 */
export function useGroups(
  state: ViewState,
  filter: Partial<TaskFilter>,
  sections: readonly Section[] = NO_SECTIONS,
): { groups: TaskGroup[]; filter: PageFilter } {
  const { id: workspaceId } = useWorkspace();
  const { today, timeZone, weekStart } = useViewer();
  const [labels, members, projects] = [useLabels().items, useMembers().items, useProjects().items];
  const read = useFilter(state.filter, sections, filter);
  const calendar = state.layout === "calendar" ? readingCalendar() : null;
  const groups = useMemo(
    () =>
      taskGroups(state, {
        workspaceId,
        filter,
        where: read.where,
        sections,
        labels,
        members,
        projects,
        today,
        timeZone,
        calendarDays: calendar?.calendarDays(state, { today, weekStart }) ?? null,
      }),
    [state, workspaceId, filter, read.where, sections, labels, members, projects, today, timeZone, weekStart, calendar],
  );
  return { groups, filter: read };
}
