import type { ListedTask } from "@docket/schema/task";
import { DAY_MINUTES, MIN_SHOWN_MINUTES } from "../../entities/view/day-time.ts";
import { labelAtPath, projectAtPath } from "../../entities/workspace/path.ts";
import { dayElement, hoursElement } from "./day-drop-target.ts";
import { groupOf, rowsWithoutDragged } from "./drop-target.ts";
import type { DayTarget, DragLayout, DropTarget, PointerTarget } from "./drop-target.ts";
import type { SectionDropTarget } from "./section-drop-target.ts";

export type Point = { x: number; y: number };

/** A rectangle in the window, in pixels; a line has a height or width of 0. */
export type Mark = { top: number; left: number; width: number; height: number };

/** Indentation per level of sub-tasks, in pixels; must match the style sheet. */
export const INDENT_PX = 24;

const groupElement = (key: string) => document.querySelector<HTMLElement>(`main [data-group="${CSS.escape(key)}"]`);

function rowElement(key: string, task: ListedTask | undefined): HTMLElement | null {
  return task ? (groupElement(key)?.querySelector<HTMLElement>(`[data-task="${CSS.escape(task.id)}"]`) ?? null) : null;
}

/** Returns the group at a point, and the point's relative position in it, from 0 to 1 in both directions. */
export function groupUnder({ x, y }: Point): { key: string; across: number; down: number } | null {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>("main [data-group]");
  if (!element) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  return { key: element.dataset["group"] ?? "", across: (x - left) / width, down: (y - top) / height };
}

/**
 * Returns the group and row at a point on the page.
 *
 * @param depth indentation of the dragged rows
 */
export function tasksUnder(point: Point, depth: number): PointerTarget | null {
  const group = groupUnder(point);
  if (!group) return null;
  const rows = [...(groupElement(group.key)?.querySelectorAll<HTMLElement>("[data-task]:not([data-gone])") ?? [])];
  const boxes = rows.map((row) => ({ row, box: row.getBoundingClientRect() }));
  const under = boxes.find(({ box }) => point.y < box.bottom);
  const isAbove = under !== undefined && under.box.top > point.y && under === boxes[0];
  const row = under && !isAbove ? under : null;
  return {
    groupKey: group.key,
    row: row && {
      taskId: row.row.dataset["task"] ?? "",
      fraction: Math.max(0, (point.y - row.box.top) / row.box.height),
    },
    isAbove: isAbove || boxes.length === 0,
    depth,
  };
}

/** Returns the drop target at a point in the sidebar. */
export function sidebarUnder(
  { x, y }: Point,
  slug: string,
  day: { date: string; timeZone: string },
): DropTarget | null {
  const href = document.elementFromPoint(x, y)?.closest("#sidebar a")?.getAttribute("href");
  if (!href) return null;
  const [projectId, labelId] = [projectAtPath(href), labelAtPath(href)];
  if (projectId !== null) return { kind: "project", href, projectId };
  if (labelId !== null) return { kind: "label", href, labelId };
  return href === `/w/${slug}/today` ? { kind: "day", href, ...day } : null;
}

/** Returns the element of a drop target. */
function elementAt(dragLayout: DragLayout, dropTarget: DropTarget): HTMLElement | null {
  if ("href" in dropTarget)
    return document.querySelector<HTMLElement>(`#sidebar a[href="${CSS.escape(dropTarget.href)}"]`);
  if (dropTarget.kind === "date") return dayElement(dropTarget.date);
  const group = groupOf(dragLayout, dropTarget.groupKey);
  if (!group || dropTarget.kind === "group") return groupElement(dropTarget.groupKey);
  if (dropTarget.kind === "into") return rowElement(dropTarget.groupKey, parentTask(dragLayout, dropTarget));
  const rest = rowsWithoutDragged(group, dragLayout.dragged);
  const row = rest[dropTarget.index] ?? rest[dropTarget.index - 1];
  return rowElement(dropTarget.groupKey, row?.task) ?? groupElement(dropTarget.groupKey);
}

