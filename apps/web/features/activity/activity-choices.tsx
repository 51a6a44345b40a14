"use client";

import { useTranslations } from "use-intl";
import { ProjectChip } from "../../entities/project/project-chip.tsx";
import { useMembers } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ChoiceChip } from "../../ui/choice-chip.tsx";
import { KINDS, TIMES } from "./activity-filter.ts";
import type { ActivityFilter } from "./activity-filter.ts";

type ActivityChoicesProps = { filter: ActivityFilter; onChange: (change: Partial<ActivityFilter>) => void };

/** Controls that filter the activity by person, kind, project and time. */
export function ActivityChoices({ filter, onChange }: ActivityChoicesProps) {
  const t = useTranslations("activity");
  const nothing = useTranslations("general")("noChoice");
  const members = useMembers().items;
  return (
    <div className="mb-4 flex flex-wrap gap-2 px-1 text-sm">
      <ChoiceChip
        label={t("person")}
        plain=""
        value={filter.person ?? ""}
        nothing={nothing}
        choices={[
          { id: "", text: t("anybody") },
          ...members.map(({ userId, name }) => ({ id: userId, text: name, icon: <Avatar name={name} /> })),
        ]}
        onChange={(person) => onChange({ person: person || null })}
      />
      <ChoiceChip
        label={t("kind")}
        plain="all"
        value={filter.kind}
        nothing={nothing}
        choices={KINDS.map((kind) => ({ id: kind, text: t(`kinds.${kind}`) }))}
        onChange={(value) => onChange({ kind: KINDS.find((kind) => kind === value) ?? "all" })}
      />
      <ProjectChip value={filter.project} onChange={(project) => onChange({ project })} />
      <ChoiceChip
        label={t("time")}
        plain="all"
        value={filter.time}
        nothing={nothing}
        choices={TIMES.map((time) => ({ id: time, text: t(`times.${time}`) }))}
        onChange={(value) => onChange({ time: TIMES.find((time) => time === value) ?? "all" })}
      />
    </div>
  );
}
