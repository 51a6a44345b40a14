"use client";

import type { Section } from "@docket/schema/section";
import { Sun } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFilter } from "../../entities/filter/use-filter.ts";
import { formatDay } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewState } from "../../entities/view/use-view-state.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TaskView } from "../view/task-view.tsx";
import { overdueMenu } from "./overdue-menu.tsx";
import { todayGroups } from "./today-groups.ts";
import { TODAY_PAGE, TODAY_VIEW } from "./today-view-state.ts";

const NO_SECTIONS: readonly Section[] = [];

/** Tasks due today in all projects, with overdue tasks in a separate group. */
export function TodayView() {
  const { id: workspaceId, inboxId } = useWorkspace();
  const { today, timeZone } = useViewer();
  const reader = useReader();
  const t = useTranslations("view");
  const navigation = useTranslations("navigation");
  const [state, setState] = useViewState(TODAY_PAGE, TODAY_VIEW);
  const filter = useFilter(state.filter, NO_SECTIONS);
  const groups = useMemo(
    () => todayGroups({ workspaceId, today, timeZone }, state, filter.where),
    [workspaceId, today, timeZone, state, filter.where],
  );
  const newTask = useMemo(() => ({ due: { date: today } }), [today]);
  const title = navigation("today");
  return (
    <TaskView
      page={TODAY_PAGE}
      title={title}
      heading={
        <>
          {title} <span className="ps-2 text-sm font-normal text-muted">{formatDay(today, reader)}</span>
        </>
      }
      groups={groups}
      groupings={[]}
      plain={TODAY_VIEW}
      state={state}
      onState={setState}
      filter={filter}
      canAdd={inboxId !== null}
      defaultProjectId={inboxId}
      withProject
      newTask={newTask}
      renderGroupMenu={overdueMenu}
      empty={
        <EmptyState icon={<Sun aria-hidden />} title={t("allClear.title")}>
          {t("allClear.text")}
        </EmptyState>
      }
    />
  );
}
