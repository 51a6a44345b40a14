import type { Id } from "@docket/schema/id";
import type { EntityRow } from "@docket/schema/sync";
import { uuidv7 } from "@docket/schema/uuid";
import { CreateView } from "@docket/schema/view";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFolder } from "../../commands/folder/mutations.ts";
import { deleteLabel } from "../../commands/label/mutations.ts";
import { trashProject } from "../../commands/project/trash.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { createView } from "../../commands/view/mutations.ts";
import type { TokenActor } from "../../runtime/actor.ts";
import { authenticatedActor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { readEntities } from "./read-entities.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

test("returns the given entities that the caller can see, trashed ones too, and the position", async () => {
  const { ada, bob } = world;
  const ctx = world.ctxOf(ada);
  const { workspaceId } = ada;
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const [project, gone] = [await world.project(ada, "Home"), await world.project(ada, "Gone")];
  await world.join(bob, project, "viewer");
  const [section, label] = [await world.section(ada, project), await world.label(ada, workspaceId)];
  const [task, trashed, lost] = [
    await world.task(ada, project, { description: "In white", labelIds: [label] }),
    await world.task(ada, project),
    await world.task(ada, gone),
  ];
  await trashTasks(ctx, { ...command(), ids: [trashed.id] });
  await trashProject(ctx, { ...command(), id: gone.id });
  const folder = await createFolder(ctx, { ...command(), id: uuidv7(), name: "Private", parentId: null });
  const view = await createView(ctx, CreateView.parse({ ...command(), id: uuidv7(), name: "Mine" }));
  const { changeSeq, epoch } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
  const read = async (reader: Ctx, kind: EntityRow["kind"], ids: Id[]) => {
    const { rows, ...position } = await readEntities(reader, { workspaceId, kind, ids: [...ids, uuidv7()] });
    expect(position).toEqual({ seq: expect.any(String), epoch });
    return rows.map(({ row }) => row).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  };

  const { description: _, ...summary } = task;
  const tasks = await read(ctx, "task", [task.id, task.id, trashed.id, lost.id]);
  expect(tasks).toMatchObject([
    { ...summary, hasDescription: true },
    { id: trashed.id, deletedRoot: trashed.id },
  ]);
  expect(tasks[0]).not.toHaveProperty("description");
  expect(await read(ctx, "project", [project.id, gone.id])).toEqual([project]);
  expect(await read(ctx, "section", [section])).toMatchObject([{ id: section, projectId: project.id }]);
  expect(await read(ctx, "folder", [folder.id])).toEqual([folder]);
  expect(await read(ctx, "view", [view.id])).toEqual([view]);
  const { seq } = await readEntities(ctx, { workspaceId, kind: "view", ids: [view.id] });
  expect(seq).toBe(changeSeq.toString());

  const asBob = world.ctxOf(bob);
  expect(await read(asBob, "task", [task.id, trashed.id, lost.id])).toHaveLength(2);
  expect(await read(asBob, "folder", [folder.id])).toEqual([]);
  expect(await read(asBob, "view", [view.id])).toEqual([]);
  expect(await read(asBob, "label", [label])).toMatchObject([{ id: label, deletedAt: null }]);
  await deleteLabel(ctx, { ...command(), id: label });
  expect(await read(ctx, "label", [label])).toMatchObject([{ id: label, deletedAt: expect.any(String) }]);

  const token = { kind: "token" as const, userId: ada.id, tokenId: uuidv7(), scopes: ["tasks:read" as const] };
  const limits = { workspaceId: null, projectIds: [gone.id] };
  const limited = { ...ctx, actor: authenticatedActor<TokenActor>({ ...token, ...limits }) };
  expect(await read(limited, "task", [task.id])).toEqual([]);
  const scoped = { ...ctx, actor: authenticatedActor<TokenActor>({ ...token, workspaceId, projectIds: null }) };
  expect(await read(scoped, "view", [view.id])).toEqual([]);
  expect(await read(scoped, "project", [project.id])).toEqual([]);
  expect(await read(scoped, "task", [task.id])).toHaveLength(1);
  const hidden = await world.project(bob, "Hidden");
  const hiddenSection = await world.section(bob, hidden);
  const hiddenTask = await world.task(bob, hidden);
  for (const [kind, id] of [
    ["project", hidden.id],
    ["section", hiddenSection],
    ["task", hiddenTask.id],
  ] as const)
    expect(await read(ctx, kind, [id])).toEqual([]);
  const stranger = world.ctxOf(await world.person("Stranger"));
  expect(await errorCodeOf(readEntities(stranger, { workspaceId, kind: "task", ids: [task.id] }))).toBe("not_found");
});

test("counts the live sub-tasks of tasks, and those of them that are open", async () => {
  const { ada } = world;
  const ctx = world.ctxOf(ada);
  const { workspaceId } = ada;
  const command = () => ({ workspaceId, commandId: uuidv7() });
  const project = await world.project(ada, "Garden");
  const parent = await world.task(ada, project);
  const [, closed, trashed] = [
    await world.task(ada, project, { parentId: parent.id }),
    await world.task(ada, project, { parentId: parent.id }),
    await world.task(ada, project, { parentId: parent.id }),
  ];
  await completeTasks(ctx, { ...command(), ids: [closed.id] });
  await trashTasks(ctx, { ...command(), ids: [trashed.id] });
  const { rows } = await readEntities(ctx, { workspaceId, kind: "task", ids: [parent.id, closed.id] });
  expect(Object.fromEntries(rows.map(({ row }) => [row.id, "subtasks" in row && row.subtasks]))).toEqual({
    [parent.id]: { all: 2, open: 1 },
    [closed.id]: { all: 0, open: 0 },
  });
});
