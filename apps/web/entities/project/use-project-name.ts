"use client";

import type { Project } from "@docket/schema/project";
import { useCallback } from "react";
import { useTranslations } from "use-intl";

/**
 * Returns a function that gets the display name of a project: the translated name for an inbox, or a placeholder if the
 * project is unknown.
 */
export function useProjectName(): (project: Pick<Project, "isInbox" | "name"> | undefined) => string {
  const t = useTranslations("task");
  const unknown = useTranslations("trash");
  return useCallback(
    (project) => (project?.isInbox ? t("inbox") : (project?.name ?? unknown("anotherProject"))),
    [t, unknown],
  );
}
