import type { Day } from "@docket/schema/day";
import { addDays } from "@docket/schema/day";
import type { TaskReport } from "@docket/schema/report";

/** A day or a week of a report, with the numbers of all tasks and of the completed ones at its end. */
export type Period = {
  start: Day;
  /** The last day. */
  end: Day;
  created: number;
  completed: number;
  totals: { created: number; completed: number };
};

/**
 * Returns the periods of a report, oldest first.
 *
 * @param starts the days at which they begin
 * @param today the last day of the last one
 */
export function periodsOf({ days, before }: Pick<TaskReport, "days" | "before">, starts: readonly Day[], today: Day) {
  let totals = before;
  return starts.map((start, index): Period => {
    const next = starts[index + 1];
    const end = next === undefined ? today : addDays(next, -1);
    const within = days.filter(({ day }) => day >= start && day <= end);
    const sum = (field: "created" | "completed") => within.reduce((total, day) => total + day[field], 0);
    const [created, completed] = [sum("created"), sum("completed")];
    totals = { created: totals.created + created, completed: totals.completed + completed };
    return { start, end, created, completed, totals };
  });
}

/** Returns the number at which the axis of a chart ends: at least the largest value, and even, so that half of it is one. */
export function axisEnd(largest: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, largest)));
  const steps = [1, 2, 4, 6, 8, 10].map((step) => step * magnitude);
  return steps.find((step) => step >= largest && step % 2 === 0) ?? 2 * magnitude;
}
