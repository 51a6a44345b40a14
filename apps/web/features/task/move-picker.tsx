"use client";

import type { ListedTask } from "@docket/schema/task";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { canEditIn, useProjects, useSectionsOf } from "../../entities/workspace/use-entities.ts";
import { ChoiceList } from "../../ui/choice-list.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { closePopover } from "../../ui/popover.tsx";

/** Maximum number of projects whose sections are offered. The tasks' own projects come first. */
const MAX_WITH_SECTIONS = 20;

type MovePickerProps = {
  tasks: ListedTask[];
  actions: {
    move: (
      tasks: ListedTask[],
      place: { projectId: string; sectionId: string | null },
      sectionName: string | null,
    ) => void;
  };
};

/** Picker for the project or section to move tasks to. */
export function MovePicker({ tasks, actions }: MovePickerProps) {
  const projects = useProjects();
  const t = useTranslations("task");
  const [search, setSearch] = useState("");
  const own = new Set(tasks.map(({ projectId }) => projectId));
  const places = projects.items
    .filter(canEditIn)
    .sort((left, right) => Number(own.has(right.id)) - Number(own.has(left.id)));
  const sections = useSectionsOf(places.slice(0, MAX_WITH_SECTIONS).map(({ id }) => id));
  const choices = places.flatMap((project, index) => {
    const name = project.isInbox ? t("inbox") : project.name;
    const icon = <ColorDot color={project.color} />;
    const inside = sections[index] ?? [];
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
        const [projectId = "", sectionId = null] = place.split("/");
        const section = sections.flatMap((inside) => inside ?? []).find(({ id }) => id === sectionId);
        if (document.activeElement) closePopover(document.activeElement);
        actions.move(tasks, { projectId, sectionId }, section?.name ?? null);
      }}
    />
  );
}
