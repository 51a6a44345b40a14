"use client";

import type { TaskRecurrence } from "@docket/schema/task-recurrence";
import { parseRepeat } from "../../entities/task/repeat.ts";
import { useDescribeRepeat } from "../../entities/task/use-describe-repeat.ts";

/** How a task repeats, in words. */
export function RepeatText({ recurrence }: { recurrence: TaskRecurrence }) {
  const describe = useDescribeRepeat();
  const repeat = parseRepeat(recurrence);
  const { date, time, timeZone } = recurrence.start;
  return repeat && <span>{describe(repeat, { day: date, time, timeZone })}</span>;
}
