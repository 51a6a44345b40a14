"use client";

import { useTranslations } from "use-intl";
import type { TaskGroup } from "./task-group.ts";

/** The headings of groups in the reader's language; null for the only group of a view. */
export function useHeadings(): (group: TaskGroup) => string | null {
  const t = useTranslations("view.groups");
  return ({ heading }) => (heading === null ? null : "text" in heading ? t(heading.text) : heading.name);
}

/** The heading of one group. */
export function useHeading(group: TaskGroup): string | null {
  return useHeadings()(group);
}
