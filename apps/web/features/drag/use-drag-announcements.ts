"use client";

import type { ListedTask } from "@docket/schema/task";
import { clockTimeOf } from "@docket/schema/when-day";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs, formatTime } from "../../entities/task/format.ts";
import { useHeadings } from "../../entities/view/use-heading.ts";
import { useLabels, useProjects } from "../../entities/workspace/use-entities.ts";
import { groupOf, parentAt, rowsWithoutDragged } from "./drop-target.ts";
import type { DragLayout, DropTarget } from "./drop-target.ts";

/**
 * Announces the progress of a drag to screen readers.
 *
 * @param title the view's name, used for a group without a heading
 */
export function useDragAnnouncements(title: string) {
  const t = useTranslations("drag");
  const task = useTranslations("task");
  const headingOf = useHeadings();
  const projects = useProjects();
  const labels = useLabels();
  const locale = useLocale();
  const [announcement, setAnnouncement] = useState("");
  const taskParams = (tasks: readonly ListedTask[]) => ({ count: tasks.length, title: tasks[0]?.title ?? "" });

  const place = (dragLayout: DragLayout, dropTarget: DropTarget | null): string => {
    if (!dropTarget) return t("nowhere");
    if (dropTarget.kind === "project") {
      const project = projects.byId.get(dropTarget.projectId);
      return t("in", { name: project?.isInbox ? task("inbox") : (project?.name ?? "") });
    }
    if (dropTarget.kind === "label") return t("in", { name: labels.byId.get(dropTarget.labelId)?.name ?? "" });
    if (dropTarget.kind === "date") {
      const { date, minutes } = dropTarget;
      if (date === null) return t("in", { name: t("noDay") });
      const day = formatDayAs("fullDay", date, locale);
      if (minutes === undefined) return t("onDay", { day });
      return minutes === null
        ? t("allDay", { day })
        : t("atTime", { day, time: formatTime(clockTimeOf(minutes), locale) });
    }
    if (dropTarget.kind === "day") return t("in", { name: task("days.today") });
    const parent = parentAt(dragLayout, dropTarget);
    if (parent) return t("below", { title: parent.title });
    const group = groupOf(dragLayout, dropTarget.groupKey);
    const name = (group && headingOf(group.group)) ?? title;
    if (!group || dropTarget.kind !== "line") return t("in", { name });
    const siblings = rowsWithoutDragged(group, dragLayout.dragged).map(({ depth }) => depth === 0);
    const position = siblings.slice(0, dropTarget.index).filter(Boolean).length + 1;
    return t("at", { name, position, count: siblings.filter(Boolean).length + dragLayout.dragged.length });
  };

  return {
    announcement,
    announce: {
      dragged: (tasks: readonly ListedTask[]) => setAnnouncement(t("lifted", taskParams(tasks))),
      at: (dragLayout: DragLayout, dropTarget: DropTarget | null) => setAnnouncement(place(dragLayout, dropTarget)),
      dropped: (tasks: readonly ListedTask[], isMoved: boolean) =>
        setAnnouncement(isMoved ? t("dropped", taskParams(tasks)) : t("unchanged")),
      cancelled: () => setAnnouncement(t("cancelled")),
    },
  };
}
