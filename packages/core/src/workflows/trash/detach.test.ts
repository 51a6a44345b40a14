import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { purgeSection, trashSection } from "../../commands/section/trash.ts";
import { purgeTasks, restoreTasks, trashTasks } from "../../commands/task/trash.ts";
import { replayTasks } from "../../operations/doctor/replay.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { purgeExpired } from "./purge.ts";

let world: TaskWorld;
let section: Id;
let parent: { id: Id };
let child: { id: Id };
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

const command = (more: object = {}) => ({ workspaceId: world.ada.workspaceId, commandId: uuidv7(), ...more });
const trash = (...ids: Id[]) => trashTasks(world.ctxOf(world.ada), { ...command(), ids });

/** Creates a task and a sub-task in a section. The sub-task was trashed separately, ten days ago. */
beforeEach(async () => {
  const project = await world.project(world.ada, "Garden");
  section = await world.section(world.ada, project);
  parent = await world.task(world.ada, project, { title: "Dig", sectionId: section });
  child = await world.task(world.ada, project, { title: "Sharpen the spade", parentId: parent.id });
  await trash(child.id);
  world.advanceClock({ days: 10 });
});

/** Returns a task's row and its last entry in the change log. */
const stateOf = async ({ id }: { id: Id }) => {
  const { workspaceId } = world.ada;
  const where = { workspaceId, id };
  const row = await world.runtime.db.task.findFirstOrThrow({ where });
  const lines = await world.runtime.db.change.findMany({
    where: { workspaceId, entity: "task", entityId: id },
    orderBy: { seq: "asc" },
  });
  const last = lines.at(-1);
  return { row, last };
};

/** Purges an entity as if its retention period had expired. Its sub-task is not purged, as if that purge had failed. */
async function expire(entity: "task" | "section", id: Id): Promise<void> {
  const { db } = world.runtime;
  const expired = { where: { workspaceId: world.ada.workspaceId, id }, data: { deletedAt: new Date(0) } };
  await (entity === "task" ? db.task.updateMany(expired) : db.section.updateMany(expired));
  await purgeExpired(world.runtime);
}

const purgeCases: [string, () => Promise<unknown>, { parentId?: null; sectionId?: null }][] = [
  [
    "its parent is deleted for good",
    async () => {
      await trash(parent.id);
      await purgeTasks(world.ctxOf(world.ada), { ...command(), ids: [parent.id] });
    },
    { parentId: null },
  ],
  [
    "its parent has been in the trash for long enough",
    async () => {
      await trash(parent.id);
      await expire("task", parent.id);
    },
    { parentId: null },
  ],
  [
    "its section and its parent are deleted for good",
    async () => {
      await trashSection(world.ctxOf(world.ada), { ...command(), id: section });
      await purgeSection(world.ctxOf(world.ada), { ...command(), id: section });
    },
    { parentId: null, sectionId: null },
  ],
  [
    "its section and its parent have been in the trash for long enough",
    async () => {
      await trashSection(world.ctxOf(world.ada), { ...command(), id: section });
      await expire("section", section);
    },
    { parentId: null, sectionId: null },
  ],
];

it.each(purgeCases)(
  "a task that was trashed separately is detached, including in the change log, when %s",
  async (_, remove, place) => {
    const before = await stateOf(child);
    await remove();
    const { row, last } = await stateOf(child);
    expect(row).toMatchObject({ ...place, deletedRoot: child.id });
    expect(last).toMatchObject({ op: "move", version: row.version, after: place });
    expect(row.version).toBeGreaterThan(before.row.version);
    expect(await replayTasks(world.runtime.db)).toEqual([]);
    await restoreTasks(world.ctxOf(world.ada), { ...command(), ids: [child.id] });
    expect(await replayTasks(world.runtime.db)).toEqual([]);
  },
);
