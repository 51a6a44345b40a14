"use client";

import type { Project } from "@docket/schema/project";
import { CircleCheckBig } from "lucide-react";
import { useTranslations } from "use-intl";
import { projectPath } from "../../entities/workspace/path.ts";
import { canEditIn, useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { NoMatch } from "../filter/no-match.tsx";

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

/** Link from an empty inbox to the user's only project: the welcome project, or the one they were invited to. */
function OnlyProject() {
  const t = useTranslations("view");
  const { slug } = useWorkspace();
  const [only, ...more] = useProjects().items.filter(({ isInbox }) => !isInbox);
  if (!only || more.length > 0) return null;
  return <TextLink href={projectPath(slug, only.id)}>{t("empty.goOn", { name: only.name })}</TextLink>;
}
