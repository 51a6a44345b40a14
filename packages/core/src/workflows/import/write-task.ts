import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Label } from "@docket/schema/label";
import { labelKey } from "@docket/schema/label";
import { ranksBetween } from "@docket/schema/rank";
import type { Task } from "@docket/schema/task";
import { MAX_TASK_DEPTH } from "@docket/schema/task-limit";
import { enterSection, newTask, sortedSet } from "@docket/schema/task-state";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import { insertLabels } from "../../entities/label/definition.ts";
import { labelRanks } from "../../entities/label/order.ts";
import { findLabels, findVisibleLabels } from "../../entities/label/queries.ts";
import { actorStampOf } from "../../entities/task/input.ts";
import { insertTasks } from "../../entities/task/insert.ts";
import { reserveNumbers } from "../../entities/task/order.ts";
import { ancestorIds } from "../../entities/task/queries.ts";
import type { PlanRow } from "./plan-row.ts";
import type { WriteState } from "./writing.ts";
import { recordOrigin } from "./writing.ts";

type TaskRow = Extract<PlanRow, { kind: "task" }>;
/** Position of a new task. */
type TaskPlace = { sectionId: Id | null; parentId: Id | null; isDone: boolean };

/**
 * Creates tasks at the end of their lists. If the section or parent given in the file is in the trash, or has been
 * moved to another project since an earlier import, the task is placed one level higher.
 */
export async function writeTasks(writing: WriteState, rows: TaskRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { ctx, scope, job, projectId, made } = writing;
  const { workspaceId } = job;
  const labelIds = await labelsByKey(writing, rows);
  const copiedLabels = await existingLabels(writing, rows);
  const places = await placesOf(writing, rows);
  const ranks = await endRanks(writing, places);
  const numbers = await reserveNumbers(scope, workspaceId, projectId, rows.length);
  const stamp = actorStampOf(ctx);
  const tasks = rows.map(({ id, row }, index): Task => {
    const { isDone: isInDoneColumn, ...place } = places[index] ?? NOWHERE;
    // Only open tasks are copied, and their copies are open, even in a section for completed tasks.
    const isDone = isInDoneColumn && row.copied === undefined;
    const { title, description, priority, deadline, durationMinutes, recurrence = null } = row;
    const fields = { title, description, priority, due: dueOf(row), deadline, durationMinutes, recurrence };
    const created = newTask({ workspaceId, id, projectId, ...place, ...fields }, stamp);
    const task: Task = {
      ...created,
      // Plans that an older version stored lack the fields that were added since.
      ...row.copied,
      seriesId: row.copied?.occurrenceOn == null ? created.seriesId : id,
      number: numbers[index] ?? 0,
      labelIds: sortedSet([
        ...row.labels.flatMap((name) => labelIds.get(labelKey(name)) ?? []),
        ...(row.copied?.labelIds ?? []).filter((labelId) => copiedLabels.has(labelId)),
      ]),
      rank: ranks[index] ?? "",
    };
    return enterSection(task, { isDoneColumn: isDone }, stamp);
  });
  await insertTasks(scope, tasks);
  for (const { id, row } of rows) recordOrigin(writing, "task", id, row.sourceId, row.foreign);
  made.tasks += rows.length;
}

const NOWHERE: TaskPlace = { sectionId: null, parentId: null, isDone: false };

function dueOf({ dueOn, dueTime, dueZone }: TaskRow["row"]): When | null {
  if (dueOn === null) return null;
  if (dueTime === null) return { date: dueOn };
  return { date: dueOn, time: dueTime, ...(dueZone !== null && { timeZone: dueZone }) };
}

/**
 * Returns the position of each task. Sections and parents are looked up by source id. Only live ones in this project
 * are used.
 */
