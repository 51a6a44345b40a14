"use client";

import type { ListedTask } from "@docket/schema/task";
import { AlignLeft, Calendar, ListTree } from "lucide-react";
import { useTranslations } from "use-intl";
import { Avatar } from "../../ui/avatar.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { useLabels, useMembers, useProjects } from "../workspace/use-nouns.ts";
import { formatWhen } from "./format.ts";
import { isOverdue } from "./is-overdue.ts";
import { useReader } from "./use-format-when.ts";

/** Labels that are spelled out; of more than these only the number is seen. */
const MOST_LABELS = 3;

const FACT = "inline-flex shrink-0 items-center gap-1 whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0";
const PRIORITIES = ["", "low", "medium", "high"] as const;

/** What is set on a task, briefly: everything that has a colour is also said in words. */
export function TaskFacts({ task, withProject }: { task: ListedTask; withProject: boolean }) {
  const t = useTranslations("task");
  const reader = useReader();
  const labels = useLabels();
  const members = useMembers();
  const projects = useProjects();
  const project = withProject ? projects.byId.get(task.projectId) : undefined;
  const priority = PRIORITIES[task.priority] ?? "";
  const own = task.labelIds.flatMap((id) => labels.byId.get(id) ?? []);
  const more = own.slice(MOST_LABELS);
  const isLate = isOverdue(task, reader);
  return (
    <p className="flex max-w-[60%] shrink-0 items-center gap-x-3 overflow-hidden text-[0.8125rem] text-muted empty:hidden phone:max-w-full phone:text-xs">
      {priority !== "" && <span className="sr-only">{t(`priority.${priority}`)}</span>}
      {task.hasDescription && (
        <span className={FACT}>
          <AlignLeft aria-hidden />
          <span className="sr-only">{t("hasDescription")}</span>
        </span>
      )}
      {task.subtasks.all > 0 && (
        <span className={`${FACT} tabular-nums`}>
          <ListTree aria-hidden />
          {task.subtasks.all - task.subtasks.open}/{task.subtasks.all}
          <span className="sr-only"> {t("subtasksDone")}</span>
        </span>
      )}
      {own.length > 0 && (
        // They make room for what stands behind them.
        <span className="flex min-w-0 items-center gap-x-3">
          {own.slice(0, MOST_LABELS).map(({ id, name, color }) => (
            <span key={id} className={`${FACT} max-w-32 min-w-6 shrink!`}>
              <ColorDot color={color} />
              <span className="truncate">{name}</span>
            </span>
          ))}
          {more.length > 0 && (
            <span className={FACT}>
              <span aria-hidden>+{more.length}</span>
              <span className="sr-only">{more.map(({ name }) => name).join(", ")}</span>
            </span>
          )}
        </span>
      )}
      {task.due && (
        <span className={`${FACT} ${isLate ? "text-danger" : ""}`}>
          <Calendar aria-hidden />
          {isLate && <span className="sr-only">{t("overdue")} </span>}
          {formatWhen(task.due, reader)}
        </span>
      )}
      {project && (
        <span className={`${FACT} max-w-40 min-w-6 shrink!`}>
          <ColorDot color={project.color} />
          <span className="truncate">{project.isInbox ? t("inbox") : project.name}</span>
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