/** Scrolls a drop target into view: its element and, in a day with hours, the part that the task would take. */
export function scrollToTarget(dragLayout: DragLayout, dropTarget: DropTarget): void {
  elementAt(dragLayout, dropTarget)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (dropTarget.kind !== "date") return;
  const mark = timeMark(dropTarget, dragLayout.dragged);
  const grid = hoursElement(dropTarget.date)?.closest("[role=grid]");
  if (!mark || !grid) return;
  const { top, bottom } = grid.getBoundingClientRect();
  // The first rows stay above the hours.
  const head = grid.querySelector("[role=rowgroup]")?.getBoundingClientRect().bottom ?? top;
  const [above, below] = [head - mark.top, mark.top + mark.height - bottom];
  if (above > 0) grid.scrollTop -= above;
  else if (below > 0) grid.scrollTop += below;
}

function parentTask(
  dragLayout: DragLayout,
  { groupKey, taskId }: Extract<DropTarget, { kind: "into" }>,
): ListedTask | undefined {
  return groupOf(dragLayout, groupKey)?.rows.find(({ task }) => task.id === taskId)?.task;
}

/** Returns the mark of a drop target: a line between rows, or the box of the element that receives the item. */
export function markAt(dragLayout: DragLayout, dropTarget: DropTarget): Mark | null {
  // Dropping into the group in which the drag began changes nothing.
  if (dropTarget.kind === "group" && dropTarget.groupKey === dragLayout.fromKey) return null;
  const time = dropTarget.kind === "date" ? timeMark(dropTarget, dragLayout.dragged) : null;
  if (time) return time;
  if (dropTarget.kind !== "line") return boxOf(elementAt(dragLayout, dropTarget));
  const group = groupOf(dragLayout, dropTarget.groupKey);
  const column = groupElement(dropTarget.groupKey);
  if (!group || !column) return null;
  const rest = rowsWithoutDragged(group, dragLayout.dragged);
  const next = rowElement(dropTarget.groupKey, rest[dropTarget.index]?.task)?.getBoundingClientRect();
  const before = rowElement(dropTarget.groupKey, rest[dropTarget.index - 1]?.task)?.getBoundingClientRect();
  const frame = column.querySelector("[data-cards]")?.getBoundingClientRect();
  const head = column.querySelector("[data-group-head]")?.getBoundingClientRect();
  const box = next ?? before ?? frame ?? column.getBoundingClientRect();
  // The line is in the middle of the gap between cards.
  const gap = dragLayout.isBoard ? 4 : 0;
  const y = next ? next.top - gap : before ? before.bottom + gap : (head?.bottom ?? box.top) + gap;
  const top = frame ? Math.min(frame.bottom, Math.max(frame.top + 1, y)) : y;
  const inset = dragLayout.isNested ? (dropTarget.depth + 1) * INDENT_PX : 0;
  return { top, left: box.left + inset, width: box.width - inset, height: 0 };
}

/** Returns the mark of a time: the part of the day that the dragged task would take; null if no hours are shown. */
function timeMark({ date, minutes }: DayTarget, [task]: readonly ListedTask[]): Mark | null {
  const box = hoursElement(date)?.getBoundingClientRect();
  if (!box || minutes === null || minutes === undefined) return null;
  const length = Math.min(Math.max(task?.durationMinutes ?? 0, MIN_SHOWN_MINUTES), DAY_MINUTES - minutes);
  const scale = box.height / DAY_MINUTES;
  return { top: box.top + minutes * scale, left: box.left, width: box.width, height: length * scale };
}

/** Returns the mark of a section's drop target: the edge of the group before which the section would be inserted. */
export function sectionMark(isBoard: boolean, { before }: SectionDropTarget): Mark | null {
  const groups = [...document.querySelectorAll<HTMLElement>("main [data-group]")];
  const box = boxOf(groups.find(({ dataset }) => dataset["group"] === before) ?? groups.at(-1) ?? null);
  if (!box) return null;
  const isEnd = before === null;
  return isBoard
    ? { ...box, left: isEnd ? box.left + box.width + 6 : box.left - 6, width: 0 }
    : { ...box, top: isEnd ? box.top + box.height : box.top, height: 0 };
}

function boxOf(element: HTMLElement | null): Mark | null {
  if (!element) return null;
  const { top, left, width, height } = element.getBoundingClientRect();
  return { top, left, width, height };
}
