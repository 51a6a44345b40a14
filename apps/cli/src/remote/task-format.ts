import { addDays, dayInZone } from "@docket/schema/day";
import { ClockTime, Day } from "@docket/schema/day-schema";
import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import type { TaskSummary } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import { InvalidArgumentError } from "commander";
import { localZone } from "./local-zone.ts";

/** The names of the priorities, indexed by their numeric value. */
export const PRIORITIES = ["none", "low", "medium", "high"] as const;

/**
 * Parses a day: `today`, `tomorrow` or an ISO date.
 *
 * @throws InvalidArgumentError
 */
export function parseDay(text: string): Day {
  const today = dayInZone(new Date(), localZone());
  if (text === "today") return today;
  if (text === "tomorrow") return addDays(today, 1);
  if (Day.safeParse(text).success) return text;
  throw new InvalidArgumentError("Not a day. Use today, tomorrow or a date such as 2026-12-01.");
}

/**
 * The value of a date option. The absence of a date is represented by "none" instead of null, because Commander would
 * convert null to an empty string.
 */
export type WhenOption = When | "none";

/**
 * Parses a day, optionally followed by `T` and a time, or `none` for no date.
 *
 * @throws InvalidArgumentError
 */
export function parseWhen(text: string): WhenOption {
  if (text === "none") return text;
  const [day = "", time] = text.split("T");
  const date = parseDay(day);
  if (time === undefined) return { date };
  if (!ClockTime.safeParse(time).success) throw new InvalidArgumentError("Not a time. Use the form 2026-12-01T09:30.");
  return { date, time };
}

export function whenFromOption(given: WhenOption): When | null {
  return given === "none" ? null : given;
}

/**
 * Parses a priority: a number from 3 to 0, p1 to p4, or a name.
 *
 * @throws InvalidArgumentError
 */
export function parsePriority(text: string): number {
  const byWord = PRIORITIES.findIndex((word) => word === text.toLowerCase());
  const byLevel = /^p([1-4])$/i.exec(text);
  if (byWord >= 0) return byWord;
  if (byLevel) return 4 - Number(byLevel[1]);
  if (/^[0-3]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Unknown priority. Use high, medium, low, none, or p1 to p4.");
}

/**
 * Parses an integer from 1 to 999,999.
 *
 * @throws InvalidArgumentError
 */
export function parseCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Not a number. Use 1 or more.");
}

/** Collects the values of an option that can be repeated. */
export function collectValues(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** Returns the key of a task, e.g. HOME-12: the project's key and the task's number. */
export function taskKey(task: Pick<TaskSummary, "projectId" | "number">, projects: Map<Id, Project>): string {
  return `${projects.get(task.projectId)?.key ?? "?"}-${task.number}`;
}

/** Formats a date for text output: the day and, if set, the time. */
export function formatWhen({ date, time }: When): string {
  return time === undefined ? date : `${date} ${time}`;
}

/** Formats a task as a line in a list. */
export function formatTaskLine(task: NamedTask<TaskSummary>): string {
  const { key, due, deadline, priority, status, title, labels } = task;
  const mark = { open: "[ ]", done: "[x]", cancelled: "[-]" }[status];
  const facts = [
    priority > 0 && `p${4 - priority}`,
    due && `due ${formatWhen(due)}`,
    deadline && `deadline ${deadline}`,
    ...labels.map((name) => `@${name}`),
  ].filter((fact) => typeof fact === "string");
  const rest = facts.length === 0 ? "" : `  (${facts.join(", ")})`;
  return `${mark} ${key.padEnd(8)} ${title}${rest}`;
}

export function byId<Row extends { id: Id }>(rows: Row[]): Map<Id, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** A task with its key and the names of its project, section and labels. */
export type NamedTask<Row> = Row & {
  /** The key shown to users, e.g. HOME-12. */
  key: string;
  project: { key: string; name: string } | null;
  section: string | null;
  labels: string[];
};
