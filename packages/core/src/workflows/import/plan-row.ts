import type { Id } from "@docket/schema/id";
import { ImportComment, ImportProject, ImportSection, ImportTask } from "@docket/schema/import";
import type { ImportPlan } from "@docket/schema/import";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { z } from "zod";

/** A project in the plan, without its sections and tasks. */
export const PlanProject = ImportProject.omit({ sections: true, tasks: true });
export type PlanProject = z.infer<typeof PlanProject>;

/** The parts of a row that depend on its kind. */
const PlanContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("project"), row: PlanProject }),
  z.object({ kind: z.literal("section"), row: ImportSection }),
  z.object({ kind: z.literal("task"), row: ImportTask.omit({ comments: true }) }),
  z.object({ kind: z.literal("comment"), row: ImportComment, taskSourceId: z.string() }),
]);

/** An entity that an import creates, with its future id. */
export type PlanRow = { id: Id; project: PlanProject } & z.infer<typeof PlanContent>;

/** Rows as they are stored. Each refers to its project by index, because a project's description can be long. */
export const StoredBatch = z.object({
  projects: z.array(PlanProject),
  rows: z.array(z.object({ id: z.string(), project: z.int(), content: PlanContent })),
});

/**
 * Maximum number of characters of text per command. The text is also written to the change log in the same statement.
 */
const BATCH_LENGTH = 1_000_000;

/**
 * Divides the rows of a plan into the commands that will create them. Each command has at most {@link MAX_BULK_TASKS}
 * rows and a bounded amount of text.
 */
export function batchesOf(rows: Iterable<PlanRow>): PlanRow[][] {
  const batches: PlanRow[][] = [];
  let length = 0;
  for (const row of rows) {
    const batch = batches.at(-1);
    const own = lengthOf(row);
    if (batch && batch.length < MAX_BULK_TASKS && length + own <= BATCH_LENGTH) {
      batch.push(row);
      length += own;
    } else {
      batches.push([row]);
      length = own;
    }
  }
  return batches;
}

/**
 * Yields the rows of a plan, each after the rows that it refers to: a project, its sections, then its tasks, each
 * followed by its comments. Ids are assigned here and only once, because a job that continues after a crash must create
 * the same rows.
 */
export function* rowsOf(plan: ImportPlan): Generator<PlanRow> {
  for (const { sections, tasks, ...project } of plan.projects) {
    yield { id: uuidv7(), project, kind: "project", row: project };
    for (const row of sections) yield { id: uuidv7(), project, kind: "section", row };
    for (const { comments, ...task } of tasks) {
      yield { id: uuidv7(), project, kind: "task", row: task };
      for (const row of comments) yield { id: uuidv7(), project, kind: "comment", row, taskSourceId: task.sourceId };
    }
  }
}

function lengthOf(row: PlanRow): number {
  if (row.kind === "comment") return row.row.body.length;
  return row.kind === "section" ? row.row.name.length : row.row.description.length;
}
