import type { Change } from "@docket/schema/change";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createComment, trashComment } from "../../commands/comment/mutations.ts";
import { createFolder } from "../../commands/folder/mutations.ts";
import { createLabel } from "../../commands/label/mutations.ts";
import { createSection, moveSection } from "../../commands/section/mutations.ts";
import { moveTasks } from "../../commands/task/move.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { createView } from "../../commands/view/mutations.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { readLog } from "./read.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

/** Executes a command at a time of its own, and returns its result and its changes. */
async function run<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<{ result: Result; changes: Change[] }> {
  world.advanceClock({ seconds: 1 });
  const ctx = world.ctxOf(world.ada);
  const { workspaceId } = world.ada;
  const before = await readLog(ctx, workspaceId, null);
  const result = await work(ctx);
  const page = await readLog(ctx, workspaceId, before.kind === "open" ? before.position : 0n);
  return { result, changes: page.kind === "open" ? page.changes : [] };
}

/** Returns the entity that a whole change describes, as a copy of the workspace would store it. */
function entityIn({ workspaceId, entityId: id, version, at, after }: Change) {
  return { workspaceId, createdAt: at, ...after, id, version, updatedAt: at };
}

test("a created entity, and one from another project, can be taken from the change alone", async () => {
  const { ada } = world;
  const [home, garden] = [await world.project(ada, "Home"), await world.project(ada, "Garden")];
  const { workspaceId } = ada;
  const made = () => ({ workspaceId, commandId: uuidv7(), id: uuidv7() });
  const label = await run((ctx) => createLabel(ctx, { ...made(), name: "Errand", color: "slate" }));
  const section = await run((ctx) => createSection(ctx, { ...made(), projectId: home.id, name: "Spring" }));
  const place = { sectionId: section.result.id, labelIds: [label.result.id], assigneeIds: [ada.id] };
  const task = await run(() => world.task(ada, home, { ...place, description: "In white" }));
  const simple = await run(() => world.task(ada, home));
  const comment = await run((ctx) => createComment(ctx, { ...made(), taskId: task.result.id, body: "Two coats" }));
  const folder = await run((ctx) => createFolder(ctx, { ...made(), name: "Private", parentId: null }));
  const view = await run((ctx) => createView(ctx, CreateView.parse({ ...made(), name: "Mine" })));
  for (const { result, changes } of [label, section, task, simple, folder, view]) {
    expect(changes).toMatchObject([{ op: "create", isWhole: true }]);
    expect(entityIn(changes[0]!)).toEqual(result);
  }
  expect(comment.changes).toMatchObject([{ op: "create", isWhole: true, projectId: home.id }]);
  const { updatedAt: _, ...inChange } = entityIn(comment.changes[0]!);
  expect({ ...inChange, projectId: home.id }).toEqual(comment.result);

  const ids = { workspaceId, commandId: uuidv7(), ids: [simple.result.id] };
  const movedTask = await run((ctx) => moveTasks(ctx, { ...ids, projectId: garden.id }));
  expect(movedTask.changes.map(({ op, isWhole }) => [op, isWhole])).toEqual([
    ["leave", false],
    ["move", true],
  ]);
  const { description, ...summary } = entityIn(movedTask.changes[1]!) as Record<string, unknown>;
  expect({ ...summary, hasDescription: description !== "" }).toEqual(movedTask.result.items[0]);
  const movedSection = await run((ctx) =>
    moveSection(ctx, { workspaceId, commandId: uuidv7(), id: section.result.id, projectId: garden.id }),
  );
  const ofSection = movedSection.changes.filter(({ entity, op }) => entity === "section" && op === "move");
  expect(ofSection.map(entityIn)).toEqual([movedSection.result]);
  expect(movedSection.changes.filter(({ isWhole }) => isWhole)).toHaveLength(2);
});

test("a change of some fields, of a project, and of a text that the reader can't read isn't whole", async () => {
  const { ada, bob } = world;
  const home = await run(() => world.project(ada, "Part"));
  expect(home.changes.map(({ isWhole }) => isWhole)).not.toContain(true);
  await world.join(bob, home.result, "viewer");
  const task = await world.task(ada, home.result);
  const { workspaceId } = ada;
  const command = { workspaceId, commandId: uuidv7() };
  const done = await run((ctx) => completeTasks(ctx, { ...command, ids: [task.id] }));
  expect(done.changes).toMatchObject([{ op: "update", isWhole: false }]);

  const id = uuidv7();
  const made = { workspaceId, commandId: uuidv7(), id, taskId: task.id, body: "Private" };
  const comment = await run((ctx) => createComment(ctx, made));
  const after = BigInt(comment.changes[0]!.seq) - 1n;
  await trashComment(world.ctxOf(ada), { workspaceId, commandId: uuidv7(), id });
  const asBob = await readLog(world.ctxOf(bob), workspaceId, after);
  expect(asBob).toMatchObject({ changes: [{ op: "create", after: { body: null }, isWhole: false }, { op: "trash" }] });
});
