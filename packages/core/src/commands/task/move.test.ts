import type { Id } from "@docket/schema/id";
import { CreateTask, MoveTasks, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getTask } from "../../entities/task/list.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam, projectOf } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { createSection, moveSection } from "../section/mutations.ts";
import { restoreSection, trashSection } from "../section/trash.ts";
import { moveTasks } from "./move.ts";
import { createTask, updateTask } from "./mutations.ts";

let world: World;
let team: Team;
let projectId: Id;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
beforeEach(async () => {
  projectId = await projectOf(world, team.workspaceId, team.manager);
});
afterAll(() => world.close());

const ctx = () => world.ctxOf(team.manager);
const refTo = (id: Id) => ({ ...commandIn(team.workspaceId), id });

async function section(name: string): Promise<Id> {
  const input = { ...commandIn(team.workspaceId), id: uuidv7(), projectId, name };
  return (await createSection(ctx(), input)).id;
}

const task = (place: { sectionId?: Id; parentId?: Id }) =>
  createTask(
    ctx(),
    CreateTask.parse({ ...commandIn(team.workspaceId), id: uuidv7(), projectId, title: "Task", ...place }),
  );

const read = (id: Id) => getTask(ctx(), { workspaceId: team.workspaceId, id });

test("a sub-task is always in its parent's section", async () => {
  const [here, there] = [await section("Here"), await section("There")];
  const parent = await task({ sectionId: here });
  expect(await task({ parentId: parent.id })).toMatchObject({ sectionId: here });
  expect(await task({ parentId: parent.id, sectionId: here })).toMatchObject({ sectionId: here });
  await expect(task({ parentId: parent.id, sectionId: there })).rejects.toMatchObject({ code: "invalid" });

  const loose = await task({ sectionId: there });
  const move = (place: object) =>
    moveTasks(ctx(), MoveTasks.parse({ ...commandIn(team.workspaceId), ids: [loose.id], ...place }));
  await move({ parentId: parent.id });
  expect(await read(loose.id)).toMatchObject({ parentId: parent.id, sectionId: here });
  await expect(move({ parentId: parent.id, sectionId: there })).rejects.toMatchObject({ code: "invalid" });
  await move({ sectionId: there });
  expect(await read(loose.id)).toMatchObject({ parentId: null, sectionId: there });
});

test("a section can be moved to another project, trashed and restored with its tasks and their sub-tasks", async () => {
  const id = await section("Box");
  const parent = await task({ sectionId: id });
  const child = await task({ parentId: parent.id });
  const trash = refTo(id);
  await trashSection(ctx(), trash);
  for (const gone of [parent.id, child.id]) await expect(read(gone)).rejects.toMatchObject({ code: "not_found" });
  await restoreSection(ctx(), refTo(id));
  expect(await read(child.id)).toMatchObject({ parentId: parent.id, sectionId: id });

  const other = await projectOf(world, team.workspaceId, team.manager, "Other");
  const input = { ...refTo(id), projectId: other };
  await moveSection(ctx(), input);
  expect(await read(parent.id)).toMatchObject({ projectId: other, sectionId: id });
  expect(await read(child.id)).toMatchObject({ projectId: other, sectionId: id, parentId: parent.id });
  await undoCommand(ctx(), { ...commandIn(team.workspaceId), undo: input.commandId });
  expect(await read(child.id)).toMatchObject({ projectId, sectionId: id, parentId: parent.id });
});

test("sub-tasks that are not in their parent's section move with the parent too", async () => {
  const id = await section("Box");
  const parent = await task({ sectionId: id });
  const child = await task({ parentId: parent.id });
  // Older commands could leave tasks in this state.
  await world.runtime.db.task.updateMany({ where: { id: child.id }, data: { sectionId: null } });
  const other = await projectOf(world, team.workspaceId, team.manager, "Other");
  await moveSection(ctx(), { ...refTo(id), projectId: other });
  expect(await read(child.id)).toMatchObject({ projectId: other, sectionId: id });
  await world.runtime.db.task.updateMany({ where: { id: child.id }, data: { sectionId: null } });
  await trashSection(ctx(), refTo(id));
  await expect(read(child.id)).rejects.toMatchObject({ code: "not_found" });
});

test("undo does not move a sub-task out of its parent's section", async () => {
  const [here, there] = [await section("Here"), await section("There")];
  const parent = await task({ sectionId: here });
  const child = await task({ parentId: parent.id });
  const move = (id: Id, place: object) => MoveTasks.parse({ ...commandIn(team.workspaceId), ids: [id], ...place });
  const out = move(child.id, { parentId: null, sectionId: here });
  await moveTasks(ctx(), out);
  await moveTasks(ctx(), move(parent.id, { sectionId: there }));
  const undo = { ...commandIn(team.workspaceId), undo: out.commandId };
  await expect(undoCommand(ctx(), undo)).rejects.toMatchObject({ code: "conflict" });
  await moveTasks(ctx(), move(parent.id, { sectionId: here }));
  await undoCommand(ctx(), { ...undo, ...commandIn(team.workspaceId) });
  expect(await read(child.id)).toMatchObject({ parentId: parent.id, sectionId: here });
});

test("a conflict does not reveal the text of a task in a project that the caller can't see", async () => {
  const hidden = await task({});
  const rename = (person: Person, title: string, baseVersion: number) =>
    updateTask(world.ctxOf(person), UpdateTask.parse({ ...refTo(hidden.id), baseVersion, set: { title } }));
  await rename(team.manager, "Harmless", 1);
  await moveTasks(
    ctx(),
    MoveTasks.parse({ ...commandIn(team.workspaceId), ids: [hidden.id], projectId: team.projectId }),
  );
  const conflict = (base: string | null, mine: string) => ({
    code: "conflict",
    details: { conflicts: { title: { base, theirs: "Harmless", mine } } },
  });
  await expect(rename(team.editor, "Guess", 1)).rejects.toMatchObject(conflict(null, "Guess"));
  await expect(rename(team.manager, "Mine", 1)).rejects.toMatchObject(conflict("Task", "Mine"));
});
