"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { homePath, projectPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** Maximum number of links; the sidebar contains all projects. */
const MAX_LINKS = 8;

/** Links to the imported projects. */
export function ImportedProjects({ job }: { job: ImportJob }) {
  const t = useTranslations("importing");
  const workspace = useWorkspace();
  const { items } = useProjects();
  // An import does not return the ids of the projects it created, so the newest projects with the imported names are
  // used.
  const importedProjects = job.projects.flatMap(({ name, knownId }) => {
    const known = items.find(({ id }) => id === knownId);
    const made = items
      .filter((project) => project.name === name && project.createdAt >= job.createdAt)
      .toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1))[0];
    const place = known ?? made;
    return place ? [place] : [];
  });
  if (importedProjects.length === 0) return <TextLink href={homePath(workspace)}>{t("toTasks")}</TextLink>;
  return (
    <ul className="flex flex-col">
      {importedProjects.slice(0, MAX_LINKS).map(({ id, name }) => (
        <li key={id}>
          <TextLink href={projectPath(workspace.slug, id)} className="gap-1.5">
            <ArrowRight aria-hidden className="size-4 shrink-0" />
            {t("open", { name })}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
