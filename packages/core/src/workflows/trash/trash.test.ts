import { setTimeout } from "node:timers/promises";
import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import { CreateFolder } from "@docket/schema/folder";
import { MAX_COMMAND_TASKS } from "@docket/schema/task-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFolder, deleteFolder } from "../../commands/folder/mutations.ts";
import { deleteLabel } from "../../commands/label/mutations.ts";
import { purgeProject, restoreProject, trashProject } from "../../commands/project/trash.ts";
import { duplicateTask } from "../../commands/task/duplicate.ts";
import { moveTasks } from "../../commands/task/move.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { createView, deleteView } from "../../commands/view/mutations.ts";
import { tasksWithComments } from "../../entities/task/purge.ts";
import { tasksWhere } from "../../entities/task/queries.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createLongTimeoutDatabase } from "./long-timeout-database.ts";
import { PURGE_TIMEOUT_MS, purgeExpired } from "./purge.ts";
import { listTrash } from "./queries.ts";
import { redactPurged, deleteOldCommands } from "./retention.ts";

let world: TaskWorld;
let janitor: Database;
beforeAll(async () => {
  world = await createTaskWorld({ settings: { TRASH_DAYS: "30" } });
  janitor = createDatabase({ url: world.database.janitorUrl, poolSize: 1 });
});
afterAll(async () => {
  await janitor.close();
  await world.close();
});

it("keeps trashed entities for the configured days, then purges them and redacts their text", async () => {
  const { workspaceId } = world.ada;
  const [kept, gone] = [await world.project(world.ada, "Kept"), await world.project(world.ada, "Gone")];
  const task = await world.task(world.ada, kept, { title: "secret words" });
  const child = await world.task(world.ada, kept, { title: "below", parentId: task.id });
  await world.task(world.ada, gone, { title: "inside" });
  const ada = world.ctxOf(world.ada);
  await trashTasks(ada, { workspaceId, commandId: uuidv7(), ids: [task.id] });
  await trashProject(ada, { workspaceId, commandId: uuidv7(), id: gone.id });
  expect((await listTrash(ada, { workspaceId, limit: 50 })).items.map((item) => item.title)).toEqual(
    expect.arrayContaining(["secret words", "Gone"]),
  );
  const trashedTitles = async (id: string) =>
    (await listTrash(ada, { workspaceId, id, limit: 1 })).items.map((item) => item.title);
  expect([
    await trashedTitles(task.id),
    await trashedTitles(gone.id),
    await trashedTitles(child.id),
    await trashedTitles(kept.id),
  ]).toEqual([["secret words"], ["Gone"], [], []]);

  world.advanceClock({ days: 29 });
  expect(await purgeExpired(world.runtime)).toBe(0);
  world.advanceClock({ days: 2 });
  expect(await purgeExpired(world.runtime)).toBe(2);
  expect(await purgeExpired(world.runtime)).toBe(0);
  expect(await world.runtime.db.task.count({ where: { workspaceId } })).toBe(0);
  expect(await world.runtime.db.project.count({ where: { workspaceId, id: gone.id } })).toBe(0);
  expect((await listTrash(ada, { workspaceId, limit: 50 })).items).toEqual([]);

  expect(await redactPurged(world.runtime, janitor.pool)).toBeGreaterThan(0);
  const lines = await world.runtime.db.change.findMany({
    where: { workspaceId, entityId: { in: [task.id, child.id] } },
  });
  expect(lines.length).toBeGreaterThanOrEqual(4);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
  expect(
    await world.runtime.db.change.count({ where: { workspaceId, entityId: kept.id, after: { not: {} } } }),
  ).toBeGreaterThan(0);
});

it("does not change a project that is restored while it is being purged", async () => {
  const { workspaceId } = world.ada;
  const { pool, db } = world.runtime;
  const project = await world.project(world.ada, "Nearly gone");
  const task = await world.task(world.ada, project);
  const child = await world.task(world.ada, project, { parentId: task.id });
  const ada = world.ctxOf(world.ada);
  await trashProject(ada, { workspaceId, commandId: uuidv7(), id: project.id });

  const restoring = await pool.connect();
  await restoring.query("BEGIN");
  await restoring.query("UPDATE project SET deleted_at = NULL, version = version + 1 WHERE id = $1", [project.id]);
  const purging = errorCodeOf(purgeProject(ada, { workspaceId, commandId: uuidv7(), id: project.id }));
  await setTimeout(200);
  await restoring.query("COMMIT");
  restoring.release();

  expect(await purging).toBe("not_found");
  expect(await db.task.findMany({ where: { projectId: project.id, parentId: task.id } })).toMatchObject([
    { id: child.id },
  ]);
});

