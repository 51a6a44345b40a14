import type { ListedTask } from "@docket/schema/task";
import { labelAtPath, projectAtPath } from "../workspace/path.ts";
import { dayElement } from "./day-spot.ts";
import { groupOf, restOf } from "./drop-spot.ts";
import type { DragScene, Spot, Under } from "./drop-spot.ts";
import type { SectionSpot } from "./section-spot.ts";

export type Point = { x: number; y: number };

/** A place in the window, in pixels; a line has no height or no width. */
export type Mark = { top: number; left: number; width: number; height: number };

/** How far sub-tasks stand in, as rows are styled, in pixels. */
export const STEP = 24;

const groupElement = (key: string) => document.querySelector<HTMLElement>(`main [data-group="${CSS.escape(key)}"]`);

function rowElement(key: string, task: ListedTask | undefined): HTMLElement | null {
  return task ? (groupElement(key)?.querySelector<HTMLElement>(`[data-task="${CSS.escape(task.id)}"]`) ?? null) : null;
}

/** The group under a point, and how far into it the point is, from 0 to 1 both ways. */
export function groupUnder({ x, y }: Point): { key: string; across: number; down: number } | null {
  const element = document.elementFromPoint(x, y)?.closest<HTMLElement>("main [data-group]");
  if (!element) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  return { key: element.dataset["group"] ?? "", across: (x - left) / width, down: (y - top) / height };
}

/**
 * What a point is over among the tasks of the page.
 *
 * @param depth how far the dragged would stand in
 */
export function tasksUnder(point: Point, depth: number): Under | null {
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

/** What a point is over in the sidebar, as a spot. */
export function sidebarUnder({ x, y }: Point, slug: string, day: { date: string; timeZone: string }): Spot | null {
  const href = document.elementFromPoint(x, y)?.closest("#sidebar a")?.getAttribute("href");
  if (!href) return null;
  const [projectId, labelId] = [projectAtPath(href), labelAtPath(href)];
  if (projectId !== null) return { kind: "project", href, projectId };
  if (labelId !== null) return { kind: "label", href, labelId };
  return href === `/w/${slug}/today` ? { kind: "day", href, ...day } : null;
}

/** The element that shows where a spot is, for bringing it into sight. */
export function elementAt(scene: DragScene, spot: Spot): HTMLElement | null {
  if ("href" in spot) return document.querySelector<HTMLElement>(`#sidebar a[href="${CSS.escape(spot.href)}"]`);
  if (spot.kind === "date") return dayElement(spot.date);
  const group = groupOf(scene, spot.groupKey);
  if (!group || spot.kind === "group") return groupElement(spot.groupKey);
  if (spot.kind === "into") return rowElement(spot.groupKey, parentTask(scene, spot));
  const rest = restOf(group, scene.dragged);
  const row = rest[spot.index] ?? rest[spot.index - 1];
  return rowElement(spot.groupKey, row?.task) ?? groupElement(spot.groupKey);
}

function parentTask(scene: DragScene, { groupKey, taskId }: Extract<Spot, { kind: "into" }>): ListedTask | undefined {
  return groupOf(scene, groupKey)?.rows.find(({ task }) => task.id === taskId)?.task;
}

/** Where a spot is marked: a line between rows, or all of what it goes into. */
export function markAt(scene: DragScene, spot: Spot): Mark | null {
  // Where it is already, nothing would come of dropping it.
  if (spot.kind === "group" && spot.groupKey === scene.fromKey) return null;
  if (spot.kind !== "line") return boxOf(elementAt(scene, spot));
  const group = groupOf(scene, spot.groupKey);
  const column = groupElement(spot.groupKey);
  if (!group || !column) return null;
  const rest = restOf(group, scene.dragged);
  const next = rowElement(spot.groupKey, rest[spot.index]?.task)?.getBoundingClientRect();
  const before = rowElement(spot.groupKey, rest[spot.index - 1]?.task)?.getBoundingClientRect();
  const frame = column.querySelector("[data-cards]")?.getBoundingClientRect();
  const head = column.querySelector("[data-group-head]")?.getBoundingClientRect();
  const box = next ?? before ?? frame ?? column.getBoundingClientRect();
  // Cards have room between them, in the middle of which the line is.
  const gap = scene.isBoard ? 4 : 0;
  const y = next ? next.top - gap : before ? before.bottom + gap : (head?.bottom ?? box.top) + gap;
  const top = frame ? Math.min(frame.bottom, Math.max(frame.top + 1, y)) : y;
  const inset = scene.isNested ? (spot.depth + 1) * STEP : 0;
  return { top, left: box.left + inset, width: box.width - inset, height: 0 };
}

/** The edge of the group in front of which a section would go. */
export function sectionMark(isBoard: boolean, { before }: SectionSpot): Mark | null {
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
