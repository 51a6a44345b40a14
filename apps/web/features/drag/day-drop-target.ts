import { addDays } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import type { DropTarget } from "./drop-target.ts";
import type { Arrow } from "./key-step.ts";

/** A day of the page on which tasks can be put; null is the place of those that have none. */
type DaySpot = Extract<DropTarget, { kind: "date" }>;

const DAYS = { up: -7, down: 7, back: -1, on: 1 } as const satisfies Record<Arrow, number>;

/** The element of a day; the attribute is empty where tasks stand that have none. */
export function dayElement(date: Day | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main [data-day="${date ?? ""}"]`);
}

/** Where the first of some tasks stands in a calendar. */
export function dayOf([task]: readonly ListedTask[], timeZone: TimeZone): DaySpot {
  return { kind: "date", date: task?.due ? dayOfWhen(task.due, timeZone) : null, timeZone };
}

/** The day under a point of the window. */
export function dayUnder({ x, y }: { x: number; y: number }, timeZone: TimeZone): DaySpot | null {
  const day = document.elementFromPoint(x, y)?.closest<HTMLElement>("main [data-day]")?.dataset["day"];
  return day === undefined ? null : { kind: "date", date: day === "" ? null : day, timeZone };
}

/** Where an arrow takes what is dragged over a calendar: a day or a week on, as far as there are days in sight. */
export function steppedToDay(dropTarget: DaySpot, arrow: Arrow, today: Day): DaySpot {
  const next = dropTarget.date === null ? today : addDays(dropTarget.date, DAYS[arrow]);
  return dayElement(next) ? { ...dropTarget, date: next } : dropTarget;
}
