import { addDays } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import type { DropTarget } from "./drop-target.ts";
import type { Arrow } from "./keyboard-drop-target.ts";

/** A day on which tasks can be dropped. The day is null for the list of tasks without a date. */
type DayDropTarget = Extract<DropTarget, { kind: "date" }>;

const DAYS = { up: -7, down: 7, back: -1, on: 1 } as const satisfies Record<Arrow, number>;

/** Returns the element of a day; null means the list of tasks without a date, whose `data-day` attribute is empty. */
export function dayElement(date: Day | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main [data-day="${date ?? ""}"]`);
}

/** Returns the drop target for the day on which the first task is due. */
export function dayOf([task]: readonly ListedTask[], timeZone: TimeZone): DayDropTarget {
  return { kind: "date", date: task?.due ? dayOfWhen(task.due, timeZone) : null, timeZone };
}

/** Returns the drop target for the day at a point in the window; null if there is none. */
export function dayUnder({ x, y }: { x: number; y: number }, timeZone: TimeZone): DayDropTarget | null {
  const day = document.elementFromPoint(x, y)?.closest<HTMLElement>("main [data-day]")?.dataset["day"];
  return day === undefined ? null : { kind: "date", date: day === "" ? null : day, timeZone };
}

/** Moves the drop target by a day or a week in the direction of an arrow key, if the new day is on the page. */
export function stepToDay(dropTarget: DayDropTarget, arrow: Arrow, today: Day): DayDropTarget {
  const next = dropTarget.date === null ? today : addDays(dropTarget.date, DAYS[arrow]);
  return dayElement(next) ? { ...dropTarget, date: next } : dropTarget;
}
