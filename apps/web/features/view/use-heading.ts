"use client";

import { useTranslations } from "use-intl";
import type { TaskGroup } from "./task-group.ts";

/** The heading of a group in the reader's language; null for the only group of a view. */
export function useHeading({ heading }: TaskGroup): string | null {
  const t = useTranslations("view.groups");
  if (heading === null) return null;
  return "text" in heading ? t(heading.text) : heading.name;
}
