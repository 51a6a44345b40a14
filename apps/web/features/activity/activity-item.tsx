"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { labelPath, projectPath, taskPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Link } from "../../navigation/link.tsx";
import { TIME_FORMAT, withPlainSpaces } from "../../ui/clock.ts";
import type { ActivityEntry } from "./activity-day.ts";
import { subjectOf } from "./activity-list.ts";
import type { EntityNames } from "./use-change-message.ts";

/** One entry in the activity: the change and, below it, the linked entity and its project. */
export function ActivityItem({ entry, names }: { entry: ActivityEntry; names: EntityNames }) {
  const { change, message, count } = entry;
  const t = useTranslations("activity");
  const format = useFormatter();
  const nameOf = useProjectName();
  const projects = useProjects().byId;
  const subject = subjectOf(change);
  const project = change.projectId === null ? undefined : projects.get(change.projectId);
  const isOfProject = subject === change.projectId;
  const name = isOfProject && project ? nameOf(project) : names[subject ?? ""]?.name;
  return (
    <li className="flex gap-3 rounded-md px-2 py-2 hover:bg-hover">
      <time dateTime={change.at} className="w-16 shrink-0 whitespace-nowrap text-xs leading-5 text-muted tabular-nums">
        {withPlainSpaces(format.dateTime(new Date(change.at), TIME_FORMAT))}
      </time>
      <div className="min-w-0">
        <p className="break-words">{message}</p>
        <p className="text-xs break-words text-muted">
          {name === undefined ? (
            change.entity !== "workspace" && subject !== null && t("gone")
          ) : (
            <Subject entry={entry} name={name} names={names} />
          )}
          {count > 1 && ` ${t("more", { count: count - 1 })}`}
          {project && !isOfProject && (
            <>
              {" · "}
              <bdi>{nameOf(project)}</bdi>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

/** The changed entity, as a link if it has a page. */
function Subject({ entry: { change }, name, names }: { entry: ActivityEntry; name: string; names: EntityNames }) {
  const { slug } = useWorkspace();
  const look = "inline-block min-h-6 content-center font-medium text-text hover:underline";
  const { entity, entityId, projectId, op } = change;
  const isGone = op === "trash" || op === "purge";
  if (entity === "task" && projectId !== null && !isGone)
    return (
      <Link href={taskPath(slug, { projectId, id: entityId })} dir="auto" className={look}>
        {[names[entityId]?.reference, name].filter(Boolean).join(" ")}
      </Link>
    );
  if (entity === "label" && !isGone)
    return (
      <Link href={labelPath(slug, entityId)} dir="auto" className={look}>
        {name}
      </Link>
    );
  if (subjectOf(change) === projectId && projectId !== null && !isGone)
    return (
      <Link href={projectPath(slug, projectId)} dir="auto" className={look}>
        {name}
      </Link>
    );
  return <bdi className="font-medium text-text">{name}</bdi>;
}
