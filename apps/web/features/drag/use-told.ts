"use client";

import type { ListedTask } from "@docket/schema/task";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../task/format.ts";
import { useHeadings } from "../view/use-heading.ts";
import { useLabels, useProjects } from "../workspace/use-nouns.ts";
import { groupOf, parentAt, restOf } from "./drop-spot.ts";
import type { DragScene, Spot } from "./drop-spot.ts";

/**
 * What is said about a drag to those who can't see it.
 *
 * @param title what the only group of a view is called
 */
export function useTold(title: string) {
  const t = useTranslations("drag");
  const task = useTranslations("task");
  const headingOf = useHeadings();
  const projects = useProjects();
  const labels = useLabels();
  const locale = useLocale();
  const [told, setTold] = useState("");
  const about = (tasks: readonly ListedTask[]) => ({ count: tasks.length, title: tasks[0]?.title ?? "" });

  const place = (scene: DragScene, spot: Spot | null): string => {
    if (!spot) return t("nowhere");
    if (spot.kind === "project") {
      const project = projects.byId.get(spot.projectId);
      return t("in", { name: project?.isInbox ? task("inbox") : (project?.name ?? "") });
    }
    if (spot.kind === "label") return t("in", { name: labels.byId.get(spot.labelId)?.name ?? "" });
    if (spot.kind === "date") {
      const name = spot.date === null ? t("noDay") : formatDayAs("fullDay", spot.date, locale);
      return t("in", { name });
    }
    if (spot.kind === "day") return t("in", { name: task("days.today") });
    const parent = parentAt(scene, spot);
    if (parent) return t("below", { title: parent.title });
    const group = groupOf(scene, spot.groupKey);
    const name = (group && headingOf(group.group)) ?? title;
    if (!group || spot.kind !== "line") return t("in", { name });
    const siblings = restOf(group, scene.dragged).map(({ depth }) => depth === 0);
    const position = siblings.slice(0, spot.index).filter(Boolean).length + 1;
    return t("at", { name, position, count: siblings.filter(Boolean).length + scene.dragged.length });
  };

  return {
    told,
    tell: {
      lifted: (tasks: readonly ListedTask[]) => setTold(t("lifted", about(tasks))),
      at: (scene: DragScene, spot: Spot | null) => setTold(place(scene, spot)),
      dropped: (tasks: readonly ListedTask[], isMoved: boolean) =>
        setTold(isMoved ? t("dropped", about(tasks)) : t("unchanged")),
      cancelled: () => setTold(t("cancelled")),
    },
  };
}
