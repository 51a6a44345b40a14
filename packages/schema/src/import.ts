import { z } from "zod";
import { ClockTime, Day } from "./day-schema.ts";
import { IMPORT_SOURCE_NAMES } from "./import-source.ts";
import { NewRecurrence } from "./task-recurrence.ts";
import { Task } from "./task.ts";

/** The sources from which data can be imported. */
export const ImportSource = z.enum(IMPORT_SOURCE_NAMES);
export type ImportSource = z.infer<typeof ImportSource>;

/** Source columns that have no corresponding field in Docket, as a map from column name to the text in the file. */
export const ImportForeign = z.record(z.string(), z.string());
export type ImportForeign = z.infer<typeof ImportForeign>;

/** What happened to a row: `repaired` was malformed, `changed` was adapted to fit, `skipped` was not imported. */
export const ImportProblemKind = z.enum(["repaired", "changed", "skipped"]);
export type ImportProblemKind = z.infer<typeof ImportProblemKind>;

/** A note on one row (or, without a line, on a file) that the user should read before importing. */
export const ImportProblem = z.object({
  file: z.string(),
  /** Line of the file on which the row starts, counted from 1. */
  line: z.int().positive().nullable(),
  kind: ImportProblemKind,
  message: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/**
 * Where values without a field in Docket are stored. `kept`: with the imported entity, and included in exports. `text`:
 * also in the description or comment, where people can read them.
 */
export const ImportLoss = z.object({
  column: z.string(),
  count: z.int().positive(),
  outcome: z.enum(["kept", "text"]),
  message: z.string(),
});
export type ImportLoss = z.infer<typeof ImportLoss>;

/** A comment to create. `postedAt` is the source's timestamp (ISO 8601), if there is one. */
export const ImportComment = z.object({
  sourceId: z.string(),
  line: z.int().positive(),
  body: z.string(),
  postedAt: z.iso.datetime({ offset: true }).nullable(),
  foreign: ImportForeign,
});
export type ImportComment = z.infer<typeof ImportComment>;

/** The fields that a copy of a task gets from the original as they are. A new field of tasks is one of them. */
export const CopiedFields = Task.omit({
  workspaceId: true,
  id: true,
  projectId: true,
  number: true,
  sectionId: true,
  parentId: true,
  title: true,
  description: true,
  status: true,
  completedAt: true,
  completedBy: true,
  seriesId: true,
  assigneeIds: true,
  rank: true,
  version: true,
  createdBy: true,
  createdAt: true,
  updatedAt: true,
  archivedAt: true,
  deletedAt: true,
  deletedRoot: true,
});

/** A task to create. `section` and `parent` are source IDs in the same project; parents precede their children. */
export const ImportTask = z.object({
  sourceId: z.string(),
  line: z.int().positive(),
  section: z.string().nullable(),
  parent: z.string().nullable(),
  /** 1 for a top-level task. */
  depth: z.int().positive(),
  title: z.string(),
  description: z.string(),
  /** 0 none to 3 high. */
  priority: z.int().min(0).max(3),
  labels: z.array(z.string()),
  dueOn: Day.nullable(),
  dueTime: ClockTime.nullable(),
  /** IANA time zone of `dueTime`. Null means the reader's time zone. */
  dueZone: z.string().nullable(),
  /** The source's due date, if it is free text that Docket can't parse. */
  dueText: z.string().nullable(),
  /** How the task repeats; absent if it does not. */
  recurrence: NewRecurrence.optional(),
  /** Null for a plan that an older version stored, which kept the text of the source. */
  deadline: Day.nullable().catch(null),
  durationMinutes: z.int().positive().nullable(),
  comments: z.array(ImportComment),
  foreign: ImportForeign,
  /** The fields of the original task; absent for tasks from files. */
  copied: CopiedFields.partial().optional(),
});
export type ImportTask = z.infer<typeof ImportTask>;

export const ImportSection = z.object({
  sourceId: z.string(),
  line: z.int().positive(),
  name: z.string(),
  foreign: ImportForeign,
  /** Set only for copied sections, because files contain no done columns. */
  isDoneColumn: z.boolean().optional(),
});
export type ImportSection = z.infer<typeof ImportSection>;

export const ImportProject = z.object({
  sourceId: z.string(),
  file: z.string(),
  name: z.string(),
  description: z.string(),
  sections: z.array(ImportSection),
  tasks: z.array(ImportTask),
  foreign: ImportForeign,
});
export type ImportProject = z.infer<typeof ImportProject>;

export const ImportCounts = z.object({
  /** Non-empty rows: tasks, sections, notes, settings and skipped rows. */
  rows: z.int().nonnegative(),
  projects: z.int().nonnegative(),
  sections: z.int().nonnegative(),
  tasks: z.int().nonnegative(),
  /** Tasks with a parent. */
  subtasks: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** Distinct label names. */
  labels: z.int().nonnegative(),
  /** Files that are imported as links. */
  attachments: z.int().nonnegative(),
  repaired: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** Everything that an import will create or skip. */
export const ImportPlan = z.object({
  source: ImportSource,
  projects: z.array(ImportProject),
  problems: z.array(ImportProblem),
  losses: z.array(ImportLoss),
  counts: ImportCounts,
});
export type ImportPlan = z.infer<typeof ImportPlan>;
