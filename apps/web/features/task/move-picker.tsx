"use client";

import type { ListedTask } from "@docket/schema/task";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { canEditIn, useEntityLists, useProjects } from "../../entities/workspace/use-entities.ts";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { closePopover } from "../../ui/popover.tsx";

/** Maximum number of projects whose sections are offered. The tasks' own projects come first. */
const MAX_WITH_SECTIONS = 20;

/** Picker for the project or section to move tasks to. */
export function MovePicker({ tasks, actions }: { tasks: ListedTask[]; actions: Pick<TaskActions, "move"> }) {
  const projects = useProjects();
  const { sectionsOf } = useEntityLists();
  const t = useTranslations("task");
  const [search, setSearch] = useState("");
  const own = new Set(tasks.map(({ projectId }) => projectId));
  const places = projects.items
    .filter(canEditIn)
    .sort((left, right) => Number(own.has(right.id)) - Number(own.has(left.id)));
  const sections = useQueries({
    queries: places.slice(0, MAX_WITH_SECTIONS).map(({ id }) => sectionsOf(id)),
  });
  const choices = places.flatMap((project, index) => {
    const name = project.isInbox ? t("inbox") : project.name;
    const icon = <ColorDot color={project.color} />;
    const inside = sections[index]?.data?.items ?? [];
    return [
      { id: project.id, text: name, icon },
      ...inside.map((section) => ({ id: `${project.id}/${section.id}`, text: `${name} / ${section.name}`, icon })),
    ];
  });
  return (
    <ChoiceList
      label={t("pick.move")}
      search={search}
      onSearch={setSearch}
      nothing={t("pick.noPlace")}
      choices={choices}
      onChoose={(place) => {
        const [projectId = "", sectionId] = place.split("/");
        if (document.activeElement) closePopover(document.activeElement);
        actions.move(tasks, { projectId, sectionId: sectionId ?? null });
      }}
    />
  );
}
