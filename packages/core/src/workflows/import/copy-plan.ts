import type { Id } from "@docket/schema/id";
import { CopiedFields } from "@docket/schema/import";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import type { Section } from "@docket/schema/section";
import type { Task } from "@docket/schema/task";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { deriveId } from "@docket/schema/uuid";
import { findProject } from "../../entities/project/queries.ts";
import { toSection } from "../../entities/section/row.ts";
import { readTasks } from "../../entities/task/queries.ts";
import { openTasks } from "../../entities/task/status.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { PlanProject, PlanRow } from "./plan-row.ts";
import { batchesOf } from "./plan-row.ts";
import type { StoredPlan } from "./stored-plan.ts";
import { packBatch } from "./stored-plan.ts";

/** The rows of a large project's copy, divided into commands of bounded size, and the number of rows of each kind. */
export type CopyPlan = { stored: StoredPlan; sections: number; tasks: number; subtasks: number };

/** Position of a task in the tree of copied tasks. */
type TreePlace = { parent: Id | null; depth: number };

/**
 * Reads the sections and open tasks in a project, in order, from a single snapshot. This is slow for a large project,
 * so it happens before the command that creates the copy, without locking anything.
 *
 * @param copyId the project that the rows will belong to
 * @returns null if one command can write the whole copy, or if the project is not visible
 * @throws DomainError `too_large` if there are more rows, or more text, than an import can have
 */
export function readCopyPlan(ctx: Ctx, ref: Ref, copyId: Id): Promise<CopyPlan | null> {
  return ctx.db.$transaction((tx) => readPlan(ctx, tx, ref, copyId), {
    isolationLevel: "RepeatableRead",
    timeout: 30_000,
  });
}

async function readPlan(ctx: Ctx, tx: Tx, ref: Ref, copyId: Id): Promise<CopyPlan | null> {
  const original = await findProject(tx, ctx.actor, ref);
  if (!original) return null;
  const live = { workspaceId: ref.workspaceId, projectId: ref.id, deletedAt: null };
  const sections = await tx.section.findMany({ where: live, orderBy: [{ rank: "asc" }, { id: "asc" }] });
  const open = await tx.task.findMany({
    where: { ...live, ...openTasks },
    select: { id: true, parentId: true },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
    take: IMPORT_LIMITS.rows + 1,
  });
  const count = sections.length + open.length;
  if (count <= MAX_BULK_TASKS) return null;
  if (count > IMPORT_LIMITS.rows) throw tooLarge(message`has more than ${IMPORT_LIMITS.rows} tasks`);

  const { name } = original;
  const project: PlanProject = { sourceId: copyId, file: name, name, description: "", foreign: {} };
  const places = treePlaces(open);
  const stored: StoredPlan = { sizes: [], batches: [] };
  await store(
    stored,
    sections.map(toSection).map((section, index) => sectionRow(project, section, index + 1)),
  );
  const ids = [...places.keys()];
  let textLength = 0;
  for (let start = 0; start < ids.length; start += MAX_BULK_TASKS) {
    const wanted = ids.slice(start, start + MAX_BULK_TASKS);
    const tasks = await readTasks(tx, ref.workspaceId, wanted);
    textLength += tasks.reduce((sum, task) => sum + task.description.length, 0);
    if (textLength > IMPORT_LIMITS.unzippedBytes) throw tooLarge(message`contains too much text`);
    const byId = new Map(tasks.map((task) => [task.id, task]));
    const rows = wanted.flatMap((id, index): PlanRow[] => {
      const [task, place] = [byId.get(id), places.get(id)];
      return task && place ? [taskRow(project, task, place, start + index + 1)] : [];
    });
    await store(stored, rows);
  }
  const subtasks = [...places.values()].filter(({ parent }) => parent !== null).length;
  return { stored, sections: sections.length, tasks: ids.length, subtasks };
}

function tooLarge(why: TemplateMessage): DomainError {
  return new DomainError("too_large", message`This project can't be copied: it ${why}.`);
}

/** Adds rows to a plan. Only their compressed form is kept. */
async function store(plan: StoredPlan, rows: PlanRow[]): Promise<void> {
  for (const batch of batchesOf(rows)) {
    plan.sizes.push(batch.length);
    plan.batches.push(await packBatch(batch));
  }
}

function sectionRow(project: PlanProject, { id, name, isDoneColumn }: Section, line: number): PlanRow {
  const row = { sourceId: id, line, name, foreign: {}, isDoneColumn };
  return { id: deriveId(project.sourceId, id), project, kind: "section", row };
}

/**
 * Returns the plan row of a task. Assignees are omitted, because the only member of the copy is the user who copies the
 * project.
 */
function taskRow(project: PlanProject, task: Task, place: TreePlace, line: number): PlanRow {
  const { id, title, description, priority } = task;
  return {
    id: deriveId(project.sourceId, id),
    project,
    kind: "task",
    row: {
      ...place,
      sourceId: id,
      line,
      section: task.sectionId,
      title,
      description,
      priority,
      labels: [],
      dueOn: null,
      dueTime: null,
      dueZone: null,
      dueText: null,
      deadline: null,
      durationMinutes: null,
      foreign: {},
      copied: CopiedFields.parse(task),
    },
  };
}

/**
 * Returns the position of every task, with parents before their sub-tasks and siblings in the given order. A task
 * becomes a root if its parent is not among the given tasks, because the parent is closed and therefore not copied.
 */
function treePlaces(tasks: { id: Id; parentId: Id | null }[]): Map<Id, TreePlace> {
  const children = new Map<Id | null, Id[]>([[null, []], ...tasks.map(({ id }): [Id, Id[]] => [id, []])]);
  for (const { id, parentId } of tasks) (children.get(parentId) ?? children.get(null))?.push(id);
  const places = new Map<Id, TreePlace>();
  const visit = (parent: Id | null, depth: number) => {
    for (const id of children.get(parent) ?? []) {
      places.set(id, { parent, depth });
      visit(id, depth + 1);
    }
  };
  visit(null, 1);
  return places;
}
