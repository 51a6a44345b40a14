import type { Change } from "@docket/schema/change";
import { dayInZone } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";

/**
 * One entry in the activity: changes that one command made and that have the same message, and the number of these
 * changes.
 */
export type ActivityEntry = { change: Change; message: string; count: number };

export type ActivityDay = { day: Day; entries: ActivityEntry[] };

/**
 * Groups changes by day. Omits changes without a message, and merges changes that one command made if they have the
 * same message.
 *
 * @param changes newest first
 * @param sentenceOf returns the message for a change; null if the change is not shown
 * @param timeZone the time zone in which days begin
 */
export function groupByDay(
  changes: readonly Change[],
  sentenceOf: (change: Change) => string | null,
  timeZone: string,
): ActivityDay[] {
  const days: ActivityDay[] = [];
  for (const change of changes) {
    const message = sentenceOf(change);
    if (message === null) continue;
    const day = dayInZone(new Date(change.at), timeZone);
    if (days.at(-1)?.day !== day) days.push({ day, entries: [] });
    const entries = days.at(-1)?.entries ?? [];
    const last = entries.at(-1);
    if (last && last.change.commandId === change.commandId && last.message === message) last.count += 1;
    else entries.push({ change, message, count: 1 });
  }
  return days;
}
