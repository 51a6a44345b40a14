"use client";

import type { ListedTask } from "@docket/schema/task";
import type { FocusEvent, KeyboardEvent, MouseEvent } from "react";
import { useState } from "react";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { TableColumn } from "../../entities/view/column.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import type { PickerKind } from "../../entities/view/task-scope.tsx";

/**
 * The picker for each column's field. The title is edited inline, the checkbox is toggled, other columns are read-only.
 */
const PICKERS: Partial<Record<TableColumn, PickerKind>> = {
  status: "status",
  priority: "priority",
  due: "due",
  start: "start",
  deadline: "deadline",
  labels: "labels",
  assignees: "assign",
  place: "move",
};

/** Number of rows that Page Up and Page Down move. */
const PAGE = 10;

/** Tracks the active cell of a table, moves it with the keyboard and edits its field. */
export function useActiveCell(actions: TaskActions) {
  const scope = useTaskScope();
  const [, open] = useOpenTask();
  const [active, setActive] = useState<{ id: string | null; column: TableColumn }>({ id: null, column: "title" });

  const edit = (task: ListedTask, cell: HTMLElement) => {
    // Safe because only the table sets data-cell.
    const column = cell.dataset["cell"] as TableColumn;
    if (!scope.canEdit(task)) return;
    const kind = PICKERS[column];
    if (kind !== undefined) scope.openPicker(kind, [task], cell);
    else if (column === "title") scope.rename(task.id);
    else if (column === "done" && task.status === "open") actions.complete([task]);
    else if (column === "done") actions.reopen([task]);
  };

  const go = (id: string, by: number) => {
    const { order, focus } = scope.shownTasks();
    const next = order[Math.min(order.length - 1, Math.max(0, order.indexOf(id) + by))];
    if (next !== undefined) focus(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const found = cellAt(event.target);
    const task = found && scope.shownTasks().find(found.id);
    if (!found || !task || event.altKey || event.metaKey || event.shiftKey || isTyping(event.target)) return;
    const { cell, id } = found;
    const isFar = event.ctrlKey;
    if (isFar && event.key !== "Home" && event.key !== "End") return;
    const acts: Record<string, () => void> = {
      ArrowUp: () => go(id, -1),
      ArrowDown: () => go(id, 1),
      PageUp: () => go(id, -PAGE),
      PageDown: () => go(id, PAGE),
      ArrowLeft: () => focusCell(cell.previousElementSibling),
      ArrowRight: () => focusCell(cell.nextElementSibling),
      Home: () => (isFar ? go(id, -Infinity) : focusCell(cell.parentElement?.firstElementChild)),
      End: () => (isFar ? scope.shownTasks().focusLast?.() : focusCell(cell.parentElement?.lastElementChild)),
      Enter: () => edit(task, cell),
      " ": () => (cell.dataset["cell"] === "title" ? open(id) : edit(task, cell)),
      Escape: () => cell.focus(),
    };
    const act = acts[event.key];
    // Enter and Space keep their default action on a link or checkbox inside the cell. Escape keeps it on the cell
    // itself.
    const isInside = event.target !== cell;
    if (!act || (isInside ? event.key === "Enter" || event.key === " " : event.key === "Escape")) return;
    event.preventDefault();
    act();
  };

  const onClick = (event: MouseEvent) => {
    const found = cellAt(event.target);
    const task = found && scope.shownTasks().find(found.id);
    if (!found || !task || event.defaultPrevented) return;
    if (event.shiftKey) scope.selection.extendTo(found.id, scope.shownTasks().order);
    else if (event.ctrlKey || event.metaKey) scope.selection.toggle(found.id);
    else if (event.target instanceof Element && event.target.closest("a, button, input") === null)
      edit(task, found.cell);
  };

  const onFocus = (event: FocusEvent) => {
    const found = cellAt(event.target);
    // Safe because only the table sets data-cell.
    if (found) setActive({ id: found.id, column: found.cell.dataset["cell"] as TableColumn });
  };

  return { ...active, focusable: () => `[data-cell="${active.column}"]`, handlers: { onKeyDown, onClick, onFocus } };
}

function cellAt(target: EventTarget): { cell: HTMLElement; id: string } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const id = cell?.closest<HTMLElement>("[data-task]")?.dataset["task"];
  return cell && id !== undefined ? { cell, id } : null;
}

function focusCell(cell: Element | null | undefined): void {
  if (!(cell instanceof HTMLElement)) return;
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
}
