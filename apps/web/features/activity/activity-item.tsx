"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { labelPath, projectPath, taskPath } from "../../entities/workspace/path.ts";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Link } from "../../navigation/link.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { TIME_FORMAT, withPlainSpaces } from "../../ui/clock.ts";
import type { ActivityEntry, ActivityGroup } from "./activity-day.ts";
import { subjectOf } from "./activity-list.ts";
import type { EntityNames } from "./use-change-message.ts";

type ActivityItemProps = { group: ActivityGroup; names: EntityNames };

/** What one person did with one thing: the first change with the linked thing and the time, the others below. */
export function ActivityItem({ group: [first, ...others], names }: ActivityItemProps) {
  const { change } = first;
  const t = useTranslations("activity");
  const format = useFormatter();
  return (
    <li className="flex gap-3 rounded-md px-2 py-2 hover:bg-hover">
      <span className="mt-0.5">
        <Avatar name={names[change.actorId]?.name ?? t("somebody")} />
      </span>
      <div className="min-w-0 grow">
        <Sentence entry={first} />
        <Place entry={first} names={names} />
        {others.map((entry) => (
          <p key={entry.change.seq} className="break-words">
            <Sentence entry={entry} />
          </p>
        ))}
      </div>
      <time dateTime={change.at} className="shrink-0 text-xs leading-6 whitespace-nowrap text-muted tabular-nums">
        {withPlainSpaces(format.dateTime(new Date(change.at), TIME_FORMAT))}
      </time>
    </li>
  );
}

function Sentence({ entry: { message, count } }: { entry: ActivityEntry }) {
  const t = useTranslations("activity");
  return (
    <span className="break-words">
      {message}
      {count > 1 && ` ${t("more", { count: count - 1 })}`}
    </span>
  );
}

/** The changed entity and, if it is not a project, its project. */
function Place({ entry, names }: { entry: ActivityEntry; names: EntityNames }) {
  const { change } = entry;
  const t = useTranslations("activity");
  const nameOf = useProjectName();
  const projects = useProjects().byId;
  const subject = subjectOf(change);
  const project = change.projectId === null ? undefined : projects.get(change.projectId);
  const isOfProject = subject === change.projectId;
  const name = isOfProject && project ? nameOf(project) : names[subject ?? ""]?.name;
  if (name === undefined && (change.entity === "workspace" || subject === null)) return null;
  return (
    <>
      {" · "}
      {name === undefined ? (
        <span className="text-muted">{t("gone")}</span>
      ) : (
        <Subject entry={entry} name={name} names={names} />
      )}
      {project && !isOfProject && (
        <span className="text-xs text-muted">
          {" · "}
          <bdi>{nameOf(project)}</bdi>
        </span>
      )}
    </>
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
