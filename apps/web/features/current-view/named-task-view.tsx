"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { namedTasks } from "../../entities/task/task-by-name.ts";
import { taskPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { replaceAddress } from "../../navigation/address.tsx";
import { Link } from "../../navigation/link.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { ColorDot } from "../../ui/color-dot.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { MissingView } from "../view/missing-view.tsx";
import { ViewSkeleton } from "../view/view-skeleton.tsx";

/**
 * Opens the task with a name such as HOME-12 in its project. If the viewer can see several tasks with that name, lists
 * them with their projects.
 */
export function NamedTaskView({ name }: { name: string }) {
  const { id: workspaceId, slug } = useWorkspace();
  const t = useTranslations();
  const query = useQuery(namedTasks(useTRPCClient(), workspaceId, name));
  const [found, ...others] = query.data ?? [];
  const path = found && others.length === 0 ? taskPath(slug, found.task) : null;
  useEffect(() => {
    if (path !== null) replaceAddress(path);
  }, [path]);
  if (!found) return <MissingView query={query.data ? null : query} />;
  if (path !== null) return <ViewSkeleton />;
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl px-3 pt-4 pb-24 outline-none sm:px-6 lg:pt-6">
      <PageTitle title={name} />
      <PageHeading title={t("task.choice.title")} text={t("task.choice.text", { name })} />
      <ul>
        {query.data?.map(({ task, project }) => (
          <li key={task.id}>
            <Link
              href={taskPath(slug, task)}
              className="block min-h-14 rounded-md px-2 py-2 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span dir="auto" className="block break-words">
                {task.title}
              </span>
              <span className="mt-0.5 inline-flex items-center gap-1.5 text-xs text-muted">
                <ColorDot color={project.color} />
                <bdi>{project.isInbox ? t("navigation.inbox") : project.name}</bdi>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
