"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { useMembers } from "../../entities/workspace/use-entities.ts";
import { useFormatMoment } from "../../ui/use-format-moment.ts";

/** Shows who created the task and when, and when it was updated and completed. */
export function TaskOrigin({ task }: { task: ListedTask }) {
  const t = useTranslations("panel.fields");
  const somebody = useTranslations("panel.activity")("somebody");
  const members = useMembers().byId;
  const at = useFormatMoment();
  const who = (id: string | null) => members.get(id ?? "")?.name ?? somebody;
  return (
    // The formatted dates may differ, because the server and the browser may have different locale data.
    <p suppressHydrationWarning className="text-xs text-muted">
      {t("created", { who: who(task.createdBy), at: at(task.createdAt) })}
      {" · "}
      {t("changed", { at: at(task.updatedAt) })}
      {task.completedAt !== null && ` · ${t("completed", { who: who(task.completedBy), at: at(task.completedAt) })}`}
    </p>
  );
}