it("allows a purge to take longer than the statement timeout for requests", async () => {
  const { workspaceId } = world.ada;
  const label = await world.label(world.ada, workspaceId);
  await deleteLabel(world.ctxOf(world.ada), { workspaceId, commandId: uuidv7(), id: label });
  world.advanceClock({ days: 31 });
  const shortTimeoutDatabase = createDatabase({
    url: world.database.appUrl,
    poolSize: 1,
    statementTimeoutMs: 1_000,
    queryTimeoutMs: PURGE_TIMEOUT_MS,
  });
  const holding = await world.runtime.pool.connect();
  try {
    await holding.query("BEGIN");
    await holding.query("SELECT id FROM label WHERE id = $1 FOR UPDATE", [label]);
    const purging = purgeExpired({ ...world.runtime, db: shortTimeoutDatabase.prisma });
    await setTimeout(1_500);
    await holding.query("COMMIT");
    expect(await purging).toBe(1);
  } finally {
    holding.release();
    await shortTimeoutDatabase.close();
  }
});

it("redacts the text of what a manager purges, including text from before a move", async () => {
  const { workspaceId } = world.ada;
  const ada = world.ctxOf(world.ada);
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const [kept, gone] = [await world.project(world.ada, "Stays"), await world.project(world.ada, "Goes")];
  const task = await world.task(world.ada, kept, { title: "words said in the first project" });
  await moveTasks(ada, { ...command(), ids: [task.id], projectId: gone.id });
  await trashProject(ada, { ...command(), id: gone.id });
  await purgeProject(ada, { ...command(), id: gone.id });
  await redactPurged(world.runtime, janitor.pool);
  const lines = await world.runtime.db.change.findMany({ where: { workspaceId, entityId: task.id } });
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
});

it("redacts the text of a project without members", async () => {
  const { workspaceId } = world.ada;
  const { db } = world.runtime;
  const project = await world.project(world.ada, "Left by all");
  await trashProject(world.ctxOf(world.ada), { workspaceId, commandId: uuidv7(), id: project.id });
  await db.projectMember.deleteMany({ where: { workspaceId, projectId: project.id } });
  world.advanceClock({ days: 31 });
  expect(await purgeExpired(world.runtime)).toBe(1);
  await redactPurged(world.runtime, janitor.pool);
  const lines = await db.change.findMany({ where: { workspaceId, entityId: project.id } });
  expect(lines.filter(({ op }) => op === "purge")).toHaveLength(1);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
});

it("purges deleted labels, folders and views too, and redacts their names", async () => {
  const { workspaceId } = world.ada;
  const ada = world.ctxOf(world.ada);
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const labelId = await world.label(world.ada, workspaceId);
  const project = await world.project(world.ada, "Labelled");
  await world.task(world.ada, project, { labelIds: [labelId] });
  const [outer, inner] = [uuidv7(), uuidv7()];
  await createFolder(ada, CreateFolder.parse({ ...command(), id: outer, name: "Outer" }));
  await createFolder(ada, CreateFolder.parse({ ...command(), id: inner, name: "Inner", parentId: outer }));
  const viewId = uuidv7();
  await createView(ada, CreateView.parse({ ...command(), id: viewId, name: "Once" }));
  await deleteView(ada, { ...command(), id: viewId });
  for (const id of [inner, outer]) await deleteFolder(ada, { ...command(), id });
  await deleteLabel(ada, { ...command(), id: labelId });

  world.advanceClock({ days: 31 });
  expect(await purgeExpired(world.runtime)).toBe(4);
  expect(await purgeExpired(world.runtime)).toBe(0);
  const { db } = world.runtime;
  expect([await db.label.count({ where: { id: labelId } }), await db.folder.count({ where: { workspaceId } })]).toEqual(
    [0, 0],
  );
  await redactPurged(world.runtime, janitor.pool);
  const lines = await db.change.findMany({ where: { workspaceId, entityId: { in: [labelId, outer, inner, viewId] } } });
  expect(lines.filter(({ op }) => op === "purge").map(({ audience }) => audience)).toHaveLength(4);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
});

it("deletes commands after ninety days and keeps their changes", async () => {
  const { workspaceId } = world.ada;
  const changes = await world.runtime.db.change.count({ where: { workspaceId } });
  await world.database.owner.pool.query("UPDATE command SET at = now() - interval '91 days' WHERE workspace_id = $1", [
    workspaceId,
  ]);
  expect(await deleteOldCommands(janitor.pool)).toBeGreaterThan(0);
  expect(await world.runtime.db.command.count({ where: { workspaceId } })).toBe(0);
  expect(await world.runtime.db.change.count({ where: { workspaceId } })).toBe(changes);
});

