"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { formatWhen } from "../../entities/task/format.ts";
import { isOverdue } from "../../entities/task/is-overdue.ts";
import { isPastDeadline } from "../../entities/task/is-past-deadline.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import type { Column } from "../../entities/view/column.ts";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { Moment } from "../../ui/moment.tsx";
import { TaskMarks } from "../task/task-marks.tsx";

/** The value of a task in a column, as text and colour; empty if the field is not set. */
export function CellValue({ task, column }: { task: ListedTask; column: Column }) {
  switch (column) {
    case "status":
      return <Status task={task} />;
    case "priority":
      return <Priority task={task} />;
    case "due":
    case "start":
    case "deadline":
      return <Day task={task} field={column} />;
    case "labels":
      return <Labels task={task} />;
    case "assignees":
      return <Assignees task={task} />;
    case "place":
      return <Place task={task} />;
    case "created":
      return (
        <span className="truncate text-muted">
          <Moment at={task.createdAt} />
        </span>
      );
    case "updated":
      return (
        <span className="truncate text-muted">
          <Moment at={task.updatedAt} />
        </span>
      );
  }
}

type Of = { task: ListedTask };

function Status({ task }: Of) {
  const t = useTranslations("view.groups");
  return <span className="truncate">{t(task.status)}</span>;
}

function Priority({ task }: Of) {
  const t = useTranslations("view.groups");
  const found = PRIORITIES.find(({ priority }) => priority === task.priority);
  if (!found || found.name === "none") return null;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span aria-hidden className={`size-3 shrink-0 rounded-full border-2 ${found.className}`} />
      <span className="truncate">{t(found.name)}</span>
    </span>
  );
}

function Day({ task, field }: Of & { field: "due" | "start" | "deadline" }) {
  const reader = useReader();
  const t = useTranslations("task");
  const value = task[field];
  const marks = field === "due" && <TaskMarks task={task} className="ms-1 first:ms-0" />;
  if (value === null) return marks;
  const isLate = field === "due" ? isOverdue(task, reader) : field === "deadline" && isPastDeadline(task, reader.today);
  return (
    <>
      <span className={`truncate ${isLate ? "text-danger" : ""}`}>
        {isLate && <span className="sr-only">{t("overdue")} </span>}
        {formatWhen(typeof value === "string" ? { date: value } : value, reader)}
      </span>
      {marks}
    </>
  );
}

function Labels({ task }: Of) {
  const labels = useLabels();
  return task.labelIds.map((id) => {
    const label = labels.byId.get(id);
    return (
      label && (
        <span key={id} className="flex min-w-0 items-center gap-1 pe-2">
          <ColorDot color={label.color} />
          <span dir="auto" className="truncate">
            {label.name}
          </span>
        </span>
      )
    );
  });
}

function Assignees({ task }: Of) {
  const members = useMembers();
  return task.assigneeIds.map((id) => {
    const name = members.byId.get(id)?.name;
    return (
      name !== undefined && (
        <span key={id} className="flex min-w-0 items-center gap-1.5 pe-2">
          <Avatar name={name} />
          <span dir="auto" className="truncate">
            {name}
          </span>
        </span>
      )
    );
  });
}

function Place({ task }: Of) {
  const projects = useProjects();
  const t = useTranslations("task");
  const project = projects.byId.get(task.projectId);
  return (
    project && (
      <span className="flex min-w-0 items-center gap-1.5">
        <ColorDot color={project.color} />
        <span dir="auto" className="truncate">
          {project.isInbox ? t("inbox") : project.name}
        </span>
      </span>
    )
  );
}
