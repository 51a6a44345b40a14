import { gunzipSync, gzipSync } from "node:zlib";
import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { ImportTask } from "@docket/schema/import";
import type { ImportRef } from "@docket/schema/import-job";
import { CreateLabel } from "@docket/schema/label";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLabel } from "../../commands/label/mutations.ts";
import { createSection } from "../../commands/section/mutations.ts";
import { ENTITY_LIMITS } from "../../runtime/entity-limit.ts";
import { NEVER_ABORTED } from "../../testing/import-world.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam, joinProject, projectOf, taskIn } from "../../testing/team.ts";
import type { World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { duplicateProject } from "../duplicate-project.ts";
import { undoCommand } from "../undo/mutations.ts";
import { LEASE_MS } from "./lease.ts";
import { cancelImport, undoImport } from "./mutations.ts";
import { StoredBatch } from "./plan-row.ts";
import { getImport } from "./queries.ts";
import { runImport } from "./run-import.ts";
import { StoredPlan } from "./stored-plan.ts";
import { startImportWorker } from "./worker.ts";

const SECTIONS = ENTITY_LIMITS.section.max;

let world: World;
let team: Team;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(async () => (team = await createTeam(world)));

/**
 * Fills the team's project. Every fifth task is a sub-task of the previous one, every seventh is closed, every third
 * has a label, and the last section is for completed tasks.
 */
async function fill(sections: number, tasks: number): Promise<void> {
  const { workspaceId, projectId, manager, taskId } = team;
  const { db } = world.runtime;
  const ctx = world.ctxOf(manager);
  const section = { ...commandIn(workspaceId), id: uuidv7(), projectId, name: "Section 0" };
  await createSection(ctx, section);
  const label = CreateLabel.parse({ ...commandIn(workspaceId), id: uuidv7(), name: "Copied" });
  await createLabel(ctx, label);
  await db.$executeRaw`
    INSERT INTO section SELECT made.* FROM section s, generate_series(1, ${sections - 1}::int) n,
      jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'name', 'Section ' || n,
        'rank', 'b' || lpad(n::text, 4, '0') || 'V', 'is_done_column', n = ${sections - 1})) made
    WHERE s.id = ${section.id}::uuid`;
  await db.$executeRaw`
    INSERT INTO task SELECT made.* FROM generate_series(1, ${tasks}::int) n
    JOIN (SELECT id, row_number() OVER (ORDER BY rank COLLATE "C") - 1 AS nth FROM section WHERE project_id = ${projectId}::uuid) s
      ON s.nth = n / 5 % ${sections - 1}::int
    JOIN task t ON t.id = ${taskId}::uuid,
    jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 10 + n,
      'title', 'Task ' || n, 'description', repeat('words ', n % 50), 'priority', n % 4, 'due_on', '2026-12-01', 'due_time', '09:30',
      'start_on', '2026-11-30', 'duration_minutes', n, 'deadline', '2026-12-31', 'rank', 'b' || lpad(((n * 7919) % 10000)::text, 4, '0') || 'V',
      'section_id', s.id,
      'status', CASE WHEN n % 7 = 0 THEN 'done' ELSE 'open' END, 'completed_at', CASE WHEN n % 7 = 0 THEN now() END)) made`;
  await db.$executeRaw`
    UPDATE task t SET parent_id = p.id, section_id = p.section_id FROM task p
    WHERE t.project_id = ${projectId}::uuid AND p.project_id = t.project_id AND t.number % 5 = 1 AND t.number > 11 AND p.number = t.number - 1`;
  await db.$executeRaw`
    INSERT INTO task_label (workspace_id, task_id, label_id)
    SELECT workspace_id, id, ${label.id}::uuid FROM task WHERE project_id = ${projectId}::uuid AND number % 3 = 0`;
  // Autovacuum would update the statistics within a minute. Without them, statements are planned for empty tables.
  await world.database.owner.pool.query("ANALYZE");
}

/** Returns the parts of a project that are copied, in list order. */
async function contentOf(projectId: Id): Promise<{ sections: unknown; tasks: object[] }> {
  const { db } = world.runtime;
  const sections = await db.$queryRaw`
    SELECT name, is_done_column FROM section WHERE project_id = ${projectId}::uuid AND deleted_at IS NULL ORDER BY rank COLLATE "C", id`;
  const tasks = await db.$queryRaw<object[]>`
    SELECT s.name AS section, p.title AS parent, t.title, t.description, t.priority, t.due_on, t.due_time, t.due_zone, t.start_on,
      t.start_time, t.deadline, t.duration_minutes, t.status, t.assignees, t.labels
    FROM (SELECT t.*, (SELECT count(*)::int FROM task_assignee a WHERE a.task_id = t.id) AS assignees,
        (SELECT array_agg(l.label_id) FROM task_label l WHERE l.task_id = t.id) AS labels FROM task t) t
    LEFT JOIN section s ON s.id = t.section_id LEFT JOIN task p ON p.id = t.parent_id AND p.status = 'open'
    WHERE t.project_id = ${projectId}::uuid AND t.status = 'open' AND t.deleted_at IS NULL
    ORDER BY s.rank COLLATE "C", s.id, p.title NULLS FIRST, t.rank COLLATE "C", t.id`;
  return { sections, tasks };
}

async function startCopy(): Promise<ImportRef & { commandId: Id }> {
  const { workspaceId, projectId, viewer } = team;
  const order = { ...commandIn(workspaceId), id: projectId, newId: uuidv7() };
  const copy = await duplicateProject(world.ctxOf(viewer), order);
  expect(copy).toMatchObject({ id: order.newId, importId: order.newId, role: "manager" });
  return { workspaceId, id: order.newId, commandId: order.commandId };
}

const jobOf = ({ workspaceId, id }: ImportRef) => getImport(world.ctxOf(team.viewer), { workspaceId, id });

/**
 * Processes a copy until its first batch is written. The resulting state is the same as after a crash, except that the
 * lease is released.
 */
async function runOneBatch(ref: ImportRef): Promise<void> {
  const stop = new AbortController();
  const leave = world.runtime.notifier.listen(ref.workspaceId, () => stop.abort());
  await runImport(world.runtime, ref, stop.signal);
  leave();
}

/** Processes a copy until it ends, as the worker does, even if a statement exceeds its timeout. */
async function runToEnd(ref: ImportRef): Promise<void> {
  while ((await jobOf(ref)).finishedAt === null) {
    world.advanceClock({ seconds: LEASE_MS / 1_000 + 1 });
    await runImport(world.runtime, ref, NEVER_ABORTED);
  }
}

function commandsIn(workspaceId: Id, kind: Prisma.CommandWhereInput["kind"] & string) {
  return world.runtime.db.command.findMany({
    where: { workspaceId, kind },
    orderBy: { lastSeq: "asc" },
    select: { firstSeq: true, lastSeq: true, groupId: true, undoneBy: true, actorId: true },
  });
}

test("copies 500 sections and 3,000 tasks in bounded commands while other users continue to write", async () => {
  await fill(SECTIONS, 3_000);
  const { workspaceId, projectId, editor } = team;
  const ref = await startCopy();
  const expected = await contentOf(projectId);
  const place = { workspaceId, projectId: await projectOf(world, workspaceId, editor) };
  const worker = startImportWorker(world.runtime, 10);
  const seqOf = async () =>
    (await world.runtime.db.workspaceCounter.findFirstOrThrow({ where: { workspaceId } })).changeSeq;
  const writes: { from: bigint; to: bigint }[] = [];
  while ((await jobOf(ref)).finishedAt === null) {
    const from = await seqOf();
    await taskIn(world, place, editor);
    writes.push({ from, to: await seqOf() });
  }
  await worker.stop();

  expect(await jobOf(ref)).toMatchObject({
    status: "done",
    source: "copy",
    failure: null,
    made: { left: 0, found: 0 },
  });
  const copied = await contentOf(ref.id);
  expect(copied.sections).toEqual(expected.sections);
  expect(copied.tasks).toEqual(expected.tasks);

  const batches = await commandsIn(workspaceId, "import.batch");
  expect(batches.length).toBeGreaterThan(5);
  for (const { firstSeq, lastSeq, groupId } of batches) {
    expect(groupId).toBe(ref.id);
    expect(Number((lastSeq ?? 0n) - (firstSeq ?? 0n)) + 1).toBeLessThanOrEqual(MAX_BULK_TASKS);
  }
  for (const { from, to } of writes) {
    const overtaking = batches.filter(({ lastSeq }) => lastSeq !== null && lastSeq > from && lastSeq <= to);
    expect(overtaking.length).toBeLessThanOrEqual(2);
  }
  const others = await commandsIn(workspaceId, "task.create");
  for (const [index, { lastSeq }] of batches.entries()) {
    const next = batches[index + 1]?.firstSeq ?? null;
    if (lastSeq === null || next === null) continue;
    expect(others.some(({ firstSeq }) => firstSeq !== null && firstSeq > lastSeq && firstSeq < next)).toBe(true);
  }
});

test("completes a copy whose plan was stored before tasks had deadlines", async () => {
  await fill(20, 600);
  const { projectId } = team;
  const expected = await contentOf(projectId);
  const ref = await startCopy();
  await storeAsOlderVersion(ref);
  await runToEnd(ref);
  expect(await jobOf(ref)).toMatchObject({ status: "done", failure: null });
  const { tasks } = await contentOf(ref.id);
  expect(tasks).toEqual(expected.tasks.map((task) => ({ ...task, deadline: null })));
});

/** Changes a stored plan to the form in which version 0.2.0 stored it. */
async function storeAsOlderVersion({ workspaceId, id }: ImportRef): Promise<void> {
  const where = { workspaceId_id: { workspaceId, id } };
  const { plan } = await world.runtime.db.importJob.findUniqueOrThrow({ where, select: { plan: true } });
  const { sizes, batches } = StoredPlan.parse(plan);
  const older = batches.map((batch) => {
    const stored = StoredBatch.parse(JSON.parse(gunzipSync(Buffer.from(batch, "base64")).toString()));
    for (const { content } of stored.rows)
      if (content.kind === "task") Object.assign(content.row, olderRow(content.row));
    return gzipSync(JSON.stringify(stored)).toString("base64");
  });
  await world.runtime.db.importJob.update({ where, data: { plan: { sizes, batches: older } } });
}

function olderRow({ copied }: Pick<ImportTask, "copied">) {
  const { start = null, labelIds = [], due, durationMinutes = null } = copied ?? {};
  const [dueOn, dueTime, dueZone] = [due?.date ?? null, due?.time ?? null, due?.timeZone ?? null];
  return { copied: { start, labelIds }, dueOn, dueTime, dueZone, durationMinutes, deadline: "next week" };
}

test("copies a project that fits into one command with a single command", async () => {
  await fill(100, 300);
  const { workspaceId, projectId, viewer } = team;
  const order = { ...commandIn(workspaceId), id: projectId, newId: uuidv7() };
  expect(await duplicateProject(world.ctxOf(viewer), order)).toMatchObject({ id: order.newId, importId: null });
  expect(await contentOf(order.newId)).toEqual(await contentOf(projectId));
  expect(await commandsIn(workspaceId, "import.batch")).toEqual([]);
});

test("continues after a crash without duplicates, and returns the same answer to a repeated request", async () => {
  await fill(20, 1_200);
  const { workspaceId, projectId, viewer } = team;
  const expected = await contentOf(projectId);
  const ref = await startCopy();
  await runOneBatch(ref);
  await runOneBatch(ref);
  const half = await jobOf(ref);
  expect(half).toMatchObject({ status: "running" });
  expect(half.doneRows).toBeGreaterThan(0);
  expect(half.doneRows).toBeLessThan(half.totalRows);
  await world.runtime.db.importJob.updateMany({ where: { id: ref.id }, data: { updatedAt: world.runtime.clock() } });

  const order = { workspaceId, commandId: ref.commandId, id: projectId, newId: ref.id };
  expect(await duplicateProject(world.ctxOf(viewer), order)).toMatchObject({ id: ref.id, importId: ref.id });
  world.advanceClock({ seconds: LEASE_MS / 1_000 + 1 });
  await Promise.all([runImport(world.runtime, ref, NEVER_ABORTED), runImport(world.runtime, ref, NEVER_ABORTED)]);
  expect(await jobOf(ref)).toMatchObject({ status: "done" });
  expect(await contentOf(ref.id)).toEqual(expected);
});

test.each<[string, (team: Team, ref: ImportRef) => Promise<unknown>, RegExp]>([
  [
    "who can no longer see the original",
    ({ projectId, viewer }) => world.runtime.db.projectMember.deleteMany({ where: { projectId, userId: viewer.id } }),
    /no longer have access to the project/,
  ],
  [
    "who became a guest",
    ({ workspaceId, viewer }) =>
      world.runtime.db.workspaceMember.updateMany({
        where: { workspaceId, userId: viewer.id },
        data: { role: "guest" },
      }),
    /./,
  ],
  [
    "who may no longer change the copy",
    ({ viewer }, { id }) =>
      world.runtime.db.projectMember.updateMany({
        where: { projectId: id, userId: viewer.id },
        data: { role: "viewer" },
      }),
    /can no longer change/,
  ],
])("stops for a user %s", async (_, lose, sentence) => {
  await fill(20, 1_200);
  const ref = await startCopy();
  await runOneBatch(ref);
  const { doneRows } = await jobOf(ref);
  await lose(team, ref);
  await runToEnd(ref);
  expect(await jobOf(ref)).toMatchObject({ status: "failed", doneRows, failure: expect.stringMatching(sentence) });
});

test("can be cancelled between two commands, and is undone together with the project", async () => {
  await fill(20, 1_200);
  const { workspaceId, viewer } = team;
  const { db } = world.runtime;
  const ctx = world.ctxOf(viewer);
  const ref = await startCopy();
  const job = { workspaceId, id: ref.id };
  await runOneBatch(ref);
  await cancelImport(ctx, job);
  await runToEnd(ref);
  expect(await jobOf(ref)).toMatchObject({ status: "cancelled" });
  expect(await db.task.count({ where: { projectId: ref.id } })).toBeLessThan(1_000);

  await undoImport(ctx, job);
  await runToEnd(ref);
  expect(await jobOf(ref)).toMatchObject({ status: "undone" });
  expect(await db.project.count({ where: { id: ref.id, deletedAt: null } })).toBe(0);
  for (const kind of ["project.duplicate", "import.batch"])
    for (const { undoneBy } of await commandsIn(workspaceId, kind)) expect(undoneBy).not.toBeNull();
});

test("adds nothing to a copy that has been undone in the meantime", async () => {
  await fill(20, 1_200);
  const ref = await startCopy();
  await runOneBatch(ref);
  const count = () => world.runtime.db.task.count({ where: { projectId: ref.id } });
  const before = await count();
  await undoCommand(world.ctxOf(team.viewer), { ...commandIn(ref.workspaceId), undo: ref.commandId });
  await runToEnd(ref);
  expect(await count()).toBe(before);
  expect((await jobOf(ref)).finishedAt).not.toBeNull();
});

test("leaves other users' tasks in the copy when it is undone", async () => {
  await fill(20, 1_200);
  const { workspaceId, viewer, editor } = team;
  const ref = await startCopy();
  await runOneBatch(ref);
  await joinProject(world, { workspaceId, projectId: ref.id }, editor, "editor");
  await taskIn(world, { workspaceId, projectId: ref.id }, editor, { title: "Added" });
  await runToEnd(ref);
  await undoImport(world.ctxOf(viewer), { workspaceId, id: ref.id });
  await runToEnd(ref);
  const left = await world.runtime.db.task.findMany({ where: { projectId: ref.id, deletedAt: null } });
  expect(left.map((task) => task.title)).toEqual(["Added"]);
});
