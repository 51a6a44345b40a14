"use client";

import { useFormatter, useTranslations } from "use-intl";

const ENTITIES = ["tasks", "sections", "comments", "labels", "projects"] as const;

/** Counts by entity; `subtasks` are included in `tasks`. */
type Counts = { [Entity in (typeof ENTITIES)[number] | "subtasks"]?: number };

/** Returns a function that formats counts as “12 tasks and 3 labels”. Omits zeros, except for tasks. */
export function useCounts(): (counts: Counts) => string {
  const t = useTranslations("importing.counts");
  const format = useFormatter();
  return (counts) =>
    format.list(
      ENTITIES.filter((entity) => entity === "tasks" || (counts[entity] ?? 0) > 0).map((entity) =>
        entity === "tasks" && (counts.subtasks ?? 0) > 0
          ? t("tasksAndBelow", { count: counts.tasks ?? 0, below: counts.subtasks ?? 0 })
          : t(entity, { count: counts[entity] ?? 0 }),
      ),
    );
}
