"use client";

import type { ListedTask } from "@docket/schema/task";
import { Check, Minus } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";

const RINGS = [
  "border-control",
  "border-low bg-low/10",
  "border-medium bg-medium/10",
  "border-high bg-high/10",
] as const;

type TaskCheckProps = {
  task: ListedTask;
  actions: TaskActions;
  isReadOnly: boolean;
  /** -1 in layouts in which the checkbox is reached with the arrow keys instead of Tab. */
  tabIndex?: number;
};

/** The round checkbox of a task, coloured by priority. */
export function TaskCheck({ task, actions, isReadOnly, tabIndex }: TaskCheckProps) {
  const t = useTranslations("task");
  const isClosed = task.status !== "open";
  const ring = isClosed ? "border-muted bg-muted text-panel" : (RINGS[task.priority] ?? RINGS[0]);
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isClosed}
      aria-label={t("complete", { title: task.title })}
      disabled={isReadOnly}
      tabIndex={tabIndex}
      className="grid size-8 shrink-0 place-items-center rounded-full pointer-coarse:size-11"
      onClick={() => (isClosed ? actions.reopen([task]) : actions.complete([task]))}
    >
      <span className={`grid size-4.5 place-items-center rounded-full border-2 ${ring}`}>
        {task.status === "done" && <Check aria-hidden className="size-3" strokeWidth={3.5} />}
        {task.status === "cancelled" && <Minus aria-hidden className="size-3" strokeWidth={3.5} />}
      </span>
    </button>
  );
}
