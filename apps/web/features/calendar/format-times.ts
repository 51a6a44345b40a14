import type { ListedTask } from "@docket/schema/task";
import type { Reader } from "../../entities/task/format.ts";
import { formatDay, formatTime } from "../../entities/task/format.ts";
import { DAY_MINUTES, clockTimesOf } from "../../entities/view/day-time.ts";

/**
 * Formats when a task begins and, if it has a duration, when it ends, such as "22:00 – 01:00". The day of the end is named
 * if that is 24 hours later or more, because the times alone would then be misread. Null if the task has no time.
 */
export function formatTimes(
  task: Pick<ListedTask, "due" | "durationMinutes">,
  reader: Pick<Reader, "locale" | "today" | "timeZone">,
): string | null {
  const [begin, end] = clockTimesOf(task, reader.timeZone) ?? [];
  if (!begin) return null;
  const from = formatTime(begin.time, reader.locale);
  if (!end) return from;
  const to = formatTime(end.time, reader.locale);
  const isLong = (task.durationMinutes ?? 0) >= DAY_MINUTES;
  return `${from} – ${isLong ? `${formatDay(end.day, reader)}, ` : ""}${to}`;
}
