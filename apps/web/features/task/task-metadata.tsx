"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { Calendar } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { formatWhenOnDay } from "../../entities/task/format.ts";
import { isOverdue } from "../../entities/task/is-overdue.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { TaskMarks } from "./task-marks.tsx";

const METADATA_ITEM = "inline-flex shrink-0 items-center gap-1 whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0";
/** Names shrink to their first letters when space is scarce. */
const NAME = "inline-flex items-center gap-1 rounded-full border border-line px-1.5 leading-5 whitespace-nowrap";
/** Maximum number of labels shown by name in a narrow and in a wide row. The remaining labels are only counted. */
const MAX_LABELS_NARROW = 1;
const MAX_LABELS = 2;
const PRIORITIES = ["", "low", "medium", "high"] as const;

type TaskMetadataProps = {
  task: ListedTask;
  withProject: boolean;
  /** The day that the heading above the task names. Only another day is shown. */
  day?: Day | undefined;
};

/** The fields set on a task, in short form. Everything conveyed by colour is also available as text. */
export function TaskMetadata({ task, withProject, day }: TaskMetadataProps) {
  const t = useTranslations("task");
  const reader = useReader();
  const labels = useLabels();
  const members = useMembers();
  const projects = useProjects();
  const project = withProject ? projects.byId.get(task.projectId) : undefined;
  const priority = PRIORITIES[task.priority] ?? "";
  const isLate = isOverdue(task, reader);
  const due = task.due && formatWhenOnDay(task.due, day, reader);
  const named = task.labelIds.flatMap((id) => labels.byId.get(id) ?? []);
  return (
    <p className="flex max-w-[60%] shrink-0 items-center gap-x-2.5 overflow-hidden text-xs text-muted empty:hidden phone:max-w-full">
      {priority !== "" && <span className="sr-only">{t(`priority.${priority}`)}</span>}
      {task.hasDescription && <span className="task-mark-description">{t("hasDescription")}</span>}
      {task.subtasks.all > 0 && (
        <span className={`${METADATA_ITEM} tabular-nums`}>
          <span aria-hidden className="task-mark-subtasks" />
          {task.subtasks.all - task.subtasks.open}/{task.subtasks.all}
          <span className="sr-only"> {t("subtasksDone")}</span>
        </span>
      )}
      {named.slice(0, MAX_LABELS).map(({ id, color, name }, index) => (
        <span key={id} className={`${NAME} min-w-12 max-w-32 ${index < MAX_LABELS_NARROW ? "" : "@max-xs:hidden"}`}>
          <ColorDot color={color} />
          <span dir="auto" className="truncate">
            {name}
          </span>
        </span>
      ))}
      <OtherLabels names={named.slice(MAX_LABELS_NARROW).map(({ name }) => name)} className="@xs:hidden" />
      <OtherLabels names={named.slice(MAX_LABELS).map(({ name }) => name)} className="@max-xs:hidden" />
      <TaskMarks task={task} className={due === null ? "[.task-mark-repeats+&]:-ms-1.5" : "-me-1.5"} />
      {due !== null && (
        <span className={`${METADATA_ITEM} ${isLate ? "text-danger" : ""}`}>
          <Calendar aria-hidden />
          {isLate && <span className="sr-only">{t("overdue")} </span>}
          {due}
        </span>
      )}
      {project && (
        <span className={`${NAME} max-w-40 min-w-0 overflow-hidden phone:order-last`}>
          <ColorDot color={project.color} />
          <span dir="auto" className="truncate">
            {project.isInbox ? t("inbox") : project.name}
          </span>
        </span>
      )}
      {task.assigneeIds.map((id) => {
        const name = members.byId.get(id)?.name;
        return (
          name !== undefined && (
            <span key={id} className="shrink-0">
              <Avatar name={name} />
              <span className="sr-only">{t("assignedTo", { name })}</span>
            </span>
          )
        );
      })}
    </p>
  );
}

/** The number of additional labels. Screen readers announce the labels' names. */
function OtherLabels({ names, className }: { names: readonly string[]; className: string }) {
  const format = useFormatter();
  if (names.length === 0) return null;
  return (
    <span className={`${METADATA_ITEM} ${className}`}>
      <span aria-hidden>+{names.length}</span>
      <span dir="auto" className="sr-only">
        {format.list(names)}
      </span>
    </span>
  );
}