async function placesOf({ scope, job, projectId, known }: WriteState, rows: TaskRow[]): Promise<TaskPlace[]> {
  const { tx } = scope;
  const { workspaceId } = job;
  const own = new Map(rows.map(({ id, row }) => [row.sourceId, id]));
  const idOf = (sourceId: string | null) => (sourceId === null ? undefined : known.get(sourceId)?.entityId);
  const named = (ids: (Id | undefined)[]) => ({
    where: { workspaceId, projectId, deletedAt: null, id: { in: [...new Set(ids.flatMap((id) => id ?? []))] } },
  });
  const sections = await tx.section.findMany({
    ...named(rows.map(({ row }) => idOf(row.section))),
    select: { id: true, isDoneColumn: true },
  });
  const parents = await tx.task.findMany({
    ...named(rows.map(({ row }) => idOf(row.parent))),
    select: { id: true, sectionId: true },
  });
  const sectionById = new Map(sections.map((section) => [section.id, section]));
  const parentById = new Map(parents.map((parent) => [parent.id, parent]));
  const depthOf = new Map<Id, number>();
  for (const { id } of parents) depthOf.set(id, (await ancestorIds(tx, workspaceId, id)).length + 1);

  const places = new Map<Id, TaskPlace>();
  return rows.map(({ id, row }) => {
    const section = sectionById.get(idOf(row.section) ?? "");
    const ownParent = row.parent === null ? undefined : own.get(row.parent);
    const parentId = ownParent ?? parentById.get(idOf(row.parent) ?? "")?.id;
    const depth = parentId === undefined ? 0 : (depthOf.get(parentId) ?? MAX_TASK_DEPTH);
    const isHung = parentId !== undefined && depth < MAX_TASK_DEPTH;
    // A sub-task is always in its parent's section.
    const sectionId =
      (isHung ? (places.get(parentId)?.sectionId ?? parentById.get(parentId)?.sectionId) : section?.id) ?? null;
    const isDone = sectionId !== null && sectionById.get(sectionId)?.isDoneColumn === true;
    const place = { sectionId, parentId: isHung ? parentId : null, isDone };
    places.set(id, place);
    depthOf.set(id, isHung ? depth + 1 : 1);
    return place;
  });
}

/** Returns ranks after the last task in each list, in the order of the rows. */
async function endRanks({ scope, job, projectId }: WriteState, places: TaskPlace[]): Promise<string[]> {
  const keyOf = (sectionId: Id | null, parentId: Id | null) => `${sectionId ?? ""} ${parentId ?? ""}`;
  const parentIds = [...new Set(places.flatMap(({ parentId }) => parentId ?? []))];
  const lasts = await scope.tx.$queryRaw<{ section_id: Id | null; parent_id: Id | null; rank: string }[]>`
    SELECT t.section_id, t.parent_id, max(t.rank COLLATE "C") AS rank FROM task t
    WHERE t.workspace_id = ${job.workspaceId}::uuid AND t.project_id = ${projectId}::uuid AND t.deleted_at IS NULL
      AND (t.parent_id IS NULL OR t.parent_id = ANY(${parentIds}::uuid[]))
    GROUP BY t.section_id, t.parent_id`;
  const last = new Map(lasts.map((row) => [keyOf(row.section_id, row.parent_id), row.rank]));
  const lists = new Map<string, number[]>();
  for (const [index, { sectionId, parentId }] of places.entries()) {
    const key = keyOf(sectionId, parentId);
    lists.set(key, [...(lists.get(key) ?? []), index]);
  }
  const ranks: string[] = [];
  for (const [key, indexes] of lists) {
    const own = ranksBetween(last.get(key) ?? null, null, indexes.length);
    for (const [position, index] of indexes.entries()) ranks[index] = own[position] ?? "";
  }
  return ranks;
}

/** Returns the labels of the copied tasks, except deleted ones. */
async function existingLabels({ ctx, scope, job }: WriteState, rows: TaskRow[]): Promise<Set<Id>> {
  const ids = [...new Set(rows.flatMap(({ row }) => row.copied?.labelIds ?? []))];
  const labels = await findLabels(scope.tx, ctx.actor, job.workspaceId, ids, "guest");
  return new Set(labels.map((label) => label.id));
}

/**
 * Returns the ids of the labels used by the rows, keyed by folded name. Creates a label for each name that no label
 * visible to the actor has.
 */
async function labelsByKey(writing: WriteState, rows: TaskRow[]): Promise<Map<string, Id>> {
  const { ctx, scope, job, made, origins } = writing;
  const { workspaceId } = job;
  const names = new Map(rows.flatMap(({ row }) => row.labels).map((name) => [labelKey(name), name]));
  if (names.size === 0) return new Map();
  // Prevents two concurrent commands from creating a label with the same name. See `refuseTakenName`.
  await scope.tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const named = Prisma.sql`l.name_folded = ANY(${[...names.keys()]}) AND l.deleted_at IS NULL`;
  const found = await findVisibleLabels(scope.tx, ctx.actor, workspaceId, named, Prisma.sql`ORDER BY l.id DESC`);
  const ids = new Map(found.map((label) => [labelKey(label.name), label.id]));
  const now = ctx.now().toISOString();
  const missing = [...names].flatMap(([key, name]) => (ids.has(key) ? [] : [name]));
  if (missing.length === 0) return ids;
  const ranks = await labelRanks(ctx, scope, workspaceId, {}, { count: missing.length });
  const labels = missing.map((name, index): Label => ({
    workspaceId,
    id: uuidv7(),
    name,
    color: "slate",
    rank: ranks[index] ?? "",
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  }));
  await insertLabels(scope, labels);
  for (const { id, name } of labels) {
    origins.push({ entity: "label", entityId: id, key: `label ${id}`, extra: {} });
    ids.set(labelKey(name), id);
  }
  made.labels += labels.length;
  return ids;
}
