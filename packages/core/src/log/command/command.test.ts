import type { Id } from "@docket/schema/id";
import { CreateTask, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTask, updateTask } from "../../commands/task/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand, undoOne } from "../../workflows/undo/mutations.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

/** Returns a context of Ada's calls, and the positions that commands have reported, in order. */
function watched(): { ctx: Ctx; noted: [Id, bigint | null][] } {
  const noted: [Id, bigint | null][] = [];
  return { ctx: { ...world.ctxOf(world.ada), noteCommand: (id, seq) => void noted.push([id, seq]) }, noted };
}

async function lastSeqOf(commandId: Id): Promise<bigint | null> {
  const last = await world.runtime.db.change.findFirst({ where: { commandId }, orderBy: { seq: "desc" } });
  return last?.seq ?? null;
}

test("reports the position of a command's last change, also when it is repeated", async () => {
  const { workspaceId } = world.ada;
  const project = await world.project(world.ada);
  const { ctx, noted } = watched();
  const inCommand = () => ({ workspaceId, commandId: uuidv7() });
  const plain = CreateTask.parse({ ...inCommand(), id: uuidv7(), projectId: project.id, title: "in one statement" });
  const first = CreateTask.parse({ ...plain, ...inCommand(), id: uuidv7(), after: null, title: "in a transaction" });
  const complete = { ...inCommand(), ids: [plain.id] };
  const completeMany = { ...inCommand(), ids: [plain.id, first.id] };
  const run = async () => {
    await createTask(ctx, plain);
    await createTask(ctx, first);
    await completeTasks(ctx, complete);
    await completeTasks(ctx, completeMany);
  };
  await run();
  const expected: [Id, bigint | null][] = [];
  for (const { commandId } of [plain, first, complete, completeMany])
    expected.push([commandId, await lastSeqOf(commandId)]);
  expect(noted).toEqual(expected);
  expect(new Set(expected.map(([, seq]) => seq)).size).toBe(4);
  await run();
  expect(noted).toEqual([...expected, ...expected]);
});

test("reports null for a command that changes nothing, and nothing for a rejected one", async () => {
  const { workspaceId } = world.ada;
  const task = await world.task(world.ada, await world.project(world.ada), { title: "same" });
  const { ctx, noted } = watched();
  const update = (title: string, baseVersion: number) =>
    UpdateTask.parse({ workspaceId, commandId: uuidv7(), id: task.id, baseVersion, set: { title } });
  const same = update("same", 1);
  await updateTask(ctx, same);
  expect(noted).toEqual([[same.commandId, null]]);
  expect(await errorCodeOf(updateTask(ctx, update("other", 99)))).toBe("invalid");
  expect(await errorCodeOf(updateTask(ctx, { ...same, baseVersion: 2 }))).toBe("invalid");
  expect(noted).toHaveLength(1);
});

test("reports one position for the undo of a group", async () => {
  const { workspaceId } = world.ada;
  const project = await world.project(world.ada);
  const tasks = [await world.task(world.ada, project), await world.task(world.ada, project)];
  const groupId = uuidv7();
  const { ctx, noted } = watched();
  const done = tasks.map(({ id }) => ({ workspaceId, commandId: uuidv7(), ids: [id] }));
  for (const input of done) {
    await completeTasks(ctx, input);
    await undoOne(ctx, { workspaceId, commandId: uuidv7(), undo: input.commandId }, groupId);
  }
  noted.length = 0;
  const undo = { workspaceId, commandId: uuidv7(), undo: groupId };
  const answer = await undoCommand(ctx, undo);
  const { changeSeq } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
  expect(noted).toEqual([[undo.commandId, changeSeq]]);
  expect(await undoCommand(ctx, undo)).toEqual(answer);
  expect(noted).toEqual([1, 2].map(() => [undo.commandId, changeSeq]));
  expect(await errorCodeOf(undoCommand(ctx, { ...undo, commandId: uuidv7() }))).toBe("not_found");
});
