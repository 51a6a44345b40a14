import type { ClockTime, Day, TimeZone } from "../day.ts";
import type { When } from "../when.ts";
import type { Language } from "./language.ts";

/** What a part of a line can mean. */
export const TOKEN_KINDS = [
  "due",
  "start",
  "deadline",
  "duration",
  "recurrence",
  "project",
  "section",
  "label",
  "person",
  "priority",
  "description",
  "reminder",
] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** A name that can be typed after a sign. Several names can have the same id, such as a full and a first name. */
export type NamedId = { id: string; name: string };

/** The names that a line can refer to. They are indexed once per array, so pass the same arrays for every key press. */
export type KnownNames = {
  projects: readonly NamedId[];
  sections: readonly (NamedId & { projectId: string })[];
  labels: readonly NamedId[];
  people: readonly NamedId[];
};

/** What the meaning of a line depends on. */
export type QuickAddContext = {
  today: Day;
  /** The day of a time that is typed without a day. By default, and if it is today, the next such time is meant. */
  day?: Day | null;
  now: ClockTime;
  timeZone: TimeZone;
  /** The languages in which dates are read. If two read the same words differently, the first one wins. */
  languages: readonly Language[];
  /** How `5/6` is read. A date that is only valid in the other order is read in that one. */
  dayMonthOrder: "dayFirst" | "monthFirst";
  /** The weekday on which weeks start, 1 (Monday) to 7. */
  weekStart: number;
  names: KnownNames;
  /** The project whose sections `/section` refers to if the line names no project. */
  projectId?: string | null;
  /** The kinds that are recognised; all by default. */
  kinds?: readonly TokenKind[];
  /** The parts of the line that the person has turned back into plain words. */
  dismissed?: readonly Dismissal[];
};

/**
 * A part of a line that is plain text: the nth occurrence of these words, counted from 0. It stays valid while text is
 * typed after it, and lapses when the words themselves change.
 */
export type Dismissal = { text: string; occurrence: number };

/** A recognised part of a line: the characters from `start` up to, but not including, `end`. */
export type TokenSpan = { kind: TokenKind; start: number; end: number };

/** A name after `#`, `/`, `@` or `+` that is not known. It remains part of the title until it is created. */
export type UnknownName = {
  kind: "project" | "section" | "label" | "person";
  name: string;
  start: number;
  end: number;
};

/** When a reminder is sent: minutes before the task is due, or at a time. */
export type QuickAddReminder = { minutesBefore: number } | { at: When };

/** A recurrence rule as text (`FREQ=…`), and whether the next date is computed from the due date or from completion. */
export type QuickAddRecurrence = { rule: string; from: "schedule" | "completion" };

/** The meaning of a line. */
export type QuickAdd = {
  title: string;
  description: string | null;
  due: When | null;
  start: When | null;
  deadline: Day | null;
  durationMinutes: number | null;
  recurrence: QuickAddRecurrence | null;
  /** 0 (none) to 3 (high), as stored with a task. Null if the line contains no priority. */
  priority: number | null;
  projectId: string | null;
  sectionId: string | null;
  labelIds: string[];
  assigneeIds: string[];
  reminders: QuickAddReminder[];
  /** In the order of the line, without overlaps. */
  spans: TokenSpan[];
  unknown: UnknownName[];
};
