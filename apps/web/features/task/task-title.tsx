"use client";

import type { ListedTask } from "@docket/schema/task";
import { openTaskHref } from "../../entities/task/open-task-href.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { usePath, useSearch } from "../../navigation/address.tsx";
import { focusInPanel } from "./panel-focus.ts";

type TaskTitleProps = {
  task: ListedTask;
  canEdit: boolean;
  className?: string;
  /** -1 in layouts in which the link is reached with the arrow keys instead of Tab. */
  tabIndex?: number;
};

/**
 * The title as a link that opens the task in the panel. A double-click also focuses the title field in the panel, which
 * the first click has opened. The list therefore needs no title field of its own.
 */
export function TaskTitle({ task, canEdit, className = "grow", tabIndex }: TaskTitleProps) {
  const path = usePath();
  const search = useSearch();
  const [openId, open] = useOpenTask();
  const isClosed = task.status !== "open";
  return (
    <a
      href={openTaskHref(path, search.toString(), task.id)}
      aria-current={openId === task.id ? "true" : undefined}
      dir="auto"
      data-task-link
      tabIndex={tabIndex}
      className={`min-w-0 truncate rounded py-1.5 phone:w-full phone:grow-0 phone:py-0 ${isClosed ? "text-muted line-through" : ""} ${className}`}
      onClick={(event) => {
        if (event.defaultPrevented || event.button !== 0) return;
        event.preventDefault();
        if (event.detail > 1) return;
        // Clicking the task that is already open moves focus into its panel.
        if (openId === task.id) document.querySelector<HTMLElement>("[data-panel]")?.focus();
        else open(task.id);
      }}
      onDoubleClick={(event) => {
        const isSelecting = event.shiftKey || event.ctrlKey || event.metaKey;
        if (canEdit && !isSelecting) focusInPanel({ taskId: task.id, field: "title" });
      }}
    >
      {task.title}
    </a>
  );
}
