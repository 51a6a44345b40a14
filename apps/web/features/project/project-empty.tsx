"use client";

import type { Project } from "@docket/schema/project";
import { CircleCheckBig } from "lucide-react";
import { useTranslations } from "use-intl";
import { canEditIn } from "../../entities/workspace/use-entities.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { NoMatch } from "../filter/no-match.tsx";
import { OnlyProject } from "./only-project.tsx";

type ProjectEmptyProps = { project: Project; isFiltered: boolean };

/** The empty state of a project that has no tasks, or none that match the filter. */
export function ProjectEmpty({ project, isFiltered }: ProjectEmptyProps) {
  const t = useTranslations("view.empty");
  if (isFiltered) return <NoMatch />;
  return (
    <EmptyState icon={<CircleCheckBig aria-hidden />} title={t("title")} action={project.isInbox && <OnlyProject />}>
      {t(canEditIn(project) ? "add" : "read")}
    </EmptyState>
  );
}
