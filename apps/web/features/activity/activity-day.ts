import type { Change } from "@docket/schema/change";
import { dayInZone } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { subjectOf } from "./activity-list.ts";

/**
 * One entry in the activity: changes that one command made and that have the same message, and the number of these
 * changes.
 */
export type ActivityEntry = { change: Change; message: string; count: number };

/** What one person did with one thing within a minute, newest first. There is at least one entry. */
export type ActivityGroup = readonly [ActivityEntry, ...ActivityEntry[]];

export type ActivityDay = { day: Day; groups: ActivityGroup[] };

/**
 * Groups changes by day, and those of a day by person, thing and minute. Omits changes without a message, and merges
 * changes that one command made if they have the same message.
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
    if (days.at(-1)?.day !== day) days.push({ day, groups: [] });
    const groups = days.at(-1)?.groups ?? [];
    const last = groups.at(-1);
    const newest = last?.at(-1);
    const entry: ActivityEntry = { change, message, count: 1 };
    if (newest?.change.commandId === change.commandId && newest.message === message) newest.count += 1;
    else if (last && isSameStory(last[0].change, change)) groups[groups.length - 1] = [...last, entry];
    else groups.push([entry]);
  }
  return days;
}

function isSameStory(one: Change, other: Change): boolean {
  const minuteOf = ({ at }: Change) => at.slice(0, "2026-01-01T00:00".length);
  return one.actorId === other.actorId && subjectOf(one) === subjectOf(other) && minuteOf(one) === minuteOf(other);
}
