"use client";

import type { Project } from "@docket/schema/project";
import { Archive } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useListNavigation } from "../../actions/use-list-navigation.ts";
import { useProjectActions } from "../../entities/project/use-project-actions.ts";
import { projectPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Link } from "../../navigation/link.tsx";
import { Failed } from "../../trpc/failed.tsx";
import { Button } from "../../ui/button.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useArchivedProjects } from "./use-inactive-projects.ts";

/** Archived projects, which can be opened or restored. */
export function ArchivedProjects() {
  const t = useTranslations("trash");
  const list = useRef<HTMLUListElement>(null);
  const archived = useArchivedProjects();
  useListNavigation(list, "a");
  if (archived.isError) return <Failed error={archived.error} onRetry={() => void archived.refetch()} />;
  if (archived.isPending) return <Skeleton label={t("loading")} />;
  if (archived.data.items.length === 0)
    return (
      <EmptyState icon={<Archive aria-hidden />} title={t("nothingArchived")}>
        {t("nothingArchivedText")}
      </EmptyState>
    );
  return (
    <ul ref={list} aria-label={t("archive")}>
      {archived.data.items.map((project) => (
        <ArchivedProject key={project.id} project={project} />
      ))}
    </ul>
  );
}

function ArchivedProject({ project }: { project: Project }) {
  const { id, name, color, archivedAt, role } = project;
  const { slug } = useWorkspace();
  const actions = useProjectActions();
  const t = useTranslations("trash");
  const projectText = useTranslations("project");
  return (
    <li className="flex min-h-12 items-center gap-3 rounded-md px-2 py-1 focus-within:bg-hover hover:bg-hover">
      <ColorDot color={color} />
      <span className="min-w-0 grow">
        <Link href={projectPath(slug, id)} className="inline-block min-h-6 break-words hover:underline">
          {name}
        </Link>
        {archivedAt !== null && (
          <span className="block text-xs text-muted">
            <Moment at={archivedAt} />
          </span>
        )}
      </span>
      {role === "manager" && (
        <Button
          className="min-h-8 pointer-coarse:min-h-11"
          aria-label={t("unarchiveOne", { name })}
          onClick={(event) => {
            const row = event.currentTarget.closest("li");
            const beside = row?.nextElementSibling ?? row?.previousElementSibling;
            (beside?.querySelector("a") ?? document.querySelector<HTMLElement>("#content"))?.focus();
            actions.unarchive(project);
          }}
        >
          {projectText("unarchive")}
        </Button>
      )}
    </li>
  );
}
