import { addDays } from "@docket/schema/day";
import type { DayPoint } from "@docket/schema/filter/day-point";
import type { DateCondition, DateField } from "@docket/schema/filter/expression";

/** The date operators of a condition: how a task's date is compared with the condition's days. */
export const DATE_RELATIONS = ["on", "until", "from", "between", "none"] as const;
export type DateRelation = (typeof DATE_RELATIONS)[number];

/** The relative days offered as choices. */
export const DAY_CHOICES: readonly DayPoint[] = [
  "today-30",
  "today-7",
  "today-1",
  "today",
  "today+1",
  "today+7",
  "today+30",
];

/** Returns the operator of a date condition. */
export function relationOf(condition: DateCondition): DateRelation {
  if ("is" in condition) return "none";
  if (condition.from === null) return "until";
  if (condition.to === null) return "from";
  return condition.from === condition.to ? "on" : "between";
}

/** Changes the operator of a date condition. Keeps the days that the new operator needs. */
export function withRelation(condition: DateCondition, relation: DateRelation): DateCondition {
  const { field } = condition;
  if (relation === "none") return { field, is: "none" };
  const [from, to] = "is" in condition ? [null, null] : [condition.from, condition.to];
  const day = from ?? to ?? "today";
  switch (relation) {
    case "on":
      return { field, from: day, to: day };
    case "until":
      return { field, from: null, to: to ?? day };
    case "from":
      return { field, from: day, to: null };
    case "between":
      return rangeFrom(field, day, to);
  }
}

/** Returns a range with different ends, because a range of a single day is the operator "on". */
function rangeFrom(field: DateField, from: DayPoint, to: DayPoint | null): DateCondition {
  if (to !== null && to !== from) return { field, from, to };
  const distance = dayOffset(from);
  const later = distance === null ? addDays(from, 7) : relativeDay(distance + 7);
  return { field, from, to: later };
}

/** Returns the offset of a relative day from today, in days; null for a fixed date. */
export function dayOffset(point: DayPoint): number | null {
  return point.startsWith("today") ? Number(point.slice("today".length) || "0") : null;
}

function relativeDay(days: number): DayPoint {
  return days === 0 ? "today" : `today${days > 0 ? "+" : ""}${days}`;
}
