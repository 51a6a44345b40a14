"use client";

import type { ListedTask } from "@docket/schema/task";
import { usePathname, useSearchParams } from "next/navigation";
import { openTaskHref } from "./open-task-href.ts";
import { focusInPanel } from "./panel-focus.ts";
import { useOpenTask } from "./use-open-task.ts";

type TaskTitleProps = {
  task: ListedTask;
  canEdit: boolean;
  className?: string;
  /** Out of the order of Tab where arrows lead to it. */
  tabIndex?: number;
};

/**
 * The title as a link that opens the task beside the list. A double click goes on into the title there: its first click has opened the
 * panel already, and one place to type in is enough.
 */
export function TaskTitle({ task, canEdit, className = "", tabIndex }: TaskTitleProps) {
  const path = usePathname();
  const search = useSearchParams();
  const [openId, open] = useOpenTask();
  const isClosed = task.status !== "open";
  return (
    <a
      href={openTaskHref(path, search.toString(), task.id)}
      aria-current={openId === task.id ? "true" : undefined}
      dir="auto"
      data-task-link
      tabIndex={tabIndex}
      className={`min-w-0 grow truncate rounded py-1.5 phone:w-full phone:grow-0 phone:py-0 ${isClosed ? "text-muted line-through" : ""} ${className}`}
      onClick={(event) => {
        if (event.defaultPrevented || event.button !== 0) return;
        event.preventDefault();
        if (event.detail > 1) return;
        // Once more on what is open already goes into it.
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
