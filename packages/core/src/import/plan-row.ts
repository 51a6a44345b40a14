import type { Id } from "@docket/schema/id";
import type { ImportComment, ImportProject, ImportSection, ImportTask } from "@docket/schema/import";
import { ImportPlan } from "@docket/schema/import";
import { BULK_LIMIT } from "@docket/schema/task-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { z } from "zod";

/** A plan as it waits in the database: with the id that each of its rows will have, in the order of {@link rowsOf}. */
export const StoredPlan = z.object({ plan: ImportPlan, ids: z.array(z.string()) });
export type StoredPlan = z.infer<typeof StoredPlan>;

/** One thing that an import makes. */
export type PlanRow = { id: Id; project: ImportProject } & (
  | { kind: "project"; row: ImportProject }
  | { kind: "section"; row: ImportSection }
  | { kind: "task"; row: ImportTask }
  | { kind: "comment"; row: ImportComment; task: ImportTask }
);

/** Characters of text that one command may carry: it also goes into the change log, in the same statement. */
const BATCH_LENGTH = 1_000_000;

/** Gives every row of a plan its id, once: a job that goes on after a crash must make the same rows. */
export function storePlan(plan: ImportPlan): StoredPlan {
  return { plan, ids: withoutIds(plan).map(() => uuidv7()) };
}

/** A plan's rows, each after what it belongs to: a project, its sections, its tasks, each with its comments. */
export function rowsOf({ plan, ids }: StoredPlan): PlanRow[] {
  return withoutIds(plan).map((row, index) => {
    const id = ids[index];
    if (id === undefined) throw new Error("A stored import plan has fewer ids than rows.");
    return { ...row, id };
  });
}

type WithoutId<Row> = Row extends PlanRow ? Omit<Row, "id"> : never;

function withoutIds(plan: ImportPlan): WithoutId<PlanRow>[] {
  return plan.projects.flatMap((project) => [
    { kind: "project" as const, project, row: project },
    ...project.sections.map((row) => ({ kind: "section" as const, project, row })),
    ...project.tasks.flatMap((task) => [
      { kind: "task" as const, project, row: task },
      ...task.comments.map((row) => ({ kind: "comment" as const, project, row, task })),
    ]),
  ]);
}

/**
 * Cuts rows into the commands that will make them: at most {@link BULK_LIMIT} rows and a bounded length of text each. The
 * same rows are always cut alike.
 */
export function batchesOf(rows: PlanRow[]): PlanRow[][] {
  const batches: PlanRow[][] = [];
  let length = 0;
  for (const row of rows) {
    const batch = batches.at(-1);
    const own = lengthOf(row);
    if (batch && batch.length < BULK_LIMIT && length + own <= BATCH_LENGTH) {
      batch.push(row);
      length += own;
    } else {
      batches.push([row]);
      length = own;
    }
  }
  return batches;
}

function lengthOf(row: PlanRow): number {
  if (row.kind === "comment") return row.row.body.length;
  return row.kind === "section" ? row.row.name.length : row.row.description.length;
}
