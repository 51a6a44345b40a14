import type { Id } from "@docket/schema/id";
import { CreateLabel, ListLabels } from "@docket/schema/label";
import type { Label } from "@docket/schema/label";
import { CreateProject } from "@docket/schema/project";
import { CreateTask, ListTasks, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLabel, deleteLabel, moveLabel, updateLabel } from "../../commands/label/mutations.ts";
import { createProject } from "../../commands/project/mutations.ts";
import { createTask, updateTask } from "../../commands/task/mutations.ts";
import { listChanges } from "../../log/change/queries.ts";
import { readLog } from "../../log/change/read.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam, projectOf, taskIn } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { exportAccount } from "../../workflows/export/account.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { listTasks } from "../task/list.ts";
import { getLabel, listLabels } from "./queries.ts";

let world: World;
let team: Team;
/** A project whose only member is the manager, with a task that has the label. */
let hidden: { workspaceId: Id; projectId: Id };
let secret: Label;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
  const { workspaceId, manager } = team;
  hidden = { workspaceId, projectId: await projectOf(world, workspaceId, manager, "Canary") };
  secret = await make(manager, "Layoffs");
  await taskIn(world, hidden, manager, { labelIds: [secret.id] });
});
afterAll(() => world.close());

const make = (person: Person, name: string, id = uuidv7()) =>
  createLabel(world.ctxOf(person), CreateLabel.parse({ ...commandIn(team.workspaceId), id, name }));

async function names(person: Person): Promise<string[]> {
  const page = await listLabels(world.ctxOf(person), ListLabels.parse({ workspaceId: team.workspaceId, limit: 100 }));
  return page.items.map((label) => label.name);
}

/** Returns everything that a user can read about labels: the label list, the history, the live feed and the export. */
async function readBy(person: Person): Promise<string> {
  const { workspaceId } = team;
  const ctx = world.ctxOf(person);
  const feed = await readLog(ctx, workspaceId, 0n);
  const parts = [
    JSON.stringify(await names(person)),
    JSON.stringify(await listChanges(ctx, { workspaceId, limit: 100 })),
    JSON.stringify(feed.kind === "open" ? feed.changes : feed),
  ];
  for await (const chunk of exportAccount(ctx)) parts.push(chunk);
  return parts.join("\n");
}

it("hides labels of projects that a member can't see from everything the member reads", async () => {
  for (const person of [team.member, team.editor, team.admin, team.owner, team.guest])
    expect(await readBy(person)).not.toMatch(/Layoffs/);
  expect(await readBy(team.manager)).toMatch(/Layoffs/);
  const ref = { workspaceId: team.workspaceId, id: secret.id };
  await expect(getLabel(world.runtime.db, team.editor.actor, ref)).rejects.toMatchObject({ code: "not_found" });
  const list = ListTasks.parse({ workspaceId: team.workspaceId, filter: { labelId: secret.id } });
  await expect(listTasks(world.ctxOf(team.editor), list)).rejects.toMatchObject({ code: "not_found" });
});

it("only users who can see a label can change, move, use or delete it", async () => {
  const { workspaceId, projectId } = team;
  const id = secret.id;
  for (const person of [team.editor, team.owner, team.admin]) {
    const ctx = world.ctxOf(person);
    const attempts = [
      () => updateLabel(ctx, { ...commandIn(workspaceId), id, baseVersion: 1, set: { name: "Mine" } }),
      () => moveLabel(ctx, { ...commandIn(workspaceId), id, after: null }),
      () => deleteLabel(ctx, { ...commandIn(workspaceId), id }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  }
  const use = CreateTask.parse({ ...commandIn(workspaceId), id: uuidv7(), projectId, title: "x", labelIds: [id] });
  await expect(createTask(world.ctxOf(team.editor), use)).rejects.toMatchObject({ code: "not_found" });

  const own = await make(team.editor, "Own");
  const renamed = { ...commandIn(workspaceId), id: own.id, baseVersion: 1, set: { name: "My own" } };
  await updateLabel(world.ctxOf(team.editor), renamed);
  await taskIn(world, team, team.editor, { labelIds: [own.id] });
  await updateLabel(world.ctxOf(team.viewer), {
    ...commandIn(workspaceId),
    id: own.id,
    baseVersion: 2,
    set: { color: "red" },
  });
});

it("a label becomes visible when it is added to a task, and hidden when it is removed", async () => {
  const label = await make(team.manager, "Passing");
  const taskId = await taskIn(world, team, team.manager);
  expect(await names(team.viewer)).not.toContain("Passing");
  const tag = (labelIds: Id[], baseVersion: number) =>
    updateTask(
      world.ctxOf(team.manager),
      UpdateTask.parse({ ...commandIn(team.workspaceId), id: taskId, baseVersion, set: { labelIds } }),
    );
  await tag([label.id], 1);
  expect(await names(team.viewer)).toContain("Passing");
  await tag([], 2);
  expect(await names(team.viewer)).not.toContain("Passing");
  expect(await names(team.manager)).toContain("Passing");
});

it("name and key conflicts do not reveal hidden labels and projects", async () => {
  const twin = await make(team.editor, "LAYOFFS");
  expect(twin.name).toBe("LAYOFFS");
  await expect(make(team.editor, "layoffs")).rejects.toMatchObject({ code: "conflict" });
  await expect(make(team.manager, "layoffs")).rejects.toMatchObject({ code: "conflict" });
  const deleting = { ...commandIn(team.workspaceId), id: twin.id };
  await deleteLabel(world.ctxOf(team.editor), deleting);
  await undoCommand(world.ctxOf(team.editor), { ...commandIn(team.workspaceId), undo: deleting.commandId });

  const project = (person: Person, options: { name: string; key?: string }) =>
    createProject(
      world.ctxOf(person),
      CreateProject.parse({ ...commandIn(team.workspaceId), id: uuidv7(), ...options }),
    );
  expect(await project(team.editor, { name: "Canary" })).toMatchObject({ key: "CANA" });
  expect(await project(team.editor, { name: "Canary" })).toMatchObject({ key: "CANA2" });
  expect(await project(team.member, { name: "Canary", key: "CANA" })).toMatchObject({ key: "CANA" });
  await expect(project(team.member, { name: "Canary", key: "CANA" })).rejects.toMatchObject({ code: "conflict" });
  const keys = await world.runtime.db.project.findMany({
    where: { workspaceId: team.workspaceId, inboxOf: { not: null } },
    select: { key: true },
    distinct: ["key"],
  });
  expect(keys).toEqual([{ key: "IN" }]);
});

it("rejects one of two concurrent renames to the same name", async () => {
  const labels = [await make(team.editor, "First"), await make(team.editor, "Second")];
  const answers = await Promise.allSettled(
    labels.map(({ id }) =>
      updateLabel(world.ctxOf(team.editor), {
        ...commandIn(team.workspaceId),
        id,
        baseVersion: 1,
        set: { name: "Third" },
      }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
});
