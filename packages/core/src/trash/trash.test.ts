import { createDatabase } from "@docket/db/client";
import type { Database } from "@docket/db/client";
import { CreateFolder } from "@docket/schema/folder";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFolder, deleteFolder } from "../folder/mutations.ts";
import { deleteLabel } from "../label/mutations.ts";
import { purgeProject, trashProject } from "../project/trash.ts";
import { moveTasks } from "../task/move.ts";
import { trashTasks } from "../task/trash.ts";
import { createTaskWorld } from "../testing/task-world.ts";
import type { TaskWorld } from "../testing/task-world.ts";
import { purgeExpired } from "./purge.ts";
import { listTrash } from "./queries.ts";
import { blankPurged, forgetCommands } from "./retention.ts";

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

it("keeps what is thrown away for its days, then removes it and its words", async () => {
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

  world.pass({ days: 29 });
  expect(await purgeExpired(world.runtime)).toBe(0);
  world.pass({ days: 2 });
  expect(await purgeExpired(world.runtime)).toBe(2);
  expect(await purgeExpired(world.runtime)).toBe(0);
  expect(await world.runtime.db.task.count({ where: { workspaceId } })).toBe(0);
  expect(await world.runtime.db.project.count({ where: { workspaceId, id: gone.id } })).toBe(0);
  expect((await listTrash(ada, { workspaceId, limit: 50 })).items).toEqual([]);

  // The janitor goes by the database's own clock, which the lines of this world are ahead of or behind.
  await world.database.owner.pool.query("UPDATE change SET at = now() WHERE op = 'purge'");
  expect(await blankPurged(janitor.pool)).toBeGreaterThan(0);
  const lines = await world.runtime.db.change.findMany({
    where: { workspaceId, entityId: { in: [task.id, child.id] } },
  });
  expect(lines.length).toBeGreaterThanOrEqual(4);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
  expect(
    await world.runtime.db.change.count({ where: { workspaceId, entityId: kept.id, after: { not: {} } } }),
  ).toBeGreaterThan(0);
});

it("blanks the words of what a manager purges by hand, where they stood before a move too", async () => {
  const { workspaceId } = world.ada;
  const ada = world.ctxOf(world.ada);
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const [kept, gone] = [await world.project(world.ada, "Stays"), await world.project(world.ada, "Goes")];
  const task = await world.task(world.ada, kept, { title: "words said in the first project" });
  await moveTasks(ada, { ...command(), ids: [task.id], projectId: gone.id });
  await trashProject(ada, { ...command(), id: gone.id });
  await purgeProject(ada, { ...command(), id: gone.id });
  await world.database.owner.pool.query("UPDATE change SET at = now() WHERE op = 'purge'");
  await blankPurged(janitor.pool);
  const lines = await world.runtime.db.change.findMany({ where: { workspaceId, entityId: task.id } });
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
});

it("removes deleted labels and folders too, and what they were called", async () => {
  const { workspaceId } = world.ada;
  const ada = world.ctxOf(world.ada);
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const labelId = await world.label(world.ada, workspaceId);
  const project = await world.project(world.ada, "Labelled");
  await world.task(world.ada, project, { labelIds: [labelId] });
  const [outer, inner] = [uuidv7(), uuidv7()];
  await createFolder(ada, CreateFolder.parse({ ...command(), id: outer, name: "Outer" }));
  await createFolder(ada, CreateFolder.parse({ ...command(), id: inner, name: "Inner", parentId: outer }));
  for (const id of [inner, outer]) await deleteFolder(ada, { ...command(), id });
  await deleteLabel(ada, { ...command(), id: labelId });

  world.pass({ days: 31 });
  expect(await purgeExpired(world.runtime)).toBe(3);
  expect(await purgeExpired(world.runtime)).toBe(0);
  const { db } = world.runtime;
  expect([await db.label.count({ where: { id: labelId } }), await db.folder.count({ where: { workspaceId } })]).toEqual(
    [0, 0],
  );
  await world.database.owner.pool.query("UPDATE change SET at = now() WHERE op = 'purge'");
  await blankPurged(janitor.pool);
  const lines = await db.change.findMany({ where: { workspaceId, entityId: { in: [labelId, outer, inner] } } });
  expect(lines.filter(({ op }) => op === "purge").map(({ audience }) => audience)).toHaveLength(3);
  expect(lines.every((line) => line.before === null && line.after === null)).toBe(true);
});

it("forgets commands after ninety days and keeps what they changed", async () => {
  const { workspaceId } = world.ada;
  const changes = await world.runtime.db.change.count({ where: { workspaceId } });
  await world.database.owner.pool.query("UPDATE command SET at = now() - interval '91 days' WHERE workspace_id = $1", [
    workspaceId,
  ]);
  expect(await forgetCommands(janitor.pool)).toBeGreaterThan(0);
  expect(await world.runtime.db.command.count({ where: { workspaceId } })).toBe(0);
  expect(await world.runtime.db.change.count({ where: { workspaceId } })).toBe(changes);
});
