import { addDays, addMonths, isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { weekOf } from "./day-grid.ts";
import type { Range } from "./view-state.ts";

/** Returns the day to which a key moves the focus, following the WAI-ARIA grid pattern; null for other keys. */
export function dayByKey(key: string, day: Day, range: Range, weekStart: number): Day | null {
  const next = dayForKey(key, day, range, weekStart);
  return next !== null && isDay(next) ? next : null;
}

function dayForKey(key: string, day: Day, range: Range, weekStart: number): Day | null {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "Home":
      return weekOf(day, weekStart)[0] ?? null;
    case "End":
      return weekOf(day, weekStart)[6] ?? null;
    case "PageUp":
      return shiftByPages(range, day, -1);
    case "PageDown":
      return shiftByPages(range, day, 1);
    default:
      return null;
  }
}

/** Moves a day by a number of weeks or months, depending on the calendar's range. */
export function shiftByPages(range: Range, day: Day, pages: number): Day {
  return range === "week" ? addDays(day, 7 * pages) : addMonths(day, pages);
}
