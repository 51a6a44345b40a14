import { z } from "zod";
import { Day, TimeZone } from "./day-schema.ts";
import { dayNumber } from "./day.ts";
import { Id } from "./id.ts";

/** Maximum number of days in a report. */
export const MAX_REPORT_DAYS = 366;
/** Maximum number of projects, and of people, in a report. */
export const MAX_REPORT_GROUPS = 100;

/** Which tasks a report is about: those that were created or completed between two days in a time zone. */
export const ReportTasks = z
  .strictObject({
    workspaceId: Id,
    /** If omitted, the report is about all projects that the caller can see. */
    projectId: Id.optional(),
    from: Day,
    /** The last day. */
    to: Day,
    timeZone: TimeZone.default("UTC"),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], error: "must not be before the first day" })
  .refine(({ from, to }) => dayNumber(to) - dayNumber(from) < MAX_REPORT_DAYS, {
    path: ["to"],
    error: "must be at most 365 days after the first day",
  });
export type ReportTasks = z.infer<typeof ReportTasks>;

/**
 * What was created and completed. Tasks in the trash and cancelled ones are not counted, and tasks that were reopened
 * count as not completed.
 */
export const TaskReport = z.object({
  /** The days on which something was created or completed, in order. */
  days: z.array(z.object({ day: Day, created: z.int(), completed: z.int() })).max(MAX_REPORT_DAYS),
  /** What was created and completed before the first day. */
  before: z.object({ created: z.int(), completed: z.int() }),
  /** The projects in which tasks were completed, most tasks first. */
  projects: z.array(z.object({ projectId: Id, completed: z.int() })).max(MAX_REPORT_GROUPS),
  /**
   * Who has completed tasks, most tasks first. Null stands for imported tasks. Guests of the workspace see only their own
   * number.
   */
  people: z.array(z.object({ userId: Id.nullable(), completed: z.int() })).max(MAX_REPORT_GROUPS),
  /** The completed tasks with a deadline or due date, by whether they were completed until that day. */
  dated: z.object({ onTime: z.int(), late: z.int() }),
});
export type TaskReport = z.infer<typeof TaskReport>;
