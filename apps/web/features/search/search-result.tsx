"use client";

import type { SearchHit } from "@docket/schema/search";
import { Circle, CircleCheck, CircleSlash } from "lucide-react";
import { useTranslations } from "use-intl";
import { titleMatcher } from "../../entities/task/title-match.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { taskPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Link } from "../../navigation/link.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { highlighted } from "./highlight.ts";

const STATUS_ICONS = { open: Circle, done: CircleCheck, cancelled: CircleSlash } as const;

/** One search result: the task's title with the matches highlighted, its project, and which field matched. */
export function SearchResult({ hit: { task, where }, text }: { hit: SearchHit; text: string }) {
  const { slug } = useWorkspace();
  const project = useProjects().byId.get(task.projectId);
  const formatWhen = useFormatWhen();
  const t = useTranslations("search");
  const view = useTranslations("view.groups");
  const navigation = useTranslations("navigation");
  const Icon = STATUS_ICONS[task.status];
  const matched = where === "comment" ? "comment" : titleMatcher(text)(task) ? "title" : "description";
  return (
    <li>
      <Link
        href={taskPath(slug, task)}
        className="flex min-h-14 items-start gap-3 rounded-md px-2 py-2 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Icon
          aria-hidden
          className={`mt-0.5 size-4 shrink-0 ${task.status === "open" ? "text-control" : "text-muted"}`}
        />
        <span className="min-w-0 grow">
          <span dir="auto" className={`block break-words ${task.status === "open" ? "" : "text-muted line-through"}`}>
            {highlighted(task.title, text).map((piece) =>
              piece.isHit ? (
                <mark key={piece.at} className="rounded-xs bg-accent/20 text-inherit">
                  {piece.text}
                </mark>
              ) : (
                piece.text
              ),
            )}
          </span>
          <span className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-muted">
            {task.status !== "open" && <span className="sr-only">{view(task.status)}</span>}
            {project && (
              <span className="inline-flex items-center gap-1.5">
                <ColorDot color={project.color} />
                <bdi>{project.isInbox ? navigation("inbox") : project.name}</bdi>
              </span>
            )}
            {project && <span>{`${project.key}-${task.number}`}</span>}
            {task.due && <span>{formatWhen(task.due)}</span>}
            <span>{t(`matched.${matched}`)}</span>
          </span>
        </span>
      </Link>
    </li>
  );
}
