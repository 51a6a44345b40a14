import type { Change } from "@docket/schema/change";
import { dayInZone } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";

/** What somebody did with one command: lines that say the same are one. */
export type Deed = { change: Change; sentence: string; count: number };

export type DeedsOfDay = { day: Day; deeds: Deed[] };

/**
 * The lines of the log as they are read: by days, without those that say nothing, and what one command did to many things as one.
 *
 * @param changes the latest first
 * @param sentenceOf what a line says; null when it says nothing
 * @param timeZone whose days
 */
export function deedsByDay(
  changes: readonly Change[],
  sentenceOf: (change: Change) => string | null,
  timeZone: string,
): DeedsOfDay[] {
  const days: DeedsOfDay[] = [];
  for (const change of changes) {
    const sentence = sentenceOf(change);
    if (sentence === null) continue;
    const day = dayInZone(new Date(change.at), timeZone);
    if (days.at(-1)?.day !== day) days.push({ day, deeds: [] });
    const deeds = days.at(-1)?.deeds ?? [];
    const last = deeds.at(-1);
    if (last && last.change.commandId === change.commandId && last.sentence === sentence) last.count += 1;
    else deeds.push({ change, sentence, count: 1 });
  }
  return days;
}
