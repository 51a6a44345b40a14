"use client";

import { useTranslations } from "use-intl";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { Select } from "../../ui/select.tsx";
import { KINDS, TIMES } from "./activity-filter.ts";
import type { ActivityFilter } from "./activity-filter.ts";

type ActivityChoicesProps = { filter: ActivityFilter; onChange: (change: Partial<ActivityFilter>) => void };

/** Controls that filter the activity by person, kind, project and time. */
export function ActivityChoices({ filter, onChange }: ActivityChoicesProps) {
  const t = useTranslations("activity");
  const nameOf = useProjectName();
  const members = useMembers().items;
  const projects = useProjects().items;
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 text-sm sm:grid-cols-4">
      <Select
        label={t("person")}
        value={filter.person ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ person: value || null })}
      >
        <option value="">{t("anybody")}</option>
        {members.map(({ userId, name }) => (
          <option key={userId} value={userId}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        label={t("kind")}
        value={filter.kind}
        onChange={({ currentTarget: { value } }) => onChange({ kind: KINDS.find((kind) => kind === value) ?? "all" })}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t("project")}
        value={filter.project ?? ""}
        onChange={({ currentTarget: { value } }) => onChange({ project: value || null })}
      >
        <option value="">{t("allProjects")}</option>
        {projects.map((project) => (
          <option key={project.id} value={project.id}>
            {nameOf(project)}
          </option>
        ))}
      </Select>
      <Select
        label={t("time")}
        value={filter.time}
        onChange={({ currentTarget: { value } }) => onChange({ time: TIMES.find((time) => time === value) ?? "all" })}
      >
        {TIMES.map((time) => (
          <option key={time} value={time}>
            {t(`times.${time}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}
