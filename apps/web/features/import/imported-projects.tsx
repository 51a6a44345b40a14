"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { TextLink } from "../../ui/text-link.tsx";
import { projectPath } from "../workspace/path.ts";
import { useProjects } from "../workspace/use-entities.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";

/** Links shown at most; the sidebar has them all. */
const MOST = 8;

/** The ways to what was imported. */
export function ImportedProjects({ job }: { job: ImportJob }) {
  const t = useTranslations("importing");
  const { slug } = useWorkspace();
  const { items } = useProjects();
  // An import does not tell which projects it made; the newest ones of these names are they.
  const places = job.projects.flatMap(({ name, knownId }) => {
    const known = items.find(({ id }) => id === knownId);
    const made = items
      .filter((project) => project.name === name && project.createdAt >= job.createdAt)
      .toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1))[0];
    const place = known ?? made;
    return place ? [place] : [];
  });
  if (places.length === 0) return <TextLink href={`/w/${slug}`}>{t("toTasks")}</TextLink>;
  return (
    <ul className="flex flex-col">
      {places.slice(0, MOST).map(({ id, name }) => (
        <li key={id}>
          <TextLink href={projectPath(slug, id)} className="gap-1.5">
            <ArrowRight aria-hidden className="size-4 shrink-0" />
            {t("open", { name })}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
