"use client";

import { useTranslations } from "use-intl";
import { ChoiceChip } from "../../ui/choice-chip.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { useProjects } from "../workspace/use-entities.ts";
import { useProjectName } from "./use-project-name.ts";

type ProjectChipProps = { value: string | null; onChange: (projectId: string | null) => void };

/** Chooses one project, or all of them (null). */
export function ProjectChip({ value, onChange }: ProjectChipProps) {
  const t = useTranslations("project");
  const nothing = useTranslations("general")("noChoice");
  const { items } = useProjects();
  const nameOf = useProjectName();
  return (
    <ChoiceChip
      label={t("project")}
      plain=""
      value={value ?? ""}
      nothing={nothing}
      choices={[
        { id: "", text: t("allProjects") },
        ...items.map((project) => ({
          id: project.id,
          text: nameOf(project),
          icon: <ColorDot color={project.color} />,
        })),
      ]}
      onChange={(projectId) => onChange(projectId || null)}
    />
  );
}
