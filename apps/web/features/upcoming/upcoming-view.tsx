"use client";

import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { ReactNode } from "react";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFilter } from "../../entities/filter/use-filter.ts";
import { formatDay } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { calendarDays } from "../../entities/view/day-grid.ts";
import { NO_ENTITIES, taskGroups } from "../../entities/view/task-group.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { useProjectedTasks } from "../../entities/view/use-projected-tasks.ts";
import { useViewState } from "../../entities/view/use-view-state.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { overdueMenu } from "../today/overdue-menu.tsx";
import { TaskView } from "../view/task-view.tsx";
import { DayStatus, LoadedMonthsProvider } from "./day-status.tsx";
import { upcomingGroups, weeksUntil, withProjected } from "./upcoming-groups.ts";
import { FIRST_WEEKS, UPCOMING_PAGE, UPCOMING_VIEW } from "./upcoming-view-state.ts";
import { WeekStrip } from "./week-strip.tsx";

/** Number of weeks added when the end of the list comes near. */
const MORE_WEEKS = 4;

/** Maximum number of weeks on a board, which renders all of its columns. */
const MAX_BOARD_WEEKS = 13;

/** Returns the end of a heading: the menu of the overdue tasks, or the status of a day. */
function headingEnd(group: TaskGroup): ReactNode {
  return group.partOf ? <DayStatus group={group} /> : overdueMenu(group);
}

/** Tasks in all projects by day, starting with overdue tasks. */
export function UpcomingView() {
  const { id: workspaceId, inboxId } = useWorkspace();
  const { today, timeZone, weekStart } = useViewer();
  const reader = useReader();
  const navigation = useTranslations("navigation");
  const [state, setState] = useViewState(UPCOMING_PAGE, UPCOMING_VIEW);
  const filter = useFilter(state.filter, NO_ENTITIES.sections);
  const { where } = filter;
  const [wantedWeeks, setWeeks] = useState(FIRST_WEEKS);
  const isBoard = state.layout === "board";
  const weeks = isBoard ? Math.min(wantedWeeks, MAX_BOARD_WEEKS) : wantedWeeks;
  // The weeks after it leave enough space to scroll the day to the top.
  const showDay = (day: Day) => setWeeks((weeks) => Math.max(weeks, weeksUntil(day, today, weekStart) + MORE_WEEKS));

  const isCalendar = state.layout === "calendar";
  const days = useMemo(() => {
    const named = new Map([
      [today, reader.names.today],
      [addDays(today, 1), reader.names.tomorrow],
    ]);
    const nameOf = (day: Day) => [named.get(day), formatDay(day, reader)].filter(Boolean).join(" · ");
    return upcomingGroups({ workspaceId, today, timeZone, weekStart }, weeks, { state, where, nameOf });
  }, [reader, timeZone, today, weekStart, weeks, where, state, workspaceId]);
  const [first, last] = [days[1], days.at(-1)];
  const projected = useProjectedTasks(
    state.layout === "list" ? first?.list : undefined,
    first?.day ?? today,
    last?.day ?? today,
  );
  const groups = isCalendar
    ? taskGroups(state, {
        ...NO_ENTITIES,
        workspaceId,
        filter: {},
        where,
        today,
        timeZone,
        calendarDays: calendarDays(state, { today, weekStart }),
      })
    : withProjected(days, projected);

  return (
    <LoadedMonthsProvider groups={groups}>
      <TaskView
        page={UPCOMING_PAGE}
        title={navigation("upcoming")}
        groups={groups}
        groupings={[]}
        plain={UPCOMING_VIEW}
        state={state}
        onState={setState}
        filter={filter}
        canAdd={inboxId !== null}
        defaultProjectId={inboxId}
        withProject
        above={state.layout === "list" && <WeekStrip groups={groups} onShow={showDay} />}
        renderGroupMenu={headingEnd}
        footer={
          !(isBoard && weeks === MAX_BOARD_WEEKS) && (
            <ScrollSentinel onSight={() => setWeeks((weeks) => weeks + MORE_WEEKS)} shown={weeks} />
          )
        }
        empty={null}
      />
    </LoadedMonthsProvider>
  );
}

/** The end of the rendered days. Calls `onSight` shortly before it scrolls into view. */
function ScrollSentinel({ onSight: onVisible, shown }: { onSight: () => void; shown: number }) {
  const edge = useRef<HTMLDivElement>(null);
  const onNear = useEffectEvent(onVisible);
  useEffect(() => {
    if (!edge.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onNear();
      },
      { rootMargin: "0px 0px 600px" },
    );
    observer.observe(edge.current);
    return () => observer.disconnect();
    // Observe again after each added week, because a sentinel that stays in view triggers no further callback.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [shown]);
  return <div ref={edge} className="h-px" />;
}
