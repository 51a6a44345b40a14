import type { ListedTask } from "@docket/schema/task";
import type { TaskScope } from "../../entities/view/task-scope.tsx";

/** The tasks or the section that is being dragged. */
export type DragItem =
  | {
      kind: "tasks";
      tasks: ListedTask[];
      fromKey: string;
      /** Distance in pixels from the top of a task in a day with hours to the pointer; 0 elsewhere. */
      grabbedAt: number;
    }
  | { kind: "section"; id: string; name: string };

/** Elements that do not start a drag when pressed: controls in a row, and the later parts of tasks that pass midnight. */
const OTHER_CONTROLS =
  "input, textarea, select, [contenteditable], button:not([data-drag-handle]), dialog, [popover], [data-continued]";
/** Elements on which the space bar starts a drag. */
const KEYBOARD_SOURCES = "[data-drag-handle], [data-task-link]";

/**
 * Returns the item that an event starts to drag: a section, a task or, if that task is selected, all selected tasks.
 */
export function dragItemOf(event: Event, scope: TaskScope): (DragItem & { element: HTMLElement }) | null {
  const { target } = event;
  if (!(target instanceof Element) || !target.closest("main")) return null;
  if (event instanceof KeyboardEvent && !(isPlain(event) && event.code === "Space" && target.closest(KEYBOARD_SOURCES)))
    return null;
  if (event instanceof MouseEvent && (event.button !== 0 || !isPlain(event))) return null;
  if (target.closest(OTHER_CONTROLS)) return null;

  const row = target.closest<HTMLElement>("[data-task]");
  const task = scope.shownTasks().find(row?.dataset["task"] ?? "");
  const fromKey = target.closest<HTMLElement>("[data-group]")?.dataset["group"] ?? "";
  if (row && task && scope.canEdit(task)) {
    const dragged = draggedWith(task, scope);
    // In a day with hours, the time at the pointer is that of the grabbed task, which therefore comes first.
    const tasks = row.closest("[data-hours]") ? [task, ...dragged.filter((other) => other !== task)] : dragged;
    return { kind: "tasks", element: row, tasks, fromKey, grabbedAt: grabbedAt(event, row) };
  }

  const head = target.closest<HTMLElement>("[data-section]");
  const section = head?.dataset["section"];
  return head && section !== undefined
    ? { kind: "section", element: head, id: section, name: head.querySelector("h2")?.textContent ?? "" }
    : null;
}

function grabbedAt(event: Event, row: HTMLElement): number {
  const point = event instanceof MouseEvent ? event : "touches" in event ? (event as TouchEvent).touches[0] : undefined;
  return point && row.closest("[data-hours]") ? point.clientY - row.getBoundingClientRect().top : 0;
}

const isPlain = (event: MouseEvent | KeyboardEvent) =>
  !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

function draggedWith(task: ListedTask, scope: TaskScope): ListedTask[] {
  if (!scope.selection.has(task.id)) return [task];
  const { order, find } = scope.shownTasks();
  const chosen = order.filter((id) => scope.selection.has(id)).flatMap((id) => find(id) ?? []);
  const ids = new Set(chosen.map(({ id }) => id));
  // Sub-tasks move with their parents.
  return chosen.filter((task) => scope.canEdit(task) && (task.parentId === null || !ids.has(task.parentId)));
}
