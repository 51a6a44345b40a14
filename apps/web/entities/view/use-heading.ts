"use client";

import { useTranslations } from "use-intl";
import type { TaskGroup } from "./task-group.ts";

/**
 * Returns a function that translates the heading of a group. It returns null for the only group of an ungrouped view.
 */
export function useHeadings(): (group: TaskGroup) => string | null {
  const t = useTranslations("view.groups");
  return ({ heading }) => (heading === null ? null : "text" in heading ? t(heading.text) : heading.name);
}

/** Returns the translated heading of a group; null for the only group of an ungrouped view. */
export function useHeading(group: TaskGroup): string | null {
  return useHeadings()(group);
}
