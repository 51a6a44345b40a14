import type { DateSettings } from "@docket/schema/account";
import type { Day } from "@docket/schema/day";
import { utcMidnight } from "@docket/schema/day";
import { formatLocale } from "@docket/schema/format-locale";
import type { NamedId } from "@docket/schema/quick-add/quick-add";
import { describeRule } from "@docket/schema/recurrence/describe-rule";
import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";
import type { ReminderTime } from "@docket/schema/reminder";
import type { When } from "@docket/schema/when";
import type { Connection } from "./connection.ts";
import { listLabels, listSections } from "./lookup.ts";
import type { NewTask, TaskPlan } from "./new-task.ts";
import { PRIORITIES } from "./task-format.ts";

/** How many dates after the due date are listed for a task that repeats. */
const LISTED_DATES = 3;

/** Describes a task that would be added, one property per line, with dates in words. */
export async function describeTask(
  connection: Connection,
  { task, projects, created, people }: TaskPlan,
  settings: DateSettings,
): Promise<string[]> {
  const labels = task.labelIds.length === 0 ? [] : [...(await listLabels(connection)), ...created.labels];
  const sections = task.sectionId === null ? [] : await listSections(connection, task.projectId);
  const { title, due, start, deadline, durationMinutes, priority, description } = task;
  const locale = formatLocale(settings);
  const facts: [string, string | null | undefined][] = [
    ["Title", title],
    ["Project", nameOf(task.projectId, projects)],
    ["Section", task.sectionId && nameOf(task.sectionId, sections)],
    ["Start", start && whenInWords(start, locale, settings.timeZone)],
    ["Due", due && whenInWords(due, locale, settings.timeZone)],
    ["Repeats", repeatInWords(task, locale)],
    ["Deadline", deadline && dayInWords(deadline, locale)],
    ["Duration", durationMinutes ? durationInWords(durationMinutes) : null],
    ["Priority", priority > 0 ? PRIORITIES[priority] : null],
    ["Labels", task.labelIds.map((id) => nameOf(id, labels)).join(", ")],
    ["Assigned", task.assigneeIds.map((id) => nameOf(id, people)).join(", ")],
    ["Reminders", task.reminders?.map(({ time }) => reminderInWords(time, locale, settings.timeZone)).join("; ")],
    ["Description", description],
  ];
  return facts.flatMap(([name, value]) => (value ? [`${`${name}:`.padEnd(13)}${value}`] : []));
}

function nameOf(id: string, entities: readonly NamedId[]): string {
  return entities.find((entity) => entity.id === id)?.name ?? "?";
}

function reminderInWords(time: ReminderTime, locale: string, ownZone: string): string {
  if (time.basis === "absolute") return whenInWords(time.when, locale, ownZone);
  return time.offsetMinutes === 0 ? "when due" : `${durationInWords(time.offsetMinutes)} before`;
}

function repeatInWords({ due, recurrence }: NewTask, locale: string): string | null {
  const rule = recurrence && parseRule(recurrence.rule);
  if (!due || !rule || !isRule(rule)) return null;
  const words = describeRule(rule, {
    locale,
    start: due.date,
    from: recurrence.from,
    ...(due.time !== undefined && { time: due.time }),
  });
  const [, ...later] = nextOccurrences({ rule, start: due.date }, LISTED_DATES + 1);
  const isListed = recurrence.from === "schedule" && later.length > 0;
  return isListed ? `${words} (then ${later.map((day) => dayInWords(day, locale, "short")).join("; ")})` : words;
}

function whenInWords({ date, time, timeZone }: When, locale: string, ownZone: string): string {
  const day = dayInWords(date, locale);
  if (time === undefined) return day;
  const format = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  const clock = format.format(new Date(`1970-01-01T${time}Z`));
  return `${day}, ${clock}${timeZone === undefined || timeZone === ownZone ? "" : ` (${timeZone})`}`;
}

function dayInWords(day: Day, locale: string, length: "long" | "short" = "long"): string {
  const parts = { weekday: length, day: "numeric", month: length, year: "numeric" } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(utcMidnight(day));
}

function durationInWords(minutes: number): string {
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  return [days > 0 && `${days} d`, hours > 0 && `${hours} h`, rest > 0 && `${rest} min`]
    .filter((part) => part !== false)
    .join(" ");
}
