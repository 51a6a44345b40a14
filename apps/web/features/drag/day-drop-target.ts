import { addDays } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import { DAY_MINUTES, STEP_MINUTES, minutesAt, spanOf } from "../../entities/view/day-time.ts";
import type { DayTarget } from "./drop-target.ts";
import type { Arrow } from "./keyboard-drop-target.ts";

const DAYS = { up: -7, down: 7, back: -1, on: 1 } as const satisfies Record<Arrow, number>;
/** The time to which the down arrow moves a task that has none. */
const MORNING_MINUTES = 540;

/** Returns the element of a day; null means the list of tasks without a date, whose `data-day` attribute is empty. */
export function dayElement(date: Day | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main [data-day="${date ?? ""}"]`);
}

/** Returns the column with the hours of a day; null if the page shows no hours. */
export function hoursElement(date: Day | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main [data-hours="${date}"]`);
}

/** Returns the drop target for the day, and the time if the page shows hours, on which the first task is due. */
export function dayOf([task]: readonly ListedTask[], timeZone: TimeZone): DayTarget {
  const date = task?.due ? dayOfWhen(task.due, timeZone) : null;
  const minutes = task && hoursElement(date) ? { minutes: spanOf(task, timeZone)?.start ?? null } : {};
  return { kind: "date", date, timeZone, ...minutes };
}

/**
 * Returns the drop target for the day at a point in the window; null if there is none.
 *
 * @param grabbedAt distance in pixels from the top of the dragged task, which marks its time, to the pointer
 */
export function dayUnder({ x, y }: { x: number; y: number }, timeZone: TimeZone, grabbedAt: number): DayTarget | null {
  const element = document.elementFromPoint(x, y);
  const hours = element?.closest<HTMLElement>("main [data-hours]");
  if (hours) {
    const { top, height } = hours.getBoundingClientRect();
    const minutes = minutesAt((y - grabbedAt - top) / height);
    return { kind: "date", date: hours.dataset["hours"] ?? null, timeZone, minutes };
  }
  const day = element?.closest<HTMLElement>("main [data-day]");
  if (!day) return null;
  const { day: date = "", allDay } = day.dataset;
  return {
    kind: "date",
    date: date === "" ? null : date,
    timeZone,
    ...(allDay === undefined ? {} : { minutes: null }),
  };
}

/**
 * Moves the drop target in the direction of an arrow key, if the new day is on the page: by a day or a week or, in a
 * week with hours, by a day or a quarter of an hour.
 */
export function stepToDay(dropTarget: DayTarget, arrow: Arrow, today: Day): DayTarget {
  const { date, minutes } = dropTarget;
  const isUpOrDown = arrow === "up" || arrow === "down";
  if (minutes !== undefined && isUpOrDown && hoursElement(date))
    return { ...dropTarget, minutes: step(minutes, arrow) };
  const next = date === null ? today : addDays(date, DAYS[arrow]);
  if (!dayElement(next)) return dropTarget;
  return { ...dropTarget, date: next, ...(date === null && hoursElement(next) ? { minutes: null } : {}) };
}

/** Returns the next time; above the first one is the whole day. */
function step(minutes: number | null, arrow: "up" | "down"): number | null {
  if (minutes === null) return arrow === "down" ? MORNING_MINUTES : null;
  if (arrow === "down") return Math.min(DAY_MINUTES - STEP_MINUTES, minutes + STEP_MINUTES);
  return minutes === 0 ? null : Math.max(0, minutes - STEP_MINUTES);
}
