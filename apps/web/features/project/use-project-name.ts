"use client";

import type { Project } from "@docket/schema/project";
import { useCallback } from "react";
import { useTranslations } from "use-intl";

/** What a project is called on the pages: the inbox has its name from the language, and one that can't be seen has none. */
export function useProjectName(): (project: Pick<Project, "isInbox" | "name"> | undefined) => string {
  const t = useTranslations("task");
  const unknown = useTranslations("trash");
  return useCallback(
    (project) => (project?.isInbox ? t("inbox") : (project?.name ?? unknown("anotherProject"))),
    [t, unknown],
  );
}
