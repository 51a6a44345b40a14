import { z } from "zod";
import { ClockTime, Day } from "./day-input.ts";
import { Id } from "./id.ts";
import { When } from "./when.ts";

/** Cells of the source that have no field in Docket: column name → text as it stood in the file. */
export const ImportForeign = z.record(z.string(), z.string());
export type ImportForeign = z.infer<typeof ImportForeign>;

/** What happened to a row: read differently than written, changed to fit, or not imported. */
export const ImportProblemKind = z.enum(["repaired", "changed", "skipped"]);
export type ImportProblemKind = z.infer<typeof ImportProblemKind>;

/** Something about one row (or one file, without a line) that a person should know before importing. */
export const ImportProblem = z.object({
  file: z.string(),
  /** Line of the file in which the row starts, from 1. */
  line: z.int().positive().nullable(),
  kind: ImportProblemKind,
  message: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

/**
 * Where values without a field of their own went. `kept`: stored beside the imported object and given back on export;
 * `text`: that, and readable in the description or comment too.
 */
export const ImportLoss = z.object({
  column: z.string(),
  count: z.int().positive(),
  outcome: z.enum(["kept", "text"]),
  message: z.string(),
});
export type ImportLoss = z.infer<typeof ImportLoss>;

/** A comment to be made. `postedAt` is the source's instant (ISO 8601) where it gave one. */
export const ImportComment = z.object({
  sourceId: z.string(),
  line: z.int().positive(),
  body: z.string(),
  postedAt: z.iso.datetime({ offset: true }).nullable(),
  foreign: ImportForeign,
});
export type ImportComment = z.infer<typeof ImportComment>;

/** A task to be made; `section` and `parent` are source ids within the same project, parents stand before their children. */
export const ImportTask = z.object({
  sourceId: z.string(),
  line: z.int().positive(),
  section: z.string().nullable(),
  parent: z.string().nullable(),
  /** 1 for a task without a parent. */
  depth: z.int().positive(),
  title: z.string(),
  description: z.string(),
  /** 0 none to 3 high. */
  priority: z.int().min(0).max(3),
  labels: z.array(z.string()),
  dueOn: Day.nullable(),
  dueTime: ClockTime.nullable(),
  /** IANA zone in which `dueTime` is meant; null: wherever the reader is. */
  dueZone: z.string().nullable(),
  /** The source's date, where it is words that are not understood yet. */
  dueText: z.string().nullable(),
  deadline: z.string().nullable(),
  durationMinutes: z.int().positive().nullable(),
  comments: z.array(ImportComment),
  foreign: ImportForeign,
  /** What a copied task has and a row of a file does not; absent for files. */
  copied: z.object({ start: When.nullable(), labelIds: z.array(Id) }).optional(),
});
export type ImportTask = z.infer<typeof ImportTask>;

export const ImportSection = z.object({
  sourceId: z.string(),
  line: z.int().positive(),
  name: z.string(),
  foreign: ImportForeign,
  /** Set for copied sections; files don't know of done columns. */
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
  /** Rows with content: tasks, sections, notes, settings and skipped ones. */
  rows: z.int().nonnegative(),
  projects: z.int().nonnegative(),
  sections: z.int().nonnegative(),
  tasks: z.int().nonnegative(),
  /** Those of the tasks that have a parent. */
  subtasks: z.int().nonnegative(),
  comments: z.int().nonnegative(),
  /** Different label names. */
  labels: z.int().nonnegative(),
  /** Files that become links. */
  attachments: z.int().nonnegative(),
  repaired: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** Everything that an import will make, and everything that it will not. */
export const ImportPlan = z.object({
  source: z.literal("todoist"),
  projects: z.array(ImportProject),
  problems: z.array(ImportProblem),
  losses: z.array(ImportLoss),
  counts: ImportCounts,
});
export type ImportPlan = z.infer<typeof ImportPlan>;

/** Which sources can be imported. */
export const ImportSource = z.enum(["todoist"]);
export type ImportSource = z.infer<typeof ImportSource>;
