"use client";

import type { ListedTask } from "@docket/schema/task";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { TableColumn } from "../../entities/view/column.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { TaskCheck } from "../task/task-check.tsx";
import { TaskName } from "../task/task-name.tsx";
import { CellValue } from "./cell-value.tsx";

/** Classes that keep the first two columns visible while the others scroll beneath them. */
export const STICKY_CELL_CLASSES: Partial<Record<TableColumn, string>> = {
  done: "sticky start-0 z-1 bg-panel",
  title: "sticky start-12 z-1 border-e border-line bg-panel",
};

type TableCellProps = {
  task: ListedTask;
  column: TableColumn;
  actions: TaskActions;
  depth: number;
  isUnfolded: boolean | undefined;
  onFold: (id: string) => void;
  /** Whether this is the cell that Tab focuses. */
  isActive: boolean;
};

/** One field of a task in a table. The grid handles clicks and Enter (use-active-cell.ts). */
export function TableCell({ task, column, actions, depth, isUnfolded, onFold, isActive }: TableCellProps) {
  const scope = useTaskScope();
  const t = useTranslations("task");
  const isReadOnly = column === "created" || column === "updated" || !scope.canEdit(task);
  return (
    <div
      role="gridcell"
      tabIndex={isActive ? 0 : -1}
      // WAI-ARIA 1.2 allows this attribute on a gridcell; the lint rule does not know it.
      // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
      aria-readonly={isReadOnly}
      data-cell={column}
      className={`flex min-w-0 items-center overflow-hidden focus-visible:-outline-offset-2 group-data-selected/row:bg-accent/12 ${STICKY_CELL_CLASSES[column] ?? "px-2"} ${column === "done" ? "justify-center" : ""} ${isReadOnly ? "" : "cursor-pointer hover:bg-hover"}`}
      style={column === "title" && depth > 0 ? { paddingInlineStart: `${depth * 1.25}rem` } : undefined}
    >
      {column === "done" && <TaskCheck task={task} actions={actions} isReadOnly={isReadOnly} tabIndex={-1} />}
      {column === "title" && (
        <>
          {isUnfolded !== undefined && task.subtasks.all > 0 && (
            <button
              type="button"
              tabIndex={-1}
              aria-expanded={isUnfolded}
              aria-label={t(isUnfolded ? "fold" : "unfold", { title: task.title })}
              className="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover pointer-coarse:size-8"
              onClick={() => onFold(task.id)}
            >
              <ChevronRight aria-hidden className={`size-4 ${isUnfolded ? "rotate-90" : "rtl:rotate-180"}`} />
            </button>
          )}
          <TaskName task={task} actions={actions} tabIndex={-1} className="mx-1 grow" />
        </>
      )}
      {column !== "done" && column !== "title" && <CellValue task={task} column={column} />}
    </div>
  );
}
