import { addMonths, isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { dayByKey } from "../../entities/view/day-key.ts";

/** In a grid that is written from right to left, the next day is on the left. */
const MIRRORED: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/**
 * Returns the day to which a key moves the focus in a month, following the WAI-ARIA pattern of a date grid; null for
 * other keys.
 */
export function dayForGridKey(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  day: Day,
  { weekStart, isRightToLeft }: { weekStart: number; isRightToLeft: boolean },
): Day | null {
  if (!shiftKey) return dayByKey(isRightToLeft ? (MIRRORED[key] ?? key) : key, day, "month", weekStart);
  if (key !== "PageUp" && key !== "PageDown") return null;
  const next = addMonths(day, key === "PageUp" ? -12 : 12);
  return isDay(next) ? next : null;
}
