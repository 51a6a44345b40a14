import { addDays } from "@docket/schema/day";
import type { DayPoint } from "@docket/schema/filter/day-point";
import type { DateCondition, DateField } from "@docket/schema/filter/expression";

/** How a date is compared with days. */
export const DATE_RELATIONS = ["on", "until", "from", "between", "none"] as const;
export type DateRelation = (typeof DATE_RELATIONS)[number];

/** Days that are chosen by a word. */
export const DAY_CHOICES: readonly DayPoint[] = [
  "today-30",
  "today-7",
  "today-1",
  "today",
  "today+1",
  "today+7",
  "today+30",
];

/** How a condition on a date compares. */
export function relationOf(condition: DateCondition): DateRelation {
  if ("is" in condition) return "none";
  if (condition.from === null) return "until";
  if (condition.to === null) return "from";
  return condition.from === condition.to ? "on" : "between";
}

/** The same condition, compared in another way; the days that it named stay as far as they are needed. */
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
      return between(field, day, to);
  }
}

/** Two days that are the same would be one day again. */
function between(field: DateField, from: DayPoint, to: DayPoint | null): DateCondition {
  if (to !== null && to !== from) return { field, from, to };
  const distance = daysAhead(from);
  const later = distance === null ? addDays(from, 7) : dayAhead(distance + 7);
  return { field, from, to: later };
}

/** How many days a point lies ahead of today; null for a certain day. */
export function daysAhead(point: DayPoint): number | null {
  return point.startsWith("today") ? Number(point.slice("today".length) || "0") : null;
}

function dayAhead(days: number): DayPoint {
  return days === 0 ? "today" : `today${days > 0 ? "+" : ""}${days}`;
}