it("limits the number of tasks that one command changes, but reads any number for a purge", async () => {
  const { workspaceId } = world.ada;
  const { db } = world.runtime;
  const project = await world.project(world.ada, "Huge");
  const { id } = await world.task(world.ada, project, { title: "x" });
  for (const numbers of [
    [2, 500],
    [501, MAX_COMMAND_TASKS + 1],
  ]) {
    await db.$executeRaw`
      INSERT INTO task SELECT made.* FROM task t, generate_series(${numbers[0]}::int, ${numbers[1]}::int) n,
        jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', n, 'parent_id', t.id)) made
      WHERE t.id = ${id}::uuid`;
    // Without statistics, the foreign key checks would be planned for an empty table and take minutes.
    await world.database.owner.pool.query("ANALYZE task");
  }
  const all = { workspaceId, projectId: project.id };
  expect(await tasksWhere(db, all, "any")).toHaveLength(MAX_COMMAND_TASKS + 1);
  expect(await tasksWithComments(db, all)).toHaveLength(MAX_COMMAND_TASKS + 1);
  const input = () => ({ workspaceId, commandId: uuidv7(), ids: [id] });
  const ada = world.ctxOf(world.ada);
  expect(await errorCodeOf(completeTasks(ada, input()))).toBe("invalid");
  await expect(trashTasks(ada, input())).rejects.toThrow("more than 5,000 tasks");

  const whole = () => ({ workspaceId, commandId: uuidv7(), id: project.id });
  await trashProject(ada, whole());
  await purgeProject(ada, whole());
  expect((await listTrash(ada, { workspaceId, limit: 50 })).items.map((item) => item.id)).not.toContain(project.id);
  expect(await errorCodeOf(restoreProject(ada, whole()))).toBe("not_found");
  expect(await db.task.count({ where: all })).toBe(MAX_COMMAND_TASKS + 1);
  expect(await purgeExpired(world.runtime)).toBeGreaterThan(0);
  expect(await db.task.count({ where: all })).toBe(0);
  expect(await db.project.count({ where: { workspaceId, id: project.id } })).toBe(0);
});

it("empties the trash completely despite a locked task, and redacts all text, however old", async () => {
  const { workspaceId } = world.ada;
  const { db } = world.runtime;
  const ada = world.ctxOf(world.ada);
  const project = await world.project(world.ada, "Full");
  const ids = await world.manyTasks(world.ada, project, 205);
  await trashTasks(ada, { workspaceId, commandId: uuidv7(), ids });
  world.advanceClock({ days: 31 });
  // Locked for longer than the lock timeout of any statement.
  const holding = await world.runtime.pool.connect();
  await holding.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0");
  await holding.query("SELECT id FROM task WHERE id = $1 FOR UPDATE", [ids[0]]);
  expect(await purgeExpired(world.runtime)).toBe(ids.length - 1);
  await holding.query("ROLLBACK");
  holding.release();
  expect(await db.task.count({ where: { workspaceId, projectId: project.id } })).toBe(1);

  world.advanceClock({ days: 200 });
  await redactPurged(world.runtime, janitor.pool);
  const words = { workspaceId, entityId: { in: ids.slice(1) }, after: { not: {} } };
  expect(await db.change.count({ where: words })).toBe(0);
  expect(await redactPurged(world.runtime, janitor.pool)).toBe(0);
});

it("stops between two purges on shutdown", async () => {
  const project = await world.project(world.ada, "Interrupted");
  const ids = await world.manyTasks(world.ada, project, 3);
  const { workspaceId } = world.ada;
  await trashTasks(world.ctxOf(world.ada), { workspaceId, commandId: uuidv7(), ids });
  world.advanceClock({ days: 31 });
  expect(await purgeExpired(world.runtime, AbortSignal.abort())).toBe(0);
  expect(await world.runtime.db.task.count({ where: { workspaceId, projectId: project.id } })).toBe(3);
});

it("has longer timeouts than a request", async () => {
  const patient = createLongTimeoutDatabase(world.runtime.config, world.database.appUrl);
  try {
    const long = patient.prisma.$queryRaw`SELECT 1 AS one FROM pg_sleep(6.5)`;
    await setTimeout(100);
    const behind = patient.pool.query("SELECT 2 AS two");
    expect(await long).toEqual([{ one: 1 }]);
    expect((await behind).rows).toEqual([{ two: 2 }]);
  } finally {
    await patient.close();
  }
});

it("limits copies to the number of tasks that other commands can change", async () => {
  const { workspaceId } = world.ada;
  const project = await world.project(world.ada);
  const below = await world.manyTasks(world.ada, project, 500);
  const root = await world.task(world.ada, project);
  await world.runtime.db.task.updateMany({ where: { workspaceId, id: { in: below } }, data: { parentId: root.id } });
  const copy = (withSubtasks: boolean) =>
    duplicateTask(world.ctxOf(world.ada), {
      workspaceId,
      commandId: uuidv7(),
      id: root.id,
      newId: uuidv7(),
      withSubtasks,
    });
  expect([await errorCodeOf(copy(true)), await errorCodeOf(copy(false))]).toEqual(["conflict", "done"]);
});
